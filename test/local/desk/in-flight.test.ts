import { InFlight } from '../../../local/desk/in-flight';

/** Moments of these lengths in milliseconds; counts how many passed. */
function moments(lengthOf: (nth: number) => number, during: (nth: number) => unknown = () => undefined) {
  const seen = { count: 0 };
  const moment = async () => {
    seen.count += 1;
    await during(seen.count);
    return lengthOf(seen.count);
  };
  return { seen, moment };
}

describe('the wait until nothing is at work', () => {
  it('takes four moments in a row', async () => {
    const { seen, moment } = moments(() => 8);

    await new InFlight({ moment }).quiet();

    expect(seen.count).toBe(4);
  });

  it('starts again when something ran meanwhile', async () => {
    let end = () => {};
    let work: InFlight | undefined;
    const { seen, moment } = moments(
      () => 8,
      (nth) => {
        if (nth === 3) void work?.watch(() => new Promise<void>((done) => (end = done)))(undefined);
        if (nth === 5) end();
      },
    );
    work = new InFlight({ moment });

    await work.quiet();

    expect(seen.count).toBe(4 + 4);
  });

  it('is longer on a busy machine', async () => {
    const { seen, moment } = moments((nth) => (nth <= 20 ? 40 : 8));

    await new InFlight({ moment }).quiet();

    expect(seen.count).toBe(20 + 2);
  });
});
