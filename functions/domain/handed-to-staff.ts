import type { HandOverReason } from './event-facts';
import type { NewEvent } from './events';

/**
 * The event by which a request goes to staff: no machine goes on with it.
 *
 * @param staffId - who handed it over; absent: the desk did
 */
export function handedToStaff(reason: HandOverReason, staffId?: string): NewEvent {
  if (staffId === undefined) return { type: 'handed-to-staff', data: { reason }, actor: { kind: 'desk' } };
  return { type: 'handed-to-staff', data: { reason, staffId }, actor: { kind: 'staff', id: staffId } };
}
