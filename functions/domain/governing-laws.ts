import type { LawBook, Regime } from './deadlines/deadline';
import { lawDays } from './deadlines/law-day';
import { isGiven, requestTypeOf } from './deadlines/request-type-of';
import type { Desk, DeskLaw } from './desk';
import { isReview, type Right } from './rights';

/** Who asks, and when, as far as that decides which laws govern. */
interface AskedFrom {
  /**
   * Country, or country and state (`DE`, `US-CA`); undefined when the person did not say, and then every law
   * may be theirs.
   */
  readonly livesIn: string | undefined;
  /** Plain date; without it and `receivedAt` every law counts as in force. */
  readonly receivedOn?: string;
  /** Instant; in place of the date, so that the day in a law's own place counts as well. */
  readonly receivedAt?: string;
}

/**
 * The laws a request is answered under, of those that the desk follows. One that binds the desk because it is
 * established in its place governs for everybody, wherever they
 * live (Art. 3(1) GDPR), and for whatever they ask; where the person lives adds laws to that and takes none
 * away. A law that is followed voluntarily, or that reaches only the
 * people of its place, governs for the people of its place, for the rights that it knows; a complaint or an
 * appeal belongs to every law that governs, since it is about how
 * the desk kept to them. A law that is followed voluntarily displaces none that binds: nobody checks where
 * somebody says they live, so where only such laws are made for the
 * place, those that bind govern beside them. Where none of those that govern knows the right, they govern all
 * the same, so that nobody is answered under a law that is not
 * theirs; where none governs, all do, so that nobody loses a right by saying where they live. A law that is
 * not in force yet governs only where no other does.
 */
export function governingLaws(deps: Deps, right: Right, from: AskedFrom): string[] {
  return lawsByPlace(deps, right, from).regimes;
}

/** What a receipt notes of the laws. */
export interface LawsByPlace {
  readonly regimes: string[];
  /**
   * None that the desk follows was made for the people of the place that was named, which staff have to hear.
   */
  readonly elsewhere?: true;
  /**
   * Only laws that the desk follows voluntarily were made for it: those that bind govern beside them, and the
   * stronger proof counts.
   */
  readonly besideVoluntary?: true;
}

/** The same, with what staff have to hear of the place. */
export function lawsByPlace(deps: Deps, right: Right, from: AskedFrom): LawsByPlace {
  const { livesIn } = from;
  const all = followedThen(deps, from);
  const binds = ({ law, regime }: Followed) => bindsEverywhere(law, regime, deps.desk.place);
  const knows = ({ regime }: Followed) => isReview(right) || requestTypeOf(regime, right) !== undefined;
  const isOf = ({ regime }: Followed) => livesIn === undefined || covers(regime.jurisdiction, livesIn);
  const named = all.filter((one) => isOf(one) || binds(one));
  const theirs = withBinding(all, named);
  const first = theirs.some(knows)
    ? theirs.filter((one) => knows(one) || binds(one))
    : ([theirs, all.filter(knows), all].find((laws) => laws.length > 0) ?? []);
  return {
    regimes: first.map(({ regime }) => regime.id),
    ...(livesIn === undefined || followedLaws(deps).some(isOf) ? {} : { elsewhere: true }),
    ...(first.some((one) => theirs.includes(one) && !named.includes(one)) ? { besideVoluntary: true } : {}),
  };
}

/** With all that bind where those of a place are followed voluntarily alone. */
function withBinding(all: readonly Followed[], named: readonly Followed[]): readonly Followed[] {
  const isBinding = ({ law }: Followed) => law.applies === 'binds';
  if (named.length === 0 || named.some(isBinding)) return named;
  return all.filter((one) => isBinding(one) || named.includes(one));
}

interface Deps {
  readonly desk: Desk;
  readonly book: LawBook;
}

function followedLaws({ desk, book }: Deps): Followed[] {
  return desk.laws.flatMap((law) => {
    const regime = law.applies === 'no' ? undefined : book.regimes[law.regime];
    return regime ? [{ law, regime }] : [];
  });
}

/** Those in force on a day; all where none is. */
function followedThen(deps: Deps, { receivedOn, receivedAt }: AskedFrom): Followed[] {
  const all = followedLaws(deps);
  const dayUnder = (law: Regime) =>
    receivedAt === undefined ? receivedOn : lawDays(law, receivedAt, deps.desk.zone).givingOn;
  const then = all.filter(({ regime }) => regime.effective <= (dayUnder(regime) ?? regime.effective));
  return then.length > 0 ? then : all;
}

interface Followed {
  readonly law: DeskLaw;
  readonly regime: Regime;
}

/** Whether a law binds a desk by where it is established, and so for people anywhere. */
export function bindsEverywhere(law: DeskLaw, regime: Regime, place: string): boolean {
  if (law.applies !== 'binds' || regime.reaches === 'residence') return false;
  return law.established === true || covers(regime.jurisdiction, place);
}

const euAndEea = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(' '),
);

/** Whether a law of this jurisdiction is the law of a place (`DE`, `DE-BE`, `US-CA`). */
export function covers(jurisdiction: readonly string[], livesIn: string): boolean {
  const country = livesIn.slice(0, 2);
  return jurisdiction.some(
    (place) =>
      place === livesIn ||
      place === country ||
      ((place === 'EU' || place === 'EEA') && euAndEea.has(country)),
  );
}

/** What a receipt says of the laws; without `receivedAt` every right counts as given. */
interface Received {
  readonly regimes: readonly string[];
  readonly receivedAt?: string;
  readonly zone?: string;
}

function gives(
  law: Regime,
  right: Right,
  of: { readonly received: Received; readonly zone: string },
): boolean {
  const { receivedAt, zone = of.zone } = of.received;
  return receivedAt === undefined || isGiven(law, right, lawDays(law, receivedAt, zone).givingOn);
}

/**
 * Every law that governs a request, the leading one first: each one's authority, court and duties are named.
 * Laws that left the book are passed over.
 */
export function lawsOf(
  deps: { desk: Desk; book: LawBook },
  request: { right?: Right; received: Received },
): Regime[] {
  const leading = leadingLaw(deps, request);
  const others = request.received.regimes.flatMap((id) => deps.book.regimes[id] ?? []);
  return [leading, ...others.filter(({ id }) => id !== leading.id)];
}

/** Those of them that are in force on the day of receipt: what begins later is no ground to keep anything. */
export function lawsInForce(
  deps: { desk: Desk; book: LawBook },
  request: { right: Right; received: Received & { receivedAt: string; zone: string } },
): Regime[] {
  const { receivedAt, zone } = request.received;
  return lawsOf(deps, request).filter((law) => law.effective <= lawDays(law, receivedAt, zone).givingOn);
}

/**
 * The law whose words an answer uses: grounds, articles. Of those that give the right on the day of receipt,
 * or else know it, the desk's home law, since its authority is competent for the desk; a complaint or an
 * appeal, which most laws leave to the desk, goes by the home law whether it names one or not. The dates come
 * from whichever clock ends first. Where none of them is in the
 * book any more, the first law of the settings stands in.
 */
export function leadingLaw(
  { desk, book }: { desk: Desk; book: LawBook },
  { right, received }: { right?: Right; received: Received },
): Regime {
  const regimes = received.regimes.flatMap((id) => book.regimes[id] ?? []);
  const knowing = right && !isReview(right) ? regimes.filter((law) => requestTypeOf(law, right)) : [];
  const giving = right ? knowing.filter((law) => gives(law, right, { received, zone: desk.zone })) : [];
  const able = [giving, knowing].find((laws) => laws.length > 0) ?? regimes;
  const leading =
    able.find((regime) => covers(regime.jurisdiction, desk.place)) ??
    able[0] ??
    desk.laws.flatMap(({ regime }) => book.regimes[regime] ?? [])[0];
  if (!leading) throw new Error('no law of this desk governs the request');
  return leading;
}
