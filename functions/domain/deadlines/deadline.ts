import { Alternatives, addOtherCounts } from './alternatives';
import { type AnswerPeriod, answerPeriod } from './answer-period';
import { afterRefusal } from './appeal-period';
import { addPeriod, type Counting, DateSheet, rollAloud, startCounting } from './counting';
import type { DateField, DeadlineCase, Deadlines } from './deadline-case';
import { inWords, periodInWords } from './explanation';
import { type ExtensionPeriod, extensionPeriod } from './extension-period';
import type { Law, LawBook, PeriodRule } from './law';

type Output = { sheet: DateSheet; alternatives: Alternatives };

/**
 * The legal dates of one request under one law, each derived and cited.
 *
 * Pure: it uses no clock and no zone of the process, and equal input gives equal output anywhere. The order
 * is the law's own: civil day of receipt, start, period, pauses, and one roll over weekend and holidays at
 * the very end. Where the law is open, the earlier date is returned and the other is in `alternatives`.
 *
 * @param request what happened, with instants that carry an offset
 * @param law the law with the calendar of the acting establishment, or a book to look both up in
 * @throws DeadlineCaseError when the case names an unknown law, request type, place, zone or instant
 * @throws CalendarRangeError when a date is outside the calendar's years
 */
export function deadlines(request: DeadlineCase, law: Law | LawBook): Deadlines {
  const c = startCounting(request, law);
  const out = { sheet: new DateSheet(request.zone), alternatives: new Alternatives() };
  c.explain.say(
    `Received on ${inWords(c.receivedOn)} in ${request.zone}; that day is not counted`,
    c.regime.counting.source,
  );
  explainCalendar(c);
  if (!inForce(c)) return sheetOf(c, out, { respondBy: null, status: 'notInForce' });
  const answer = answerOf(c, out);
  const extension = extensionPeriod(c, answer, out);
  countFromReceipt(c, out, { field: 'acknowledgeBy', rule: c.clock.acknowledge });
  countFromReceipt(c, out, { field: 'completionNoticeBy', rule: c.clock.completionNotice });
  afterRefusal(c, out.sheet);
  out.alternatives.explain(c);
  return sheetOf(c, out, { ...answer, ...extension });
}

function explainCalendar({ request: { place }, calendar, regime, explain }: Counting): void {
  if (place !== null && place !== calendar.place)
    explain.say(
      `Holidays of ${place} do not count under this law; counted by: ${calendar.name}`,
      regime.counting.source,
    );
}

function inForce(c: Counting): boolean {
  const from = [c.regime.effective, c.rule.effective ?? ''].sort().at(-1) ?? '';
  const { amended } = c.regime;
  if (amended && c.lawDay < amended.from) c.explain.say(amended.words, amended.source);
  if (c.lawDay >= from) return true;
  c.explain.say(`This rule binds requests received from ${from} on`, c.rule.source);
  return false;
}

function answerOf(c: Counting, out: Output): AnswerPeriod {
  const { respond, noDate, atOnce } = c.clock;
  if (atOnce) c.explain.say(atOnce.words, atOnce.source);
  if (respond) return answerPeriod(c, respond, out);
  c.explain.say(noDate?.words ?? 'The law names no number of days', noDate?.source ?? c.rule.source);
  return { respondBy: null, status: 'withoutUndueDelay' };
}

function countFromReceipt(
  c: Counting,
  out: Output,
  wanted: { field: DateField; rule: PeriodRule | undefined },
): void {
  const { field, rule } = wanted;
  if (!rule) return;
  const purpose = field === 'acknowledgeBy' ? 'Acknowledge' : 'Tell the person it was done';
  const end = addPeriod(c.receivedOn, rule, c.calendar);
  c.explain.say(
    `${purpose} within ${periodInWords(rule)} of receipt: ${inWords(end)}`,
    rule.source,
    rule.overridden,
  );
  const main = rollAloud(c, end, rule);
  out.sheet.set(field, main);
  addOtherCounts(c, out.alternatives, { field, start: c.receivedOn, rule, main });
}

function sheetOf(c: Counting, out: Output, found: AnswerPeriod & ExtensionPeriod): Deadlines {
  const { status, unsuspended, extensionValid, extendedRespondBy } = found;
  if (unsuspended) out.alternatives.add('unsuspended', 'respondBy', { date: unsuspended });
  return {
    ...out.sheet.dates,
    respondBy: found.respondBy?.toString() ?? null,
    ...(extendedRespondBy === null && { extendedRespondBy }),
    endsBeforeUtc: out.sheet.endsBeforeUtc,
    ...(status && { status }),
    ...(extensionValid !== undefined && { extensionValid }),
    ...(c.clock.atOnce && { actAtOnce: true as const }),
    ...(unsuspended && { unsuspendedRespondBy: unsuspended.toString() }),
    ...(out.alternatives.any && { alternatives: out.alternatives.byName }),
    explain: c.explain.steps,
    computedWith: { regime: c.regime.id, calendar: c.calendar.place, calendarVersion: c.calendar.version },
  };
}
