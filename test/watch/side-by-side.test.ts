import { oneAfterTheOther, sideBySide } from '../../functions/watch/side-by-side';

const turn = () => new Promise<void>((done) => setImmediate(done));

describe('work side by side', () => {
  it('is begun in order, eight at once, and each once', async () => {
    const begun: number[] = [];
    let running = 0;
    let most = 0;

    const left = await sideBySide(
      Array.from({ length: 50 }, (_, n) => n),
      () => true,
      async (n) => {
        begun.push(n);
        running += 1;
        most = Math.max(most, running);
        for (let wait = 0; wait < n % 5; wait += 1) await turn();
        running -= 1;
      },
    );

    expect(begun).toEqual(Array.from({ length: 50 }, (_, n) => n));
    expect([left, most, running]).toEqual([[], 8, 0]);
  });

  it('is not begun after the time is over, and what was begun is finished', async () => {
    let finished = 0;

    const left = await sideBySide(
      [1, 2, 3, 4, 5],
      () => finished === 0,
      async (n) => {
        if (n > 2) return turn();
        finished += 1;
      },
    );

    expect([left, finished]).toEqual([[2, 3, 4, 5], 1]);
  });
});

describe('work one after the other', () => {
  it('never overlaps, and goes on after a failure', async () => {
    const inTurn = oneAfterTheOther();
    const steps: string[] = [];
    const work = (name: string) => async () => {
      steps.push(`${name} begins`);
      await turn();
      steps.push(`${name} ends`);
      if (name === 'a') throw new Error('a fails');
      return name;
    };

    const results = await Promise.allSettled(['a', 'b'].map((name) => inTurn(work(name))));

    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});
