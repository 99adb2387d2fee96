import { randomUUID } from 'node:crypto';
import { mailProgress } from '../../casework/mail/mail-progress';
import { staffFinish } from '../../domain/data-subject-request';
import { isReview } from '../../domain/rights';
import type { Fields } from '../form-fields';
import type { FieldErrors } from '../parts/form-parts';
import { hasCommand, isSubmissionId } from './decide/act-result';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';
import { readStaffText } from './staff-text';
import { mailedCodeProblem } from './typed-code';

/** Maximum length, in characters. */
const LONGEST = 2_000;

/**
 * Tells the requester how far their complaint or appeal is. If the mail cannot be sent now, the watch sends
 * it.
 */
export async function progress(
  deps: StaffDeps,
  page: StaffPage,
  fields: Fields,
): Promise<{ readonly done: 'progress-written' | 'already-decided' } | { readonly errors: FieldErrors }> {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `progress-written-${staff.id}-${isSubmissionId(fields.once) ? fields.once : randomUUID()}`;
  if (hasCommand(request, commandId)) return { done: 'progress-written' };
  if (!isReview(request.right) || request.status !== 'with-staff' || staffFinish(request))
    return { done: 'already-decided' };
  const words = readStaffText(fields, 'words', LONGEST);
  if ('problem' in words) return { errors: { 'progress-words': words.problem } };
  const problem = await mailedCodeProblem(deps, page, fields.code);
  if (problem) return { errors: { 'progress-code': problem } };
  const sealed = await deps.vault.seal(requestId, words.text);
  const after = await deps.register.append(requestId, commandId, (now) =>
    now.status === 'with-staff' && !staffFinish(now)
      ? {
          type: 'progress-written',
          data: { staffId: staff.id },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  if (!hasCommand(after, commandId)) return { done: 'already-decided' };
  await mailProgress(deps, requestId);
  return { done: 'progress-written' };
}
