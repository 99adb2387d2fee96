import { VirtualClock } from '../../../local/aws/virtual-clock';
import { mover, oneAtATime, sweepOnSchedule } from '../../../local/desk/move-clock';

const nothing = { checked: 0, done: 0, failed: 0, received: 0, handedOn: 0 };

function aMover() {
  const clock = new VirtualClock();
  clock.set('2026-03-05T09:00:00Z');
  const swept: string[] = [];
  const sweep = oneAtATime(async () => {
    swept.push(clock.now().slice(0, 10));
    await new Promise((done) => setImmediate(done));
    return nothing;
  });
  const stop = sweepOnSchedule(clock, sweep);
  const move = mover({ clock, zone: 'Europe/Berlin', sweep, quiet: async () => undefined });
  return { clock, swept, move, stop };
}

describe('a move of the clock', () => {
  it('makes one sweep a day, including the one that the schedule starts', async () => {
    const { clock, swept, move, stop } = aMover();

    await move({ by: 'P3D' });
    await move({ by: 'PT1M' });
    stop();
    clock.stop();

    expect(swept).toEqual(['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-08']);
  });

  it('makes the next sweep even if the last one failed', async () => {
    let tries = 0;
    const sweep = oneAtATime(async () => {
      tries += 1;
      if (tries === 1) throw new Error('out of reach');
      return nothing;
    });

    await expect(sweep()).rejects.toThrow('out of reach');
    expect(await sweep()).toEqual(nothing);
  });
});
