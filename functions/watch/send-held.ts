import type { DataSubjectRequest } from '../domain/data-subject-request';
import { MailQuotaError } from '../domain/errors';
import { type HeldMail, heldMails, heldTimerKey, OUTCOME } from '../domain/held-mails';
import type { Timer } from '../domain/timers';
import { acknowledge } from '../mailing/acknowledge';
import { proofLinksSent, sendFreshProofLink } from '../mailing/ask-for-proof';
import { noteHeld } from '../mailing/note-held';
import { proveAddresses } from '../mailing/prove-addresses';
import { notifyOptOut } from '../steps/notify-outcome/notify-opt-out';
import { note, reminded, type WatchDeps } from './note-deed';

/** Tries a held mail again. Where there is still no place for it, the log gets a new entry with a later date. */
export async function sendHeld(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const held = heldMails(request).find((one) => heldTimerKey(one) === timer.key);
  if (held) await sendOrHold(deps, request, held);
  await note(deps, request, timer, reminded('held-mail'));
}

/** A mail that cannot be sent stands before nothing else: it waits like one that has no place. */
async function sendOrHold(deps: WatchDeps, request: DataSubjectRequest, { data }: HeldMail): Promise<void> {
  try {
    await sendAgain(deps, request, data.key);
  } catch (error) {
    if (error instanceof MailQuotaError) throw error;
    deps.note(request.requestId, error as Error);
    const { until: _, ...held } = data;
    await noteHeld(deps, request.requestId, held);
  }
}

async function sendAgain(deps: WatchDeps, request: DataSubjectRequest, key: string): Promise<void> {
  const { requestId, status } = request;
  if (key === OUTCOME) return notifyOptOut(deps, request);
  if (status === 'closed') return;
  if (key === 'acknowledge') return acknowledge(deps, requestId);
  if (key.startsWith('prove-address-')) return void (await proveAddresses(deps, requestId));
  // Whoever has proven it meanwhile needs no link any more.
  if (status !== 'awaiting-verification') return;
  await sendFreshProofLink(deps, requestId, proofLinksSent(request) + 1, key);
}
