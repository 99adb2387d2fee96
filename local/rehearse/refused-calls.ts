import type { RecordedCall } from './call-recorder';

/** What the emulator answers when a role's policies do not allow a call. */
const REFUSAL = /AccessDenied|not authorized to perform/;

/** Fails when any function was refused anything. @returns how many calls were checked */
export function refusedCalls(calls: readonly RecordedCall[]): string {
  const refused = calls.filter((call) => REFUSAL.test(call.refusal ?? ''));
  const told = [...new Set(refused.map((c) => `${c.caller}: ${c.service}:${c.operation} on ${c.resource}`))];
  if (told.length > 0) throw new Error(`refused by the role's policies:\n${told.join('\n')}`);
  const byFunctions = calls.filter(({ caller }) => caller !== 'elsewhere');
  const functions = new Set(byFunctions.map(({ caller }) => caller));
  return `${byFunctions.length} calls of ${functions.size} functions`;
}
