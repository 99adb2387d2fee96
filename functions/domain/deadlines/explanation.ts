import type { Temporal } from 'temporal-polyfill';
import type { ExplainStep } from './deadline-case';
import type { Regime } from './law';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A date in the words of the explanation, e.g. `Monday 2 March 2026`. */
export function inWords(date: Temporal.PlainDate): string {
  return `${WEEKDAYS[date.dayOfWeek - 1]} ${date.day} ${MONTHS[date.month - 1]} ${date.year}`;
}

/** `1 month`, `45 calendar days`, `10 business days`. */
export function periodInWords(period: { amount: number; unit: string }): string {
  const unit = { months: 'month', calendarDays: 'calendar day', businessDays: 'business day' }[period.unit];
  return `${period.amount} ${unit ?? period.unit}${period.amount === 1 ? '' : 's'}`;
}

/** Collects the steps of one calculation, each with the source that its law names for it. */
export class Explanation {
  readonly steps: ExplainStep[] = [];

  constructor(private readonly regime: Regime) {}

  /** Adds a step; a rule that was overridden is always unconfirmed. */
  say(text: string, sourceKey: string, overridden?: { by: string; reason: string }): void {
    const source = this.regime.sources[sourceKey];
    const suffix = overridden ? ` (set by ${overridden.by}: ${overridden.reason})` : '';
    this.steps.push({
      text: text + suffix,
      ...(source && { article: source.article }),
      ...(source?.link !== undefined && { link: source.link }),
      confidence: overridden ? 'unconfirmed' : (source?.confidence ?? 'unconfirmed'),
    });
  }
}
