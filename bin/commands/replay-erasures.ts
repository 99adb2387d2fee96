import { replayErasures as replay } from '../../functions/replay/replay-erasures';
import { type Console, type ExitCode, exitCodes, printJson, printLine } from '../console';
import { withLocalRun } from '../local-run';
import { openDesk } from '../open-desk';

/** Erases again, in every store or in one, what a restore or a late import brought back. */
export async function replayErasures(
  options: { store?: string; json?: boolean },
  console: Console,
): Promise<ExitCode> {
  const deps = openDesk(withLocalRun(console.env));
  let rows = 0;
  let unreadable = 0;
  for await (const replayed of replay(deps, options.store ? { storeId: options.store } : undefined)) {
    if (options.json) printJson(console.stdout, replayed);
    else if (replayed.rows > 0) {
      printLine(
        console.stdout,
        `${replayed.requestId}  ${replayed.storeId}  ${replayed.rows} rows erased again`,
      );
    }
    if (replayed.rows < 0) unreadable += 1;
    else rows += replayed.rows;
  }
  if (!options.json) {
    printLine(console.stdout, `${rows} rows had come back and are gone again.`);
    if (unreadable > 0) {
      printLine(
        console.stdout,
        `${unreadable} erasures can no longer be replayed: their keys were destroyed.`,
      );
    }
  }
  return unreadable > 0 ? exitCodes.foundProblems : exitCodes.done;
}
