import type { HandOverReason } from './event-facts';

/**
 * Every request goes to staff, with the full clock and without an automatic erasure, except one from a
 * customer who asks for themselves.
 */
export function handOverReason(asked: {
  readonly forWhom: 'self' | 'child' | 'represented' | 'deceased';
  readonly relation: 'customer' | 'employee' | 'other';
}): HandOverReason | undefined {
  if (asked.forWhom !== 'self') return asked.forWhom;
  if (asked.relation === 'employee') return 'employee';
  return asked.relation === 'other' ? 'other-relation' : undefined;
}

/**
 * Whether it is asked for somebody else: a child, a represented person, somebody who died. The address then
 * belongs to the requester and not to the data subject, so no machine may look or set anything under it,
 * whatever the right (11 CCR 7026(j), 7063: an agent first shows their authority).
 */
export function isForAnother({ forWhom }: Pick<Parameters<typeof handOverReason>[0], 'forWhom'>): boolean {
  return forWhom !== 'self';
}
