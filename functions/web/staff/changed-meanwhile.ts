import type { Context } from 'hono';
import { nicknameOf } from '../../domain/nickname';
import { DecisionDone } from '../../pages/staff/decision-done';
import { answerPage, frameOf } from '../web-answer';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-link';

/** What the page offered is not lawful by now, and nothing was written: the page as it is now says what is. */
export function changedMeanwhile(
  deps: Pick<StaffDeps, 'desk'>,
  c: Context,
  { request, action }: Pick<StaffPage, 'request' | 'action'>,
): Response {
  const next = { url: action, label: 'Look again' };
  const facts = { ...frameOf(deps), nickname: nicknameOf(request), act: 'changed-meanwhile' as const, next };
  return answerPage(c, DecisionDone(facts), { status: 400 });
}
