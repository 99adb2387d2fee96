import { type Replayed, replayErasures as replay } from '../../functions/casework/replay/replay-erasures';
import { type Console, type ExitCode, exitCodes, printJson, printLine } from '../console';
import { withLocalRun } from '../local-run';
import { openDesk } from '../open-desk';
import { replayLines, summaryLine } from '../replay-text';

/**
 * Erases again, in every store or in one, what a restore or a late import brought back, and lists what staff
 * have to look at.
 */
export async function replayErasures(
  options: { store?: string; json?: boolean },
  console: Console,
): Promise<ExitCode> {
  const deps = openDesk(withLocalRun(console.env));
  const all: Replayed[] = [];
  for await (const replayed of replay(deps, options.store ? { storeId: options.store } : undefined)) {
    all.push(replayed);
    if (options.json) printJson(console.stdout, replayed);
    else for (const line of replayLines(replayed)) printLine(console.stdout, line);
  }
  if (!options.json) for (const line of summaryLine(all)) printLine(console.stdout, line);
  const whole = all.every(({ rows, left, fault }) => rows >= 0 && left.length === 0 && !fault);
  return whole ? exitCodes.done : exitCodes.foundProblems;
}
