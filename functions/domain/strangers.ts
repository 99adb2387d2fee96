import { type DataSubjectRequest, hasHappened } from './data-subject-request';

/**
 * Whether a request is only a form that anybody may have typed: no address is proven, and staff have done
 * nothing about it. One script can make any number of these.
 */
export function isStrangersRequest(request: DataSubjectRequest): boolean {
  return (
    request.received.channel === 'form' &&
    !hasHappened(request, 'identity-verified') &&
    !request.log.some(({ actor }) => actor.kind === 'staff')
  );
}
