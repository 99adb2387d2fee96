import type { HandOverReason } from './events';

/** All but a customer asking for themselves go to a person: full clock, no automatic erasure. */
export function handOverReason(asked: {
  readonly forWhom: 'self' | 'child' | 'represented' | 'deceased';
  readonly relation: 'customer' | 'employee' | 'other';
}): HandOverReason | undefined {
  if (asked.forWhom !== 'self') return asked.forWhom;
  if (asked.relation === 'employee') return 'employee';
  return asked.relation === 'other' ? 'other-relation' : undefined;
}

/**
 * Whether it is asked for somebody else: a child, somebody represented, somebody who died. The address then
 * belongs to whoever asks, so no machine may look or set anything under
 * it, whatever the right (11 CCR 7026(j), 7063: an agent shows first that they may act).
 */
export function isForAnother({ forWhom }: Pick<Parameters<typeof handOverReason>[0], 'forWhom'>): boolean {
  return forWhom !== 'self';
}
