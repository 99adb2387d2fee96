import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { HandOverReason } from '../../domain/event-facts';
import { handedToStaff } from '../../domain/handed-to-staff';

export interface HandOver {
  readonly requestId: string;
  /** Names the turn: the same turn repeated hands over once, a later one again. */
  readonly commandId: string;
  readonly reason: HandOverReason;
}

/**
 * Records that the desk hands a request to staff: no machine goes on with it.
 *
 * @param when - on the log as it is when the event is written; by default always
 * @returns the request after it
 */
export function recordHandOver(
  { register }: Pick<DeskDeps, 'register'>,
  { requestId, commandId, reason }: HandOver,
  when: (now: DataSubjectRequest) => boolean = () => true,
): Promise<DataSubjectRequest> {
  return register.append(requestId, commandId, (now) => (when(now) ? handedToStaff(reason) : undefined));
}
