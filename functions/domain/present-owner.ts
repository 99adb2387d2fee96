import type { Desk } from './desk';
import type { EventData } from './events';

/**
 * Who owns an open task now: a task moves with its store, and the tasks of somebody who left go to the first
 * of those who may decide. Undefined when the staff list is empty.
 */
export function presentOwner(
  desk: Pick<Desk, 'staff'> & Partial<Pick<Desk, 'stores'>>,
  { kind, storeId, owner }: Pick<EventData['task-asked'], 'kind' | 'storeId' | 'owner'>,
): string | undefined {
  const isHere = (id: string | undefined) => desk.staff.some((member) => member.id === id);
  const named = desk.stores?.find((store) => store.id === storeId)?.owner;
  // Whose a record is that names two people is a decision, whoever owns the store.
  if (kind !== 'contested' && isHere(named)) return named;
  if (isHere(owner)) return owner;
  return (desk.staff.find((member) => member.may.includes('decide')) ?? desk.staff[0])?.id;
}
