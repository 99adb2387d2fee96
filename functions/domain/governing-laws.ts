import type { LawBook } from './deadlines/deadline';
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

function covers(jurisdiction: readonly string[], livesIn: string): boolean {
  const country = livesIn.slice(0, 2);
  return jurisdiction.some(
    (place) =>
      place === livesIn ||
      place === country ||
      ((place === 'EU' || place === 'EEA') && euAndEea.has(country)),
  );
}
