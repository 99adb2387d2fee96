import type { DataMap } from '../../domain/data-map';
import type { Desk } from '../../domain/desk';
import { optOutStores } from '../../domain/opt-out-searches';

/**
 * Signals come by the thousand: where no store sets the opt-out by itself, each of them becomes a task for
 * staff.
 */
export function signalWarnings({ optOutSignals }: Desk, map: DataMap): string[] {
  if (!optOutSignals) return [];
  const { automatic, manual } = optOutStores(map, 'opt-out-of-sale');
  if (automatic.length === 0)
    return [
      'optOutSignals: no store has a field that opt-out-of-sale sets, so each signal becomes a task for staff; name one with opt_out in the data map',
    ];
  if (manual.length === 0) return [];
  return [
    `optOutSignals: a person has to set opt-out-of-sale in ${manual.join(', ')}, so each signal becomes a task for staff`,
  ];
}
