import { callsOfAws } from '../permissions/calls-of-aws';
import type { PolicyBook } from '../permissions/policy-book';
import { describeRequest, type RequestedAction, simulatePolicy } from '../permissions/simulate-policy';
import type { RecordedCall } from './call-recorder';
import { callsOfFunctions, iamRequestsOfCalls } from './iam-requests-of-calls';

/**
 * Checks every recorded call of a function, and every call that AWS itself makes for the stack, against the
 * policies of the template. Fails with each one that AWS would refuse, and why.
 *
 * @returns how much was checked, in words
 */
export async function judgeCalls(book: PolicyBook, calls: readonly RecordedCall[]): Promise<string> {
  const ofFunctions = callsOfFunctions(calls);
  const unnamed = ofFunctions.filter(({ asked }) => asked.length === 0);
  const recorded = distinct(iamRequestsOfCalls(book.names, calls));
  const own = distinct(callsOfAws(book.names));
  const refused = await refusedOf(book, [...recorded, ...own]);
  const faults = [
    ...new Set(
      unnamed.map((c) => `${c.caller}: the permission for ${c.service} ${c.operation} is not known`),
    ),
    ...refused,
  ];
  if (faults.length > 0) throw new Error(`AWS would refuse:\n${faults.join('\n')}`);
  return `${ofFunctions.length} calls needed ${recorded.length} different permissions, AWS itself ${own.length}: all allowed`;
}

/** The actions that are not allowed, one line each: function, action, resource, reason. */
export async function refusedOf(book: PolicyBook, asked: readonly RequestedAction[]): Promise<string[]> {
  const lines: string[] = [];
  for (const one of asked) {
    const { allowed, because } = await simulatePolicy(book, one);
    if (!allowed) lines.push(`${describeRequest(one)}: ${because}`);
  }
  return lines;
}

/** The actions without duplicates. */
function distinct(asked: readonly RequestedAction[]): RequestedAction[] {
  return [...new Map(asked.map((one) => [describeRequest(one), one])).values()];
}
