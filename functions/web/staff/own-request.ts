import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { StaffMember } from '../../domain/desk';
import type { DeskDeps } from '../../domain/desk-deps';
import { mailboxOf } from '../../domain/one-person';
import { identitiesOf } from '../../findings/requester-facts';

/** Whether the member of staff asks for their own data: then somebody else decides. */
export async function isOwnRequest(
  deps: Pick<DeskDeps, 'vault'>,
  request: DataSubjectRequest,
  staff: StaffMember,
): Promise<boolean> {
  const { email = [] } = await identitiesOf(deps, request);
  return email.some((address) => mailboxOf(address) === mailboxOf(staff.email));
}
