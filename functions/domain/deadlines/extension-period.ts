import { Temporal } from 'temporal-polyfill';
import { type Alternatives, noteOtherCounts } from './alternatives';
import type { AnswerPeriod } from './answer-period';
import { type Counting, type DateSheet, endsBefore, readInstant, roll, rollAloud } from './counting';
import type { DeadlineEvent } from './deadline-case';
import { inWords, periodInWords } from './explanation';
import type { ExtensionRule, PeriodRule } from './law';
import { applyPauses, eventsInOrder } from './pauses';
import { extendedEndOf, readingsOf, rolledSpan, type Span } from './readings';

/** Whether a notice was lawful, and the date it gave. */
export interface ExtensionPeriod {
  extensionValid?: boolean;
  extendedRespondBy?: string | null;
}

/** Notice by the last day of the unextended period; the extended date when a notice in time was given. */
export function extensionPeriod(
  c: Counting,
  answer: AnswerPeriod,
  out: { sheet: DateSheet; alternatives: Alternatives },
): ExtensionPeriod {
  const { respond, extension } = c.clock;
  const notice = eventsInOrder(c).find((event) => event.type === 'extended');
  if (answer.respondBy && (extension || notice)) out.sheet.set('extensionNoticeBy', answer.respondBy);
  if (!notice) return {};
  if (!respond || !extension) return noExtension(c);
  if (!inTime(c, notice, answer)) return tooLate(c, notice, extension);
  return { extensionValid: true, extendedRespondBy: extendedDate(c, { respond, extension, notice }, out) };
}

/** A notice counts when sent after receipt and before the unextended period has ended; while paused it has not. */
export function inTime(c: Counting, notice: Pick<DeadlineEvent, 'at'>, answer: AnswerPeriod): boolean {
  const at = readInstant(notice.at, 'events');
  if (Temporal.Instant.compare(at, readInstant(c.request.received, 'received')) < 0) return false;
  if (!answer.respondBy) return answer.status === 'suspended' || answer.status === 'notStarted';
  return (
    Temporal.Instant.compare(at, Temporal.Instant.from(endsBefore(answer.respondBy, c.request.zone))) < 0
  );
}

function noExtension(c: Counting): ExtensionPeriod {
  c.explain.say('This law gives no extension for this request: the notice changes nothing', c.rule.source);
  return { extensionValid: false };
}

function tooLate(c: Counting, notice: DeadlineEvent, extension: ExtensionRule): ExtensionPeriod {
  c.explain.say(
    `The extension notice of ${notice.at} came outside the period: not a valid extension`,
    extension.source,
  );
  return { extensionValid: false };
}

function extendedDate(
  c: Counting,
  given: { respond: PeriodRule; extension: ExtensionRule; notice: DeadlineEvent },
  out: { sheet: DateSheet; alternatives: Alternatives },
): string | null {
  const { extension, notice } = given;
  const end = (paused: Parameters<typeof readingsOf>[0]) => extendedEndOf(c, readingsOf(paused), given);
  if (extension.amount === null) return namedDay(c, notice, { extension, sheet: out.sheet });
  const state = applyPauses(c, (paused) => roll(c, end(paused)?.earliest ?? c.receivedOn));
  const span = end(state);
  if (!span || state.open.length > 0) return null;
  return announce(c, { extension, span }, out);
}

function announce(
  c: Counting,
  given: { extension: ExtensionRule; span: Span },
  out: { sheet: DateSheet; alternatives: Alternatives },
): string {
  const { extension, span } = given;
  const by = { amount: extension.amount ?? 0, unit: extension.unit ?? 'calendarDays' };
  c.explain.say(
    `Extended by ${periodInWords(by)}, at most until ${inWords(span.earliest)}`,
    extension.source,
    extension.overridden,
  );
  const main = rollAloud(c, span.earliest);
  out.sheet.set('extendedRespondBy', main);
  const why = {
    words: extension.note ?? 'Other readings of the extended period end later',
    source: extension.source,
  };
  out.alternatives.note('later', 'extendedRespondBy', { main, date: rolledSpan(c, span).latest, why });
  noteOtherCounts(c, out.alternatives, { field: 'extendedRespondBy', start: c.receivedOn, rule: by, main });
  return main.toString();
}

function namedDay(
  c: Counting,
  notice: DeadlineEvent,
  given: { extension: ExtensionRule; sheet: DateSheet },
): string | null {
  if (notice.until === undefined) {
    c.explain.say(
      'This law sets no length: the notice itself must name the day, and none is recorded',
      given.extension.source,
    );
    return null;
  }
  const day = Temporal.PlainDate.from(notice.until);
  c.explain.say(`Extended until ${inWords(day)}, the day the notice named`, given.extension.source);
  given.sheet.set('extendedRespondBy', day);
  return day.toString();
}
