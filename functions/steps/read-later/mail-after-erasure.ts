import { mailStaff } from '../../casework/mail/mail-once';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import { approvers } from '../../casework/mail/staff-facts';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { KeptLeft } from '../../domain/event-facts';
import { collectionOf } from '../../domain/foreign-keys';
import { storeTitle } from '../../domain/store-title';
import type { MailFacts } from '../../emails/mail-facts';
import { staffAfterErasure } from '../../emails/staff-follow-up-mails';

export type ReadLaterDeps = MailingDeps & Pick<DeskDeps, 'objects' | 'stores' | 'tombstones'>;

const because: Readonly<Record<KeptLeft['because'], string>> = {
  'other-row': 'with other content than what was erased: the person may have come back as a customer',
  changed:
    'whose content has changed since the erasure, or whose key somebody uses anew: look whether they still have to go',
  'not-comparable': 'which cannot be compared with what was there before',
  'not-erased-then': 'of this person, added later',
  'by-person': 'which somebody left when they finished this erasure by hand',
  submitted: 'which the store was asked to erase and erases later: look whether they go',
  'new-account':
    'just as what was erased, but under an address or number of an account that is new since: find out whose they are',
  'map-changed': 'for which the data map now says something else',
  refused: 'which the store refused to erase',
  'beyond-approval': 'of which the store would have changed more than these',
  misfit: 'which the data map no longer describes as they are stored',
  forbidden: 'for which the desk lacks a permission',
  'no-answer': 'of which nothing is known, since the store did not answer',
  unconnected: 'in a store that the settings no longer name; look there by hand if it still exists',
  gone: 'no longer there, though the desk did not erase them: a job of yours may have, or they lie elsewhere by now',
};

/** Rows that were left alone, in words for staff. */
export function leftRowTexts(
  deps: Pick<DeskDeps, 'map'>,
  left: readonly KeptLeft[],
  request?: DataSubjectRequest,
) {
  return left.map((one) => ({
    store: storeTitle(deps.map, one.storeId, request),
    what: `${titleOf(deps, one)}: ${one.rows} ${because[one.because]}${isThere(one) ? '; left alone' : ''}`,
  }));
}

function isThere({ because: reason }: KeptLeft): boolean {
  return reason !== 'gone' && reason !== 'no-answer' && reason !== 'unconnected';
}

function titleOf({ map }: Pick<DeskDeps, 'map'>, { storeId, collection }: KeptLeft): string {
  return collectionOf(map, storeId, collection)?.title ?? `records of the collection ${collection}`;
}

/** Informs all approvers. The desk does not write to the requester: staff know whether it matters to them. */
export async function mailAfterErasure(
  deps: ReadLaterDeps,
  { requestId }: DataSubjectRequest,
  key: string,
  facts: Pick<MailFacts['staff-after-erasure'], 'about' | 'found' | 'remedy'>,
): Promise<void> {
  for (const staffId of approvers(deps))
    await mailStaff(deps, requestId, { key, mail: staffAfterErasure, staffId }, async () => facts);
}
