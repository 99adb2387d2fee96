import { manifestHash } from '../../../casework/evidence/manifest-hash';
import { frozenManifest } from '../../../casework/evidence/stored-findings';
import { approverWay, staffByIds } from '../../../domain/approvals';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { NewEvent } from '../../../domain/events';
import { collectionOf } from '../../../domain/foreign-keys';
import type { Manifest } from '../../../domain/manifest';
import { storeCounts } from '../../../domain/manifest-counts';
import { allRows } from '../../../domain/rows';
import { storeTitle } from '../../../domain/store-title';
import { type CollectionEndings, endingsHeld, withTicks } from '../../../domain/ticked-endings';
import { endingText, summedEndings } from '../../../words/ending-text';
import type { Fields } from '../../form-fields';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import { type Act, hasCommand, isSubmissionId } from './act-result';
import type { ApprovingPage } from './approve';
import type { DecisionEndingsFacts } from './decision-endings';
import { ownWordBlock } from './own-word-block';
import type { SharedFacts } from './shared-facts';
import { frozenOf, matchesShownVersion } from './shown-version';

/**
 * Records what may end along with an erasure. The manifest is frozen with it under a hash of its own, so that
 * an approval covers exactly what was ticked, and earlier approvals count no more.
 */
export const tickEndings: Act<ApprovingPage> = async (deps, page, fields) => {
  const { request, staff, asking } = page;
  if (request.status !== 'awaiting-decision') return { done: 'already-decided' };
  if (!isSubmissionId(fields.once) || endingsOf(request).length === 0) return { done: 'changed-meanwhile' };
  const commandId = `endings-${staff.id}-${fields.once}`;
  if (hasCommand(request, commandId)) return { shown: 'endings-ticked' };
  if (!matchesShownVersion(request, fields)) return { done: 'changed-meanwhile' };
  const block = ownWordBlock(approverWay(deps.desk, request, staff, asking));
  if (block) return { errors: { endings: block } };
  const event = await frozenAnew(deps, page, fields);
  if (event === undefined) return { shown: 'endings-ticked' };
  const after = await deps.register.append(request.requestId, commandId, (now) =>
    now.status === 'awaiting-decision' && matchesShownVersion(now, fields) ? event : undefined,
  );
  return hasCommand(after, commandId) ? { shown: 'endings-ticked' } : { done: 'changed-meanwhile' };
};

function endingsOf(request: DataSubjectRequest): readonly CollectionEndings[] {
  return frozenOf(request)?.endings ?? [];
}

/** Undefined where the form says what was ticked before. */
async function frozenAnew(
  deps: StaffDeps,
  { request, staff }: StaffPage,
  fields: Fields,
): Promise<NewEvent | undefined> {
  const before = frozenOf(request);
  const endings = endingsOf(request).map((one, at) => tickedAs(one, fields[`end-${at}`] === 'yes', staff.id));
  const isSame = endings.every(({ tickedBy }, at) => tickedBy === endingsOf(request)[at]?.tickedBy);
  if (!before || isSame) return undefined;
  const manifest = withTicks(await frozenManifest(deps, request, 'unticked'), endings);
  const hash = manifestHash(await deps.vault.derive(request.requestId, 'manifest'), manifest);
  return {
    type: 'manifest-frozen',
    data: { ...before, version: before.version + 1, hash, stores: storeCounts(manifest), endings },
    actor: { kind: 'staff', id: staff.id },
  };
}

/** Whoever ticked it first stays named. */
function tickedAs(
  { tickedBy, ...one }: CollectionEndings,
  isTicked: boolean,
  staffId: string,
): CollectionEndings {
  return isTicked ? { ...one, tickedBy: tickedBy ?? staffId } : one;
}

/** What would end, with what is known of it, and the form that says that it may. */
export async function endingsFacts(
  deps: StaffDeps,
  { request, staff }: StaffPage,
  { asking, isPending, formFor }: SharedFacts,
): Promise<DecisionEndingsFacts> {
  const endings = endingsOf(request);
  if (endings.length === 0) return { groups: [] };
  const manifest = await frozenManifest(deps, request, 'unticked');
  const blocked = ownWordBlock(approverWay(deps.desk, request, staff, asking));
  return {
    groups: endings.map((one) => ({
      where: `${titleOf(deps, one)} in ${storeTitle(deps.map, one.storeId)}`,
      rows: one.rows,
      ends: one.ends,
      known: knownOf(manifest, one),
      ...(one.tickedBy === undefined
        ? {}
        : { tickedBy: staffByIds(deps.desk, [one.tickedBy])[0]?.name ?? one.tickedBy }),
    })),
    ...(isPending && !blocked ? { form: formFor('endings') } : {}),
    ...(isPending && blocked ? { blocked } : {}),
  };
}

function titleOf({ map }: Pick<StaffDeps, 'map'>, { storeId, collection }: CollectionEndings): string {
  return collectionOf(map, storeId, collection)?.title ?? collection;
}

function knownOf({ stores }: Manifest, { storeId, collection }: CollectionEndings): string[] {
  const found = stores.find((store) => store.storeId === storeId)?.collections ?? [];
  const rows = allRows(found.filter((one) => one.collection === collection));
  return [...rows].flatMap(endingsHeld).flatMap(({ shown }) => shown ?? []);
}

/** What ends with an approval, in words; undefined where nothing does. */
export function approvedEndingsText(request: DataSubjectRequest): string | undefined {
  const ticked = endingsOf(request).filter(({ tickedBy }) => tickedBy !== undefined);
  return ticked.length === 0 ? undefined : endingText(summedEndings(ticked.flatMap(({ ends }) => ends)));
}
