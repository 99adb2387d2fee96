import type { Clock } from '../../domain/clock';
import { isClosed } from '../../domain/data-subject-request';
import type { EventData } from '../../domain/events';
import type { SettledLosses } from '../../domain/evidence-store';
import { handedToStaff } from '../../domain/handed-to-staff';
import { isHistoryLost, knownLosses } from '../../domain/lost-history';
import type { RequestRegister } from '../../domain/ports';
import { confirmedLosses } from './confirmed-losses';

export interface LossSettlement {
  readonly requestId: string;
  readonly way: EventData['history-settled']['way'];
  readonly staffId: string;
}

export interface SettleLossDeps {
  readonly register: Pick<RequestRegister, 'load' | 'append'>;
  readonly evidence: SettledLosses;
  readonly clock: Clock;
}

/**
 * Records how a request that lost entries goes on, as staff decided: from its log as it is, or in the hands
 * of staff. It is first put into the locked bucket, since the log alone does not prove that anybody looked.
 * Harmless to repeat.
 *
 * @returns false when nothing is lost, or the loss is settled already
 */
export async function settleLoss(
  { register, evidence, clock }: SettleLossDeps,
  { requestId, way, staffId }: LossSettlement,
): Promise<boolean> {
  const { log } = await register.load(requestId);
  const hashes = [...knownLosses(log)];
  const confirmed = (await confirmedLosses(evidence)).get(requestId);
  const isConfirmed = hashes.every((hash) => confirmed?.has(hash));
  if (isConfirmed && !isHistoryLost(log)) return false;
  if (!isConfirmed) await evidence.confirm({ requestId, hashes, way, staffId, at: clock.now() });
  const lost = log.findLast(({ type }) => type === 'history-lost')?.seq ?? 0;
  const actor = { kind: 'staff', id: staffId } as const;
  await register.append(requestId, `history-settled-${lost}`, (now) =>
    isHistoryLost(now.log) ? { type: 'history-settled', data: { way, staffId }, actor } : undefined,
  );
  if (way === 'go-on') return true;
  await register.append(requestId, `history-lost-${lost}-by-person`, (now) =>
    isClosed(now) || now.status === 'with-staff' ? undefined : handedToStaff('history-lost', staffId),
  );
  return true;
}
