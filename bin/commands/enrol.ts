import { createInterface } from 'node:readline/promises';
import { phoneClock } from '../../functions/adapters/system-clock';
import { mailFactorChange } from '../../functions/casework/mail/mail-factor-change';
import type { Clock } from '../../functions/domain/clock';
import type { StaffMember } from '../../functions/domain/desk';
import type { DeskDeps } from '../../functions/domain/desk-deps';
import { signOutEverywhere } from '../../functions/web/staff/sign-ins';
import { enrolByCommand, freshSecret, provesApp } from '../../functions/web/totp/enrolment';
import { renewRecoveryCodes } from '../../functions/web/totp/recovery-codes';
import { CommandError, type Console, type ExitCode, exitCodes, printLine, printLines } from '../console';
import { withLocalRun } from '../local-run';
import { openDesk } from '../open-desk';
import { qrText } from '../qr-text';

export interface EnrolOptions {
  readonly recoveryCodes?: true;
}

type Deps = Pick<DeskDeps, 'desk' | 'items' | 'vault' | 'clock' | 'mailbox'> & {
  readonly phoneClock?: Clock;
};

/**
 * Sets up the authenticator app of one member of staff, with that person present: the secret never travels by
 * mail.
 */
export function enrol(staffId: string, options: EnrolOptions, console: Console): Promise<ExitCode> {
  const deps = Object.assign(openDesk(withLocalRun(console.env)), { phoneClock });
  return enrolIn(deps, staffId, options, console);
}

/** @throws CommandError when no member of staff has this id, or the app was changed meanwhile */
export async function enrolIn(
  deps: Deps,
  staffId: string,
  options: EnrolOptions,
  console: Console,
): Promise<ExitCode> {
  const staff = memberOf(deps, staffId);
  return options.recoveryCodes ? newCodes(deps, staff, console) : newApp(deps, staff, console);
}

export function memberOf({ desk }: Pick<Deps, 'desk'>, staffId: string): StaffMember {
  const staff = desk.staff.find((s) => s.id === staffId);
  if (staff) return staff;
  const ids = desk.staff.map(({ id }) => id).join(', ');
  throw new CommandError(`no member of staff has the id ${staffId}; rightsdesk.yaml has ${ids}`);
}

async function newApp(deps: Deps, staff: StaffMember, console: Console): Promise<ExitCode> {
  const { secret, uri } = freshSecret(deps, staff);
  printLines(console.stdout, [
    `Authenticator app for ${staff.name} (${staff.id})`,
    '',
    ...qrText(uri),
    '',
    `Scan it with an authenticator app on the phone of ${staff.name}, or type this key: ${secret}`,
  ]);
  if (!(await askForCode(deps, staff, secret, console))) {
    printLine(console.stderr, 'rightsdesk: the code does not match this key; nothing was changed');
    return exitCodes.foundProblems;
  }
  const enrolled = await enrolByCommand(deps, staff, secret);
  if (!enrolled)
    throw new CommandError(
      'somebody else changed this app at the same time; nothing was changed here, try again',
    );
  if (enrolled.replaced) await signOutEverywhere(deps, staff.id, deps.clock.now());
  printCodes(console, enrolled.recoveryCodes);
  const news = enrolled.replaced ? 'replaced' : 'enrolled';
  await tell(console, () => mailFactorChange(deps, news, { staff, totp: enrolled.totp }));
  return exitCodes.done;
}

/** Several tries, in case the phone's clock is off or a digit was mistyped. */
const TRIES = 3;

async function askForCode(
  deps: Deps,
  staff: StaffMember,
  secret: string,
  { stdin, stdout }: Console,
): Promise<boolean> {
  const lines = createInterface({ input: stdin })[Symbol.asyncIterator]();
  for (let left = TRIES; left > 0; left -= 1) {
    stdout.write('The six digits that the app shows now: ');
    const { value, done } = await lines.next();
    if (done) return false;
    if (await provesApp(deps, staff, secret, value)) {
      await lines.return?.();
      return true;
    }
    if (left > 1)
      printLine(
        stdout,
        'That code is wrong. Type the newest one, and let the phone set its time automatically.',
      );
  }
  return false;
}

async function newCodes(deps: Deps, staff: StaffMember, console: Console): Promise<ExitCode> {
  const made = await renewRecoveryCodes(deps, staff.id);
  if (!made)
    throw new CommandError(`${staff.name} has no authenticator app; run npx rightsdesk enrol ${staff.id}`);
  printCodes(console, made.codes);
  await tell(console, () => mailFactorChange(deps, 'recovery-made', { staff, totp: made.totp }));
  return exitCodes.done;
}

function printCodes({ stdout }: Console, codes: readonly string[]): void {
  printLines(stdout, [
    '',
    'Recovery codes, in case the phone is lost. Each works once, and they are shown only now:',
    '',
    ...codes.map((code) => `  ${code}`),
    '',
    'Keep them on paper, away from the phone and the mailbox.',
  ]);
}

/** A failed mail does not undo the change; then whoever runs the command has to inform the others. */
export async function tell({ stdout, stderr }: Console, send: () => Promise<void>): Promise<void> {
  try {
    await send();
    printLine(stdout, 'All approvers and escalateTo got a mail about it.');
  } catch (error) {
    const { name } = error as Error;
    printLine(
      stderr,
      `rightsdesk: done, but not all mails about it could be sent (${name}). Inform the approvers yourself.`,
    );
  }
}
