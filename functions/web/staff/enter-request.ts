import { admit } from '../../casework/admission/admit';
import { recordKnown } from '../../casework/admission/record-known';
import type { StaffMember } from '../../domain/desk';
import type { EnteredForm } from '../../domain/request-form';
import type { StaffDeps } from './staff-deps';

export interface EnteredRequest {
  readonly requestId: string;
  readonly form: EnteredForm;
  /** Instant at which it reached the controller; the clock runs from then. */
  readonly receivedAt: string;
  /** Letter, phone, mail or in person. */
  readonly cameBy: string;
  readonly staff: StaffMember;
  /** Why staff know who is asking. The requester then has to prove nothing. */
  readonly known?: string;
}

/** Admits a request that staff entered. Each part may be repeated: the same form gives the same request. */
export async function enterRequest(deps: StaffDeps, entered: EnteredRequest): Promise<void> {
  const { staff, cameBy, known, ...arrived } = entered;
  const staffId = staff.id;
  const by = { channel: 'staff', staffId, cameBy } as const;
  await admit(deps, { ...arrived, by }, async (request) => {
    if (known) await recordKnown(deps, request, { staffId, known });
  });
}
