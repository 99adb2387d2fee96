import type { HandOverReason } from '../../domain/event-facts';
import { ensureDriver } from '../driver/ensure-driver';
import { recordHandOver } from '../driver/record-hand-over';
import { acknowledge } from '../mail/acknowledge';
import type { AdmissionDeps } from './admission-deps';

/**
 * Gives a request to staff and acknowledges it to the requester: today, or tomorrow where no more mail may go
 * to their address today.
 */
export async function handOverOnReceipt(
  deps: AdmissionDeps,
  requestId: string,
  reason: HandOverReason,
): Promise<void> {
  await recordHandOver(deps, { requestId, commandId: 'hand-over', reason });
  await acknowledge(deps, requestId);
  await ensureDriver(deps, requestId);
}
