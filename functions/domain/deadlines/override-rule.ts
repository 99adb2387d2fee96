import type { ClockRule, Regime, Unit } from './law';

/** A desk's own value for a rule that is not confirmed. */
export interface RuleOverride {
  /** Name of the law's clock, as in its file. */
  clock: string;
  rule: 'respond' | 'acknowledge' | 'extension' | 'completionNotice';
  amount: number;
  unit: Unit;
  /** Who answers for it, and why. */
  by: string;
  reason: string;
}

/**
 * The override would change what the law itself says, names nothing that exists, or has nobody who answers
 * for it.
 */
export class RuleOverrideError extends Error {
  override readonly name = 'RuleOverrideError';
}

/**
 * A law with one unconfirmed rule replaced. Rules read in the official text cannot be changed.
 *
 * @throws RuleOverrideError
 */
export function overrideRule(regime: Regime, override: RuleOverride): Regime {
  const { clock: name, rule: field, amount, unit, by, reason } = override;
  const clock = regime.clocks[name];
  const rule = clock?.[field];
  if (!clock || !rule) throw new RuleOverrideError(`${regime.id} has no rule ${name}.${field}`);
  if (!isOverridable(regime, rule))
    throw new RuleOverrideError(
      `${regime.id} ${name}.${field} was read in ${regime.sources[rule.source]?.article}: it cannot be changed`,
    );
  if (by.trim() === '' || reason.trim() === '')
    throw new RuleOverrideError(`${regime.id} ${name}.${field}: say who changes it and why`);
  const changed: ClockRule = { ...clock, [field]: { ...rule, amount, unit, overridden: { by, reason } } };
  return { ...regime, clocks: { ...regime.clocks, [name]: changed } };
}

/** Whether a desk may set a value of its own: not for what was read in the official text. */
export function isOverridable(regime: Regime, rule: { source: string }): boolean {
  return regime.sources[rule.source]?.confidence !== 'official';
}
