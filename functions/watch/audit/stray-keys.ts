import { isClosed } from '../../domain/data-subject-request';
import type { AuditReader } from '../../domain/evidence-store';
import type { RequestRegister } from '../../domain/ports';
import { restrictionOf } from '../../domain/restriction';

/** A key that does not match the log of its request. Each table is restored separately. */
export interface StrayKey {
  readonly requestId: string;
  /**
   * `back`: the log says that it was destroyed. `lost`: the request is not closed, or still keeps data, and
   * nothing of it can be read.
   */
  readonly is: 'back' | 'lost';
}

/** Reads every log. @param keys - ids of all requests that have a key */
export async function strayKeys(
  register: Pick<RequestRegister, 'find'> & Pick<AuditReader, 'requestIds'>,
  keys: ReadonlySet<string>,
): Promise<StrayKey[]> {
  const found: StrayKey[] = [];
  for await (const requestId of register.requestIds()) {
    const request = await register.find(requestId);
    if (!request) continue;
    const isDestroyed = request.log.some(({ type }) => type === 'shredded');
    if (isDestroyed && keys.has(requestId)) found.push({ requestId, is: 'back' });
    const isNeeded = !isClosed(request) || restrictionOf(request) !== undefined;
    if (!isDestroyed && isNeeded && !keys.has(requestId)) found.push({ requestId, is: 'lost' });
  }
  return found;
}
