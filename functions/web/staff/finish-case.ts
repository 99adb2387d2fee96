import { seqOf, staffFinish } from '../../domain/data-subject-request';
import type { EventData } from '../../domain/events';
import { referenceOf } from '../../domain/reference';
import { isReview } from '../../domain/rights';
import { tieOf } from '../../domain/tied-review';
import { wake } from '../../driving/wake';
import type { FieldErrors } from '../../pages/form-parts';
import { rightWords } from '../../pages/words/right-words';
import type { Fields } from '../form-fields';
import { carryOn } from './carry-on';
import { type CaseOutcome, readOutcome } from './case-outcome';
import { wayOf } from './review-case';
import type { StaffDeps } from './staff-deps';
import { mailedCodeProblem, type StaffPage } from './staff-link';

/** Records how a request ended that a person looked after. What follows of it is opened first, so that the answer can name it. */
export async function finishCase(
  deps: StaffDeps,
  page: StaffPage,
  fields: Fields,
): Promise<{ readonly done: 'case-recorded' } | { readonly errors: FieldErrors }> {
  const { request } = page;
  const read = await readOutcome(deps, page, fields);
  if ('errors' in read) return read;
  const problem = await mailedCodeProblem(deps, page, fields.code);
  if (problem) return { errors: { code: problem } };
  const carriedOn = read.carryOn ? await carryOn(deps, { from: request, ...read.carryOn }) : undefined;
  if (read.lookAgainOn) await noteRestriction(deps, page, read);
  await record(deps, page, { ...read, text: withNext(request, read, carriedOn) });
  await wake(deps, request.requestId);
  return { done: 'case-recorded' };
}

/** The mail of a complaint or an appeal says by itself what is done now; that of another right is written here. */
function withNext(
  { right }: StaffPage['request'],
  { text, carryOn: next }: CaseOutcome,
  id?: string,
): string {
  if (!next || !id || isReview(right)) return text;
  const { asked } = rightWords(next.right);
  return `${text}\n\nWe go on under the reference ${referenceOf(id)}, as if you had asked us to ${asked}: you hear from us about it, and need not ask again.`;
}

async function noteRestriction(
  deps: StaffDeps,
  { request, staff }: StaffPage,
  read: CaseOutcome,
): Promise<void> {
  const { requestId } = request;
  const sealed = await deps.vault.seal(requestId, read.restricted ?? '');
  const data = { staffId: staff.id, lookAgainOn: read.lookAgainOn ?? '' };
  await deps.register.append(requestId, `restricted-${seqOf(request, 'handed-to-staff')}`, (now) =>
    now.status === 'with-staff' && !staffFinish(now)
      ? { type: 'restriction-set', data, sealed, actor: { kind: 'staff', id: staff.id } }
      : undefined,
  );
}

async function record(deps: StaffDeps, page: StaffPage, read: CaseOutcome): Promise<void> {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `finished-${seqOf(request, 'handed-to-staff')}-${seqOf(request, 'decided')}`;
  const sealed = await deps.vault.seal(requestId, read.text);
  const same = tieOf(request) !== undefined && (await wayOf(deps, page)).kind === 'nobody-else';
  const data: EventData['staff-finished'] = {
    outcome: read.outcome,
    staffId: staff.id,
    ...(read.ground ? { ground: read.ground } : {}),
    ...(same ? { nobodyElse: true } : {}),
  };
  await deps.register.append(requestId, commandId, (now) =>
    now.status === 'with-staff' && !staffFinish(now)
      ? { type: 'staff-finished', data, sealed, actor: { kind: 'staff', id: staff.id } }
      : undefined,
  );
}
