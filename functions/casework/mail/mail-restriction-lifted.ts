import { type DataSubjectRequest, wasMailed } from '../../domain/data-subject-request';
import { allOf } from '../../domain/log-entries';
import { everyRecipient } from '../../domain/recipients';
import { LIFTED_READ_FOR } from '../../domain/record-end';
import { referenceOf } from '../../domain/reference';
import type { Recipient } from '../../domain/system-map';
import { recipientRestrictionEnded } from '../../emails/recipient-mails';
import { issueLink } from '../links/issue-link';
import { everyMail } from './mail-frame';
import { mailAddress } from './mail-once';
import type { MailingDeps } from './mailing-deps';

/** First issue number of these links, apart from those of the mail about the restriction itself. */
const FIRST_ISSUE = 5_000;

/** Recipients informed of a restriction that are still in the map, and the ids of those that have left it. */
export function restrictionRecipients(
  { map }: Pick<MailingDeps, 'map'>,
  { log }: DataSubjectRequest,
): { readonly known: readonly Recipient[]; readonly gone: readonly string[] } {
  const told = new Set(allOf(log, 'recipient-told').map(({ data }) => data.recipientId));
  const known = everyRecipient(map).filter(({ id }) => told.has(id));
  return { known, gone: [...told].filter((id) => !known.some((one) => one.id === id)) };
}

/**
 * Tells a recipient that restricted data may be used again: recipients who carried out a restriction must
 * hear of its end (Art. 19 GDPR).
 *
 * @param again - 0 for the mail of the desk, 1 for the first further link and code that somebody asked for
 */
export async function mailRestrictionLifted(
  deps: MailingDeps,
  { requestId }: DataSubjectRequest,
  { id: subjectId, contact, name: recipientName }: Recipient,
  again = 0,
): Promise<void> {
  const to = 'recipient' as const;
  const key = liftedKey(subjectId, again);
  const letter = { key, mail: recipientRestrictionEnded, address: contact || undefined, to };
  await mailAddress(deps, requestId, letter, async () => {
    const issue = FIRST_ISSUE + again;
    const wish = { requestId, purpose: 'confirm', issue, subjectId, life: LIFTED_READ_FOR } as const;
    const { url: link, code } = await issueLink(deps, wish);
    const about = { reference: referenceOf(requestId), recipientName };
    return { ...everyMail(deps), ...about, link, code, linkLife: LIFTED_READ_FOR };
  });
}

/** Whether that mail left. */
export function wasMailedLifted(request: DataSubjectRequest, recipientId: string, again = 0): boolean {
  return wasMailed(request, liftedKey(recipientId, again));
}

function liftedKey(recipientId: string, again: number): string {
  return `lifted-${recipientId}${again === 0 ? '' : `-again-${again}`}`;
}

/**
 * The id of the recipient that a mail with this key told of the end; undefined for any other mail and for one
 * that was asked for again.
 */
export function liftedRecipient(key: string): string | undefined {
  return key.startsWith('lifted-') && !/-again-\d+$/.test(key) ? key.slice('lifted-'.length) : undefined;
}
