import { progressTold } from '../../domain/progress';
import { isReview } from '../../domain/rights';
import { tellProgress } from '../../mailing/tell-progress';
import type { FieldErrors } from '../../pages/form-parts';
import type { Fields } from '../form-fields';
import type { StaffDeps } from './staff-deps';
import { mailedCodeProblem, type StaffPage } from './staff-link';
import { staffText } from './staff-text';

/** In characters. */
const LONGEST = 2_000;

/** Writes the person how far their complaint or appeal is; should the mail not leave now, the watch sends it. */
export async function progress(
  deps: StaffDeps,
  page: StaffPage,
  fields: Fields,
): Promise<{ readonly done: 'progress-written' | 'already-decided' } | { readonly errors: FieldErrors }> {
  const { request, staff } = page;
  const { requestId } = request;
  if (!isReview(request.right) || request.status !== 'with-staff') return { done: 'already-decided' };
  const words = staffText(fields, 'words', LONGEST);
  if ('problem' in words) return { errors: { 'progress-words': words.problem } };
  const problem = await mailedCodeProblem(deps, page, fields.code);
  if (problem) return { errors: { 'progress-code': problem } };
  const sealed = await deps.vault.seal(requestId, words.text);
  await deps.register.append(requestId, `progress-written-${progressTold(request).length}`, () => ({
    type: 'progress-written',
    data: { staffId: staff.id },
    sealed,
    actor: { kind: 'staff', id: staff.id },
  }));
  await tellProgress(deps, requestId);
  return { done: 'progress-written' };
}
