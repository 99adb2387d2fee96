import { wakeDriver } from '../../../casework/driver/wake';
import { approvalBlockers } from '../../../casework/evidence/approval-blockers';
import { mailStaff } from '../../../casework/mail/mail-once';
import { approvers, staffDates } from '../../../casework/mail/staff-facts';
import { staffLink } from '../../../casework/mail/staff-link';
import {
  approvalEvent,
  approvalsBy,
  approvalsNeeded,
  approverCount,
  approverWay,
} from '../../../domain/approvals';
import { changesGuardedData } from '../../../domain/correction-notice';
import { isCorrectedInPart } from '../../../domain/corrections';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { Decision } from '../../../domain/event-facts';
import { rights } from '../../../domain/rights';
import { announcedApproval } from '../../../domain/staff-vouching';
import { staffReminder } from '../../../emails/staff-mails';
import type { Fields } from '../../form-fields';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import { type Act, type ActResult, hasCommand } from './act-result';
import { announceApproval } from './announce-approval';
import { approvalBlock, needsTotp } from './approval-block';
import { confirmProblem, type Factor } from './confirm-act';
import { ownWordBlock, tooFewBlock } from './own-word-block';
import { buildPreview } from './preview';
import { frozenOf, matchesShownVersion } from './shown-version';

/** The decision page of somebody who may approve. */
export interface ApprovingPage extends StaffPage {
  /** Ids of the staff whose own request it is. */
  readonly asking: readonly string[];
}

/**
 * Approves what the page showed, whole or in part. For an erasure that needs two approvals this may be the
 * first of them.
 */
export const approve: Act<ApprovingPage> = async (deps, page, fields) => {
  const { request, staff, asking } = page;
  const commandId = `approve-${frozenOf(request)?.version ?? 0}-${staff.id}`;
  const before = approvalResult(request, commandId, staff.id);
  if (before) return before;
  if (!matchesShownVersion(request, fields)) return { done: 'changed-meanwhile' };
  const way = approverWay(deps.desk, request, staff, asking);
  const block =
    approvalBlock(deps, request, approvalBlockers(deps, request)) ??
    tooFewBlock(approverCount(deps.desk, asking), approvalsNeeded(deps.desk, request)) ??
    ownWordBlock(way);
  if (block) return { errors: { form: block } };
  const preview = await buildPreview(deps, request);
  const inPart = preview?.inPart ?? isCorrectedInPart(request);
  const decision = inPart ? 'approved-in-part' : 'approved';
  if (fields.act !== decision) return { done: 'changed-meanwhile' };
  const factor: Factor = needsTotp(request) || way.kind === 'announced' ? 'totp' : 'mail-code';
  const errors = await confirmProblem(deps, page, { act: 'approve', factor, fields });
  if (errors) return afterDoubleSubmit(deps, page, commandId, errors);
  const draft = { decision, factor } as const;
  if (way.kind === 'announced') return announceApproval(deps, page, fields, { draft, asking });
  const after = await deps.register.append(request.requestId, commandId, (now) =>
    matchesShownVersion(now, fields) &&
    !approvalBlock(deps, now, approvalBlockers(deps, now)) &&
    approverWay(deps.desk, now, staff, asking).kind !== 'others'
      ? approvalEvent(deps.desk, now, staff, draft)
      : undefined,
  );
  return finish(deps, page, after, { commandId, fields });
};

/** The result for a form that is sent again, or too late. */
function approvalResult(
  request: DataSubjectRequest,
  commandId: string,
  staffId: string,
): ActResult | undefined {
  const mine = request.log.find((event) => event.commandId === commandId);
  if (mine?.type === 'decided') return { done: approvedAs(request, mine.data.decision) };
  if (mine?.type === 'approval-given') return { done: 'first-approval' };
  if (announcedApproval(request)?.data.staffId === staffId) return { done: 'approval-announced' };
  return request.status === 'awaiting-decision' ? undefined : { done: 'already-decided' };
}

function approvedAs(request: DataSubjectRequest, decision: Decision['decision']) {
  if (rights[request.right].carriedOut === 'correction')
    return changesGuardedData(request) ? 'approved-guarded' : 'approved-correction';
  if (decision !== 'approved') return 'approved-in-part';
  return rights[request.right].carriedOut === 'erasure' ? 'approved-erasure' : 'approved';
}

/** A second click finds the code used up by the first, and gets the result of the first. */
async function afterDoubleSubmit(
  deps: StaffDeps,
  page: StaffPage,
  commandId: string,
  errors: Record<string, string>,
): Promise<ActResult> {
  const now = await deps.register.load(page.request.requestId);
  return approvalResult(now, commandId, page.staff.id) ?? { errors };
}

async function finish(
  deps: StaffDeps,
  page: StaffPage,
  after: DataSubjectRequest,
  form: { commandId: string; fields: Fields },
): Promise<ActResult> {
  const result = approvalResult(after, form.commandId, page.staff.id) ?? {
    done: 'changed-meanwhile' as const,
  };
  if (!hasCommand(after, form.commandId)) return result;
  if ('done' in result && result.done === 'first-approval') await askTheOthers(deps, page, after);
  await wakeDriver(deps, after.requestId);
  return result;
}

async function askTheOthers(deps: StaffDeps, page: StaffPage, request: DataSubjectRequest): Promise<void> {
  const issue = frozenOf(request)?.version ?? 0;
  const given = approvalsBy(request);
  for (const staffId of approvers(deps).filter((id) => !given.includes(id) && id !== page.staff.id)) {
    const key = `further-approval-${issue}-${given.length}`;
    await mailStaff(deps, request.requestId, { key, mail: staffReminder, staffId }, async (now) => ({
      ...staffDates(deps, now),
      ...(await staffLink(deps, now, { purpose: 'decide', staffId, issue })),
      waitsFor: 'the approval of a second person',
    }));
  }
}
