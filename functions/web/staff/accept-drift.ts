import { wakeDriver } from '../../casework/driver/wake';
import { countLeftOut } from '../../casework/evidence/approved-manifest';
import { whoAsks } from '../../casework/evidence/own-request';
import { staffByIds } from '../../domain/approvals';
import { type DataSubjectRequest, isDoubted, seqOf } from '../../domain/data-subject-request';
import { isMoreThanApproved, mayAcceptDrift, openDrifts } from '../../domain/drift';
import { erasureLedger } from '../../domain/erasure-ledger';
import type { DriftWay } from '../../domain/event-facts';
import type { EventData, NewEvent } from '../../domain/events';
import { collectionOf } from '../../domain/foreign-keys';
import {
  driftApproval,
  type FurtherApprovalWay,
  furtherApprovalsBy,
  furtherApprovalWay,
} from '../../domain/further-approval';
import { allOf } from '../../domain/log-entries';
import { storeTitle } from '../../domain/store-title';
import type { Fields } from '../form-fields';
import type { FormTarget } from '../parts/form-parts';
import { totpNeed } from '../totp/totp-need';
import { confirmProblem } from './decide/confirm-act';
import type { DoneBefore, DriftFacts, GoOnAct } from './drift-card';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

/** The way to continue that each form's `act` means. */
const waysOn: Readonly<Record<GoOnAct, DriftWay | undefined>> = {
  accept: undefined,
  theirs: 'theirs',
  leave: 'leave',
};

/** Where an erasure stopped, and the ways in which it may go on. */
export async function driftFacts(
  deps: StaffDeps,
  page: StaffPage,
  form: FormTarget,
): Promise<{ drift?: DriftFacts }> {
  const { request } = page;
  const drifts = openDrifts(request);
  if (drifts.length === 0) return {};
  const stopped = drifts.map(({ storeId, reason, collections = [] }) => ({
    store: storeTitle(deps.map, storeId),
    reason,
    collections: collections.map(({ collection, rows }) => ({
      title: collectionOf(deps.map, storeId, collection)?.title ?? collection,
      name: collection,
      rows,
    })),
    done: doneBefore(deps, request, storeId),
  }));
  const asking = await whoAsks(deps, request);
  const possible = (Object.keys(waysOn) as GoOnAct[]).filter((act) => mayAccept(request, waysOn[act]));
  const acts = possible.filter((act) => wayOf(deps, page, waysOn[act], asking).kind !== 'nobody');
  const newDecision = acts.length < possible.length ? { needsNewDecision: true } : {};
  if (acts.length === 0) return { drift: { stopped, ...newDecision, inDoubt: isDoubted(request) } };
  const said = Object.fromEntries(acts.map((act) => [act, saidBy(deps, request, waysOn[act])]));
  return {
    drift: { stopped, ...newDecision, goOn: { form, confirmation: await totpNeed(deps, page), acts, said } },
  };
}

/** In all rounds, since what was done for an earlier manifest is done. */
function doneBefore({ map }: StaffDeps, request: DataSubjectRequest, storeId: string): DoneBefore {
  const { done, unanswered } = erasureLedger(request, storeId);
  const counts = [...done.values()];
  // Logs from before calls were recorded have only the totals of a round.
  const rounds = allOf(request.log, 'store-erased').filter((e) => e.data.storeId === storeId);
  const reported = rounds.reduce((sum, { data }) => sum + data.erased + data.anonymised, 0);
  // A vendor may have taken an order whose answer was lost, and still show the row.
  const isVendor = map.stores.some((store) => store.storeId === storeId && store.kind === 'http');
  const looked = allOf(request.log, 'erasure-acknowledged').filter(
    ({ data }) => data.storeId === storeId && data.by === 'look',
  );
  const told = counts.reduce((sum, { erased, anonymised }) => sum + erased + anonymised, 0);
  return {
    erased: Math.max(told, reported),
    ordered: counts.reduce((sum, { submitted = 0 }) => sum + submitted, 0),
    isUnsure: unanswered.length > 0 || (isVendor && looked.length > 0),
  };
}

/** Names of those who have said so, where a second person must say it too. */
function saidBy({ desk }: StaffDeps, request: DataSubjectRequest, as: DriftWay | undefined): string[] {
  return staffByIds(desk, furtherApprovalsBy(request, driftApproval(request, as))).map(({ name }) => name);
}

/** A colleague who took the request over for another reason finishes it by hand. */
function mayAccept(request: DataSubjectRequest, as: DriftWay | undefined): boolean {
  const handed = allOf(request.log, 'handed-to-staff').at(-1);
  return (
    request.status === 'with-staff' &&
    handed?.data.reason === 'drift' &&
    mayAcceptDrift(request, as) &&
    !isDoubted(request)
  );
}

/**
 * Rows that were never approved need the word of as many people as an approval takes, not only of the one on
 * whose word the rest of the request rests.
 */
function wayOf(
  { desk }: Pick<StaffDeps, 'desk'>,
  { request, staff }: Pick<StaffPage, 'request' | 'staff'>,
  as: DriftWay | undefined,
  asking: readonly string[],
): FurtherApprovalWay {
  if (!isMoreThanApproved(request, as)) return { kind: 'counts' };
  return furtherApprovalWay(desk, request, staff, { word: driftApproval(request, as), asking });
}

/** Whether `act` is one of those that let the erasure go on. */
export function isGoOnAct(act: string | undefined): act is GoOnAct {
  return act !== undefined && Object.hasOwn(waysOn, act);
}

type Result =
  | { readonly errors: Record<string, string> }
  | { readonly done: 'drift-accepted' | 'word-noted' | 'already-decided' | 'changed-meanwhile' };

/**
 * Lets the erasure go on in the way the reader chose, if the app confirms it; or records their word, where a
 * second person must give theirs too.
 */
export async function acceptDrift(
  deps: StaffDeps,
  page: StaffPage,
  act: GoOnAct,
  fields: Fields,
): Promise<Result> {
  const { request, staff } = page;
  const { requestId } = request;
  const as = waysOn[act];
  const commandId = `accept-drift-${seqOf(request, 'erasure-drifted')}-${act}-${staff.id}`;
  const before = earlierResult(request, commandId);
  if (before) return before;
  if (isDoubted(request)) return { done: 'changed-meanwhile' };
  if (!mayAccept(request, as)) return { done: 'already-decided' };
  const asking = await whoAsks(deps, request);
  if (wayOf(deps, page, as, asking).kind === 'nobody') return { errors: { form: DECIDE_ANEW } };
  const errors = await confirmProblem(deps, page, { act, factor: 'totp', fields });
  if (errors) return { errors };
  const left = as === 'leave' ? { left: await countLeftOut(deps, request) } : {};
  const data = { staffId: staff.id, ...(as ? { as } : {}), ...left };
  const after = await deps.register.append(requestId, commandId, (now) =>
    mayAccept(now, as) ? eventOf(wayOf(deps, { request: now, staff }, as, asking), now, data) : undefined,
  );
  const result = earlierResult(after, commandId) ?? { done: 'already-decided' };
  if (after.log.some((e) => e.commandId === commandId && e.type === 'drift-accepted'))
    await wakeDriver(deps, requestId);
  return result;
}

const DECIDE_ANEW = 'Too few people may say so here. Let it search again, or leave these records out.';

/** The result for the same form sent again, or for one that a colleague was faster than. */
function earlierResult(request: DataSubjectRequest, commandId: string): Result | undefined {
  if (seqOf(request, 'drift-accepted') > seqOf(request, 'erasure-drifted')) return { done: 'drift-accepted' };
  return request.log.some((e) => e.commandId === commandId) ? { done: 'word-noted' } : undefined;
}

function eventOf(
  way: FurtherApprovalWay,
  now: DataSubjectRequest,
  data: EventData['drift-accepted'],
): NewEvent | undefined {
  const { staffId, as } = data;
  const actor = { kind: 'staff', id: staffId } as const;
  if (way.kind === 'counts') return { type: 'drift-accepted', data, actor };
  if (way.kind === 'nobody') return undefined;
  const { on, says } = driftApproval(now, as);
  return { type: 'further-word-given', data: { on, says, staffId }, actor };
}
