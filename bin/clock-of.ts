import { systemClock } from '../functions/adapters/system-clock';
import { civilDateOf } from '../functions/domain/civil-time';
import type { Clock } from '../functions/domain/clock';
import { VirtualClock } from '../local/aws/virtual-clock';

/** The clock that a command uses: the system's, or the virtual clock of a local run. */
export function clockOf(env: Readonly<Record<string, string | undefined>>): Clock {
  const file = env.RIGHTSDESK_CLOCK_FILE;
  return file ? new VirtualClock(file) : systemClock;
}

/** Today in a zone, a plain date, by {@link clockOf}. */
export function todayIn(zone: string, env: Readonly<Record<string, string | undefined>>): string {
  return civilDateOf(clockOf(env).now(), zone).toString();
}
