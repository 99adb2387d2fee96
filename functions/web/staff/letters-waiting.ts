import { lettersUrl } from '../../casework/mail/undelivered-text';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { StaffMember } from '../../domain/desk';
import { openLetters } from '../../domain/undelivered';
import { isUnreachable } from '../../domain/unreachable';
import type { LettersWaitingFacts } from './letters-waiting-view';
import type { StaffDeps } from './staff-deps';

/** Whether a member of staff may open the letters of a request: those who decide or enter requests may. */
export function mayPost({ may }: Pick<StaffMember, 'may'>): boolean {
  return may.includes('decide') || may.includes('enter');
}

/**
 * Whether another address may be entered: only before any was proven, and only when the present one does not
 * work.
 */
export function mayChangeAddress({ clock }: Pick<StaffDeps, 'clock'>, request: DataSubjectRequest): boolean {
  return request.status === 'awaiting-verification' && isUnreachable(request, clock.now());
}

/** A link to the letters to post, for staff who may post them; undefined where there are none. */
export function lettersWaiting(
  deps: Pick<StaffDeps, 'desk' | 'clock'>,
  request: DataSubjectRequest,
  staff: StaffMember,
): { letters?: LettersWaitingFacts } {
  const count = openLetters(request).length;
  const mayChange = mayChangeAddress(deps, request);
  if (!mayPost(staff) || (count === 0 && !mayChange)) return {};
  return { letters: { url: new URL(lettersUrl(deps, request.requestId)).pathname, count, mayChange } };
}
