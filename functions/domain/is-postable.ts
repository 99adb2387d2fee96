import { type DataSubjectRequest, hasHappened, staffFinish } from './data-subject-request';

/**
 * Whether anybody here may know where the person lives: staff entered the request, named another address for
 * it or
 * answered it, or it was proven. A form asks for no postal address, and of whoever typed an address that
 * works not we
 * know nothing: to be told once is all that staff can use, or that a stranger may cause.
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
