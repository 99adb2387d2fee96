import { nearestWord } from '../../functions/domain/nearest-word';

describe('the nearest word', () => {
  it.each([
    ['contolller', 'controller'],
    ['Place', 'place'],
    ['palce', 'place'],
    ['place', 'place'],
  ])('to %s is %s', (written, meant) => {
    expect(nearestWord(written, ['zone', 'controller', 'place'])).toBe(meant);
  });

  it.each(['colour', 'x', '', 'p'.repeat(1000)])('to %s is none', (written) => {
    expect(nearestWord(written, ['zone', 'controller', 'place'])).toBeUndefined();
  });

  it('is undefined when nothing is allowed', () => {
    expect(nearestWord('place', [])).toBeUndefined();
  });
});
