import { allOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { isQueued } from '../domain/may-end';
import { queueOf } from './queue-of';

type Deps = Pick<DeskDeps, 'register' | 'book'>;

/**
 * Whether an approved erasure may begin now. Where another request of the same person comes first, that is
 * noted and the erasure waits; the watch looks after it and ends
 * the wait. Asked once more after the plan is in the log: a proof that is not seen then comes after it, and
 * whoever proves so late finds the plan.
 */
export async function takeTurn(deps: Deps, requestId: string): Promise<boolean> {
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
