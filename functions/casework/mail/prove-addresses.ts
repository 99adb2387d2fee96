import { civilDateOf, plusDuration } from '../../domain/civil-time';
import { assertOpen, type DataSubjectRequest } from '../../domain/data-subject-request';
import { type AddressPlace, linkSubjectOf, questionKeys, unaskedAddresses } from '../../domain/questions';
import { proveAddress } from '../../emails/person-mails';
import { namedIdentifiers } from '../evidence/requester-facts';
import { issueLink } from '../links/issue-link';
import { everyMail } from './mail-frame';
import { mailAddress } from './mail-once';
import { takeMailQuota } from './mail-quota';
import type { MailingDeps } from './mailing-deps';
import { recordHeldMail } from './record-held-mail';

/** Mails of this kind for one request in a day. */
const MAILS_A_DAY = 3;

/**
 * Mails a link and a code to each address that the person typed, once. The mail says neither who asks nor for
 * what, since the address may belong to anybody. It never goes to an address that was only found: that would
 * tell its owner about the request. Beyond the daily limit the mail waits, and staff may vouch meanwhile.
 */
export async function proveAddresses(deps: MailingDeps, requestId: string): Promise<void> {
  const request = assertOpen(await deps.register.load(requestId));
  const unasked = new Set(unaskedAddresses(request).map(questionKeys.address));
  if (unasked.size === 0) return;
  for (const { kind, value, given, index } of await namedIdentifiers(deps, request)) {
    const place = { given, index };
    if (kind !== 'email' || !unasked.has(questionKeys.address(place))) continue;
    if (await mayAsk(deps, request, place, value)) await ask(deps, requestId, place, value);
  }
}

/** Trying the same mail again takes no further place. */
async function mayAsk(
  deps: MailingDeps,
  request: DataSubjectRequest,
  place: AddressPlace,
  address: string,
): Promise<boolean> {
  const { clock, desk } = deps;
  const { requestId } = request;
  const key = questionKeys.address(place);
  const day = civilDateOf(clock.now(), desk.zone).toString();
  const ends = plusDuration(clock.now(), 'P2D', desk.zone);
  const ofRequest = await deps.items.takePlace(`prove-address:${requestId}:${day}`, key, MAILS_A_DAY, ends);
  const share = ofRequest ? await takeMailQuota(deps, request, { address, key }) : 'mailbox-full';
  if (share === 'free') return true;
  await recordHeldMail(deps, requestId, { key, kind: proveAddress.kind, to: 'named', because: share });
  return false;
}

async function ask(
  deps: MailingDeps,
  requestId: string,
  place: AddressPlace,
  address: string,
): Promise<void> {
  const letter = { key: questionKeys.address(place), mail: proveAddress, address, to: 'named' } as const;
  await mailAddress(deps, requestId, letter, async () => {
    const wish = { requestId, purpose: 'prove-address', issue: 1, subjectId: linkSubjectOf(place) } as const;
    const { url: link, code } = await issueLink(deps, wish);
    return { ...everyMail(deps), link, code, linkLife: deps.desk.waits.linkLife };
  });
}
