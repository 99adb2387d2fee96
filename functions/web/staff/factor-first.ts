import type { Context } from 'hono';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { nicknameOf } from '../../domain/nickname';
import { restsOnWord } from '../../domain/own-word';
import { FactorFirst, type FactorFirstFacts } from '../../pages/staff/factor-first';
import { totpNeed } from '../../totp/staff-totp';
import type { Fields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import { checkFactor } from './check-factor';
import type { StaffDeps } from './staff-deps';
import { hiddenOf, type StaffPage } from './staff-link';

/** Whether what was found may be shown in this session: where only somebody's word leads to whose data it is, the mailbox is not enough. */
export function mayShow({ session }: Pick<StaffPage, 'session'>, request: DataSubjectRequest): boolean {
  return session.factor === 'totp' || !restsOnWord(request);
}

/** Asks for the authenticator app before the page or an act of it, and opens it for the rest of the session once the code is right. */
export async function factorFirst(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  fields: Fields = {},
  why: FactorFirstFacts['why'] = 'shown',
): Promise<Response> {
  const problem = fields.act === 'factor' ? await checkFactor(deps, page, fields) : undefined;
  if (fields.act === 'factor' && !problem) {
    await noteFactor(deps, page);
    return c.redirect(page.action, 303);
  }
  const view = FactorFirst({
    ...frameOf(deps),
    nickname: nicknameOf(page.request),
    why,
    form: { action: page.action, hidden: hiddenOf(page) },
    confirmation: await totpNeed(deps, page),
    ...(problem ? { error: problem } : {}),
  });
  return answerPage(c, view, { status: problem ? 400 : 200 });
}

/** The session has shown more than a mailbox. */
export async function noteFactor(
  deps: Pick<StaffDeps, 'items' | 'clock'>,
  { session }: StaffPage,
): Promise<void> {
  if (session.factor !== 'totp')
    await deps.items.changeSession(session.hash, deps.clock.now(), { factor: 'totp' });
}
