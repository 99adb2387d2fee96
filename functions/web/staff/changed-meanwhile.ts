import type { Context } from 'hono';
import { nicknameOf } from '../../domain/nickname';
import { DecisionDone } from '../../pages/staff/decision-done';
import { writtenIn } from '../../pages/written-text';
import type { Fields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-link';

/** What the page offered is not lawful by now, and nothing was written: the page as it is now says what is. */
export function changedMeanwhile(
  deps: Pick<StaffDeps, 'desk'>,
  c: Context,
  { request, action }: Pick<StaffPage, 'request' | 'action'>,
  fields: Fields = {},
): Response {
  const written = writtenIn(fields);
  const next = { url: action, label: 'Look again' };
  const about = { ...frameOf(deps), nickname: nicknameOf(request), next, written };
  return answerPage(c, DecisionDone({ ...about, act: 'changed-meanwhile' }), { status: 400 });
}
