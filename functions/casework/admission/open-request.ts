import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { ShreddedError } from '../../domain/errors';
import { requestIdOf } from '../../domain/new-request-id';
import { isUnread } from '../../domain/received-as';
import { wasOverBefore } from '../../domain/was-over-before';
import type { AdmissionDeps } from './admission-deps';
import { type Arrival, buildReceipt } from './receipt';

/**
 * Opens the log that an arrival belongs to: the one under its id, or, where that request was over before the
 * form was sent again, the next one of the same form. Its id is derived, so a repetition finds it again.
 */
export async function openRequest(deps: AdmissionDeps, arrival: Arrival): Promise<DataSubjectRequest> {
  for (let requestId = arrival.requestId, turn = 2; ; turn += 1) {
    await deps.vault.adopt(requestId);
    const request = await open(deps, { ...arrival, requestId }).catch((error: Error) =>
      shredded(deps, requestId, error),
    );
    if (!isNewRequest(request, arrival)) return request;
    requestId = requestIdOf(arrival.requestId, { turn });
  }
}

async function open(deps: AdmissionDeps, arrival: Arrival): Promise<DataSubjectRequest> {
  const { requestId } = arrival;
  const { received, formRead } = await buildReceipt(deps, arrival);
  const request = await deps.register.open(requestId, 'received', received);
  if (!isUnread(request) || isNewRequest(request, arrival)) return request;
  return deps.register.append(requestId, 'form-read', (now) => (isUnread(now) ? formRead : undefined));
}

/** Staff enter a letter once; only a form comes again. */
function isNewRequest(request: DataSubjectRequest, { by }: Arrival): boolean {
  return by.channel === 'form' && wasOverBefore(request, by.notedAt);
}

/** A request that ended long ago and whose key was destroyed: its form came once more. */
async function shredded(deps: AdmissionDeps, requestId: string, error: Error): Promise<DataSubjectRequest> {
  const request = error instanceof ShreddedError ? await deps.register.find(requestId) : undefined;
  if (!request) throw error;
  return request;
}
