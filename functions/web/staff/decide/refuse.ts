import { wakeDriver } from '../../../casework/driver/wake';
import { carriedSoFar } from '../../../domain/carried-so-far';
import { type DataSubjectRequest, isDoubted } from '../../../domain/data-subject-request';
import type { Decision } from '../../../domain/event-facts';
import { OWN_WORDS } from '../../../domain/refusing-laws';
import type { Fields } from '../../form-fields';
import { chosenGrounds } from '../chosen-grounds';
import { fileNote, keepFileNote } from '../note-in-file';
import { refusedBefore } from '../refused-before';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import { readStaffText } from '../staff-text';
import { type Act, type ActResult, hasCommand } from './act-result';
import { confirmProblem } from './confirm-act';
import { frozenOf, matchesShownVersion } from './shown-version';

/** Maximum length of the reason that staff write for the person, in characters. */
export const MAX_REASON_LENGTH = 2_000;

const HALF_DONE =
  'Part of it is carried out already, or may be, so it cannot be refused here any more. Approve the rest, or hand it over: whoever looks after it can say what was done, or that they looked and nothing is.';

/** Whether something was erased or corrected already, or may have been, which a refusal would not mention. */
export function isPartlyCarriedOut(request: DataSubjectRequest): boolean {
  return carriedSoFar(request) !== 'nothing';
}

/** Refuses with a ground under each law that must allow it, and a reason that the person reads. */
export const refuse: Act = async (deps, page, fields) => {
  const blocked = refusalBlock(page, fields);
  if (blocked) return blocked;
  const barred = await refusedBefore(deps, page);
  if (barred) return { errors: { form: barred.why } };
  const chosen = chosenGrounds(deps, page.request, fields);
  const reason = readStaffText(fields, 'reason', MAX_REASON_LENGTH);
  const note = fileNote(fields);
  if ('errors' in chosen || 'problem' in reason || (note && 'problem' in note)) {
    const wrong = {
      ...('errors' in chosen ? chosen.errors : {}),
      ...('problem' in reason ? { reason: reason.problem } : {}),
      ...(note && 'problem' in note ? { 'in-file': note.problem } : {}),
    };
    return { errors: prefixed('refuse', wrong) };
  }
  const errors = await confirmProblem(deps, page, { act: 'refuse', factor: 'mail-code', fields });
  if (errors) return { errors };
  const { grounds, leading } = chosen;
  if (note) await keepFileNote(deps, page, { text: note.text, grounds, commandId: commandOf(page) });
  const said = { ground: leading, grounds, factor: 'mail-code' } as const;
  return decide(deps, page, { fields, said, reason: reason.text });
};

/** Where no ground fits, the approver refuses in their own words and by name. This takes the app. */
export const refuseInOwnWords: Act = async (deps, page, fields) => {
  const blocked = refusalBlock(page, fields);
  if (blocked) return blocked;
  const barred = await refusedBefore(deps, page);
  if (barred && !barred.nobodyElse) return { errors: { form: barred.why } };
  const reason = readStaffText(fields, 'reason', MAX_REASON_LENGTH);
  if ('problem' in reason) return { errors: { 'refuse-own-words-reason': reason.problem } };
  const errors = await confirmProblem(deps, page, { act: 'refuse-own-words', factor: 'totp', fields });
  if (errors) return { errors };
  const said = {
    ground: OWN_WORDS,
    factor: 'totp',
    ...(barred ? { nobodyElse: true as const } : {}),
  } as const;
  return decide(deps, page, { fields, said, reason: reason.text });
};

/** Why nothing can be refused now, if so. */
function refusalBlock(page: StaffPage, fields: Fields): ActResult | undefined {
  const { request } = page;
  if (hasCommand(request, commandOf(page))) return { done: 'refused' };
  if (request.status !== 'awaiting-decision' || !frozenOf(request)) return { done: 'already-decided' };
  if (!matchesShownVersion(request, fields)) return { done: 'changed-meanwhile' };
  if (isDoubted(request)) return { errors: { form: 'Settle the doubt about who is asking first.' } };
  return isPartlyCarriedOut(request) ? { errors: { form: HALF_DONE } } : undefined;
}

function commandOf({ request, staff }: StaffPage): string {
  return `refuse-${frozenOf(request)?.version ?? 0}-${staff.id}`;
}

interface Refusal {
  readonly fields: Fields;
  readonly said: Pick<Decision, 'ground' | 'grounds' | 'factor' | 'nobodyElse'>;
  readonly reason: string;
}

async function decide(
  deps: StaffDeps,
  page: StaffPage,
  { fields, said, reason }: Refusal,
): Promise<ActResult> {
  const { request, staff } = page;
  const { requestId } = request;
  const frozen = frozenOf(request);
  if (!frozen) return { done: 'already-decided' };
  const commandId = commandOf(page);
  const sealed = await deps.vault.seal(requestId, reason);
  const bound = { staffId: staff.id, manifestHash: frozen.hash, manifestVersion: frozen.version };
  const isStill = (now: DataSubjectRequest) =>
    now.status === 'awaiting-decision' && matchesShownVersion(now, fields) && !isDoubted(now);
  const after = await deps.register.append(requestId, commandId, (now) =>
    isStill(now)
      ? {
          type: 'decided',
          data: { ...bound, decision: 'refused', ...said },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  if (!hasCommand(after, commandId)) return { done: 'changed-meanwhile' };
  await wakeDriver(deps, requestId);
  return { done: 'refused' };
}

function prefixed(prefix: string, errors: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([name, words]) => (words ? [[`${prefix}-${name}`, words]] : [])),
  );
}
