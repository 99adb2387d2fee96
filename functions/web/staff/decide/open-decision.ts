import { lastOf } from '../../../domain/log-entries';
import { restsOnStaffWord } from '../../../domain/staff-vouching';
import type { DecisionDoneFacts } from '../decision-done';
import type { StaffPage } from '../staff-page';
import type { ActResult } from './act-result';

/**
 * Whether what was found is shown only after a code of the authenticator app: where only somebody's word says
 * whose data it is, a mailbox is not enough.
 */
export function needsApp({ session, request }: StaffPage): boolean {
  return session.factor !== 'totp' && restsOnStaffWord(request);
}

/**
 * What is shown in place of the decision page, if anything.
 *
 * @param asking - ids of the staff whose own request it is: they neither see it nor decide on it
 */
export function insteadOfPage(page: StaffPage, asking: readonly string[]): ActResult | undefined {
  const { request, staff } = page;
  if (asking.includes(staff.id)) return { done: 'own-request' };
  if (request.status === 'closed') return { done: howDecided(page) };
  if (request.status === 'with-staff') return { done: 'handed-over' };
  return needsApp(page) ? { needs: 'shown' } : undefined;
}

/** For somebody who opens the page after the end: their own decision, or that there was one. */
function howDecided({ request, staff }: StaffPage): DecisionDoneFacts['act'] {
  const decided = lastOf(request.log, 'decided')?.data;
  return decided?.staffId === staff.id ? decided.decision : 'already-decided';
}
