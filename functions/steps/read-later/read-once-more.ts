import { approvedManifest } from '../../casework/evidence/approved-manifest';
import type { Returned } from '../../casework/evidence/returned-rows';
import { eraseReturned } from '../../casework/replay/erase-returned';
import { readReturned } from '../../casework/replay/read-returned';
import { StoreError } from '../../connectors/connector';
import { plusDuration } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { wasErasureBegun } from '../../domain/erasure-rounds';
import type { LaterFault, LaterReading } from '../../domain/event-facts';
import { allOf } from '../../domain/log-entries';
import type { Manifest } from '../../domain/manifest';
import { isLeftToStore } from '../../domain/settlements';
import { storesGivenUp } from '../../domain/store-faults';
import { storeTitle } from '../../domain/store-title';
import type { Timer } from '../../domain/timer';
import { countText } from '../../words/date-text';
import { leftRowTexts, mailAfterErasure, type ReadLaterDeps } from './mail-after-erasure';

/** A store that cannot be read is asked again each day for this long, then staff are informed. */
const TRIED_FOR = 'P3D';

/**
 * Reads every store that erased once more. The very rows that are back are erased again, anything else is
 * left to staff, and staff are informed of both.
 */
export async function readOnceMore(
  deps: ReadLaterDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const { requestId, received } = request;
  const manifest = await approvedManifest(deps, request);
  const readings: LaterReading[] = [];
  const ids = storesToRead(request, manifest);
  const connected = ids.filter((id) => deps.map.stores.some((s) => s.storeId === id));
  const returned = await readReturned(deps, request, manifest, connected);
  for (const storeId of ids)
    readings.push(await readStore(deps, request, { manifest, storeId, found: returned.get(storeId) }));
  const trying = deps.clock.now() < plusDuration(timer.at, TRIED_FOR, received.zone);
  if (trying && readings.some(({ fault }) => fault)) return;
  const stores = withAllRounds(await deps.register.load(requestId), readings);
  await tellReadings(deps, request, timer, stores);
  await deps.register.append(requestId, timer.key, () => ({
    type: 'read-later',
    data: { after: timer.key.replace(/^read-later-/, ''), stores },
    actor: { kind: 'desk' },
  }));
}

function storesToRead(request: DataSubjectRequest, { stores }: Manifest): string[] {
  const ids = stores.filter((s) => s.state === 'searched').map((s) => s.storeId);
  return ids.filter(
    (id) =>
      wasErasureBegun(request, id) && !storesGivenUp(request).includes(id) && !isLeftToStore(request, id),
  );
}

async function readStore(
  deps: ReadLaterDeps,
  request: DataSubjectRequest,
  place: {
    readonly manifest: Manifest;
    readonly storeId: string;
    readonly found: Returned | StoreError | undefined;
  },
): Promise<LaterReading> {
  const { storeId, found } = place;
  if (!found) return unread(storeId, 'unconnected');
  try {
    if (found instanceof StoreError) throw found;
    const { same, left, reading } = found;
    const again = await eraseReturned(deps, request, { ...place, same });
    return { storeId, rows: again.rows, left: [...left, ...again.left], keptGone: reading.keptGone.length };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return unread(storeId, error.kind);
  }
}

function unread(storeId: string, fault: LaterFault): LaterReading {
  return { storeId, rows: 0, left: [], keptGone: 0, fault };
}

/** Includes the rows that an earlier try of this reading erased. */
function withAllRounds(request: DataSubjectRequest, readings: readonly LaterReading[]): LaterReading[] {
  const last = request.log.findLast((e) => e.type === 'read-later' || e.type === 'closed')?.seq ?? 0;
  const again = allOf(request.log, 'erasure-replayed').filter((e) => e.seq > last);
  return readings.map((one) => ({
    ...one,
    rows: again.filter((e) => e.data.storeId === one.storeId).reduce((sum, e) => sum + e.data.rows, 0),
  }));
}

async function tellReadings(
  deps: ReadLaterDeps,
  request: DataSubjectRequest,
  { key }: Timer,
  stores: readonly LaterReading[],
): Promise<void> {
  const found = stores.flatMap((one) => [
    ...ownWords(one).map((what) => ({ store: storeTitle(deps.map, one.storeId, request), what })),
    ...leftRowTexts(
      deps,
      one.left.map((left) => ({ ...left, storeId: one.storeId })),
      request,
    ),
  ]);
  if (found.length === 0) return;
  await mailAfterErasure(deps, request, key, {
    about: 'The desk read the stores again, some time after the erasure, and found something',
    found,
    remedy: remedyOf(stores),
  });
}

function remedyOf(stores: readonly LaterReading[]): string {
  const isUnread = stores.some(({ fault }) => fault);
  const isFound = stores.some(({ rows, left, keptGone }) => rows + left.length + keptGone > 0);
  return [
    ...(isFound
      ? ['Find out what brought it back or took it away, and write to the person if it matters to them']
      : []),
    ...(isUnread
      ? [
          'Fix what keeps the store from being read, then run: npx rightsdesk replay-erasures, which reads it again; if it is gone for good, look by hand where its data went',
        ]
      : []),
  ].join('. ');
}

const faults: Readonly<Record<LaterFault, string>> = {
  'no-answer': 'it did not answer',
  refused: 'it refused to be read, or to erase again what had come back',
  forbidden: 'the desk lacks a permission there',
  misfit: 'the data map does not fit it any more',
  'beyond-approval': 'more would have changed there than was approved',
  unconnected: 'the settings no longer name it',
};

function ownWords({ rows, keptGone, fault }: LaterReading): string[] {
  return [
    ...(fault ? [`${faults[fault]}, so the desk cannot say what is in it`] : []),
    ...(rows > 0
      ? [`${countText(rows, 'record')} came back and ${rows === 1 ? 'was' : 'were'} erased again`]
      : []),
    ...(keptGone > 0
      ? [
          `${countText(keptGone, 'record')} that had to be kept ${keptGone === 1 ? 'is' : 'are'} no longer there`,
        ]
      : []),
  ];
}
