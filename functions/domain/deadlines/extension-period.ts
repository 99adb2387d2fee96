import { Temporal } from 'temporal-polyfill';
import { type Alternatives, addLaterRoll } from './alternatives';
import type { AnswerPeriod } from './answer-period';
import { type Counting, type DateSheet, endsBefore, readInstant, roll, rollAloud } from './counting';
import type { DeadlineEvent, DeadlineStatus } from './deadline-case';
import { inWords, periodInWords } from './explanation';
import type { ExtensionRule, PeriodRule } from './law';
import { extendedEndOf, type LawReading, lawReadings, rolledSpan, type Span } from './law-readings';
import { type PausedClock, pausedClock } from './paused-clock';
import { applyPauses, type PauseState } from './pauses';

/** Whether a notice was lawful, and the date that it gave. */
export interface ExtensionPeriod {
  extensionValid?: boolean;
  extendedRespondBy?: string | null;
  /** Set when a question that was asked after the notice is still open. */
  status?: DeadlineStatus;
  unsuspended?: Temporal.PlainDate;
}

/**
 * The notice is due by the last day of the unextended period; the extended date follows from a notice in
 * time.
 */
export function extensionPeriod(
  c: Counting,
  answer: AnswerPeriod,
  out: { sheet: DateSheet; alternatives: Alternatives },
): ExtensionPeriod {
  const { respond, extension } = c.clock;
  const notice = c.events.find(({ type }) => type === 'extended')?.event;
  if (answer.respondBy && (extension || notice)) out.sheet.set('extensionNoticeBy', answer.respondBy);
  if (!notice) return {};
  if (!respond || !extension) return noExtension(c);
  if (!inTime(c, notice, answer)) return lateNotice(c, notice, extension);
  return { extensionValid: true, ...extendedDate(c, { respond, extension, notice, answer }, out) };
}

/**
 * A notice counts when sent after receipt and before the end of the unextended period, which does not end
 * during a pause.
 */
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

function lateNotice(c: Counting, notice: DeadlineEvent, extension: ExtensionRule): ExtensionPeriod {
  c.explain.say(
    `The extension notice of ${notice.at} came outside the period: not a valid extension`,
    extension.source,
  );
  return { extensionValid: false };
}

interface Notice {
  respond: PeriodRule;
  extension: ExtensionRule;
  notice: DeadlineEvent;
  answer: AnswerPeriod;
}

function extendedDate(
  c: Counting,
  given: Notice,
  out: { sheet: DateSheet; alternatives: Alternatives },
): ExtensionPeriod {
  const { extension, notice } = given;
  const end = (readings: LawReading[]) => extendedEndOf(c, readings, given);
  if (extension.amount === null)
    return { extendedRespondBy: namedDay(c, notice, { extension, sheet: out.sheet }) };
  const state = applyPauses(c, (paused) => roll(c, end(lawReadings(paused))?.earliest ?? c.receivedOn));
  const span = end(lawReadings(state));
  if (span && state.open.length === 0)
    return { extendedRespondBy: explainNotice(c, { extension, span }, out) };
  return { extendedRespondBy: null, ...whilePaused(c, given, state) };
}

/**
 * While the extended clock is paused: a notice that was in time only because of a suspension does not move
 * the date for reminders.
 */
function whilePaused(c: Counting, given: Notice, state: PauseState): Partial<PausedClock> {
  const first = given.answer.unsuspended;
  if (first && !inTime(c, given.notice, { respondBy: first })) return {};
  return pausedClock(c, state, (reading) => extendedEndOf(c, [reading], given)?.earliest ?? c.receivedOn);
}

function explainNotice(
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
  out.alternatives.add('later', 'extendedRespondBy', { main, date: rolledSpan(c, span).latest, why });
  addLaterRoll(c, out.alternatives, { field: 'extendedRespondBy', main });
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
