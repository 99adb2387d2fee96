import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { allOf, lastOf } from '../../domain/log-entries';
import { reviewTie } from '../../domain/tied-review';

/** Another request that is related to one, and how; for staff pages. */
export interface RelatedRequest {
  readonly requestId: string;
  readonly how: string;
}

/**
 * The requests that a request led to or came from: complaints and appeals about it, and what it carries on.
 */
export function relatedRequests(request: DataSubjectRequest): RelatedRequest[] {
  const { log } = request;
  const tie = reviewTie(request)?.data;
  const carries = lastOf(log, 'carries-on')?.data;
  return [
    ...(tie ? [{ requestId: tie.aboutId, how: 'It is about' }] : []),
    ...(carries ? [{ requestId: carries.fromId, how: 'It carries on from' }] : []),
    ...allOf(log, 'appealed').map(({ data }) => ({
      requestId: data.appealId,
      how: 'The person appealed against it in',
    })),
    ...allOf(log, 'complained').map(({ data }) => ({
      requestId: data.complaintId,
      how: 'The person complained about it in',
    })),
    ...allOf(log, 'carried-on').map(({ data }) => ({ requestId: data.requestId, how: 'It goes on in' })),
  ];
}
