import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { recordOptOutAddress } from '../queue/opt-outs-of-address';
import type { AdmissionDeps } from './admission-deps';
import { openRequest } from './open-request';
import type { Arrival } from './receipt';
import { sendOnRoute } from './route';

/**
 * Admits a request: opens its log with the receipt and sends it on its route. The one way in for the form and
 * for what staff enter. Each part may be repeated, in any order of crashes: the same form is the same
 * request.
 *
 * @param recordProof - records a proof that came with it. Passed in, so that the function which takes the
 *   public form has no permission for it.
 * @returns the request as it was before it was sent on
 */
export async function admit(
  deps: AdmissionDeps,
  arrival: Arrival,
  recordProof?: (request: DataSubjectRequest) => Promise<void>,
): Promise<DataSubjectRequest> {
  const request = await openRequest(deps, arrival);
  await recordOptOutAddress(deps, request);
  await sendOnRoute(deps, request, recordProof);
  return request;
}
