import { civilDateOf, plusDuration } from '../../domain/civil-time';
import { wasMailed } from '../../domain/data-subject-request';
import type { EventData } from '../../domain/events';
import { heldUntil } from '../../domain/held-mails';
import type { MailingDeps } from './mailing-deps';

/** After the SES quota was used up, a mail is tried again after this time, in the order of all that wait. */
const QUOTA_WAIT = 'PT10M';

/** Records that a mail waits, and until when. */
export async function recordHeldMail(
  deps: Pick<MailingDeps, 'register' | 'clock' | 'desk'>,
  requestId: string,
  held: Omit<EventData['mail-held'], 'until'>,
): Promise<void> {
  const { clock, desk } = deps;
  const now = clock.now();
  // One entry every ten minutes, or every day: the next try falls into another one.
  const turn = held.because === 'provider-full' ? now.slice(0, 15) : civilDateOf(now, desk.zone).toString();
  await deps.register.append(requestId, `held-${held.key}-${turn}`, (request) => {
    if (wasMailed(request, held.key)) return undefined;
    const until =
      held.because === 'provider-full'
        ? plusDuration(now, QUOTA_WAIT, desk.zone)
        : heldUntil(request, held.key, now, desk.zone);
    return { type: 'mail-held', data: { ...held, until }, actor: { kind: 'desk' } };
  });
}
