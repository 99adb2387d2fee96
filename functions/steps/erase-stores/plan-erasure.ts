import { frozenManifest } from '../../casework/evidence/stored-findings';
import { mayCarryOut } from '../../domain/clearance';
import { assertOpen, type DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { erasedIn, roundToCarryOut } from '../../domain/erasure-rounds';
import { NotAllowedError } from '../../domain/errors';
import { allOf, lastOf } from '../../domain/log-entries';
import type { Manifest } from '../../domain/manifest';
import { identityTombstones, tombstonesUntil } from '../../domain/tombstones';

type Deps = Pick<DeskDeps, 'register' | 'objects' | 'tombstones' | 'desk' | 'clock' | 'map'>;

export interface ErasurePlan {
  readonly stores: readonly { readonly storeId: string; readonly round: number }[];
}

/**
 * Prepares a round: saves tombstones of what identifies the person, once for each manifest, then lists the
 * stores.
 */
export async function planErasure(deps: Deps, input: { requestId: string }): Promise<ErasurePlan> {
  const request = assertOpen(await deps.register.load(input.requestId));
  if (!mayCarryOut(request, 'erasure')) throw new NotAllowedError(`erasure-planned-from-${request.status}`);
  const manifest = await frozenManifest(deps, request);
  if (!wasPlannedBefore(request)) await saveTombstones(deps, request, manifest);
  const round = roundToCarryOut(request);
  await appendPlan(deps, request, manifest, round);
  const done = new Set(erasedIn(request, round));
  const storeIds = searchedStores(manifest).filter((id) => !done.has(id));
  return { stores: storeIds.map((storeId) => ({ storeId, round })) };
}

/** An earlier round of the same manifest began, and so has tombstones. */
function wasPlannedBefore({ log }: DataSubjectRequest): boolean {
  const object = manifestObject(log);
  return allOf(log, 'erasure-planned').some(({ data }) => data.object === object);
}

function manifestObject(log: DataSubjectRequest['log']): string {
  return lastOf(log, 'manifest-frozen')?.data.object ?? '';
}

/** Repeating it is harmless, so nothing is noted between the tombstones and the plan. */
async function saveTombstones(
  deps: Deps,
  { requestId }: DataSubjectRequest,
  manifest: Manifest,
): Promise<void> {
  const at = deps.clock.now();
  const until = tombstonesUntil(deps.desk, manifest, at);
  await deps.tombstones.put(requestId, identityTombstones(deps.map, manifest), { at, until });
}

async function appendPlan(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  round: number,
): Promise<void> {
  const storeIds = searchedStores(manifest);
  const object = manifestObject(request.log);
  await deps.register.append(request.requestId, `plan-erasure-${round}`, () => ({
    type: 'erasure-planned',
    data: { round, storeIds, object },
    actor: { kind: 'desk' },
  }));
}

/** Every store that was searched is read again, whether it held something or not. */
function searchedStores(manifest: Manifest): string[] {
  return manifest.stores.filter((s) => s.state === 'searched').map((s) => s.storeId);
}
