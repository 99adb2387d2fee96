import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';
import { outcomeOf } from '../../domain/outcome';

type Deps = Pick<DeskDeps, 'register'>;

/** Closes a request that ran its course, once for each time that it was opened. */
export async function closeRequestLog(deps: Deps, requestId: string): Promise<void> {
  const reopened = allOf((await deps.register.load(requestId)).log, 'reopened').length;
  const commandId = reopened === 0 ? 'close' : `close-${reopened}`;
  await deps.register.append(requestId, commandId, (request) =>
    request.status === 'closed'
      ? undefined
      : { type: 'closed', data: { outcome: outcomeOf(request) }, actor: { kind: 'desk' } },
  );
}
