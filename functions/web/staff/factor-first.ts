import type { Context } from 'hono';
import type { SessionItem } from '../../domain/desk-items';
import { nicknameOf } from '../../domain/nickname';
import type { Fields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { writtenTexts } from '../parts/written-text';
import { totpNeed } from '../totp/totp-need';
import { confirmFactor } from './check-factor';
import { FactorFirst, type FactorFirstFacts } from './factor-first-view';
import { hiddenKept, typedFields } from './kept-fields';
import type { StaffDeps } from './staff-deps';
import { hiddenOf, type StaffPage } from './staff-page';

/** Opens the page again, with what was typed for an act, once the app's code is right. */
type Reopen = (session: SessionItem, kept: Fields) => Promise<Response>;

/**
 * Asks for the authenticator app before a page or one of its acts. A right code counts for the rest of the
 * session. Until then this page carries what was typed for the act.
 */
export async function factorFirst(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  { fields = {}, why = 'shown', reopen }: FactorWish = {},
): Promise<Response> {
  const kept = typedFields(fields);
  const problem = fields.act === 'factor' ? await confirmFactor(deps, page, fields) : undefined;
  if (fields.act === 'factor' && !problem) {
    if (!reopen || writtenTexts(kept).length === 0) return c.redirect(page.action, 303);
    return reopen({ ...page.session, factor: 'totp' }, kept);
  }
  const view = FactorFirst({
    ...frameOf(deps),
    nickname: nicknameOf(page.request),
    why,
    form: { action: page.action, hidden: { ...hiddenOf(page), ...hiddenKept(kept) } },
    confirmation: await totpNeed(deps, page),
    written: writtenTexts(kept),
    ...(problem ? { error: problem } : {}),
  });
  return pageReply(c, view, { status: problem ? 400 : 200 });
}

interface FactorWish {
  readonly fields?: Fields;
  readonly why?: FactorFirstFacts['why'];
  readonly reopen?: Reopen;
}
