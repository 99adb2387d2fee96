import { problemSentences } from '../../functions/domain/problem-sentences';

describe('a problem with its remedy', () => {
  it.each([
    ['has no key', 'set primary_key', 'has no key. Set primary_key.'],
    [
      'The whole table is read.',
      'In a large table: CREATE INDEX ON t (a);',
      'The whole table is read. In a large table: CREATE INDEX ON t (a);',
    ],
    ['is kept', 'on_erasure.retain wants a ground', 'is kept. on_erasure.retain wants a ground.'],
  ])('reads as two sentences: %s', (problem, remedy, sentences) => {
    expect(problemSentences({ problem, remedy })).toBe(sentences);
  });
});
