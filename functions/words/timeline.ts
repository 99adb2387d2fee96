import { dateText, dayAndMonth, daysBetween, fromNow } from './date-text';

/** A period in which the clock was stopped. Plain dates; without `until` it is still stopped. */
export interface TimelinePause {
  readonly from: string;
  readonly until?: string;
  /** Why, as a clause: "we asked which account you mean". */
  readonly because: string;
  /** Several laws have a clock here, and this pause concerns the one whose date is worked to. */
  readonly ofOneLaw?: true;
  /** Plain date until which the clock of another law keeps running meanwhile. */
  readonly runsUntil?: string;
}

/** The life of a request in plain dates (YYYY-MM-DD, in the desk's zone). */
export interface TimelineFacts {
  readonly today: string;
  readonly receivedOn: string;
  readonly acknowledgedOn?: string;
  readonly pauses?: readonly TimelinePause[];
  /** Staff only: when the desk aims to be done. */
  readonly aimFor?: string;
  /** Staff only: the last day on which an approval leaves time to carry it out. */
  readonly approveBy?: string;
  /** The latest lawful date as of now, including extension and pauses. */
  readonly dueOn: string;
  /** Why it is that date, in a sentence. */
  readonly reason: string;
  /** How it was worked out, step by step with the articles: shown folded, and never in a mail. */
  readonly workings?: readonly string[];
  /**
   * If the request was extended: the date before, the day on which the requester was told, and why (a
   * clause).
   */
  readonly extended?: { readonly firstDueOn: string; readonly toldOn: string; readonly because: string };
  readonly answeredOn?: string;
  /** Staff only: by when the law requires the receipt to be confirmed, as long as it is not. */
  readonly acknowledgeBy?: string;
  /** After a refusal, if the law sets a time limit for going to the authority. */
  readonly complaintBy?: string;
  /**
   * If the requester appealed: the day, and by when the law requires an answer to the appeal, if it says so.
   */
  readonly appealed?: { readonly on: string; readonly answerBy?: string };
  readonly lang?: string;
}

/** A timeline ready to be shown. */
export interface DrawnTimeline {
  readonly sentences: readonly string[];
  /** A picture, as markup. */
  readonly svg: string;
}

export function drawTimeline(facts: TimelineFacts): DrawnTimeline {
  return { sentences: timelineSentences(facts), svg: timelineSvg(facts) };
}

interface Mark {
  readonly date: string;
  /** `silent`: has a place on the line, but neither number nor sentence. */
  readonly kind: 'event' | 'due' | 'silent';
  readonly sentence: string;
}

function paused(pause: TimelinePause, words: (date: string) => string): Mark[] {
  const clock = pause.ofOneLaw ? 'the clock of one law that may apply' : 'the clock';
  const stretch = pause.until
    ? `From ${words(pause.from)} to ${words(pause.until)} ${clock} stood still`
    : `${clock.replace('the', 'The')} has stood still since ${words(pause.from)}`;
  const other = pause.runsUntil ? ` That of another runs on, until ${words(pause.runsUntil)}.` : '';
  const start: Mark = { date: pause.from, kind: 'event', sentence: `${stretch}: ${pause.because}.${other}` };
  return pause.until ? [start, { date: pause.until, kind: 'silent', sentence: '' }] : [start];
}

function dueMarks(facts: TimelineFacts, words: (date: string) => string): Mark[] {
  const { extended, today, dueOn } = facts;
  const late = !facts.answeredOn && dueOn < today ? ' This date has passed.' : '';
  const first: Mark[] = extended
    ? [
        {
          date: extended.firstDueOn,
          kind: 'event',
          sentence: `The answer was first due on ${words(extended.firstDueOn)}. On ${words(extended.toldOn)} we said that we need longer: ${extended.because}.`,
        },
      ]
    : [];
  const name = extended && extended.firstDueOn < dueOn ? 'New latest date' : 'Latest date';
  return [
    ...first,
    { date: dueOn, kind: 'due', sentence: `${name}: ${words(dueOn)}. ${facts.reason}${late}` },
  ];
}

function afterwards({ complaintBy, appealed }: TimelineFacts, words: (date: string) => string): Mark[] {
  return [
    ...optional(complaintBy, (date) => `The authority takes a complaint until ${words(date)}.`),
    ...optional(appealed?.on, (date) => `Appealed on ${words(date)}.`),
    ...optional(appealed?.answerBy, (date) => `The appeal is answered by ${words(date)}.`),
  ];
}

function optional(date: string | undefined, sentence: (date: string) => string): Mark[] {
  return date ? [{ date, kind: 'event', sentence: sentence(date) }] : [];
}

function marksOf(facts: TimelineFacts): Mark[] {
  const words = (date: string) => dateText(date, facts.lang);
  const marks: Mark[] = [
    ...optional(facts.receivedOn, (date) => `Received on ${words(date)}.`),
    ...optional(facts.acknowledgedOn, (date) => `Receipt confirmed on ${words(date)}.`),
    ...optional(facts.acknowledgeBy, (date) => `The receipt must be confirmed by ${words(date)}.`),
    ...(facts.pauses ?? []).flatMap((pause) => paused(pause, words)),
    ...optional(facts.aimFor, (date) => `Aim to answer by ${words(date)}.`),
    ...optional(
      facts.approveBy,
      (date) => `Approve by ${words(date)}, so that there is time to carry it out.`,
    ),
    ...optional(facts.answeredOn, (date) => `Answered on ${words(date)}.`),
    ...dueMarks(facts, words),
    ...afterwards(facts, words),
  ];
  return marks.sort((one, other) => one.date.localeCompare(other.date));
}

const LEFT = 14;
const RIGHT = 346;
const APART = 27;
const TRACK = 36;

/** Places marks in proportion to time, but never so close that their numbers overlap. */
function spread(dates: readonly string[]): number[] {
  const [first = '', last = first] = [dates[0], dates.at(-1)];
  const total = Math.max(1, daysBetween(first, last));
  const at = dates.map((date) => LEFT + ((RIGHT - LEFT) * daysBetween(first, date)) / total);
  for (let i = 1; i < at.length; i += 1) at[i] = Math.max(at[i] ?? 0, (at[i - 1] ?? 0) + APART);
  at.push(RIGHT + APART);
  for (let i = at.length - 2; i >= 0; i -= 1) at[i] = Math.min(at[i] ?? 0, (at[i + 1] ?? 0) - APART);
  return at.slice(0, -1);
}

/** The position of a day in the picture, between the marks around it. */
function placeOf(date: string, marks: readonly Mark[], at: readonly number[]): number {
  const after = marks.findIndex((mark) => mark.date >= date);
  if (after === 0) return at[0] ?? LEFT;
  if (after < 0) return at.at(-1) ?? RIGHT;
  const [from, to] = [marks[after - 1]?.date ?? date, marks[after]?.date ?? date];
  const [left, right] = [at[after - 1] ?? LEFT, at[after] ?? RIGHT];
  return left + ((right - left) * daysBetween(from, date)) / Math.max(1, daysBetween(from, to));
}

const round = (value: number) => Math.round(value * 10) / 10;

// Colours for mails, which no stylesheet reaches; on a page the classes override them.
const STROKES: Readonly<Record<string, string>> = { base: '#d9ddd6', run: '#0b5f57', wait: '#7a8682' };

function line(kind: string, from: number, to: number, dash = ''): string {
  const dashes = dash ? ` stroke-dasharray="${dash}"` : '';
  return `<path class="${kind}" stroke="${STROKES[kind]}" d="M${round(from)} ${TRACK}H${round(to)}" stroke-width="6"${dashes}/>`;
}

const PAST = 'fill="#0b5f57" stroke="#fff"';
const FUTURE = 'fill="#fff" stroke="#0b5f57"';

function dots(facts: TimelineFacts, marks: readonly Mark[], at: readonly number[]): string[] {
  let number = 0;
  return marks.map((mark, i) => {
    if (mark.kind === 'silent') return '';
    number += 1;
    return dot({ mark, x: at[i] ?? LEFT, number, ahead: !facts.answeredOn && mark.date > facts.today });
  });
}

function dot(spot: { mark: Mark; x: number; number: number; ahead: boolean }): string {
  const { mark, number } = spot;
  const at = round(spot.x);
  const ahead = spot.ahead ? ' ahead' : '';
  const shape =
    mark.kind === 'due'
      ? `<rect class="end" fill="#1b2422" stroke="#fff" x="${round(at - 11)}" y="${TRACK - 11}" width="22" height="22" rx="5" stroke-width="2"/>`
      : `<circle class="dot${ahead}" ${ahead ? FUTURE : PAST} cx="${at}" cy="${TRACK}" r="11" stroke-width="2"/>`;
  const hollow = spot.ahead && mark.kind !== 'due';
  return `${shape}<text class="t o${hollow ? ' ahead' : ''}" fill="${hollow ? '#0b5f57' : '#fff'}" font-size="12" x="${at}" y="${TRACK + 4}" text-anchor="middle">${number}</text>`;
}

function todayMark(x: number, late: boolean): string {
  const at = round(Math.min(Math.max(x, 24), 336));
  return `<text class="t" fill="#1b2422" font-size="12" x="${at}" y="11" text-anchor="middle">${late ? 'overdue' : 'today'}</text><path d="M${round(x)} 22l-5-7h10z" fill="#1b2422" class="t"/>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function ends(facts: TimelineFacts, marks: readonly Mark[]): string {
  const last = marks.at(-1)?.date ?? facts.dueOn;
  const text = (x: number, anchor: string, date: string) =>
    `<text class="t s" fill="#55615d" font-size="12" x="${x}" y="66" text-anchor="${anchor}">${escaped(dayAndMonth(date, facts.lang))}</text>`;
  return text(2, 'start', marks[0]?.date ?? facts.receivedOn) + text(358, 'end', last);
}

/**
 * The same as the picture, one sentence per mark, in the order of its numbers. For screen readers, mails and
 * paper.
 */
export function timelineSentences(facts: TimelineFacts): string[] {
  return marksOf(facts)
    .filter((mark) => mark.kind !== 'silent')
    .map((mark) => mark.sentence);
}

/**
 * A picture of the clock: received, confirmed, paused, due, extended, answered, appealed, each with the
 * number of its sentence in {@link timelineSentences}. Inline SVG, escaped, coloured by the classes of the
 * page's stylesheet, with fallbacks for mail. `<title>` and `<desc>` hold the text for screen readers.
 */
export function timelineSvg(facts: TimelineFacts): string {
  const marks = marksOf(facts);
  const at = spread(marks.map((mark) => mark.date));
  const place = (date: string) => placeOf(date, marks, at);
  const open = !facts.answeredOn;
  const now = place(open ? facts.today : (facts.answeredOn ?? facts.today));
  const late = open && facts.today > facts.dueOn;
  const story = timelineSentences(facts)
    .map((sentence, i) => `${i + 1}. ${sentence}`)
    .join(' ');
  const waits = (facts.pauses ?? []).map((pause) =>
    line('base', place(pause.from), place(pause.until ?? facts.today)).concat(
      line('wait', place(pause.from), place(pause.until ?? facts.today), '3 3'),
    ),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 72" role="img" aria-labelledby="timeline-title timeline-story"${late ? ' class="late"' : ''} fill="none">`,
    `<title id="timeline-title">${escaped(timelineHeadline(facts))}</title><desc id="timeline-story">${escaped(story)}</desc>`,
    line('base', at[0] ?? LEFT, at.at(-1) ?? RIGHT),
    line('run', at[0] ?? LEFT, now),
    ...waits,
    ...dots(facts, marks, at),
    open ? todayMark(now, late) : '',
    ends(facts, marks),
    '</svg>',
  ].join('');
}

/** The clock in one line: "Due on Thursday 24 December 2026 (in 30 days)". */
export function timelineHeadline(facts: TimelineFacts): string {
  if (facts.answeredOn) return `Answered on ${dateText(facts.answeredOn, facts.lang)}`;
  const word = facts.dueOn < facts.today ? 'Was due' : 'Due';
  return `${word} on ${dateText(facts.dueOn, facts.lang)} (${fromNow(facts.today, facts.dueOn)})`;
}
