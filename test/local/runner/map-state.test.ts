import { prepare, settle, single, task, tokenOf, waitingTask } from './run-definition';

describe('Map State (States Language specification)', () => {
  const over = (fields: object, states: object = { Work: task('work') }) => ({
    Type: 'Map',
    ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'Work', States: states },
    End: true,
    ...fields,
  });

  it('runs the processor for each item and keeps the order of the items', async () => {
    const release: (() => void)[] = [];
    const run = prepare(single(over({ ItemsPath: '$.items', ResultPath: '$.out' }) as never), {
      work: (n) => new Promise((resolve) => release.push(() => resolve(Number(n) * 10))),
    });
    const execution = await run.begin({ items: [1, 2, 3] });

    for (const act of release.splice(0).reverse()) {
      act();
      await settle();
    }

    expect(execution.output).toEqual({
      items: [1, 2, 3],
      out: [{ answer: 10 }, { answer: 20 }, { answer: 30 }],
    });
  });

  it('ItemSelector makes each input from the item, its index and the Map input', async () => {
    const selector = { 'item.$': '$$.Map.Item.Value', 'at.$': '$$.Map.Item.Index', 'who.$': '$.who' };
    const run = prepare(
      single(over({ ItemsPath: '$.items', ItemSelector: selector, ResultPath: null }) as never),
      { work: () => null },
    );

    await run.finish({ who: 'r-1', items: ['a', 'b'] });

    expect(run.calls.work).toEqual([
      { item: 'a', at: 0, who: 'r-1' },
      { item: 'b', at: 1, who: 'r-1' },
    ]);
  });

  it.each([
    [0, 5],
    [1, 1],
    [2, 2],
    [9, 5],
  ])('MaxConcurrency %i runs %i of five iterations at a time', async (MaxConcurrency, width) => {
    let running = 0;
    let most = 0;
    const run = prepare(single(over({ MaxConcurrency }) as never), {
      work: async () => {
        running += 1;
        most = Math.max(most, running);
        await settle();
        running -= 1;
        return null;
      },
    });

    await run.finish([1, 2, 3, 4, 5]);

    expect(most).toBe(width);
    expect(run.calls.work).toHaveLength(5);
  });

  it('puts out an empty array for no items', async () => {
    expect((await prepare(single(over({}) as never)).finish([])).output).toEqual([]);
  });

  it('ResultSelector and OutputPath work on the array of outputs', async () => {
    const run = prepare(
      single(
        over({
          ResultSelector: { 'n.$': '$[*].answer' },
          ResultPath: '$.r',
          OutputPath: '$.r.n',
          ItemsPath: '$.i',
        }) as never,
      ),
      { work: (n) => n },
    );

    expect((await run.finish({ i: [4, 5] })).output).toEqual([4, 5]);
  });

  it('fails with the error of the first iteration that fails, and interrupts the others', async () => {
    const ask = waitingTask('ask');
    const states = {
      Work: {
        Type: 'Choice',
        Choices: [{ Variable: '$', StringEquals: 'bad', Next: 'Bad' }],
        Default: 'Ask',
      },
      Bad: { Type: 'Fail', Error: 'StoreDown' },
      Ask: ask,
    };
    const run = prepare(single(over({ MaxConcurrency: 2 }, states) as never), { ask: () => null });

    const execution = await run.begin(['wait', 'bad', 'never']);

    expect(execution).toMatchObject({ status: 'FAILED', error: 'StoreDown' });
    expect(run.calls.ask).toHaveLength(1);
    expect(() => run.runner.tokens.holder(tokenOf(run))).toThrow('does not exist anymore');
  });

  it('leads an iteration’s error to the Catch of the Map', async () => {
    const run = prepare({
      StartAt: 'M',
      States: {
        M: over(
          { Catch: [{ ErrorEquals: ['StoreDown'], ResultPath: '$.e', Next: 'Told' }], ItemsPath: '$.i' },
          {
            Work: { Type: 'Fail', Error: 'StoreDown', Cause: 'why' },
          },
        ) as never,
        Told: { Type: 'Succeed' },
      },
    });

    expect((await run.finish({ i: [1] })).output).toEqual({
      i: [1],
      e: { Error: 'StoreDown', Cause: 'why' },
    });
  });

  it('fails with States.Runtime when the items are no array', async () => {
    const run = prepare(single(over({ ItemsPath: '$.items' }) as never));

    expect(await run.finish({ items: 'x' })).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});
