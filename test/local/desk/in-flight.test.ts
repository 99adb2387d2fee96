import { InFlight } from '../../../local/desk/in-flight';

/** Counts the moments that passed. */
function moments(during: (nth: number) => unknown = () => undefined) {
  const seen = { count: 0 };
  const moment = async () => {
    seen.count += 1;
    await during(seen.count);
  };
  return { seen, moment };
}

describe('the wait until nothing is at work', () => {
  it('takes four moments in a row', async () => {
    const { seen, moment } = moments();

    await new InFlight({ moment }).quiet();

    expect(seen.count).toBe(4);
  });

  it('starts again when something ran meanwhile, once that has ended', async () => {
    let work: InFlight | undefined;
    let hasEnded = false;
    const { seen, moment } = moments((nth) => {
      if (nth !== 3) return;
      void work
        ?.watch(() => new Promise<void>((done) => setTimeout(done, 20)))(undefined)
        .then(() => {
          hasEnded = true;
        });
    });
    work = new InFlight({ moment });

    await work.quiet();

    expect(seen.count).toBe(3 + 4);
    expect(hasEnded).toBe(true);
  });

  it('survives a function that fails', async () => {
    const work = new InFlight();
    const failing = work.watch(() => Promise.reject(new RangeError('broken')))(undefined);

    await Promise.all([expect(failing).rejects.toThrow('broken'), work.quiet()]);
  });
});
