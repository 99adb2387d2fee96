import { type DataSubjectRequest, hasHappened } from './data-subject-request';

/**
 * Whether nobody stands behind a request but whoever typed into the form: nobody has proven an address, and
 * nobody on the staff has done anything about it. One script can
 * make as many of these as it likes.
 */
export function isStrangers(request: DataSubjectRequest): boolean {
  return (
    request.received.channel === 'form' &&
    !hasHappened(request, 'identity-verified') &&
    !request.log.some(({ actor }) => actor.kind === 'staff')
  );
}
