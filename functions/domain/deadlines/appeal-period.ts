import type { Temporal } from 'temporal-polyfill';
import { addPeriod, type Counting, type DateSheet, rollAloud } from './counting';
import type { DateField, DeadlineEventType } from './deadline-case';
import { inWords, periodInWords } from './explanation';
import type { PeriodRule } from './law';

/**
 * What a refusal starts: the time to answer an appeal, and the requester's time for going to the authority.
 *
 * An appeal is also a request of its own (request type `appeal`), with its own extension; this gives its
 * first date on the timeline of the request it is about.
 */
export function afterRefusal(c: Counting, sheet: DateSheet): void {
  const appeal = c.regime.requestTypes.appeal;
  const respond = appeal && c.regime.clocks[appeal.clock]?.respond;
  countWindow(c, sheet, {
    event: 'appealed',
    field: 'appealRespondBy',
    rule: respond,
    purpose: 'Answer the appeal',
  });
  const rule = c.regime.appeal?.complaintWindow;
  countWindow(c, sheet, { event: 'refused', field: 'complaintBy', rule, purpose: 'The person may complain' });
}

function countWindow(
  c: Counting,
  sheet: DateSheet,
  wanted: {
    event: DeadlineEventType;
    field: DateField;
    rule: PeriodRule | null | undefined;
    purpose: string;
  },
): void {
  const { field, rule, purpose } = wanted;
  const day = dayOf(c, wanted.event);
  if (!rule || !day) return;
  const end = addPeriod(day, rule, c.calendar);
  c.explain.say(
    `${purpose} within ${periodInWords(rule)} of ${day}: ${inWords(end)}`,
    rule.source,
    rule.overridden,
  );
  sheet.set(field, rollAloud(c, end, rule));
}

function dayOf(c: Counting, type: DeadlineEventType): Temporal.PlainDate | undefined {
  return c.events.find((event) => event.type === type)?.day;
}
