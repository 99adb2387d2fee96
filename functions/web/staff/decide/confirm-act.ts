import { type TotpAnswer, tryTotp } from '../../../totp/staff-totp';
import type { Fields } from '../../form-fields';
import type { StaffDeps } from '../staff-deps';
import { mailedCodeProblem, type StaffPage } from '../staff-link';

export type Factor = 'mail-code' | 'totp';

const TOTP_PROBLEMS: Readonly<Record<Exclude<TotpAnswer, 'right'>, string>> = {
  empty: 'Type the six digits that your authenticator app shows now.',
  wrong:
    'That is not what your app shows now. Check that your phone sets its time by itself, and type the newest digits.',
  used: 'These digits were used already. Wait for the next ones.',
  'too-often': 'Too many tries. Wait a quarter of an hour.',
};

/** What is wrong with the typed value of an act, by the id of its field; nothing when it confirms the act. */
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
  const answer = await tryTotp(deps, page, fields.totp ?? '');
  return answer === 'right' ? undefined : { [`${act}-totp`]: TOTP_PROBLEMS[answer] };
}
