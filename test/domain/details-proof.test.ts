import type { Desk, DeskLaw } from '../../functions/domain/desk';
import { asksForHighProof, highProofLaw, placeDecidesProof } from '../../functions/domain/details-proof';
import { lawsByPlace } from '../../functions/domain/governing-laws';
import type { Right } from '../../functions/domain/rights';
import { aBook, aDesk } from '../builders/a-desk';

type Law = readonly [regime: string, applies: DeskLaw['applies'], established?: true];

function aShop(place: string, ...laws: readonly Law[]): Desk {
  return aDesk({
    place,
    laws: laws.map(([regime, applies, established]) => ({
      regime,
      applies,
      because: 'x',
      ...(established ? { established } : {}),
    })),
  });
}

/** The law that requires the stronger proof for a request from this place, from the form on. */
function asks(desk: Desk, livesIn: string | undefined, right: Right = 'access'): string | undefined {
  const deps = { desk, book: aBook(desk) };
  return highProofLaw(deps, { right, received: lawsByPlace(deps, right, { livesIn }) })?.id;
}

const california = 'us-ca-ccpa';
const inCalifornia = aShop('US-CA', [california, 'binds']);
const inBerlin = aShop('DE-BE', ['eu-gdpr', 'binds'], [california, 'binds']);
const kindInBerlin = aShop('DE-BE', ['eu-gdpr', 'binds'], ['uk-gdpr', 'binds'], [california, 'voluntary']);
const generous = aShop('US-CA', [california, 'binds'], ['eu-gdpr', 'voluntary']);
const branched = aShop('US-CA', [california, 'binds'], ['eu-gdpr', 'binds', true]);
const boundTwice = aShop('US-CA', [california, 'binds'], ['eu-gdpr', 'binds']);
const inTwoStates = aShop('US-CA', [california, 'binds'], ['us-tx-tdpsa', 'binds']);
const kindInTexas = aShop('US-TX', ['us-tx-tdpsa', 'binds'], [california, 'voluntary']);

describe('the stronger proof before data is shown', () => {
  it.each([
    ['a Californian at a shop in California', inCalifornia, 'US-CA', california],
    ['somebody who says nothing at a shop in California', inCalifornia, undefined, california],
    ['a Californian at a shop in Berlin', inBerlin, 'US-CA', undefined],
    [
      'a Californian at a shop in Berlin that follows the law of its own will',
      kindInBerlin,
      'US-CA',
      undefined,
    ],
    ['a Briton at a shop in Berlin', kindInBerlin, 'GB', undefined],
    ['a Berliner at a shop in Berlin', kindInBerlin, 'DE', undefined],
    ['somebody who says nothing at a shop in Berlin', kindInBerlin, undefined, undefined],
    ['a Californian at a shop that follows the GDPR of its own will', generous, 'US-CA', california],
    ['a Berliner at a shop that follows the GDPR of its own will', generous, 'DE', california],
    ['a Berliner at a shop that the GDPR binds as well', boundTwice, 'DE', undefined],
    ['somebody who says nothing there', generous, undefined, california],
    ['a Californian at a shop with a branch in the EU', branched, 'US-CA', undefined],
    ['a Texan at a shop under the laws of both states', inTwoStates, 'US-TX', undefined],
    ['somebody who says nothing there', inTwoStates, undefined, california],
    [
      'a Californian at a shop in Texas that follows the law of its own will',
      kindInTexas,
      'US-CA',
      california,
    ],
    [
      'somebody who says nothing there, whom the law that binds may protect',
      kindInTexas,
      undefined,
      undefined,
    ],
  ] as const)('is asked of %s: %#', (_who, desk, livesIn, law) => {
    expect(asks(desk, livesIn)).toBe(law);
    expect(asks(desk, livesIn, 'portability')).toBe(law);
  });

  it.each(['erasure', 'rectification', 'opt-out-of-sale', 'limit-sensitive', 'marketing-objection'] as const)(
    'is asked of nobody for %s',
    (right) => {
      for (const desk of [inCalifornia, generous, inTwoStates])
        expect(asks(desk, 'US-CA', right)).toBeUndefined();
    },
  );

  it('makes the form ask what people want to see only where the proof may be asked for', () => {
    const asked = [inCalifornia, generous, inTwoStates, inBerlin, kindInBerlin, branched];

    expect(asked.map((desk) => asksForHighProof({ desk, book: aBook(desk) }, 'access'))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('depends on the place only where a binding law may owe the data on less', () => {
    const marketed = aShop('US-CA', [california, 'binds'], ['eu-gdpr', 'binds']);
    const asked = [marketed, inTwoStates, inCalifornia, generous, inBerlin, kindInTexas];

    expect(asked.map((desk) => placeDecidesProof({ desk, book: aBook(desk) }, 'access'))).toEqual([
      ...[true, true, false, false, false, false],
    ]);
    expect(placeDecidesProof({ desk: marketed, book: aBook(marketed) }, 'erasure')).toBe(false);
  });
});
