import type { HandOverReason } from '../domain/events';
import { ensureDriver } from '../driving/ensure-driver';
import { acknowledge } from '../mailing/acknowledge';
import type { AdmissionDeps } from './admission-deps';

/**
 * Gives a request to staff and acknowledges it to the requester: today, or tomorrow where no more mail may go
 * to their address today.
 */
export async function handOver(
  deps: AdmissionDeps,
  requestId: string,
  reason: HandOverReason,
): Promise<void> {
  await deps.register.append(requestId, 'hand-over', () => ({
    type: 'handed-to-staff',
    data: { reason },
    actor: { kind: 'desk' },
  }));
  await acknowledge(deps, requestId);
  await ensureDriver(deps, requestId);
}
