import { StoreError } from '../connectors/connector';
import { allOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { EventData } from '../domain/events';
import { storeTitle } from '../domain/open-work';

type Deps = Pick<DeskDeps, 'register' | 'map'>;

/**
 * Runs work on one store; what the store does not do is written into the log with its kind and place, and stops nobody else. Returns whether the work was done.
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
    const { kind, place } = error;
    const title = storeTitle(deps.map, storeId);
    const request = await deps.register.load(requestId);
    const attempt = allOf(request.log, 'store-unavailable').length + 1;
    await deps.register.append(requestId, `unavailable-${storeId}-${phase}-${attempt}`, () => ({
      type: 'store-unavailable',
      data: { storeId, phase, code: error.name, kind, place, ...(isMapped(deps, storeId) ? { title } : {}) },
      actor: { kind: 'desk' },
    }));
    return false;
  }
}

function isMapped({ map }: Deps, storeId: string): boolean {
  return map.stores.some((store) => store.storeId === storeId);
}
