import { Pacer } from '../../functions/connectors/http/pacer';
import { VendorSession } from '../../functions/connectors/http/vendor-session';
import { CLUB_FILE, vendorOf } from './club-vendor';
import { aStopwatch } from './vendor-stand-in';

/** The most calls that began in any span of this length. */
function mostWithin(begun: readonly number[], length: number): number {
  return Math.max(...begun.map((from) => begun.filter((at) => at >= from && at < from + length).length));
}

describe('the limits of a vendor', () => {
  it.each([
    [{ perSecond: 3 }, 3, 50, 16_000],
    [{ perMinute: 20 }, 20, 20, 120_000],
    [{ perSecond: 5, perMinute: 30 }, 5, 30, 63_000],
  ])(
    'hold for any second and any minute under fifty calls at once, and no call waits for nothing: %j',
    async (limits, second, minute, last) => {
      const watch = aStopwatch();
      const pacer = new Pacer(limits, watch);
      const begun: number[] = [];

      await Promise.all(Array.from({ length: 50 }, () => pacer.run(async () => begun.push(watch.now()))));

      expect(begun).toHaveLength(50);
      expect(mostWithin(begun, 1_000)).toBeLessThanOrEqual(second);
      expect(mostWithin(begun, 60_000)).toBeLessThanOrEqual(Math.max(minute, 'perMinute' in limits ? 0 : 50));
      expect(begun.at(-1)).toBeLessThanOrEqual(last);
      expect([...begun].sort((one, other) => one - other)).toEqual(begun);
    },
  );

  it('hold for the calls that are under way at the same time, also when some fail', async () => {
    const pacer = new Pacer({ atOnce: 4 }, aStopwatch());
    let underWay = 0;
    let most = 0;

    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, nth) =>
        pacer.run(async () => {
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise((resolve) => setImmediate(resolve));
          underWay -= 1;
          if (nth % 7 === 0) throw new Error('failed');
        }),
      ),
    );

    expect(most).toBe(4);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(8);
  });

  it('are what the vendor says: after a Retry-After no call begins before its end, and the call is repeated', async () => {
    const watch = aStopwatch();
    const begun: number[] = [];
    const session = new VendorSession(
      vendorOf(CLUB_FILE),
      { api_key: 'swordfish' },
      async () => {
        begun.push(watch.now());
        return begun.length === 1
          ? { status: 429, headers: { 'retry-after': '7' }, text: '{}' }
          : { status: 200, headers: {}, text: '{}' };
      },
      watch,
    );

    await session.call(session.vendor.test, { values: {} });
    await session.call(session.vendor.test, { values: {} });

    expect(begun).toEqual([0, 7_000, 7_000]);
  });

  it('end in a fault when the vendor goes on refusing', async () => {
    let calls = 0;
    const session = new VendorSession(
      vendorOf(CLUB_FILE),
      { api_key: 'swordfish' },
      async () => {
        calls += 1;
        return { status: 429, headers: {}, text: '' };
      },
      aStopwatch(),
    );

    await expect(session.call(session.vendor.test, { values: {} })).rejects.toMatchObject({
      place: { code: 'too-many-calls' },
    });
    expect(calls).toBe(4);
  });
});
