import { addressesElsewhere } from '../../../casework/evidence/addresses-elsewhere';
import { approvalBlockers } from '../../../casework/evidence/approval-blockers';
import { mailOwnApproval } from '../../../casework/mail/mail-own-approval';
import { approverWay } from '../../../domain/approvals';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { Decision } from '../../../domain/event-facts';
import type { NewEvent } from '../../../domain/events';
import { announcedApproval, announcedApprovalEndsAt } from '../../../domain/staff-vouching';
import { instantText } from '../../../words/date-text';
import type { Fields } from '../../form-fields';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import type { ActResult } from './act-result';
import { approvalBlock } from './approval-block';
import { frozenOf, matchesShownVersion } from './shown-version';

interface Announcement {
  readonly draft: Pick<Decision, 'decision' | 'factor'>;
  readonly asking: readonly string[];
}

/**
 * Records an approval by somebody on whose word the request rests, where no one else may decide, and notifies
 * everybody concerned. The watch makes it count after the wait.
 */
export async function announceApproval(
  deps: StaffDeps,
  page: StaffPage,
  fields: Fields,
  { draft, asking }: Announcement,
): Promise<ActResult> {
  const { staff, request } = page;
  const { requestId } = request;
  const commandId = `announce-${fields.version}-${fields.shown}-${request.log.length}-${staff.id}`;
  const elsewhere = await addressesElsewhere(deps, request);
  const sealed = await deps.vault.seal(requestId, { elsewhere });
  const mayNow = (now: DataSubjectRequest) =>
    matchesShownVersion(now, fields) &&
    !approvalBlock(deps, now, approvalBlockers(deps, now)) &&
    !announcedApproval(now) &&
    approverWay(deps.desk, now, staff, asking).kind === 'announced';
  const after = await deps.register.append(requestId, commandId, (now) =>
    mayNow(now) ? announcement(now, staff.id, draft, sealed) : undefined,
  );
  if (announcedApproval(after)?.data.staffId !== staff.id) return { done: 'changed-meanwhile' };
  await mailOwnApproval(deps, requestId);
  return { done: 'approval-announced' };
}

function announcement(
  now: DataSubjectRequest,
  staffId: string,
  draft: Announcement['draft'],
  sealed: string,
): NewEvent | undefined {
  const frozen = frozenOf(now);
  if (now.status !== 'awaiting-decision' || !frozen) return undefined;
  const data = { ...draft, staffId, manifestHash: frozen.hash, manifestVersion: frozen.version };
  return { type: 'approval-announced', data, sealed, actor: { kind: 'staff', id: staffId } };
}

/** The page for somebody whose announced approval still waits; undefined for anybody else. */
export function announcedBefore(
  { desk }: Pick<StaffDeps, 'desk'>,
  request: DataSubjectRequest,
  staffId: string,
): string | undefined {
  if (announcedApproval(request)?.data.staffId !== staffId) return undefined;
  const endsAt = announcedApprovalEndsAt(request, desk) ?? '';
  return `You have approved this. It counts from ${instantText(endsAt, desk.zone)}, since nobody else may decide; the person was told. Until then you can still refuse it.`;
}
