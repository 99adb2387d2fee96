import { mailFactorChange } from '../../functions/casework/mail/mail-factor-change';
import type { DeskDeps } from '../../functions/domain/desk-deps';
import { signOutEverywhere } from '../../functions/web/staff/sign-ins';
import { unlock } from '../../functions/web/totp/staff-totp';
import { type Console, type ExitCode, exitCodes, printLine } from '../console';
import { withLocalRun } from '../local-run';
import { openDesk } from '../open-desk';
import { memberOf, tell } from './enrol';

export interface ResetAppOptions {
  /** Keeps the app and only unlocks it. */
  readonly unlock?: true;
}

type Deps = Pick<DeskDeps, 'desk' | 'items' | 'vault' | 'clock' | 'mailbox'>;

/**
 * Removes the app of a lost phone, or one of unknown origin, and ends every session that was opened with it.
 */
export function resetApp(staffId: string, options: ResetAppOptions, console: Console): Promise<ExitCode> {
  return resetAppIn(openDesk(withLocalRun(console.env)), staffId, options, console);
}

/** @throws CommandError when no member of staff has this id */
export async function resetAppIn(
  deps: Deps,
  staffId: string,
  options: ResetAppOptions,
  console: Console,
): Promise<ExitCode> {
  const staff = memberOf(deps, staffId);
  const totp = options.unlock ? await unlock(deps, staff.id) : await deps.items.findTotp(staff.id);
  if (!totp) {
    printLine(
      console.stdout,
      `${staff.name} has no authenticator app. Set one up: npx rightsdesk enrol ${staff.id}`,
    );
    return exitCodes.done;
  }
  if (!options.unlock) {
    await deps.items.dropTotp(staff.id);
    await signOutEverywhere(deps, staff.id, deps.clock.now());
  }
  printLine(
    console.stdout,
    options.unlock
      ? `${staff.name} can type codes again.`
      : `The app of ${staff.name} was removed. Set up another: npx rightsdesk enrol ${staff.id}`,
  );
  await tell(console, () => mailFactorChange(deps, options.unlock ? 'unlocked' : 'reset', { staff, totp }));
  return exitCodes.done;
}
