import { approvalsBy, staffByIds } from '../../domain/approvals';
import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import type { Desk, StaffMember } from '../../domain/desk';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';
import { isSamePerson, mailboxOf, otherApprovers } from '../../domain/one-person';
import { staffWhoVouched } from '../../domain/staff-vouching';
import { namedIdentifiers, requesterFacts } from './requester-facts';

type Deps = Pick<DeskDeps, 'desk' | 'vault'>;

/**
 * Whether the member of staff asks for their own data: then somebody else decides. Anybody can name a
 * colleague's address, so only a mailbox proven with a mailed code says who asks. The request's own address
 * counts unproven too, as long as somebody is left to decide who has not vouched for it.
 */
export async function isOwnRequest(
  deps: Deps,
  request: DataSubjectRequest,
  staff: StaffMember,
): Promise<boolean> {
  return (await whoAsks(deps, request)).includes(staff.id);
}

/** Ids of the members of staff whose own data the request is for. */
export async function whoAsks(deps: Deps, request: DataSubjectRequest): Promise<string[]> {
  const { proven, unproven } = await mailboxesOf(deps, request);
  const reading = (mailboxes: readonly string[]) =>
    deps.desk.staff.filter(({ email }) => mailboxes.includes(mailboxOf(email)));
  const asking = reading(proven);
  const claimed = reading(unproven);
  return [...asking, ...(leavesSomebody(deps.desk, request, [...asking, ...claimed]) ? claimed : [])].map(
    ({ id }) => id,
  );
}

/** Mailboxes of the requester: those that were proven, and the one that a form or a colleague only names. */
async function mailboxesOf(
  deps: Deps,
  request: DataSubjectRequest,
): Promise<{ readonly proven: readonly string[]; readonly unproven: readonly string[] }> {
  const { email } = await requesterFacts(deps, request);
  const named = (await namedIdentifiers(deps, request)).filter(({ isProven }) => isProven);
  const proven = named.map(({ value }) => mailboxOf(value));
  if (email === undefined) return { proven, unproven: [] };
  if (isMailboxProven(request)) return { proven: [...proven, mailboxOf(email)], unproven: [] };
  return { proven, unproven: [mailboxOf(email)] };
}

/**
 * Proven by the code mailed to the current address of the request, not by the word of staff. A doubt does not
 * undo it: the question of who asks is settled elsewhere.
 */
function isMailboxProven(request: DataSubjectRequest): boolean {
  const since = Math.max(seqOf(request, 'address-given'), seqOf(request, 'form-read'));
  return allOf(request.log, 'identity-verified').some((e) => e.seq > since && e.data.method === 'mailbox');
}

function leavesSomebody(
  desk: Pick<Desk, 'staff'>,
  request: DataSubjectRequest,
  without: readonly StaffMember[],
): boolean {
  const heard = [...staffWhoVouched(request), ...approvalsBy(request)];
  const involved = staffByIds(desk, heard);
  return otherApprovers(desk, without).some((one) => !involved.some((other) => isSamePerson(one, other)));
}
