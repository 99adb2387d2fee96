import { approvedManifest } from '../../casework/evidence/approved-manifest';
import { inAccountsOf } from '../../casework/evidence/known-account';
import { openOrders } from '../../casework/evidence/ordered-rows';
import { orderedStillThere, readAgain } from '../../casework/evidence/read-again';
import { StoreError } from '../../connectors/connector';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { beforeSearchAgain } from '../../domain/erasure-rounds';
import type { EventData } from '../../domain/events';
import { countRows } from '../../domain/manifest-rows';
import { openSettlements, type Settlement } from '../../domain/settlements';
import type { Timer } from '../../domain/timer';
import type { ReadLaterDeps } from './mail-after-erasure';

/**
 * Reads a store again that erases later: by the searches and by the keys of the rows that it took the order
 * for. It has settled only when neither shows any of them; a store or a place that cannot be read proves
 * nothing. A fault of one store is recorded and stops no other.
 */
export async function checkSettled(
  deps: ReadLaterDeps,
  request: DataSubjectRequest,
  { key }: Timer,
): Promise<void> {
  const order = openSettlements(request).find(
    ({ by, storeId, since }) => by === 'store' && key.startsWith(`check-settled-${storeId}-${since.seq}-`),
  );
  if (!order) return;
  const { requestId } = request;
  const seen = await look(deps, request, order);
  await deps.register.append(requestId, key, () => ({
    type: 'settlement-checked',
    data: { storeId: order.storeId, ...seen },
    actor: { kind: 'desk' },
  }));
  if (seen.rows !== 0) return;
  await deps.register.append(requestId, `settled-${order.storeId}-${order.since.seq}`, () => ({
    type: 'erasure-settled',
    data: { storeId: order.storeId, rows: order.rows },
    actor: { kind: 'desk' },
  }));
}

type Seen = Pick<EventData['settlement-checked'], 'rows' | 'fault'>;

async function look(
  deps: ReadLaterDeps,
  request: DataSubjectRequest,
  { storeId, since }: Settlement,
): Promise<Seen> {
  if (!deps.map.stores.some((store) => store.storeId === storeId)) return { fault: 'unconnected' };
  try {
    const asOrdered = beforeSearchAgain(request, since);
    const manifest = await approvedManifest(deps, asOrdered);
    const orders = await openOrders(deps, asOrdered, storeId);
    const known = inAccountsOf(deps, manifest);
    const reading = await readAgain(known, asOrdered, manifest, storeId);
    if (reading.unread.length > 0 || !orders) return { fault: 'misfit' };
    const left = [...reading.left, ...(reading.submitted ?? [])];
    return {
      rows: countRows(await orderedStillThere(known, asOrdered, manifest, { storeId, orders, left })),
    };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { fault: error.place.code === 'other-account' ? 'other-account' : error.kind };
  }
}
