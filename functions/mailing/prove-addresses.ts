import { mustBeOpen } from '../domain/data-subject-request';
import { type AddressPlace, questionKeys, subjectOf, unaskedAddresses } from '../domain/questions';
import { proveAddress } from '../emails/person-mails';
import { namedIdentifiers } from '../findings/requester-facts';
import { issueLink } from '../links/issue-link';
import { everyMail, type MailingDeps, mailAddress } from './mail-once';
import { mayWriteTo } from './mail-quota';

/** So many of these mails in a day for one request. */
const MAILS_A_DAY = 3;

/**
 * Mails a link and a code to each address that the person typed, once. The mail names neither who asks nor for what, since the address may be anybody's. Never to an
 * address that was found: that would tell somebody that somebody asked. Beyond the quota nothing is mailed, and staff vouch.
 */
export async function proveAddresses(deps: MailingDeps, requestId: string): Promise<void> {
  const request = mustBeOpen(await deps.register.load(requestId));
  const unasked = new Set(unaskedAddresses(request).map(questionKeys.address));
  if (unasked.size === 0) return;
  for (const { kind, value, given, index } of await namedIdentifiers(deps, request)) {
    const place = { given, index };
    if (kind !== 'email' || !unasked.has(questionKeys.address(place))) continue;
    if (await mayAsk(deps, requestId, value)) await ask(deps, requestId, place, value);
  }
}

async function mayAsk(deps: MailingDeps, requestId: string, address: string): Promise<boolean> {
  const day = deps.clock.now().slice(0, 10);
  const ofRequest = `prove-address:${requestId}:${day}`;
  return (
    (await deps.items.takeQuota(ofRequest, MAILS_A_DAY, `${day}T23:59:59Z`)) &&
    (await mayWriteTo(deps, address))
  );
}

async function ask(
  deps: MailingDeps,
  requestId: string,
  place: AddressPlace,
  address: string,
): Promise<void> {
  const letter = { key: questionKeys.address(place), mail: proveAddress, address, to: 'named' } as const;
  await mailAddress(deps, requestId, letter, async () => {
    const wish = { requestId, purpose: 'prove-address', issue: 1, subjectId: subjectOf(place) } as const;
    const { url: link, code } = await issueLink(deps, wish);
    return { ...everyMail(deps), link, code, linkLife: deps.desk.waits.linkLife };
  });
}
