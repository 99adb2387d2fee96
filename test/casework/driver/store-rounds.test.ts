import { forEveryStore, type RoundPlan, runRounds } from '../../../functions/casework/driver/store-rounds';

/** The plans in order, and the stores that were worked on. */
function planned(...plans: RoundPlan<string, string>[]) {
  const worked: string[] = [];
  return {
    worked,
    plan: async () => plans.shift() ?? { next: 'nothing planned' },
    work: async (store: string) => worked.push(store),
  };
}

describe('rounds of work in stores', () => {
  it('go on until there is another step to take', async () => {
    const { plan, work, worked } = planned(
      { next: 'search', stores: ['shop', 'profiles'] },
      { next: 'search', stores: ['files'] },
      { next: 'decide' },
    );

    await expect(runRounds(plan, work)).resolves.toEqual({ next: 'decide' });
    expect(worked).toEqual(['shop', 'profiles', 'files']);
  });

  it('ask again after a round in which nothing was left to do', async () => {
    const { plan, work } = planned({ next: 'again', stores: [] }, { next: 'done' });

    await expect(runRounds(plan, work)).resolves.toEqual({ next: 'done' });
  });

  it('stop when the time is over, and say what the next call will find', async () => {
    const { plan, work, worked } = planned(
      { next: 'search', stores: ['shop'] },
      { next: 'search', stores: ['files'] },
    );

    await expect(runRounds(plan, work, () => worked.length > 0)).resolves.toEqual({ next: 'search' });
    expect(worked).toEqual(['shop']);
  });

  it('end with an error if they make no progress, so that staff look into it', async () => {
    const plan = async () => ({ next: 'again', stores: [] });

    await expect(runRounds(plan, async () => {})).rejects.toThrow('make no progress');
  });

  it('end with the error of the store, so that the whole step is retried', async () => {
    const { plan } = planned({ next: 'search', stores: ['shop'] }, { next: 'decide' });
    const work = () => Promise.reject(new Error('no such thing'));

    await expect(runRounds(plan, work)).rejects.toThrow('no such thing');
  });
});

describe('the work in every store', () => {
  it('gives every other store its turn although one fails', async () => {
    const done: number[] = [];
    const stores = Array.from({ length: 9 }, (_, n) => n);
    const work = async (n: number) => {
      if (n % 2 === 0) throw new Error(`store ${n}`);
      done.push(n);
    };

    await expect(forEveryStore(stores, work)).rejects.toThrow('store 0');
    expect(done).toEqual([1, 3, 5, 7]);
  });

  it('runs on at most four stores at the same time', async () => {
    let [now, most] = [0, 0];
    const work = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((done) => setTimeout(done, 5));
      now -= 1;
    };

    await forEveryStore(Array.from({ length: 10 }), work);

    expect(most).toBe(4);
  });
});
