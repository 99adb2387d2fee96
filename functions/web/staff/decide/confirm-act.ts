import type { Fields } from '../../form-fields';
import { checkFactor } from '../check-factor';
import type { StaffDeps } from '../staff-deps';
import { mailedCodeProblem, type StaffPage } from '../staff-link';

export type Factor = 'mail-code' | 'totp';

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
  const problem = await checkFactor(deps, page, fields);
  return problem ? { [`${act}-totp`]: problem } : undefined;
}
