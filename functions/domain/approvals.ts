import { changesGuardedData } from './correction-notice';
import type { DataSubjectRequest } from './data-subject-request';
import type { Desk, StaffMember } from './desk';
import type { Decision } from './event-facts';
import type { NewEvent } from './events';
import { allOf, lastOf } from './log-entries';
import { distinctPeople, isSamePerson, otherApprovers } from './one-person';
import { staffWhoVouched } from './staff-vouching';

/** Ids of the staff who have approved the manifest in force, in that order. */
export function approvalsBy(request: DataSubjectRequest): string[] {
  const hash = lastOf(request.log, 'manifest-frozen')?.data.hash;
  const given = allOf(request.log, 'approval-given').filter((e) => e.data.manifestHash === hash);
  return [...new Set(given.map((e) => e.data.staffId))];
}

/**
 * How many people must approve: as many as the settings say for an erasure, and for a correction of data with
 * which an account could be taken over.
 */
export function approvalsNeeded({ approvals }: Pick<Desk, 'approvals'>, request: DataSubjectRequest): number {
  return request.right === 'erasure' || changesGuardedData(request) ? approvals.erasure : 1;
}

/** How many other people have approved and may still decide. Ids that share a mailbox count as one. */
export function otherApprovalCount(
  desk: Pick<Desk, 'staff'>,
  request: DataSubjectRequest,
  staff: StaffMember,
): number {
  const others = staffByIds(desk, approvalsBy(request)).filter(
    (one) => one.may.includes('decide') && !isSamePerson(one, staff),
  );
  return distinctPeople(others).length;
}

/**
 * How many people may approve. Those who ask for their own data may not; ids that share a mailbox count as
 * one.
 */
export function approverCount({ staff }: Pick<Desk, 'staff'>, asking: readonly string[]): number {
  return distinctPeople(staff.filter(({ id, may }) => may.includes('decide') && !asking.includes(id))).length;
}

/** Members of staff by their present or former ids. A person who left shares a mailbox with nobody. */
export function staffByIds({ staff }: Pick<Desk, 'staff'>, ids: readonly string[]): StaffMember[] {
  return ids.map(
    (id) =>
      staff.find((s) => s.id === id || s.formerIds?.includes(id)) ?? {
        ...{ id, name: id, email: `${id}@-` },
        may: [],
      },
  );
}

/**
 * The event that an approval becomes: the decision, or one of several approvals. Undefined where nothing is
 * to be decided.
 */
export function approvalEvent(
  desk: Pick<Desk, 'staff' | 'approvals'>,
  request: DataSubjectRequest,
  staff: StaffMember,
  { decision, factor }: Pick<Decision, 'decision' | 'factor'>,
): NewEvent | undefined {
  const frozen = lastOf(request.log, 'manifest-frozen')?.data;
  if (request.status !== 'awaiting-decision' || !frozen) return undefined;
  const actor = { kind: 'staff', id: staff.id } as const;
  const bound = { staffId: staff.id, manifestHash: frozen.hash, manifestVersion: frozen.version, factor };
  return otherApprovalCount(desk, request, staff) + 1 < approvalsNeeded(desk, request)
    ? { type: 'approval-given', data: bound, actor }
    : { type: 'decided', data: { ...bound, decision }, actor };
}

/**
 * How a member of staff may approve. `free`: at once. `others`: not at all, because the request rests on
 * their word and these people can. `announced`: it rests on their word and nobody else can, so the approval
 * counts after a wait.
 */
export type ApproverWay =
  | { readonly kind: 'free' }
  | { readonly kind: 'others'; readonly who: readonly StaffMember[] }
  | { readonly kind: 'announced' };

/** @param asking - ids of the staff whose own request it is; they may not decide on it */
export function approverWay(
  desk: Pick<Desk, 'staff'>,
  request: DataSubjectRequest,
  staff: StaffMember,
  asking: readonly string[],
): ApproverWay {
  const involved = staffByIds(desk, staffWhoVouched(request));
  if (!involved.some((one) => isSamePerson(one, staff))) return { kind: 'free' };
  const approved = staffByIds(desk, approvalsBy(request));
  const who = otherApprovers(desk, [staff, ...involved, ...approved]).filter(
    ({ id }) => !asking.includes(id),
  );
  return who.length > 0 ? { kind: 'others', who } : { kind: 'announced' };
}
