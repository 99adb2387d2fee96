import { staffByIds } from './approvals';
import type { DataSubjectRequest } from './data-subject-request';
import type { Desk, StaffMember } from './desk';
import { allOf } from './log-entries';
import { isSamePerson, otherApprovers } from './one-person';
import { reviewTie } from './tied-review';

/**
 * Ids of those who decided a request: who approved or refused, alone or with others, and who ended it by
 * hand. Handing it over is no decision. For a complaint or an appeal also those who decided what it is about.
 */
export function whoDecided(request: DataSubjectRequest): string[] {
  const { log } = request;
  const decided = allOf(log, 'decided').filter(({ data }) => data.decision !== 'handed-over');
  const approved = [...allOf(log, 'approval-given'), ...allOf(log, 'approval-announced')];
  const ended = allOf(log, 'staff-finished');
  const ids = [...approved, ...decided, ...ended].map(({ data }) => data.staffId);
  return [...new Set([...ids, ...(reviewTie(request)?.data.decidedBy ?? [])])];
}

/**
 * Who may decide on a complaint or an appeal. `others`: these can, so this one may not. `nobody-else`: this
 * one decided it before, and nobody else can.
 */
type ReviewWay =
  | { readonly kind: 'free' }
  | { readonly kind: 'others'; readonly who: readonly StaffMember[] }
  | { readonly kind: 'nobody-else' };

/**
 * Whether a member of staff may decide on a complaint or an appeal. No law that this desk knows requires
 * another decider; where there is one, fairness does. It goes by the present settings: a person who left
 * decides nothing any more, and two ids with one mailbox are one person.
 *
 * @param decidedBy - ids of those who decided what it is about
 * @param asking - ids of the staff whose own request it is
 */
export function reviewWay(
  desk: Pick<Desk, 'staff'>,
  decidedBy: readonly string[],
  staff: StaffMember,
  asking: readonly string[] = [],
): ReviewWay {
  const before = staffByIds(desk, decidedBy);
  if (!before.some((one) => isSamePerson(one, staff))) return { kind: 'free' };
  const who = otherApprovers(desk, before).filter(({ id }) => !asking.includes(id));
  return who.length > 0 ? { kind: 'others', who } : { kind: 'nobody-else' };
}

/**
 * Ids of those who are asked to look after a request: for a complaint or an appeal, those who did not decide
 * what it is about, where there are any.
 */
export function caseApprovers(desk: Pick<Desk, 'staff'>, request: DataSubjectRequest): string[] {
  const deciders = desk.staff.filter(({ may }) => may.includes('decide'));
  const decidedBy = reviewTie(request)?.data.decidedBy ?? [];
  return deciders.filter((one) => reviewWay(desk, decidedBy, one).kind !== 'others').map(({ id }) => id);
}

/**
 * Whether those who are asked to look at a complaint or an appeal decided what it is about, because nobody
 * else can.
 */
export function isReviewedBySameStaff(desk: Pick<Desk, 'staff'>, review: DataSubjectRequest): boolean {
  const decidedBy = reviewTie(review)?.data.decidedBy ?? [];
  const asked = desk.staff.filter(({ id }) => caseApprovers(desk, review).includes(id));
  return decidedBy.length > 0 && asked.every((one) => reviewWay(desk, decidedBy, one).kind !== 'free');
}
