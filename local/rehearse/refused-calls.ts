import type { RecordedCall } from './call-recorder';

/** The emulator's error when a role's policies do not allow a call. */
const REFUSAL = /AccessDenied|not authorized to perform/;

/** Fails when the emulator refused any call of a function. @returns how many calls were checked, in words */
export function refusedCalls(calls: readonly RecordedCall[]): string {
  const refused = calls.filter((call) => REFUSAL.test(call.refusal ?? ''));
  const lines = [...new Set(refused.map((c) => `${c.caller}: ${c.service}:${c.operation} on ${c.resource}`))];
  if (lines.length > 0) throw new Error(`refused by the role's policies:\n${lines.join('\n')}`);
  const byFunctions = calls.filter(({ caller }) => caller !== 'elsewhere');
  const functions = new Set(byFunctions.map(({ caller }) => caller));
  return `${byFunctions.length} calls of ${functions.size} functions`;
}
