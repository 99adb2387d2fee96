import type { LawBook, Regime } from './deadlines/deadline';
import { requestTypeOf } from './deadlines/request-type-of';
import type { Desk, DeskLaw } from './desk';
import { isReview, type Right } from './rights';

/**
 * The laws a request is answered under, of those that the desk follows. One that binds the desk because it is established in its place governs for everybody, wherever they
 * live (Art. 3(1) GDPR), and for whatever they ask; where the person lives adds laws to that and takes none away. A law that is followed voluntarily, or that reaches only the
 * people of its place, governs for the people of its place, for the rights that it knows; a complaint or an appeal belongs to every law that governs, since it is about how
 * the desk kept to them. Where none of those that govern knows the right, they govern all the same, so that nobody is answered under a law that is not theirs; where none
 * governs, all do, so that nobody loses a right by saying where they live.
 *
 * @param livesIn country, or country and state (`DE`, `US-CA`); undefined when the person did not say, and then every law may be theirs
 */
export function governingLaws(
  { desk, book }: { desk: Desk; book: LawBook },
  right: Right,
  livesIn: string | undefined,
): string[] {
  const all = followedLaws({ desk, book });
  const binds = ({ law, regime }: Followed) => bindsEverywhere(law, regime, desk.place);
  const knows = ({ regime }: Followed) => isReview(right) || requestTypeOf(regime, right) !== undefined;
  const theirs = all.filter(
    (one) => livesIn === undefined || covers(one.regime.jurisdiction, livesIn) || binds(one),
  );
  const first = theirs.some(knows)
    ? theirs.filter((one) => knows(one) || binds(one))
    : [theirs, all.filter(knows), all].find((laws) => laws.length > 0);
  return (first ?? []).map(({ regime }) => regime.id);
}

/** The same as a receipt notes it: which laws, and whether none that the desk follows was made for the people of the place that was named, which staff have to hear. */
export function lawsByPlace(
  deps: { desk: Desk; book: LawBook },
  right: Right,
  livesIn: string | undefined,
): { regimes: string[]; elsewhere?: true } {
  const isElsewhere =
    livesIn !== undefined && !followedLaws(deps).some(({ regime }) => covers(regime.jurisdiction, livesIn));
  return { regimes: governingLaws(deps, right, livesIn), ...(isElsewhere ? { elsewhere: true } : {}) };
}

function followedLaws({ desk, book }: { desk: Desk; book: LawBook }): Followed[] {
  return desk.laws.flatMap((law) => {
    const regime = law.applies === 'no' ? undefined : book.regimes[law.regime];
    return regime ? [{ law, regime }] : [];
  });
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

/** Every law that governs a request, the leading one first: each one's authority, court and duties are named. Laws that left the book are passed over. */
export function lawsOf(
  deps: { desk: Desk; book: LawBook },
  request: { right?: Right; received: { regimes: readonly string[] } },
): Regime[] {
  const leading = leadingLaw(deps, request);
  const others = request.received.regimes.flatMap((id) => deps.book.regimes[id] ?? []);
  return [leading, ...others.filter(({ id }) => id !== leading.id)];
}

/**
 * The law whose words an answer uses: grounds, articles. Of those that know the right the desk's home law, since its authority is competent for the desk; a complaint or an
 * appeal, which most laws leave to the desk, goes by the home law whether it names one or not. The dates come from whichever clock ends first. Where none of them is in the
 * book any more, the first law of the settings stands in.
 */
export function leadingLaw(
  { desk, book }: { desk: Desk; book: LawBook },
  { right, received }: { right?: Right; received: { regimes: readonly string[] } },
): Regime {
  const regimes = received.regimes.flatMap((id) => book.regimes[id] ?? []);
  const knowing = right && !isReview(right) ? regimes.filter((law) => requestTypeOf(law, right)) : [];
  const able = knowing.length > 0 ? knowing : regimes;
  const leading =
    able.find((regime) => covers(regime.jurisdiction, desk.place)) ??
    able[0] ??
    desk.laws.flatMap(({ regime }) => book.regimes[regime] ?? [])[0];
  if (!leading) throw new Error('no law of this desk governs the request');
  return leading;
}
