import type { RequestTypeRule } from './law';

/**
 * The rule for a request type that was received on a day (`YYYY-MM-DD`): an earlier receipt keeps the clock
 * that the law had then.
 */
export function ruleOn(type: RequestTypeRule, receivedOn: string): RequestTypeRule {
  const since = (type.later ?? []).filter(({ from }) => from <= receivedOn).at(-1);
  return since ? { ...type, clock: since.clock, source: since.source } : type;
}
