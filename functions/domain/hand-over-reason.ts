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
