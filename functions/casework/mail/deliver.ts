import { MailQuotaError, TryAgainError } from '../../domain/errors';
import type { EventData } from '../../domain/events';
import { withAsciiDomain } from '../../domain/identity-values';
import { MailRefusal } from '../../domain/mail-refusal';
import type { ComposedMail } from '../../emails/compose-mail';
import { mailTags } from './mail-tags';
import { recordMailWaits } from './mail-waits';
import type { MailingDeps } from './mailing-deps';
import { type PaperLetter, toPaperLetter } from './paper-letter';

export interface Outgoing {
  readonly key: string;
  readonly kind: string;
  readonly to: EventData['mailed']['to'];
  /** Absent: the person has no e-mail address and is answered by post. */
  readonly address: string | undefined;
  readonly mail: ComposedMail;
  /** Seals the text for the post. Absent for every other reader. */
  readonly sealForPost?: ((letter: PaperLetter) => Promise<string>) | undefined;
}

/**
 * Sends one mail. When the mail service refuses the address or the mail, the refusal is recorded with the
 * text for the post, and nothing is thrown: no step and no timer has to wait for it. When it refuses the
 * whole account, the mail can leave later, so this throws {@link TryAgainError} as for a service that is
 * down.
 *
 * @returns whether it left
 */
export async function deliver(deps: MailingDeps, requestId: string, outgoing: Outgoing): Promise<boolean> {
  const { address, key, kind, to, mail } = outgoing;
  if (address === undefined)
    return noteFailed(deps, requestId, outgoing, new MailRefusal('no-address', 'NoAddress'));
  try {
    const tags = mailTags({ requestId, key, kind, to });
    await deps.mailbox.send({ to: withAsciiDomain(address), ...mail, tags });
    return true;
  } catch (error) {
    if (error instanceof MailQuotaError) await recordMailWaits(deps.items, deps.clock.now());
    if (!(error instanceof MailRefusal)) throw error;
    if (error.reason === 'account') throw new TryAgainError(error.message);
    return noteFailed(deps, requestId, outgoing, error);
  }
}

async function noteFailed(
  deps: MailingDeps,
  requestId: string,
  { key, kind, to, mail, sealForPost }: Outgoing,
  { reason, code }: MailRefusal,
): Promise<false> {
  const paper = sealForPost ? { sealed: await sealForPost(toPaperLetter(deps, mail)) } : {};
  const turn = (await deps.register.load(requestId)).log.filter(
    (event) => event.type === 'mail-failed' && event.data.key === key,
  ).length;
  await deps.register.append(requestId, `mail-failed-${key}-${turn}`, () => ({
    type: 'mail-failed',
    data: { key, kind, to, reason, code },
    ...paper,
    actor: { kind: 'desk' },
  }));
  return false;
}
