import { figureOf, OURS, ratioGate } from '../../bench/machinery/bench-part';
import {
  type BenchResults,
  broken,
  mergedResults,
  type PartResults,
} from '../../bench/machinery/bench-results';
import { interleave } from '../../bench/machinery/interleave';
import { verdictOf } from '../../bench/machinery/results-table';
import { once, spreadOf } from '../../bench/machinery/spread';
import { SeededRandom } from '../../local/sample-shop/seeded-random';

describe('a spread', () => {
  it('is the median, the least, and what nine of ten are within', () => {
    const measured = Array.from({ length: 11 }, (_, n) => 11 - n);

    expect(spreadOf(measured)).toEqual({ median: 6, min: 1, p90: 10, runs: 11 });
  });

  it('of nothing is refused', () => {
    expect(() => spreadOf([])).toThrow(RangeError);
  });
});

describe('contestants', () => {
  async function orderWith(seed: number): Promise<string> {
    const order: string[] = [];
    const contestant = (name: string) => async () => {
      order.push(name);
    };
    await interleave(
      { a: contestant('a'), b: contestant('b'), c: contestant('c') },
      { random: new SeededRandom(seed), rounds: 6 },
    );
    return order.join('');
  }

  it('all run once in each round, warm-up included', async () => {
    const rounds = (await orderWith(1)).match(/.{3}/g) ?? [];

    expect(rounds.map((round) => [...round].sort().join(''))).toEqual(Array(7).fill('abc'));
  });

  it('run in another order in other rounds, and in the same with the same seed', async () => {
    const order = await orderWith(1);

    expect(new Set(order.match(/.{3}/g)).size).toBeGreaterThan(1);
    expect(await orderWith(1)).toBe(order);
  });

  it('that are slow take part in fewer rounds, and not in the warm-up', async () => {
    const { slow, quick } = await interleave(
      { slow: async () => 1, quick: async () => 2 },
      { random: new SeededRandom(1), rounds: 5, fewer: { slow: 2 } },
    );

    expect([slow.runs, quick.runs]).toEqual([2, 5]);
  });
});

describe('a ratio', () => {
  const figure = figureOf('work', 'ms', { peer: once(10), [OURS]: once(30) });

  it('is how many times the effort of another we need', () => {
    expect(ratioGate(figure, 'peer', { goal: 2 })).toMatchObject({ unit: 'times', counted: 3, goal: 2 });
  });

  it('turns round where more is better', () => {
    expect(ratioGate({ ...figure, better: 'more' }, 'peer', { goal: 2 }).counted).toBeCloseTo(1 / 3);
  });

  it('to somebody who was not measured is refused', () => {
    expect(() => ratioGate(figure, 'nobody', { goal: 2 })).toThrow('nobody');
  });
});

const gate = (counted: number, goal: number, held?: number) => ({
  what: 'calls',
  unit: 'calls',
  counted,
  goal,
  ...(held === undefined ? {} : { held }),
});

const partOf = (name: string, gates: PartResults['gates']): PartResults => ({
  name,
  asks: '?',
  at: '2026-01-05T09:00:00.000Z',
  seconds: 1,
  load: [0, 0],
  figures: [],
  gates,
});

describe('the bench', () => {
  it.each([
    ['met', gate(5, 5)],
    ['missed', gate(6, 5, 7)],
    ['BROKEN', gate(8, 5, 7)],
    ['BROKEN', gate(6, 5)],
  ])('calls a goal %s', (verdict, one) => {
    expect(verdictOf(one)).toBe(verdict);
  });

  it('fails for what is above its limit, and not for a goal that is missed', () => {
    expect(broken([partOf('erase', [gate(6, 5, 7), gate(8, 5, 7)])])).toEqual([
      'erase: calls: 8 calls, held to 7',
    ]);
  });
});

describe('kept results', () => {
  const resultsOf = (parts: PartResults[], cores = 2): BenchResults => ({
    machine: { node: 'v20', cpu: 'x', cores, memoryGib: 4 },
    sizes: 'full',
    seed: 1,
    parts,
  });

  it('take the parts of a later run in their place, and keep the others', () => {
    const before = resultsOf([partOf('a', [gate(1, 1)]), partOf('b', [gate(1, 1)])]);
    const merged = mergedResults(before, resultsOf([partOf('b', [gate(2, 1)]), partOf('c', [])]));

    expect(merged.parts.map(({ name, gates }) => [name, gates[0]?.counted])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', undefined],
    ]);
  });

  it('say of each part that ran on another machine where that was', () => {
    const before = resultsOf([partOf('a', []), partOf('b', [])]);
    const merged = mergedResults(before, resultsOf([partOf('b', []), partOf('c', [])], 8));

    expect(merged.machine.cores).toBe(2);
    expect(merged.parts.map(({ name, machine }) => [name, machine?.cores])).toEqual([
      ['a', undefined],
      ['b', 8],
      ['c', 8],
    ]);
  });

  it('are not mixed with those of another size', () => {
    expect(() => mergedResults(resultsOf([]), { ...resultsOf([]), sizes: 'quick' })).toThrow('another size');
  });
});
