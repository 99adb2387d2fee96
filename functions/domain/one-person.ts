import type { Desk, StaffMember } from './desk';
import { folded } from './identity-values';

/**
 * Whether two ids of the staff belong to one person: they share a mailbox, so its reader acts as both. A plus
 * suffix names no other mailbox (RFC 5233).
 */
export function isSamePerson(a: StaffMember, b: StaffMember): boolean {
  return a.id === b.id || mailboxOf(a.email) === mailboxOf(b.email);
}

/** One text for all addresses of a mailbox. */
export function mailboxOf(email: string): string {
  const address = folded('email', email);
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at).replace(/\+.*$/, '').toLowerCase()}${address.slice(at).toLowerCase()}`;
}

/** Other people who may decide. */
export function otherApprovers(
  { staff }: Pick<Desk, 'staff'>,
  than: StaffMember | readonly StaffMember[],
): StaffMember[] {
  const others = [than].flat();
  return staff.filter((s) => s.may.includes('decide') && !others.some((one) => isSamePerson(s, one)));
}

/** Each person once, however many ids they have. */
export function distinctPeople(staff: readonly StaffMember[]): StaffMember[] {
  return staff.filter((one, at) => staff.findIndex((same) => isSamePerson(same, one)) === at);
}
