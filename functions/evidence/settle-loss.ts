import { isClosed } from '../domain/data-subject-request';
import type { EventData } from '../domain/events';
import { isHistoryLost } from '../domain/lost-history';
import type { RequestRegister } from '../domain/ports';

export interface Settlement {
  readonly requestId: string;
  readonly way: EventData['history-settled']['way'];
  readonly staffId: string;
}

/**
 * Somebody has looked at what a request lost and says how it goes on: from where its log stands, or in the hands of staff. Harmless to repeat.
 *
 * @returns false when nothing of it is lost, or that is settled already
 */
export async function settleLoss(
  register: Pick<RequestRegister, 'load' | 'append'>,
  { requestId, way, staffId }: Settlement,
): Promise<boolean> {
  const { log } = await register.load(requestId);
  if (!isHistoryLost(log)) return false;
  const lost = log.findLast(({ type }) => type === 'history-lost')?.seq ?? 0;
  const actor = { kind: 'staff', id: staffId } as const;
  await register.append(requestId, `history-settled-${lost}`, (now) =>
    isHistoryLost(now.log) ? { type: 'history-settled', data: { way, staffId }, actor } : undefined,
  );
  if (way === 'go-on') return true;
  await register.append(requestId, `history-lost-${lost}-by-person`, (now) =>
    isClosed(now) || now.status === 'with-staff'
      ? undefined
      : { type: 'handed-to-staff', data: { reason: 'history-lost', staffId }, actor },
  );
  return true;
}
