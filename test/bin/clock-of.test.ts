import { join } from 'node:path';
import { clockOf, todayIn } from '../../bin/clock-of';
import { systemClock } from '../../functions/adapters/system-clock';
import { VirtualClock } from '../../local/aws/virtual-clock';
import { inTemporaryFolder } from './temporary-folder';

describe('the clock of a command', () => {
  it('is the system’s own unless a local run wrote down another', () => {
    expect(clockOf({})).toBe(systemClock);
  });

  it('is that of the local run, wherever people moved it', async () => {
    await inTemporaryFolder(async (folder) => {
      const env = { RIGHTSDESK_CLOCK_FILE: join(folder, 'clock.json') };
      new VirtualClock(env.RIGHTSDESK_CLOCK_FILE).set('2031-05-01T22:30:00Z');

      const now = clockOf(env).now();

      expect(now.slice(0, 13)).toBe('2031-05-01T22');
      expect(todayIn('Europe/Berlin', env)).toBe('2031-05-02');
    });
  });

  it('is the system’s time while nobody has moved it', async () => {
    await inTemporaryFolder(async (folder) => {
      const before = systemClock.now();

      const now = clockOf({ RIGHTSDESK_CLOCK_FILE: join(folder, 'clock.json') }).now();

      expect(now >= before && now <= systemClock.now()).toBe(true);
    });
  });
});
