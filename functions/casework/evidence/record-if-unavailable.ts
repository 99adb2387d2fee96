import { StoreError } from '../../connectors/connector';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EventData } from '../../domain/events';
import { allOf } from '../../domain/log-entries';
import { storeTitle } from '../../domain/store-title';

type Deps = Pick<DeskDeps, 'register' | 'map'>;
type Phase = EventData['store-unavailable']['phase'];

/**
 * Runs work on one store. When the store fails, the fault is recorded with its kind and place, and other
 * stores go on. Returns whether the work was done.
 */
export async function recordIfUnavailable(
  deps: Deps,
  what: { requestId: string; storeId: string; phase: Phase },
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
    const mapped = isMapped(deps, storeId) ? { title } : {};
    await deps.register.append(requestId, `unavailable-${storeId}-${phase}-${attempt}`, (now) =>
      isMoot(now, phase)
        ? undefined
        : {
            type: 'store-unavailable',
            data: { storeId, phase, code: error.name, kind, place, ...mapped },
            actor: { kind: 'desk' },
          },
    );
    return false;
  }
}

/**
 * The fault is of a search that another run of the step has finished, and staff have decided since: the store
 * did respond.
 */
function isMoot({ status }: DataSubjectRequest, phase: Phase): boolean {
  return phase === 'locate' && ['fulfilling', 'erasure-notice'].includes(status);
}

function isMapped({ map }: Deps, storeId: string): boolean {
  return map.stores.some((store) => store.storeId === storeId);
}
