import { StoreError } from '../connectors/connector';
import { allOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { EventData } from '../domain/events';

type Deps = Pick<DeskDeps, 'register'>;

/**
 * Runs work on one store; a store that does not answer, or in which the map does not fit, is written into the log and stops nobody else. Returns whether the work
 * was done.
 */
export async function orNoteUnavailable(
  deps: Deps,
  what: { requestId: string; storeId: string; phase: EventData['store-unavailable']['phase'] },
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const { requestId, storeId, phase } = what;
    const request = await deps.register.load(requestId);
    const attempt = allOf(request.log, 'store-unavailable').length + 1;
    await deps.register.append(requestId, `unavailable-${storeId}-${phase}-${attempt}`, () => ({
      type: 'store-unavailable',
      data: { storeId, phase, code: error.name, kind: error.kind, place: error.place },
      actor: { kind: 'desk' },
    }));
    return false;
  }
}
