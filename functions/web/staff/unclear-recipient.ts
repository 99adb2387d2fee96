import { isOwnRequest } from '../../casework/evidence/own-request';
import { type DataSubjectRequest, isClosed } from '../../domain/data-subject-request';
import type { StaffMember } from '../../domain/desk';
import { unclearRecipients } from '../../domain/recipients';
import type { StaffDeps } from './staff-deps';

/**
 * Informs a recipient of an opt-out where the map does not say whether it concerns them. For a closed request
 * they go on the next daily list; for one under way they are informed with the rest. `isTold` false records
 * that it does not concern them, and the question is not asked again.
 *
 * @returns the request afterwards
 */
export async function settleUnclearRecipient(
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
