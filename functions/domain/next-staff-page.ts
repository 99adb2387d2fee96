import { type DataSubjectRequest, isDoubted } from './data-subject-request';
import type { StaffMember } from './desk';
import type { LinkPurpose } from './event-facts';
import { openTasks } from './open-work';
import type { Status } from './request-status';
import { restrictionOf } from './restriction';
import { openSettlements } from './settlements';

/** A page that a member of staff may open now. */
export interface NextStaffPage {
  readonly purpose: Extract<LinkPurpose, 'decide' | 'task' | 'case' | 'identity'>;
  /** The task it is about. */
  readonly subjectId?: string;
}

const pages: Readonly<Partial<Record<Status, NextStaffPage['purpose']>>> = {
  'awaiting-decision': 'decide',
  'with-staff': 'case',
  'awaiting-verification': 'identity',
};

/**
 * Where this person can go on with a request: the task that was asked about, a task of their own, what waits
 * for a decision, and last a colleague's task, so that nothing depends on one mailbox. Undefined when the
 * request needs nobody, or not this person.
 */
export function nextStaffPage(
  request: DataSubjectRequest,
  { id, may }: Pick<StaffMember, 'id' | 'may'>,
  taskId?: string,
): NextStaffPage | undefined {
  const decides = may.includes('decide');
  const tasks = decides || may.includes('answer-tasks') ? openTasks(request) : [];
  const settlement = decides || may.includes('answer-tasks') ? settlementPage(request, taskId) : undefined;
  if (settlement) return settlement;
  if (request.status === 'closed') return decides && restrictionOf(request) ? { purpose: 'case' } : undefined;
  const mine = tasks.find((task) => task.taskId === taskId) ?? tasks.find((task) => task.owner === id);
  if (mine) return { purpose: 'task', subjectId: mine.taskId };
  const purpose = decides ? (pages[request.status] ?? doubtPage(request)) : undefined;
  if (purpose) return { purpose };
  const [first] = decides ? tasks : [];
  return first && { purpose: 'task', subjectId: first.taskId };
}

/** A search stops while staff doubt who asks; this is the page where that is settled. */
function doubtPage(request: DataSubjectRequest): 'identity' | undefined {
  return isDoubted(request) ? 'identity' : undefined;
}

/** Only the one asked about while a request is open: before its day there is nothing to say about it. */
function settlementPage(request: DataSubjectRequest, settlementId?: string): NextStaffPage | undefined {
  const open = openSettlements(request);
  const first = open.find((one) => one.settlementId === settlementId);
  const one = request.status === 'closed' ? (first ?? open[0]) : first;
  return one && { purpose: 'task', subjectId: one.settlementId };
}
