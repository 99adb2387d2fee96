import type { DeadlineCase } from '../../../functions/domain/deadlines/deadline-case';
import type { Calendar, ClockRule, PauseRule, Regime } from '../../../functions/domain/deadlines/law';
import { at, dayOfInstant, endInstant } from './day-table';

/**
 * A second way to the same dates, for comparison only: it walks a table of days one by one, marks the days
 * that do not count, and finds the end of a day by bisection over instants. It shares no code with the
 * engine and uses no Temporal.
 */
export interface Walked {
  acknowledgeBy?: string;
  respondBy: string | null;
  extensionNoticeBy?: string;
  extendedRespondBy?: string | null;
  completionNoticeBy?: string;
  status?: string;
  extensionValid?: boolean;
  endsBeforeUtc: Record<string, string>;
}

type Walk = { c: DeadlineCase; law: Regime; calendar: Calendar; clock: ClockRule; start: number };
type Length = { amount: number; unit: string; saturdays?: string };

function isOff(index: number, calendar: Calendar): boolean {
  const { iso, weekday } = at(index);
  return weekday > 5 || iso in calendar.holidays;
}

function walkLength(from: number, { amount, unit, saturdays }: Length, calendar: Calendar): number {
  let here = from;
  if (unit === 'months') return walkMonths(from, amount);
  for (let left = amount; left > 0; ) {
    here += 1;
    const { iso, weekday } = at(here);
    const freeSaturday = saturdays === 'counted' && weekday === 6 && !(iso in calendar.holidays);
    if (unit === 'calendarDays' || freeSaturday || !isOff(here, calendar)) left -= 1;
  }
  return here;
}

function walkMonths(from: number, months: number): number {
  let here = from;
  for (let left = months; left > 0; ) {
    here += 1;
    if (at(here).day === 1) left -= 1;
  }
  while (at(here).day < at(from).day && at(here + 1).day !== 1) here += 1;
  return here;
}

function rolled(index: number, w: Walk, own?: string): number {
  const rule = own ?? (['eu-gdpr', 'uk-gdpr'].includes(w.law.id) ? 'nextWorkingDay' : 'none');
  let here = index;
  while (rule === 'nextWorkingDay' && isOff(here, w.calendar)) here += 1;
  return here;
}

interface Question {
  rule: PauseRule;
  asked: number;
  answered: number | undefined;
}

function questions(w: Walk): Question[] {
  const events = w.c.events
    .map((e) => ({ ...e, millis: Date.parse(e.at) }))
    .sort((a, b) => a.millis - b.millis);
  const found: Question[] = [];
  for (const rule of w.law.pauses) {
    if (rule.appliesTo !== 'all' && !rule.appliesTo.includes(w.c.requestType)) continue;
    let asked: number | undefined;
    for (const event of events) {
      const day = dayOfInstant(event.at, w.c.zone);
      if (event.type === rule.requested && asked === undefined) asked = day;
      if (event.type === rule.answered && asked !== undefined) {
        found.push({ rule, asked, answered: day });
        asked = undefined;
      }
    }
    if (asked !== undefined) found.push({ rule, asked, answered: undefined });
  }
  return found.sort((a, b) => a.asked - b.asked);
}

interface Paused {
  starts: number;
  /** Days taken out by a suspension that could also be a restart, and by any other. */
  identity: Set<number>;
  other: Set<number>;
  lastIdentityAnswer: number | undefined;
  open: PauseRule[];
}

function mark(state: Paused, q: Question): void {
  const { method } = q.rule;
  if (method === 'restartAfterDays') state.starts = Math.max(state.starts, q.asked + (q.rule.days ?? 0));
  else if (q.answered === undefined) state.open.push(q.rule);
  else if (method === 'restart') state.starts = Math.max(state.starts, q.answered);
  else if (q.answered > q.asked) {
    const out = method === 'suspendOrRestart' ? state.identity : state.other;
    for (let d = q.asked; d <= q.answered; d += 1)
      if (d > q.asked || method === 'excludeBothDays') out.add(d);
    if (method === 'suspendOrRestart')
      state.lastIdentityAnswer = Math.max(state.lastIdentityAnswer ?? 0, q.answered);
  }
}

function countAfter(days: Iterable<number>, start: number): number {
  let n = 0;
  for (const d of new Set(days)) if (d > start) n += 1;
  return n;
}

/** The earliest unmoved end for the lengths of a period (one, or two ways to count it). */
function endUnder(state: Paused, w: Walk, ways: Length[][]): number {
  const walkAll = (from: number, out: Iterable<number>) =>
    ways.map((lengths) => {
      const plain = lengths.reduce((here, length) => walkLength(here, length, w.calendar), from);
      return plain + countAfter(out, from);
    });
  const ends = walkAll(state.starts, [...state.identity, ...state.other]);
  if (state.lastIdentityAnswer !== undefined) ends.push(...walkAll(state.lastIdentityAnswer, state.other));
  return Math.min(...ends);
}

function pausedFor(w: Walk, ways: Length[][]): Paused {
  const state: Paused = {
    starts: w.start,
    identity: new Set(),
    other: new Set(),
    lastIdentityAnswer: undefined,
    open: [],
  };
  for (const q of questions(w)) {
    if (state.open.length > 0 || q.asked <= rolled(endUnder(state, w, ways), w)) mark(state, q);
  }
  return state;
}

function standsAs(state: Paused): string {
  return state.open.some((rule) => rule.method === 'restart') ? 'notStarted' : 'suspended';
}

function walkAnswer(w: Walk, out: Walked): void {
  const { respond } = w.clock;
  if (!respond) {
    out.status = 'withoutUndueDelay';
    return;
  }
  const state = pausedFor(w, [[respond]]);
  if (state.open.length > 0) out.status = standsAs(state);
  else out.respondBy = at(rolled(endUnder(state, w, [[respond]]), w)).iso;
}

function walkExtension(w: Walk, out: Walked): void {
  const { respond, extension } = w.clock;
  const notices = w.c.events.filter((e) => e.type === 'extended').map((e) => Date.parse(e.at));
  if (out.respondBy !== null && (extension || notices.length > 0)) out.extensionNoticeBy = out.respondBy;
  if (notices.length === 0) return;
  const sent = Math.min(...notices);
  const limit =
    out.respondBy === null ? Number.POSITIVE_INFINITY : Date.parse(endInstant(out.respondBy, w.c.zone));
  out.extensionValid = Boolean(respond && extension) && sent >= Date.parse(w.c.received) && sent < limit;
  if (!out.extensionValid || !respond || !extension) return;
  out.extendedRespondBy = null;
  if (extension.amount === null || extension.unit === null) return;
  const more = { amount: extension.amount, unit: extension.unit };
  const inAll = [[{ amount: respond.amount + more.amount, unit: more.unit }]];
  const ways = w.law.id === 'eu-gdpr' ? [...inAll, [respond, more]] : inAll;
  const state = pausedFor(w, ways);
  if (state.open.length === 0) out.extendedRespondBy = at(rolled(endUnder(state, w, ways), w)).iso;
  else out.status = standsAs(state);
}

/** The dates of a case by walking days. */
export function walkDays(c: DeadlineCase, law: Regime, calendar: Calendar): Walked {
  const out: Walked = { respondBy: null, endsBeforeUtc: {} };
  const type = law.requestTypes[c.requestType];
  const start = dayOfInstant(c.received, c.zone);
  let name = type?.clock ?? '';
  for (const { from, clock } of type?.later ?? []) if (at(start).iso >= from) name = clock;
  const clock = law.clocks[name];
  if (!type || !clock) throw new Error(`no such request type: ${c.requestType}`);
  const w: Walk = { c, law, calendar, clock, start };
  if (at(start).iso < law.effective || at(start).iso < (type.effective ?? ''))
    return { ...out, status: 'notInForce' };
  walkAnswer(w, out);
  walkExtension(w, out);
  const { acknowledge, completionNotice } = clock;
  if (acknowledge)
    out.acknowledgeBy = at(rolled(walkLength(start, acknowledge, calendar), w, acknowledge.roll)).iso;
  if (completionNotice) out.completionNoticeBy = at(walkLength(start, completionNotice, calendar)).iso;
  for (const [field, value] of Object.entries(out)) {
    if (field.endsWith('By') && typeof value === 'string')
      out.endsBeforeUtc[field] = endInstant(value, c.zone);
  }
  return out;
}
