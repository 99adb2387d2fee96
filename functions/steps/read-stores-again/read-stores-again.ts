import { recordHandOver } from '../../casework/driver/record-hand-over';
import { forEveryStore, timeSlice } from '../../casework/driver/store-rounds';
import { approvedManifest } from '../../casework/evidence/approved-manifest';
import { askingErasedVectors, emptyErasedVectors } from '../../casework/evidence/erased-vectors';
import { inAccountsOf } from '../../casework/evidence/known-account';
import { readAgainInSlices } from '../../casework/evidence/read-again';
import { recordIfUnavailable } from '../../casework/evidence/record-if-unavailable';
import { assertOpen, type DataSubjectRequest, isLeftUnfinished } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import type { StoreReadingResult } from '../../domain/erasure-reading';
import { hasReturnedRows, roundPlanned, secondReadings } from '../../domain/erasure-rounds';
import type { Manifest } from '../../domain/manifest';
import { countRows } from '../../domain/manifest-rows';
import { openSettlements } from '../../domain/settlements';
import { storesDown, storesGivenUp } from '../../domain/store-faults';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'stores' | 'tombstones' | 'map' | 'clock'>;

export interface SecondReadingNext {
  readonly next: 'await-stores' | 'again' | 'read-on' | 'by-person' | 'done' | 'ended';
}

/**
 * Reads every store once more, a day after the erasure: a late import, a replica or a cache may have brought
 * rows back.
 *
 * @param isOver - whether the time of this call is used up: then the next one reads on
 */
export async function readStoresAgain(
  deps: Deps,
  input: { requestId: string },
  isOver: () => boolean = timeSlice(),
): Promise<SecondReadingNext> {
  const before = assertOpen(await deps.register.load(input.requestId));
  const manifest = await approvedManifest(deps, before);
  let isPaused = false;
  await forEveryStore(storesToRead(before, manifest), async (storeId) => {
    if (await readStore(deps, before, manifest, { storeId, isOver })) isPaused = true;
  });
  const after = await deps.register.load(input.requestId);
  if (storesDown(after, 'second-reading').length > 0) return { next: 'await-stores' };
  if (isPaused) return { next: 'read-on' };
  if (hasReturnedRows(after)) return { next: 'again' };
  return { next: (await handOverUnfinished(deps, after)) ? 'by-person' : 'done' };
}

/** A store that erases later may have done so by now. A place that cannot be read proves nothing. */
async function recordSettled(
  { register }: Deps,
  request: DataSubjectRequest,
  reading: StoreReadingResult,
  storeId: string,
): Promise<void> {
  const order = openSettlements(request).find((one) => one.by === 'store' && one.storeId === storeId);
  const isThere = reading.submitted || reading.leftCount > 0 || reading.unread.length > 0;
  if (!order || isThere || reading.drift) return;
  const { requestId } = request;
  await register.append(requestId, `settled-${storeId}-${order.since.seq}`, () => ({
    type: 'erasure-settled',
    data: { storeId, rows: order.rows },
    actor: { kind: 'desk' },
  }));
}

/** A request whose mail said that staff will write does not end before they have. */
async function handOverUnfinished(deps: Deps, request: DataSubjectRequest): Promise<boolean> {
  if (request.status === 'with-staff') return true;
  if (!isLeftUnfinished(request)) return false;
  const { requestId } = request;
  await recordHandOver(deps, { requestId, commandId: 'unfinished', reason: 'unfinished' }, isLeftUnfinished);
  return true;
}

function storesToRead(request: DataSubjectRequest, manifest: Manifest): string[] {
  const read = secondReadings(request).map((e) => e.data.storeId);
  const gone = storesGivenUp(request);
  const searched = manifest.stores.filter((s) => s.state === 'searched').map((s) => s.storeId);
  return searched.filter((id) => !read.includes(id) && !gone.includes(id));
}

/** @returns whether there was no time to read all of it */
async function readStore(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  { storeId, isOver }: { readonly storeId: string; readonly isOver: () => boolean },
): Promise<boolean> {
  const { requestId } = request;
  let isPaused = false;
  await recordIfUnavailable(deps, { requestId, storeId, phase: 'second-reading' }, async () => {
    const round = Math.max(roundPlanned(request), 1);
    const { ask } = askingErasedVectors(deps, request, manifest, storeId);
    const reading = await readAgainInSlices(inAccountsOf(deps, manifest), request, manifest, {
      storeId,
      isOver,
      ask,
    });
    isPaused = reading === undefined;
    if (!reading) return;
    await deps.register.append(requestId, `read-again-${storeId}-${round}`, () => ({
      type: 'store-read-again',
      data: {
        storeId,
        remaining: reading.leftCount,
        retained: reading.kept,
        ...defined({ drift: reading.drift }),
        ...(reading.submitted ? { submitted: countRows(reading.submitted) } : {}),
      },
      actor: { kind: 'desk' },
    }));
    await recordSettled(deps, request, reading, storeId);
    await emptyErasedVectors(deps, request, storeId);
  });
  return isPaused;
}
