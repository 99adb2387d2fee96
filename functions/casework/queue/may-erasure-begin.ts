import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';
import { isQueued } from '../../domain/may-end';
import { queueOf } from './queue-of';

type Deps = Pick<DeskDeps, 'register' | 'book'>;

/**
 * Whether an approved erasure may begin now. Where another request of the same data subject comes first, that
 * is recorded and the erasure waits until the watch ends the wait. Asked once more after the plan is in the
 * log: a proof that was not seen then comes after it, and the later request finds the plan.
 */
export async function mayErasureBegin(deps: Deps, requestId: string): Promise<boolean> {
  const request = await deps.register.load(requestId);
  const queue = await queueOf(deps, request);
  if (!queue && !isQueued(request)) return true;
  const nth = allOf(request.log, 'erasure-queued').length + (queue && !isQueued(request) ? 1 : 0);
  const after = await deps.register.append(requestId, `${queue ? 'queue' : 'unqueue'}-${nth}`, (now) => {
    if (isQueued(now) === Boolean(queue)) return undefined;
    return queue
      ? { type: 'erasure-queued', data: queue, actor: { kind: 'desk' } }
      : { type: 'erasure-unqueued', data: { because: 'free', behind: [] }, actor: { kind: 'desk' } };
  });
  return !isQueued(after);
}
