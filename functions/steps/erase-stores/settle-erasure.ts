import { recordHandOver } from '../../casework/driver/record-hand-over';
import { type ErasureRecord, erasureRecords } from '../../casework/evidence/erasure-records';
import { assertOpen, type DataSubjectRequest, isWithdrawn } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import { needsRound, roundPlanned } from '../../domain/erasure-rounds';
import type { DriftWay } from '../../domain/event-facts';
import type { EventData } from '../../domain/events';
import { allOf } from '../../domain/log-entries';
import { rowCounts } from '../../domain/manifest-rows';
import { mustAskPeople } from '../../domain/must-ask-people';
import { allRows } from '../../domain/rows';
import { storesDown, storesGivenUp } from '../../domain/store-faults';

type Deps = Pick<DeskDeps, 'register' | 'objects' | 'map'>;

export interface ErasureNext {
  readonly next: 'await-stores' | 'by-person' | 'again' | 'ask-manual-stores' | 'done' | 'ended';
}

/** Rounds of erasing and reading before staff must look at what is left. */
const ROUNDS = 3;

/**
 * Decides whether everything approved is gone from every store. Only a reading that finds nothing left lets
 * the request go on.
 */
export async function settleErasure(deps: Deps, input: { requestId: string }): Promise<ErasureNext> {
  const request = assertOpen(await deps.register.load(input.requestId));
  if (isWithdrawn(request)) return { next: 'ended' };
  if (request.status === 'with-staff') return { next: 'by-person' };
  if (storesDown(request, 'erase').length > 0 || storesDown(request, 'second-reading').length > 0) {
    return { next: 'await-stores' };
  }
  if (needsRound(request)) return { next: 'again' };
  const drifts = await driftsOf(deps, request);
  if (drifts.length > 0) return handOver(deps, request, drifts);
  if (remaining(request) > 0) return { next: 'again' };
  if (mustAskPeople(deps.map, request)) return { next: 'ask-manual-stores' };
  return { next: 'done' };
}

type Drifted = EventData['erasure-drifted'];

/** One for each store that stopped. */
async function driftsOf(deps: Deps, request: DataSubjectRequest): Promise<Drifted[]> {
  const round = roundPlanned(request);
  const records = (await erasureRecords(deps, request)).filter((r) => r.round === round);
  const drifts = records.flatMap((record): Drifted[] => {
    const { storeId, drift: reason, driftRows } = record;
    const ways = waysOn(record);
    if (!reason) return [];
    return [
      {
        storeId,
        reason,
        ...defined({ collections: driftRows }),
        ...(ways.length > 0 ? { ways } : {}),
      },
    ];
  });
  if (drifts.length > 0 || round < ROUNDS) return drifts;
  return records
    .filter((r) => r.left.length > 0)
    .map(({ storeId, left }) => ({
      storeId,
      reason: 'left-over',
      collections: rowCounts(allRows(left)),
      ways: ['leave'],
    }));
}

/** Rows can be left out only where the record names all the rows that it is about. */
function waysOn({ drift, driftRefs, mayBeTheirs, added = [] }: ErasureRecord): DriftWay[] {
  const isNamed = driftRefs !== undefined || added.some(({ rows }) => rows.length > 0);
  const isAboutRows = drift !== 'vanished' && drift !== 'kept-row-gone' && !isAboutPlaces(drift);
  return isNamed && isAboutRows ? [...(mayBeTheirs ? ['theirs' as const] : []), 'leave'] : [];
}

function isAboutPlaces(drift: ErasureRecord['drift']): boolean {
  return drift === 'became-unread' || drift === 'came-unclaimed';
}

async function handOver(
  deps: Deps,
  request: DataSubjectRequest,
  drifts: readonly Drifted[],
): Promise<ErasureNext> {
  const nth = allOf(request.log, 'erasure-drifted').length + 1;
  for (const [i, data] of drifts.entries()) {
    await deps.register.append(request.requestId, `drift-${nth + i}`, () => ({
      type: 'erasure-drifted',
      data,
      actor: { kind: 'desk' },
    }));
  }
  const { requestId } = request;
  await recordHandOver(deps, { requestId, commandId: `drift-handed-${nth}`, reason: 'drift' });
  return { next: 'by-person' };
}

/**
 * Rows left after each store's last round. Stores that were given up do not count: the report says that they
 * were not done.
 */
function remaining(request: DataSubjectRequest): number {
  const reached = allOf(request.log, 'store-erased').filter(
    (e) => !storesGivenUp(request).includes(e.data.storeId),
  );
  const last = new Map(reached.map((e) => [e.data.storeId, e.data.remaining]));
  return [...last.values()].reduce((sum, n) => sum + n, 0);
}
