import { readFileSync, writeFileSync } from 'node:fs';
import { VirtualClock } from '../../../local/aws/virtual-clock';
import { removeDirectory, temporaryDirectory } from './local-machine';

describe('the virtual clock', () => {
  const directory = temporaryDirectory();
  const file = `${directory}/state/clock.json`;

  afterAll(() => removeDirectory(directory));

  it('shows the time that was set and continues from there', () => {
    const clock = new VirtualClock();

    clock.set('2031-02-28T23:59:59.500Z');

    expect(clock.now()).toMatch(/^2031-02-28T23:59:59\.5\d\dZ$/);
  });

  it('advances by calendar months as well as by hours', () => {
    const clock = new VirtualClock();
    clock.set('2027-01-31T10:00:00Z');

    clock.advance('P1MT2H');

    expect(clock.now()).toMatch(/^2027-02-28T12:00:00/);
  });

  it.each(['-P1D', 'tomorrow', ''])('refuses to advance by %j', (duration) => {
    expect(() => new VirtualClock().advance(duration)).toThrow(RangeError);
  });

  it('keeps its time across a restart, even if it is behind the system’s', () => {
    const first = new VirtualClock(file);
    first.set('2019-05-06T00:00:00Z');
    first.advance('P1D');

    expect(new VirtualClock(file).now()).toMatch(/^2019-05-07T00:00:0/);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ offsetMs: expect.any(Number) });
  });

  it('names the remedy when its file is damaged', () => {
    const damaged = `${directory}/damaged.json`;
    writeFileSync(damaged, '{"offsetMs":"x"}');

    expect(() => new VirtualClock(damaged)).toThrow(/damaged.json is damaged; delete it/);
  });

  it('fires what is due after a jump, in order of time and then of creation', () => {
    const clock = new VirtualClock();
    const fired: string[] = [];
    const at = (milliseconds: number, name: string) =>
      clock.schedule(clock.epochMs() + milliseconds, () => fired.push(name));
    at(86_400_000 * 40, 'in 40 days');
    at(1_000, 'in a second');
    const base = clock.epochMs() + 60_000;
    clock.schedule(base, () => fired.push('first of the minute'));
    clock.schedule(base, () => fired.push('second of the minute'));

    clock.advance('P39D');
    const before = [...fired];
    clock.advance('P1D');

    expect(before).toEqual(['in a second', 'first of the minute', 'second of the minute']);
    expect(fired.at(-1)).toBe('in 40 days');
  });

  it('sleeps no longer than a timer of the system can, and fires nothing early', async () => {
    const clock = new VirtualClock();
    const sleeping = jest.spyOn(globalThis, 'setTimeout');
    let fired = false;
    clock.schedule(clock.epochMs() + 2 ** 31 + 5_000, () => {
      fired = true;
    });

    const sleeps = sleeping.mock.calls.map(([, milliseconds]) => milliseconds);
    sleeping.mockRestore();
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(sleeps).toEqual([2 ** 31 - 1]);
    expect(fired).toBe(false);
    clock.stop();
  });

  it('does not fire a cancelled timer', () => {
    const clock = new VirtualClock();
    let fired = false;
    const cancel = clock.schedule(clock.epochMs() + 1_000, () => {
      fired = true;
    });

    cancel();
    clock.advance('P1D');

    expect(fired).toBe(false);
  });

  it('fires by itself when the time comes, never within the call that scheduled it', async () => {
    const clock = new VirtualClock();
    const fired: string[] = [];
    clock.schedule(clock.epochMs() - 1, () => fired.push('past'));
    const within = [...fired];

    await new Promise<void>((resolve) => clock.schedule(clock.epochMs() + 5, resolve));

    expect(within).toEqual([]);
    expect(fired).toEqual(['past']);
  });
});
