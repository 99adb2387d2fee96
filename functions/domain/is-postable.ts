import { type DataSubjectRequest, hasHappened, staffFinish } from './data-subject-request';

/**
 * Whether staff may know the requester's postal address: they entered the request, named another address for
 * it or answered it, or it was proven. A form asks for no postal address, and nothing is known of somebody
 * who typed an address that does not work, so staff are notified of that only once.
 */
export function isPostable(request: DataSubjectRequest): boolean {
  const finished = staffFinish(request);
  return (
    request.received.channel === 'staff' ||
    hasHappened(request, 'identity-verified') ||
    hasHappened(request, 'address-given') ||
    (finished !== undefined && finished.data.outcome !== 'unverified')
  );
}
