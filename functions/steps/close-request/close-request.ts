import { allOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { outcomeOf } from '../../domain/outcome';

type Deps = Pick<DeskDeps, 'register'>;

/** The last event of a request that ran its course. Its own record goes when the desk's retention ends. */
export function closeRequest(deps: Deps) {
  return async ({ requestId }: { requestId: string }): Promise<{ done: true }> => {
    const reopened = allOf((await deps.register.load(requestId)).log, 'reopened').length;
    const commandId = reopened === 0 ? 'close' : `close-${reopened}`;
    await deps.register.append(requestId, commandId, (request) =>
      request.status === 'closed'
        ? undefined
        : { type: 'closed', data: { outcome: outcomeOf(request) }, actor: { kind: 'desk' } },
    );
    return { done: true };
  };
}
