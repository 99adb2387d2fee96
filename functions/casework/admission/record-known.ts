import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { linkOwnAddress } from '../queue/link-proof';
import type { AdmissionDeps } from './admission-deps';

/** Records that staff know the requester, and why. It counts as the proof, where one is awaited. */
export async function recordKnown(
  deps: AdmissionDeps,
  request: DataSubjectRequest,
  { staffId, known }: { readonly staffId: string; readonly known: string },
): Promise<void> {
  const { requestId } = request;
  const sealed = await deps.vault.seal(requestId, known);
  await linkOwnAddress(deps, request);
  await deps.register.append(requestId, 'known-0', (now) =>
    now.status === 'awaiting-verification'
      ? {
          type: 'identity-verified',
          data: { method: 'staff-known', staffId },
          sealed,
          actor: { kind: 'staff', id: staffId },
        }
      : undefined,
  );
}
