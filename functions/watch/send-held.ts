import { acknowledge } from '../casework/mail/acknowledge';
import { proofLinksSent, sendFreshProofLink } from '../casework/mail/ask-for-proof';
import { proveAddresses } from '../casework/mail/prove-addresses';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { heldMails, heldTimerKey, OUTCOME_KEY } from '../domain/held-mails';
import type { Timer } from '../domain/timer';
import { notifyOptOut } from '../steps/notify-outcome/notify-opt-out';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/**
 * Tries a held mail again. Where the share is still used up, the log gets a new entry with a later date. Any
 * other fault is a failure: it is recorded, tried again, and reported to staff.
 */
export async function sendHeld(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const held = heldMails(request).find((one) => heldTimerKey(one) === timer.key);
  if (held) await sendAgain(deps, request, held.data.key);
  await recordTimerDone(deps, request, timer, reminded('held-mail'));
}

async function sendAgain(deps: WatchDeps, request: DataSubjectRequest, key: string): Promise<void> {
  const { requestId, status } = request;
  if (key === OUTCOME_KEY) return notifyOptOut(deps, request);
  if (status === 'closed') return;
  if (key === 'acknowledge') return acknowledge(deps, requestId);
  if (key.startsWith('prove-address-')) return void (await proveAddresses(deps, requestId));
  // A requester who has proven it meanwhile needs no link any more.
  if (status !== 'awaiting-verification') return;
  await sendFreshProofLink(deps, requestId, proofLinksSent(request) + 1, key);
}
