import { wakeDriver } from '../../../casework/driver/wake';
import { type DataSubjectRequest, isDoubted } from '../../../domain/data-subject-request';
import type { NewEvent } from '../../../domain/events';
import type { Status } from '../../../domain/request-status';
import type { StaffPage } from '../staff-page';
import { readStaffText } from '../staff-text';
import { type Act, fieldError, hasCommand } from './act-result';
import { confirmProblem } from './confirm-act';
import { MAX_REASON_LENGTH } from './refuse';
import { frozenOf } from './shown-version';

const fromHere: readonly Status[] = ['awaiting-verification', 'awaiting-identifiers', 'awaiting-decision'];

/**
 * Whether staff may take the request out of the automatic path: only while it waits for a person, never
 * during a search or an erasure.
 */
export function mayHandOver(request: DataSubjectRequest): boolean {
  return fromHere.includes(request.status);
}

/** Takes the request out of the automatic path. A person does the rest, with the full clock. */
export const handOver: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `hand-over-${frozenOf(request)?.version ?? 0}-${staff.id}`;
  if (hasCommand(request, commandId)) return { done: 'handed-over' };
  if (!mayHandOver(request)) return { done: 'already-decided' };
  const note = readStaffText(fields, 'note', MAX_REASON_LENGTH);
  if ('problem' in note) return fieldError('hand-over-note', note.problem);
  const errors = await confirmProblem(deps, page, { act: 'hand-over', factor: 'mail-code', fields });
  if (errors) return { errors };
  const sealed = await deps.vault.seal(requestId, note.text);
  const after = await deps.register.append(requestId, commandId, (now) =>
    mayHandOver(now) ? { ...handOverEvent(page, now), sealed } : undefined,
  );
  if (!hasCommand(after, commandId)) return { done: 'already-decided' };
  await wakeDriver(deps, requestId);
  return { done: 'handed-over' };
};

/**
 * The event: a decision where there is something to decide on. Before that, or while who is asking is in
 * doubt, it only changes hands.
 */
function handOverEvent({ staff }: StaffPage, request: DataSubjectRequest): NewEvent {
  const actor = { kind: 'staff', id: staff.id } as const;
  const frozen = frozenOf(request);
  if (request.status !== 'awaiting-decision' || !frozen || isDoubted(request))
    return { type: 'handed-to-staff', data: { reason: 'staff-choice', staffId: staff.id }, actor };
  const bound = { staffId: staff.id, manifestHash: frozen.hash, manifestVersion: frozen.version };
  return { type: 'decided', data: { ...bound, decision: 'handed-over', factor: 'mail-code' }, actor };
}
