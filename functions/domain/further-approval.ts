import { approvalsBy, approvalsNeeded, staffByIds } from './approvals';
import { type DataSubjectRequest, seqOf } from './data-subject-request';
import type { Desk, StaffMember } from './desk';
import type { DriftWay } from './event-facts';
import { allOf, lastOf } from './log-entries';
import { distinctPeople, isSamePerson, otherApprovers } from './one-person';
import { staffWhoVouched } from './staff-vouching';

/**
 * Something said after the approval by which more is given or erased than was approved. `isOwners`: it says
 * whose some of the data is; otherwise it only approves what the stores say is this person's.
 */
export interface FurtherApproval {
  readonly on: string;
  readonly says: string;
  readonly isOwners: boolean;
}

/** For an erasure that stopped at a drift. */
export function driftApproval(request: DataSubjectRequest, as: DriftWay | undefined): FurtherApproval {
  const on = `drift-${seqOf(request, 'erasure-drifted')}`;
  return { on, says: as ?? 'accept', isOwners: as === 'theirs' };
}

/** Ids of the staff who have said so and wait for a colleague to say the same. */
export function furtherApprovalsBy(
  { log }: DataSubjectRequest,
  { on, says }: Pick<FurtherApproval, 'on' | 'says'>,
): string[] {
  const said = allOf(log, 'further-word-given').filter(({ data }) => data.on === on && data.says === says);
  return [...new Set(said.map(({ data }) => data.staffId))];
}

/**
 * The effect when a member of staff says so. `counts`: at once. `waits`: until one of these says the same.
 * `nobody`: it cannot count, since too few may decide.
 */
export type FurtherApprovalWay =
  | { readonly kind: 'counts' }
  | { readonly kind: 'waits'; readonly who: readonly StaffMember[] }
  | { readonly kind: 'nobody' };

/**
 * It takes as many people as must approve. It also takes a colleague of the member of staff on whose word the
 * request rests or, where it is about whose data it is, of the one who approved the rest; the colleague may
 * be another of them. Where only one person may decide, it counts for a copy, but not for an erasure that
 * rests on their own word.
 *
 * @param asking - ids of the staff whose own request it is; they may not say anything about it
 */
export function furtherApprovalWay(
  desk: Pick<Desk, 'staff' | 'approvals'>,
  request: DataSubjectRequest,
  staff: StaffMember,
  { word, asking }: { readonly word: FurtherApproval; readonly asking: readonly string[] },
): FurtherApprovalWay {
  const others = distinctPeople(otherApprovers(desk, staff).filter(({ id }) => !asking.includes(id)));
  const needed = approvalsNeeded(desk, request);
  const isOwn = isAmong(staff, staffByIds(desk, staffWhoVouched(request)));
  if (others.length + 1 < needed || (others.length === 0 && isOwn && request.right === 'erasure'))
    return { kind: 'nobody' };
  const heard = staffByIds(desk, furtherApprovalsBy(request, word));
  const said = others.filter((one) => isAmong(one, heard)).length;
  const isAlone = isOwn || (word.isOwners && isAmong(staff, staffByIds(desk, approversOf(request))));
  if (said + 1 >= needed && (said > 0 || others.length === 0 || !isAlone)) return { kind: 'counts' };
  return { kind: 'waits', who: others.filter((one) => !isAmong(one, heard)) };
}

function approversOf(request: DataSubjectRequest): string[] {
  const decided = lastOf(request.log, 'decided')?.data;
  return [...approvalsBy(request), ...(decided ? [decided.staffId] : [])];
}

function isAmong(one: StaffMember, people: readonly StaffMember[]): boolean {
  return people.some((other) => isSamePerson(one, other));
}
