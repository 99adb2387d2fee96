import { randomBytes } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { requestIdOf } from '../../functions/domain/new-request-id';
import { referenceOf } from '../../functions/domain/reference';
import { RequestForm } from '../../functions/domain/request-form';
import { needsWords } from '../../functions/domain/rights';
import { enterRequest } from '../../functions/web/staff/enter-request';
import { missingMessageText } from '../../functions/words/missing-message-text';
import { CommandError, type Console, type ExitCode, exitCodes, printJson, printLine } from '../console';
import { withLocalRun } from '../local-run';
import { openDesk } from '../open-desk';

export interface IntakeOptions {
  readonly right: string;
  readonly email: string;
  readonly received: string;
  readonly staff: string;
  readonly channel: string;
  readonly for: string;
  readonly relation: string;
  readonly name?: string;
  readonly place?: string;
  readonly message?: string;
  readonly known?: string;
  readonly json?: boolean;
}

/** Enters a request that came by letter, phone or in person, with the day on which it really came. */
export async function intake(options: IntakeOptions, console: Console): Promise<ExitCode> {
  const deps = openDesk(withLocalRun(console.env));
  const staff = deps.desk.staff.find((s) => s.id === options.staff && s.may.includes('enter'));
  if (!staff)
    throw new CommandError(`--staff: rightsdesk.yaml has no ${options.staff} who may enter requests`);
  const form = formOf(options);
  const receivedAt = instantOf(options.received, deps.desk.zone);
  if (receivedAt > deps.clock.now()) throw new CommandError('--received is in the future');
  const requestId = requestIdOf(randomBytes(18).toString('base64url'));
  const known = options.known ? { known: options.known } : {};
  await enterRequest(deps, { requestId, form, receivedAt, cameBy: options.channel, staff, ...known });
  if (options.json) printJson(console.stdout, { requestId, reference: referenceOf(requestId) });
  else
    printLine(console.stdout, `${referenceOf(requestId)} entered; its clock runs from ${options.received}.`);
  return exitCodes.done;
}

function formOf(options: IntakeOptions): RequestForm {
  const parsed = RequestForm.safeParse({
    right: options.right,
    forWhom: options.for,
    relation: options.relation,
    email: options.email,
    ...(options.name ? { name: options.name } : {}),
    ...(options.message ? { message: options.message } : {}),
    ...(options.place ? { livesIn: options.place } : {}),
  });
  if (parsed.success) {
    if (needsWords(parsed.data.right) && !parsed.data.message)
      throw new CommandError(`--message: ${missingMessageText(parsed.data.right)}`);
    return parsed.data;
  }
  const wrong = parsed.error.issues.map((issue) => String(issue.path[0]));
  throw new CommandError(`invalid: ${[...new Set(wrong)].join(', ')}; see npx rightsdesk intake --help`);
}

/** A plain date means its first moment in the desk's zone; an instant is taken as it is. */
function instantOf(text: string, zone: string): string {
  try {
    const instant = /T/.test(text)
      ? Temporal.Instant.from(text)
      : Temporal.PlainDate.from(text).toZonedDateTime({ timeZone: zone }).toInstant();
    return instant.toString({ smallestUnit: 'millisecond' });
  } catch {
    throw new CommandError(
      '--received must be a day like 2026-03-05 or an instant like 2026-03-05T10:00:00+01:00',
    );
  }
}
