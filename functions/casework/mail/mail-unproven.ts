import { type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import { MailQuotaError } from '../../domain/errors';
import type { EventData } from '../../domain/events';
import type { MailFacts } from '../../emails/mail-facts';
import type { ToPerson } from '../../emails/mail-frame-facts';
import { requesterFacts } from '../evidence/requester-facts';
import { mailRequester, type PersonMail } from './mail-once';
import { type MailQuota, takeMailQuota } from './mail-quota';
import { mailQuotaUsedUp } from './mail-quota-used-up';
import type { MailingDeps } from './mailing-deps';
import { recordHeldMail } from './record-held-mail';
import type { OneTimeMail } from './send-once';

/** The limit for this mail is reached. Ends the sending before a link is made, and is caught in this file. */
class NoPlace extends Error {
  constructor(readonly because: Exclude<MailQuota, 'free'>) {
    super(because);
  }
}

/**
 * Mails the person as {@link mailRequester} does, within the limits for mails to unproven addresses. Beyond
 * them the mail is held: the log says until when, and the watch sends it then. Mails of requests that staff
 * entered or that were proven are never held.
 */
export async function mailUnproven<K extends PersonMail>(
  deps: MailingDeps,
  requestId: string,
  letter: OneTimeMail<K>,
  facts: (request: DataSubjectRequest) => Promise<Omit<MailFacts[K], keyof ToPerson>>,
): Promise<void> {
  try {
    await mailRequester(deps, requestId, letter, async (request) => {
      if (isUnproven(request)) await mustHavePlace(deps, request, letter.key);
      return facts(request);
    });
  } catch (error) {
    const because = whyHeld(error);
    if (!because) throw error;
    await hold(deps, requestId, letter, because);
    if (because === 'desk-full') await mailQuotaUsedUp(deps, requestId);
  }
}

export function isUnproven(request: DataSubjectRequest): boolean {
  return request.received.channel === 'form' && !hasHappened(request, 'identity-verified');
}

async function mustHavePlace(deps: MailingDeps, request: DataSubjectRequest, key: string): Promise<void> {
  const { email: address } = await requesterFacts(deps, request);
  // Without an address the mail goes by post.
  if (!address) return;
  const share = await takeMailQuota(deps, request, { address, key });
  if (share !== 'free') throw new NoPlace(share);
}

type Because = EventData['mail-held']['because'];

function whyHeld(error: unknown): Because | undefined {
  if (error instanceof NoPlace) return error.because;
  return error instanceof MailQuotaError ? 'provider-full' : undefined;
}

/** Once a day for each mail, however often it is tried. */
async function hold(
  deps: MailingDeps,
  requestId: string,
  { key, mail }: Pick<OneTimeMail<PersonMail>, 'key'> & { readonly mail: { readonly kind: string } },
  because: Because,
): Promise<void> {
  await recordHeldMail(deps, requestId, { key, kind: mail.kind, to: 'requester', because });
}
