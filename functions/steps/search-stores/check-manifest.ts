import { forEveryStore } from '../../casework/driver/store-rounds';
import { callStore, faultOf } from '../../casework/evidence/call-store';
import { recordIfUnavailable } from '../../casework/evidence/record-if-unavailable';
import type { MapGap, StoreKind } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import { eraseInstructions } from '../../domain/erase-instructions';
import type { StoreRehearsal } from '../../domain/event-facts';
import type { EventData } from '../../domain/events';
import type { UnreadPlace } from '../../domain/finding';
import type { StoreFinding } from '../../domain/found-rows';
import { rowsHeldBack } from '../../domain/held-back-rows';
import type { Manifest, ManifestStore } from '../../domain/manifest';
import { placesToLookAt } from '../../domain/places-to-look-at';
import { rights } from '../../domain/rights';
import { allRows } from '../../domain/rows';
import type { Rehearsal, StoreExamination } from '../../domain/store-examination';
import {
  erasureBlocks,
  refusalBlocks,
  unreadBlocks,
  withRowsUndecided,
  withUndecided,
} from '../../domain/undecided';
import { unreadCounts } from '../../domain/unread-counts';
import { unsearched } from '../../domain/unsearched';

type Deps = Pick<DeskDeps, 'register' | 'stores' | 'map'>;

export interface CheckedManifest {
  readonly manifest: Manifest;
  readonly rehearsals: readonly StoreRehearsal[];
}

/**
 * Checks a manifest against the stores before it is decided on: what they would do by themselves, what could
 * not be read and, for an erasure, a rehearsal that is rolled back. What must not be erased yet is marked as
 * undecided.
 *
 * @returns `undefined` when a store did not answer: that is recorded, and the manifest is frozen once it does
 */
export async function checkManifest(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  findings: readonly StoreFinding[],
): Promise<CheckedManifest | undefined> {
  const examinations = await examine(deps, request, manifest);
  if (!examinations) return undefined;
  const stores = manifest.stores.map((store) => {
    const found = findings.filter((f) => f.storeId === store.storeId).flatMap((f) => f.unread ?? []);
    const blind = unsearched(deps.map, store.storeId, manifest.identities ?? {}, findings);
    return withFacts(store, examinations[store.storeId], [...found, ...blind]);
  });
  const whole = { ...manifest, stores };
  if (rights[request.right].carriedOut !== 'erasure') return { manifest: whole, rehearsals: [] };
  const blocks = [...erasureBlocks(deps.map, examinations), ...unreadBlocks(deps.map, whole)];
  return rehearseAll(deps, withUndecided(whole, deps.map, blocks));
}

type Examinations = Record<string, StoreExamination>;

/** Asks each store that holds rows once. */
async function examine(
  deps: Deps,
  { requestId }: DataSubjectRequest,
  manifest: Manifest,
): Promise<Examinations | undefined> {
  const examinations: Examinations = {};
  let all = true;
  await forEveryStore(manifest.stores.filter(holdsRows), async ({ storeId }) => {
    const answered = await recordIfUnavailable(deps, { requestId, storeId, phase: 'locate' }, async () => {
      examinations[storeId] = await callStore(deps, storeId, { op: 'examine' });
    });
    all = all && answered;
  });
  return all ? examinations : undefined;
}

function holdsRows({ state, collections }: ManifestStore): boolean {
  return state === 'searched' && collections.some(({ rows }) => rows.length > 0);
}

function withFacts(
  store: ManifestStore,
  examination: StoreExamination | undefined,
  places: readonly UnreadPlace[],
): ManifestStore {
  const unread = distinct(placesToLookAt(places, allRows(store.collections)));
  return { ...store, ...defined({ examination }), ...(unread.length > 0 ? { unread } : {}) };
}

/** Each wave meets the same places again. */
function distinct(unread: readonly UnreadPlace[]): UnreadPlace[] {
  const byPlace = unread.map((u) => [JSON.stringify([u.collection, u.place, u.reason]), u] as const);
  return [...new Map(byPlace).values()];
}

/** How often a rehearsal is repeated without what the last one refused; after that, the whole store waits. */
const TRIES = 6;

async function rehearseAll(deps: Deps, manifest: Manifest): Promise<CheckedManifest> {
  const rehearsals: StoreRehearsal[] = [];
  let tried = manifest;
  for (const { storeId } of manifest.stores.filter(holdsRows)) {
    const { outcome, after } = await rehearseStore(deps, tried, storeId);
    if (outcome) rehearsals.push({ storeId, ...outcome });
    tried = after;
  }
  return { manifest: tried, rehearsals };
}

interface Tried {
  /** The first refusal, or the result of rehearsing all that may be erased. */
  readonly outcome?: Rehearsal;
  readonly after: Manifest;
}

async function rehearseStore(deps: Deps, manifest: Manifest, storeId: string): Promise<Tried> {
  let after = manifest;
  let first: Rehearsal | undefined;
  for (let turn = 1; turn <= TRIES; turn += 1) {
    const outcome = await rehearse(deps, after, storeId);
    first ??= outcome;
    if (outcome?.outcome !== 'refused') break;
    const place = turn < TRIES ? outcome.fault.place : undefined;
    const held = turn < TRIES ? rowsHeldBack(after, deps.map, storeId, place) : [];
    after =
      held.length > 0
        ? withRowsUndecided(after, deps.map, held, { withDependents: false })
        : withUndecided(after, deps.map, refusalBlocks(deps.map, storeId, place));
  }
  return { ...defined({ outcome: first }), after };
}

/** Kinds of stores that cannot roll back, so they are not asked to rehearse. */
const takesNothingBack: readonly StoreKind[] = ['dynamodb', 's3', 'http'];

/** A rehearsal that fails keeps no request from its decision. */
async function rehearse(deps: Deps, manifest: Manifest, storeId: string): Promise<Rehearsal | undefined> {
  const store = deps.map.stores.find((s) => s.storeId === storeId);
  const found = manifest.stores.find((s) => s.storeId === storeId);
  const rows = found?.collections ?? [];
  const instructions = store ? eraseInstructions(store, rows, found?.examination?.eraseGroups) : [];
  if (!store || instructions.length === 0) return undefined;
  if (takesNothingBack.includes(store.kind)) return { outcome: 'not-tried', reason: 'unsupported' };
  try {
    return await callStore(deps, storeId, { op: 'rehearse', instructions });
  } catch (error) {
    const fault = faultOf(error);
    return fault && fault.kind !== 'no-answer'
      ? { outcome: 'refused', fault }
      : { outcome: 'not-tried', reason: 'busy' };
  }
}

/** What the log may hold about a checked manifest: counts, names of the schema and codes. */
export function checkedFacts({
  manifest,
  rehearsals,
}: CheckedManifest): Pick<EventData['manifest-frozen'], 'unread' | 'problems' | 'rehearsals'> {
  const unread = manifest.stores.flatMap((store) => unreadCounts(store.storeId, store.unread));
  const exported = manifest.right !== 'erasure';
  const problems = exported ? manifest.stores.flatMap((store) => problemsOf(store)) : [];
  return {
    ...(unread.length > 0 ? { unread } : {}),
    ...(problems.length > 0 ? { problems } : {}),
    ...(rehearsals.length > 0 ? { rehearsals } : {}),
  };
}

/**
 * What keeps a store from disclosing everything that was found in a collection. An erasure handles this
 * differently: there the rows wait.
 */
function problemsOf({ storeId, collections, examination }: ManifestStore): MapGap[] {
  return (examination?.problems ?? [])
    .filter((p) => p.blocks === 'everything' && collections.some((c) => c.collection === p.collection))
    .map(({ collection, problem, remedy }) => ({
      at: `${storeId}.${collection}`,
      problem,
      remedy,
      storeId,
      collection,
    }));
}
