import type { LawBook, Regime } from './deadlines/deadline';
import { requestTypeOf } from './deadlines/request-type-of';
import type { Desk } from './desk';
import type { Right } from './rights';

/**
 * The laws a request is answered under: those the desk follows, that know the right, narrowed to the place where the person says they live. Nobody loses a right by
 * the answer: when no law of that place is followed, all that are followed govern.
 */
export function governingLaws(
  { desk, book }: { desk: Desk; book: LawBook },
  right: Right,
  livesIn: string | undefined,
): string[] {
  const followed = desk.laws.filter((law) => law.applies !== 'no').map((law) => law.regime);
  const knowing = followed.filter((id) => {
    const regime = book.regimes[id];
    return regime && requestTypeOf(regime, right) !== undefined;
  });
  const local = livesIn ? knowing.filter((id) => covers(book.regimes[id]?.jurisdiction ?? [], livesIn)) : [];
  return local.length > 0 ? local : knowing.length > 0 ? knowing : followed.slice(0, 1);
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

/**
 * The law whose words an answer uses: complaint route, grounds, articles. The desk's home law where it is among those that govern, since that authority is
 * competent for the desk; the dates come from whichever clock ends first. Where none of
 * them is in the book any more, the first law of the settings stands in.
 */
export function leadingLaw(
  { desk, book }: { desk: Desk; book: LawBook },
  { received }: { received: { regimes: readonly string[] } },
): Regime {
  const regimes = received.regimes.flatMap((id) => book.regimes[id] ?? []);
  const leading =
    regimes.find((regime) => covers(regime.jurisdiction, desk.place)) ??
    regimes[0] ??
    desk.laws.flatMap(({ regime }) => book.regimes[regime] ?? [])[0];
  if (!leading) throw new Error('no law of this desk governs the request');
  return leading;
}
