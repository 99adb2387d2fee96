import { correctableRows } from '../../../casework/evidence/correctable-rows';
import { manifestHash } from '../../../casework/evidence/manifest-hash';
import { requesterFacts } from '../../../casework/evidence/requester-facts';
import { frozenManifest } from '../../../casework/evidence/stored-findings';
import { civilDateOf } from '../../../domain/civil-time';
import type { CorrectionPlan } from '../../../domain/correction';
import type { FrozenCorrection } from '../../../domain/correction-events';
import { correctionPoints } from '../../../domain/correction-points';
import { fieldsOf } from '../../../domain/corrections';
import type { DataMap } from '../../../domain/data-map';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { NewEvent } from '../../../domain/events';
import { refusingLaws } from '../../../domain/refusing-laws';
import { rights } from '../../../domain/rights';
import type { Fields } from '../../form-fields';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import { type Act, hasCommand, isSubmissionId } from './act-result';
import { readPlan } from './correction-plan';
import { frozenOf, matchesShownVersion } from './shown-version';

/**
 * Records the plan for each point of a correction. It is frozen with the findings under a hash of its own, so
 * that an approval covers exactly this plan.
 */
export const plan: Act = async (deps, page, fields) => {
  const { request } = page;
  if (request.status !== 'awaiting-decision') return { done: 'already-decided' };
  if (rights[request.right].carriedOut !== 'correction' || !isSubmissionId(fields.once))
    return { done: 'changed-meanwhile' };
  const commandId = `plan-${page.staff.id}-${fields.once}`;
  if (hasCommand(request, commandId)) return { shown: 'planned' };
  if (!matchesShownVersion(request, fields)) return { done: 'changed-meanwhile' };
  const read = await planOf(deps, request, fields);
  if (read.errors) return { errors: read.errors };
  const event = await frozenAnew(deps, page, read.plan);
  const after = await deps.register.append(request.requestId, commandId, (now) =>
    now.status === 'awaiting-decision' && matchesShownVersion(now, fields) ? event : undefined,
  );
  return hasCommand(after, commandId) ? { shown: 'planned' } : { done: 'changed-meanwhile' };
};

async function planOf(deps: StaffDeps, request: DataSubjectRequest, fields: Fields) {
  const { rows } = await correctableRows(deps, request);
  const { message, ...asked } = await requesterFacts(deps, request);
  const points = correctionPoints(asked);
  const laws = refusingLaws(deps, request).map(({ regime, grounds }) => ({
    id: regime.id,
    grounds: grounds.map(({ id }) => id),
  }));
  const today = civilDateOf(deps.clock.now(), request.received.zone).toString();
  return readPlan(fields, { points, ...(message === undefined ? {} : { message }), rows, laws, today });
}

async function frozenAnew(deps: StaffDeps, page: StaffPage, plan: CorrectionPlan): Promise<NewEvent> {
  const { request, staff } = page;
  const { requestId } = request;
  const before = frozenOf(request);
  if (!before) throw new Error('nothing was found that a plan could be made for');
  const key = await deps.vault.derive(requestId, 'manifest');
  const hash = manifestHash(key, await frozenManifest(deps, request), plan);
  const correction = factsOf(deps.map, plan);
  return {
    type: 'manifest-frozen',
    data: { ...before, version: before.version + 1, hash, correction },
    sealed: await deps.vault.seal(requestId, plan),
    actor: { kind: 'staff', id: staff.id },
  };
}

/** What the log may hold of a plan: names of the map, and how many points take which way. */
function factsOf(map: DataMap, { points, rows }: CorrectionPlan): FrozenCorrection {
  const ways: Record<string, number> = {};
  for (const { way } of points) ways[way] = (ways[way] ?? 0) + 1;
  const fields = rows.flatMap((row) => fieldsOf(map, row));
  const distinct = new Map(fields.map((field) => [JSON.stringify(field), field]));
  const takeover = [...new Set(points.flatMap((point) => point.takeover ?? []))];
  return { fields: [...distinct.values()], points: ways, ...(takeover.length > 0 ? { takeover } : {}) };
}
