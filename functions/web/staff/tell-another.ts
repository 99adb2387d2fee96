import { isOwnRequest } from '../../casework/evidence/own-request';
import { type DataSubjectRequest, isClosed } from '../../domain/data-subject-request';
import type { StaffMember } from '../../domain/desk';
import { unclearRecipients } from '../../domain/recipients';
import type { StaffDeps } from './staff-deps';

/**
 * Has a recipient told of an opt-out of which the map does not say whether it concerns them. One that is
 * closed goes on the next daily list; one under way is told with the rest. `isTold` false: it does not
 * concern
 * them, and nobody is asked again.
 *
 * @returns the request as it is then
 */
export async function tellAnother(
  deps: StaffDeps,
  request: DataSubjectRequest,
  chosen: { readonly staff: StaffMember; readonly recipientId: string; readonly isTold: boolean },
): Promise<DataSubjectRequest> {
  const { staff, recipientId, isTold } = chosen;
  const recipient = unclearRecipients(deps.map, request).find(({ id }) => id === recipientId);
  if (!recipient || !staff.may.includes('decide') || (await isOwnRequest(deps, request, staff)))
    return request;
  const key = `${isTold ? 'tell-as-well' : 'not-concerned'}-${recipientId}`;
  const [told, left] = isTold ? [[recipientId], []] : [[], [recipientId]];
  const after = await deps.register.append(request.requestId, key, () => ({
    type: 'recipients-chosen',
    data: { told, left, staffId: staff.id },
    actor: { kind: 'staff', id: staff.id },
  }));
  if (!isTold || !isClosed(after)) return after;
  return deps.register.append(request.requestId, `queue-${recipientId}`, () => ({
    type: 'recipient-queued',
    data: { recipientId, role: recipient.role },
    actor: { kind: 'staff', id: staff.id },
  }));
}
