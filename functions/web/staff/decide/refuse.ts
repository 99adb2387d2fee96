import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import { hasHappened, isDoubted } from '../../../domain/data-subject-request';
import { type CitedGround, refusalGrounds } from '../../../domain/deadlines/refusal-grounds';
import type { DeskDeps } from '../../../domain/desk-deps';
import { leadingLaw } from '../../../domain/governing-laws';
import { mayRefuse } from '../../../domain/tied-review';
import { wake } from '../../../driving/wake';
import { staffText } from '../staff-text';
import { type Act, hasCommand } from './act-result';
import { confirmProblem } from './confirm-act';
import { frozenOf, isAsShown } from './standing';

/** Grounds of the law whose words the answer uses, for the right that was asked for. */
export function groundsOf(deps: Pick<DeskDeps, 'book' | 'desk'>, request: DataSubjectRequest): CitedGround[] {
  return refusalGrounds(leadingLaw(deps, request), request.right);
}

/** Longest reason that staff write for the person, in characters. */
export const LONGEST_REASON = 2_000;

const HALF_DONE =
  'Part of it is erased already, so it cannot be refused any more. Approve the rest, or hand it over and answer in your own words.';

const REFUSED_BEFORE =
  'You refused this before, and it was found that it has to be done after all. Approve it, or hand it over: somebody else may refuse it, if there is a ground that nobody knew of.';

/** Refuses with a ground of the law and a reason in words, which the person reads. */
export const refuse: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  const frozen = frozenOf(request);
  const commandId = `refuse-${frozen?.version ?? 0}-${staff.id}`;
  if (hasCommand(request, commandId)) return { done: 'refused' };
  if (request.status !== 'awaiting-decision' || !frozen) return { done: 'already-decided' };
  if (!isAsShown(request, fields)) return { done: 'changed-meanwhile' };
  if (isDoubted(request)) return { errors: { form: 'Settle the doubt about who is asking first.' } };
  if (hasHappened(request, 'erasure-begun')) return { errors: { form: HALF_DONE } };
  if (!mayRefuse(request, staff.id)) return { errors: { form: REFUSED_BEFORE } };
  const ground = groundsOf(deps, request).find((g) => g.id === fields.ground);
  const reason = staffText(fields, 'reason', LONGEST_REASON);
  if (!ground || 'problem' in reason) {
    return {
      errors: {
        ...(ground ? {} : { 'refuse-ground': 'Choose the ground in the law.' }),
        ...('problem' in reason ? { 'refuse-reason': reason.problem } : {}),
      },
    };
  }
  const errors = await confirmProblem(deps, page, { act: 'refuse', factor: 'mail-code', fields });
  if (errors) return { errors };
  const sealed = await deps.vault.seal(requestId, reason.text);
  const bound = { staffId: staff.id, manifestHash: frozen.hash, manifestVersion: frozen.version };
  const after = await deps.register.append(requestId, commandId, (now) =>
    now.status === 'awaiting-decision' && isAsShown(now, fields) && !isDoubted(now)
      ? {
          type: 'decided',
          data: { ...bound, decision: 'refused', ground: ground.id, factor: 'mail-code' },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  if (!hasCommand(after, commandId)) return { done: 'changed-meanwhile' };
  await wake(deps, requestId);
  return { done: 'refused' };
};
