import { needsRound, roundToCarryOut } from '../../functions/domain/erasure-rounds';
import { anEvent, aRequest, type Step, toFulfilling } from './a-log';

const planned = (round: number) =>
  anEvent('erasure-planned', { round, storeIds: ['shop', 'files'], object: 'manifest/1.json' });
const erased = (storeId: string, round: number) => anEvent('store-erased', { storeId, round });
const whole = [planned(1), erased('shop', 1), erased('files', 1)];

const cases: readonly (readonly [string, readonly Step[], boolean, number])[] = [
  ['nothing has been planned', [], true, 1],
  ['a store of the round has not had its turn', [planned(1), erased('shop', 1)], true, 1],
  ['every store has had its turn', whole, false, 2],
  [
    'the store that had none was given up',
    [planned(1), erased('shop', 1), anEvent('stores-given-up', { storeIds: ['files'] })],
    false,
    2,
  ],
  ['a second round is not done', [...whole, planned(2), erased('files', 2)], true, 2],
  ['a second reading found nothing', [...whole, anEvent('store-read-again')], false, 2],
  ['a second reading found a row', [...whole, anEvent('store-read-again', { remaining: 1 })], true, 2],
  [
    'a second reading found something for a person',
    [...whole, anEvent('store-read-again', { drift: 'new-ground' })],
    true,
    2,
  ],
  [
    'what came back was erased',
    [
      ...whole,
      anEvent('store-read-again', { remaining: 1 }),
      planned(2),
      erased('shop', 2),
      erased('files', 2),
    ],
    false,
    3,
  ],
  ['it was decided anew', [...whole, anEvent('decided')], true, 2],
  ['a person was asked about what had drifted', [...whole, 'erasure-drifted'], true, 2],
  ['it drifted while a store was out of reach', [planned(1), erased('shop', 1), 'erasure-drifted'], true, 2],
];

describe('a round of an erasure', () => {
  it.each(cases)('when %s', (_, steps, needed, round) => {
    const request = aRequest(...toFulfilling, ...steps);

    expect([needsRound(request), roundToCarryOut(request)]).toEqual([needed, round]);
  });
});
