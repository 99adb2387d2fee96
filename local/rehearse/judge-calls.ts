import { callsOfAws } from '../permissions/calls-of-aws';
import type { PolicyBook } from '../permissions/policy-book';
import { describeRequest, type RequestedAction, simulatePolicy } from '../permissions/simulate-policy';
import type { RecordedCall } from './call-recorder';
import { callsOfFunctions, iamRequestsOfCalls } from './iam-requests-of-calls';

/**
 * Holds every recorded call of a function, and every call that AWS itself makes for the stack, against the
 * policies of the template. Fails with each one that
 * AWS would refuse, and why. @returns how much was judged
 */
export async function judgeCalls(book: PolicyBook, calls: readonly RecordedCall[]): Promise<string> {
  const ofFunctions = callsOfFunctions(calls);
  const unnamed = ofFunctions.filter(({ asked }) => asked.length === 0);
  const recorded = distinct(iamRequestsOfCalls(book.names, calls));
  const own = distinct(callsOfAws(book.names));
  const refused = await refusedOf(book, [...recorded, ...own]);
  const faults = [
    ...new Set(unnamed.map((c) => `${c.caller}: nobody knows which right ${c.service} ${c.operation} needs`)),
    ...refused,
  ];
  if (faults.length > 0) throw new Error(`AWS would refuse:\n${faults.join('\n')}`);
  return `${ofFunctions.length} calls asked ${recorded.length} different rights, AWS itself ${own.length}: all allowed`;
}

/** What is not allowed, one line each: function, action, resource, reason. */
export async function refusedOf(book: PolicyBook, asked: readonly RequestedAction[]): Promise<string[]> {
  const lines: string[] = [];
  for (const one of asked) {
    const { allowed, because } = await simulatePolicy(book, one);
    if (!allowed) lines.push(`${describeRequest(one)}: ${because}`);
  }
  return lines;
}

/** Each thing asked once. */
function distinct(asked: readonly RequestedAction[]): RequestedAction[] {
  return [...new Map(asked.map((one) => [describeRequest(one), one])).values()];
}
