import {
  approvalsBy,
  approvalsNeeded,
  approverCount,
  approverWay,
  otherApprovalCount,
} from '../../../domain/approvals';
import { changesGuardedData } from '../../../domain/correction-notice';
import { isCorrectedInPart } from '../../../domain/corrections';
import { defined } from '../../../domain/defined';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import type { Confirmation } from '../totp-fields';
import { announcedBefore } from './announce-approval';
import { approvalBlock, needsTotp } from './approval-block';
import type { DecisionActionsFacts } from './decision-actions';
import { approvedEndingsText } from './endings';
import { ownWordBlock, tooFewBlock } from './own-word-block';
import type { SharedFacts } from './shared-facts';

interface ApprovalInput extends Pick<SharedFacts, 'asking' | 'preview' | 'blocks'> {
  /** How the page asks for the authenticator app. */
  readonly app: Confirmation;
  /** For how long a correction can be stopped. */
  readonly noticeWait: string | undefined;
}

/** What the approval form shows: what it takes and what follows, or why it is not possible. */
export function approveFacts(
  deps: StaffDeps,
  { request, staff }: StaffPage,
  { asking, preview, blocks, app, noticeWait }: ApprovalInput,
): NonNullable<DecisionActionsFacts['approve']> {
  const { desk } = deps;
  const given = approvalsBy(request);
  const others = otherApprovalCount(desk, request, staff);
  const way = approverWay(desk, request, staff, asking);
  const needed = approvalsNeeded(desk, request);
  const notice = changesGuardedData(request) ? noticeWait : undefined;
  const isAnnounced = way.kind === 'announced';
  const blocked =
    tooFewBlock(approverCount(desk, asking), needed) ??
    (given.includes(staff.id) ? APPROVED : undefined) ??
    (isAnnounced ? announcedBefore(deps, request, staff.id) : undefined) ??
    approvalBlock(deps, request, blocks) ??
    ownWordBlock(way);
  return {
    confirmation: needsTotp(request) || isAnnounced ? app : { kind: 'mail-code' },
    inPart: preview?.inPart ?? isCorrectedInPart(request),
    ...(notice ? { notice } : {}),
    ...defined({ ends: approvedEndingsText(request) }),
    furtherApprovals: Math.max(0, needed - others - 1),
    ...(isAnnounced ? { waits: desk.waits.ownApproval } : {}),
    ...(blocked ? { blocked } : {}),
  };
}

const APPROVED = 'You have approved this. A second person has to approve as well.';
