import type { DateField } from './deadline-case';
import type { ClockRule, Confidence, PeriodRule, Regime } from './law';

/**
 * The confidence of the rule behind a date; a rule that was overridden, or that the law does not have, is
 * unconfirmed.
 */
export function confidenceOf(regime: Regime, requestType: string, field: DateField): Confidence {
  const clock = clockOf(regime, requestType);
  const rule = clock && ruleOf(regime, clock, field);
  if (rule && 'overridden' in rule && rule.overridden) return 'unconfirmed';
  return (rule && regime.sources[rule.source]?.confidence) ?? 'unconfirmed';
}

function clockOf(regime: Regime, requestType: string): ClockRule | undefined {
  const type = regime.requestTypes[requestType];
  return type && regime.clocks[type.clock];
}

/** The rule behind a date; where there is no period, the source that says so. */
function ruleOf(
  regime: Regime,
  clock: ClockRule,
  field: DateField,
): { source: string } | PeriodRule | undefined {
  switch (field) {
    case 'respondBy':
      return clock.respond ?? clock.noDate;
    case 'acknowledgeBy':
      return clock.acknowledge;
    case 'extensionNoticeBy':
    case 'extendedRespondBy':
      return clock.extension;
    case 'completionNoticeBy':
      return clock.completionNotice;
    case 'appealRespondBy':
      return clockOf(regime, 'appeal')?.respond ?? undefined;
    case 'complaintBy':
      return regime.appeal?.complaintWindow;
  }
}
