import type { Fields } from '../../form-fields';
import { totpNeed } from '../../totp/totp-need';
import { confirmFactor } from '../check-factor';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import type { Confirmation } from '../totp-fields';
import { mailedCodeProblem } from '../typed-code';

export type Factor = 'mail-code' | 'totp';

/**
 * What is wrong with the code typed for an act, by the id of its field; undefined when it confirms the act.
 */
export async function confirmProblem(
  deps: StaffDeps,
  page: StaffPage,
  confirm: { act: string; factor: Factor; fields: Fields },
): Promise<Record<string, string> | undefined> {
  const { act, factor, fields } = confirm;
  if (factor === 'mail-code') {
    const problem = await mailedCodeProblem(deps, page, fields.code);
    return problem ? { [`${act}-code`]: problem } : undefined;
  }
  const problem = await confirmFactor(deps, page, fields);
  return problem ? { [`${act}-totp`]: problem } : undefined;
}

/** What confirmed a statement about who somebody is: the app, in this session or with this very act. */
export function factorOfWord({ session }: Pick<StaffPage, 'session'>): Factor {
  return session.factor === 'totp' ? 'mail-code' : 'totp';
}

/** The same, as the page asks for it. */
export async function wordConfirmation(deps: StaffDeps, page: StaffPage): Promise<Confirmation> {
  return factorOfWord(page) === 'totp' ? totpNeed(deps, page) : { kind: 'mail-code' };
}
