import type { Fields } from '../../form-fields';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import type { Act, ActResult } from './act-result';
import { needsTotp } from './approval-block';
import { type ApprovingPage, approve } from './approve';
import { ask } from './ask';
import { chooseLaw } from './choose-law';
import { classify } from './classify';
import { settleContested } from './contested';
import { tickEndings } from './endings';
import { extend } from './extend';
import { handOver } from './hand-over';
import { noteAnswer } from './note-answer';
import { needsApp } from './open-decision';
import { plan } from './plan';
import { refuse, refuseInOwnWords } from './refuse';
import { searchAgain } from './search-again';
import { settleDoubt } from './settle-doubt';
import { settleUnread } from './unread';
import { vouch } from './vouch';
import { giveAfterAll, withhold } from './withhold';

/** The acts by the `act` value of their forms. */
const acts: Readonly<Record<string, Act<ApprovingPage>>> = {
  approved: approve,
  'approved-in-part': approve,
  refuse,
  'refuse-own-words': refuseInOwnWords,
  extend,
  ask,
  'hand-over': handOver,
  settle: settleDoubt,
  'note-answer': noteAnswer,
  vouch,
  classify,
  plan,
  'choose-law': chooseLaw,
  unread: settleUnread,
  contested: settleContested,
  endings: tickEndings,
  'search-again': searchAgain,
  withhold,
  undo: giveAfterAll,
};

interface Posted {
  /** Ids of the staff whose own request it is. */
  readonly asking: readonly string[];
  readonly fields: Fields;
}

/** Carries out what a form of the decision page posts, if this member of staff may see that page. */
export async function carryOutAct(
  deps: StaffDeps,
  page: StaffPage,
  { asking, fields }: Posted,
): Promise<ActResult> {
  if (asking.includes(page.staff.id)) return { done: 'own-request' };
  if (needsApp(page)) return { needs: 'shown' };
  const name = fields.act ?? '';
  if (name === 'factor' || isWordThatNeedsApp(page, name))
    return { needs: name === 'endings' ? 'ending' : 'word' };
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
  return act ? act(deps, { ...page, asking }, fields) : { errors: { form: 'Choose what to do.' } };
}

/**
 * Whether this act says whose some of the data is, or what may end with it. It takes the app where the
 * approval takes it.
 */
function isWordThatNeedsApp({ session, request }: StaffPage, act: string): boolean {
  return (
    ['contested', 'classify', 'endings'].includes(act) && session.factor !== 'totp' && needsTotp(request)
  );
}
