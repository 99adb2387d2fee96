import type { LawBook, Regime } from './deadlines/law';
import { lawDays } from './deadlines/law-day';
import { isGiven, requestTypeOf } from './deadlines/request-type-of';
import type { Desk, DeskLaw } from './desk';
import { isReview, type Right } from './rights';

/** Who asks, and when, as far as that decides which laws govern. */
interface AskedFrom {
  /**
   * Country, or country and state (`DE`, `US-CA`); undefined when the requester did not say, and then every
   * law may apply.
   */
  readonly livesIn: string | undefined;
  /** Plain date; without it and `receivedAt` every law counts as in force. */
  readonly receivedOn?: string;
  /** Instant; used instead of the date, so that the day in a law's own place counts as well. */
  readonly receivedAt?: string;
}

/**
 * The laws under which a request is answered, of those that the desk follows.
 *
 * - A law that binds the desk by its establishment governs for everybody, wherever they live (Art. 3(1) GDPR)
 *   and whatever they ask. Where the requester lives adds laws to it and removes none.
 * - A law that is followed voluntarily, or that reaches only the people of its place, governs for those
 *   people and the rights that it knows. A complaint or an appeal belongs to every law that governs, since it
 *   is about how the desk complied.
 * - A voluntary law replaces no binding one, because nobody checks where a requester lives: where only
 *   voluntary laws were made for the place, the binding ones govern beside them.
 * - Where none of the governing laws knows the right, they govern all the same, so that the answer follows no
 *   law that does not apply. Where none governs, all do, so that naming a place costs nobody a right.
 * - A law that is not in force yet governs only where no other does.
 */
export function governingLaws(deps: Deps, right: Right, from: AskedFrom): string[] {
  return lawsByPlace(deps, right, from).regimes;
}

/** What a receipt records about the laws. */
export interface LawsByPlace {
  readonly regimes: string[];
  /** No law that the desk follows was made for the people of the place named, which staff must know. */
  readonly elsewhere?: true;
  /**
   * Only laws that the desk follows voluntarily were made for it: binding ones govern beside them, and the
   * stronger proof applies.
   */
  readonly besideVoluntary?: true;
}

/** The same, with what staff must know about the place. */
export function lawsByPlace(deps: Deps, right: Right, from: AskedFrom): LawsByPlace {
  const { livesIn } = from;
  const all = followedThen(deps, from);
  const binds = ({ law, regime }: Followed) => bindsEverywhere(law, regime, deps.desk.place);
  const knows = ({ regime }: Followed) => isReview(right) || requestTypeOf(regime, right) !== undefined;
  const isOf = ({ regime }: Followed) => livesIn === undefined || isLawOfPlace(regime.jurisdiction, livesIn);
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

/** Adds all binding laws where those of a place are only followed voluntarily. */
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

/** The laws in force on a day; all where none is. */
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

/** Whether a law binds a desk by its establishment, and so for people anywhere. */
export function bindsEverywhere(law: DeskLaw, regime: Regime, place: string): boolean {
  if (law.applies !== 'binds' || regime.reaches === 'residence') return false;
  return law.established === true || isLawOfPlace(regime.jurisdiction, place);
}

const euAndEea = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(' '),
);

/** Whether a law of this jurisdiction is the law of a place (`DE`, `DE-BE`, `US-CA`). */
export function isLawOfPlace(jurisdiction: readonly string[], livesIn: string): boolean {
  const country = livesIn.slice(0, 2);
  return jurisdiction.some(
    (place) =>
      place === livesIn ||
      place === country ||
      ((place === 'EU' || place === 'EEA') && euAndEea.has(country)),
  );
}

/** What a receipt says about the laws; without `receivedAt` every right counts as given. */
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
 * Laws that left the settings are skipped.
 */
export function lawsOf(
  deps: { desk: Desk; book: LawBook },
  request: { right?: Right; received: Received },
): Regime[] {
  const leading = leadingLaw(deps, request);
  const others = request.received.regimes.flatMap((id) => deps.book.regimes[id] ?? []);
  return [leading, ...others.filter(({ id }) => id !== leading.id)];
}

/** Those in force on the day of receipt: a law that begins later is no ground to keep anything. */
export function governingLawsInForce(
  deps: { desk: Desk; book: LawBook },
  request: { right: Right; received: Received & { receivedAt: string; zone: string } },
): Regime[] {
  const { receivedAt, zone } = request.received;
  return lawsOf(deps, request).filter((law) => law.effective <= lawDays(law, receivedAt, zone).givingOn);
}

/**
 * The law whose words an answer uses: its grounds and articles. Of the laws that give the right on the day of
 * receipt, or else know it, it is the desk's home law, since its authority is competent for the desk. A
 * complaint or an appeal, which most laws leave to the desk, always goes by the home law. The dates come from
 * whichever clock ends first. Where none of the laws is in the settings any more, the first law of the
 * settings is used.
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
    able.find((regime) => isLawOfPlace(regime.jurisdiction, desk.place)) ??
    able[0] ??
    desk.laws.flatMap(({ regime }) => book.regimes[regime] ?? [])[0];
  if (!leading) throw new Error('no law of this desk governs the request');
  return leading;
}
