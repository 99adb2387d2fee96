import { CommandError, type Console, type ExitCode, exitCodes, printLine } from '../console';
import { withLocalRun } from '../local-run';
import { openDesk } from '../open-desk';

/** A phone is lost: the next act of this member of staff that needs the authenticator app sets it up anew. */
export async function resetApp(staffId: string, console: Console): Promise<ExitCode> {
  const deps = openDesk(withLocalRun(console.env));
  const staff = deps.desk.staff.find((s) => s.id === staffId);
  if (!staff) throw new CommandError(`nobody on the staff has the id ${staffId}; see rightsdesk.yaml`);
  await deps.items.dropTotp(staff.id);
  printLine(
    console.stdout,
    `${staff.name} sets up the authenticator app anew with the next act that needs it.`,
  );
  return exitCodes.done;
}
