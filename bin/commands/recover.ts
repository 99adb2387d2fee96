import { referenceOf } from '../../functions/domain/reference';
import { type LostRequest, lostRequests } from '../../functions/evidence/lost-request';
import { noticeLosses } from '../../functions/evidence/notice-losses';
import { settleLoss } from '../../functions/evidence/settle-loss';
import {
  CommandError,
  type Console,
  type ExitCode,
  exitCodes,
  printJson,
  printLine,
  printLines,
} from '../console';
import { onRegister } from '../open-register';
import { requestIdOf } from './redrive';

export interface RecoverOptions {
  readonly config: string;
  readonly as?: 'go-on' | 'by-person';
  readonly staff?: string;
  readonly json?: true;
}

/** Without a request: lists what was lost. With one: says how it goes on. */
export async function recover(
  name: string | undefined,
  options: RecoverOptions,
  console: Console,
): Promise<ExitCode> {
  return name === undefined ? list(options, console) : settle(name, options, console);
}

/** The sweep notes losses by itself; whoever does not wait for it finds the same here. */
async function list(options: RecoverOptions, console: Console): Promise<ExitCode> {
  const lost = await onRegister(options.config, console.env, async ({ register, evidence, clock }) => {
    if (!evidence) throw new CommandError('EVIDENCE_BUCKET is not set; it names the bucket of the anchors');
    await noticeLosses({ register, evidence, clock });
    return lostRequests(register, evidence);
  });
  if (options.json) printJson(console.stdout, lost);
  else printLines(console.stdout, recoverWords(lost));
  return lost.length === 0 ? exitCodes.done : exitCodes.foundProblems;
}

async function settle(
  name: string,
  { as, staff, config }: RecoverOptions,
  console: Console,
): Promise<ExitCode> {
  if (!as || !staff)
    throw new CommandError('say how it goes on: --as go-on or --as by-person, and who says so: --staff ID');
  const requestId = requestIdOf(name);
  const isSettled = await onRegister(config, console.env, async ({ register, desk, evidence, clock }) => {
    if (!evidence) throw new CommandError('EVIDENCE_BUCKET is not set; it names the bucket of the anchors');
    if (!desk.staff.some(({ id }) => id === staff))
      throw new CommandError(`nobody on the staff has the id ${staff}; see rightsdesk.yaml`);
    if (!(await register.find(requestId)))
      throw new CommandError(
        `the register has no request ${referenceOf(requestId)}: it can only be answered by hand`,
      );
    return settleLoss({ register, evidence, clock }, { requestId, way: as, staffId: staff });
  });
  printLine(
    console.stdout,
    `${referenceOf(requestId)}: ${isSettled ? settledWords[as] : 'nothing of it is lost.'}`,
  );
  return exitCodes.done;
}

const settledWords = {
  'go-on': 'goes on from where its log stands, with the next sweep.',
  'by-person': 'goes to staff, with the next sweep.',
};

const suggestions: Readonly<Record<LostRequest['suggests'], string>> = {
  'go-on': 'Nothing of it was a decision, a word of the person, or a deed: --as go-on repeats it.',
  'by-person':
    'Compare with the mails of those days and with the stores (npx rightsdesk preview), then --as by-person; --as go-on only if none of it happened.',
  'by-hand':
    'The register has nothing of it. The mails of those days hold its reference and the person’s address: answer it by hand, or enter it anew (npx rightsdesk intake) with the day it came.',
};

export function recoverWords(all: readonly LostRequest[]): string[] {
  if (all.length === 0) return ['Nothing is lost that anybody has still to look at.'];
  return all.flatMap(({ requestId, isGone, lost, suggests }) => [
    `${referenceOf(requestId)}${isGone ? ' is not in the register' : ''}: what was anchored and is lost`,
    ...lost.map(
      ({ seq, type, hour }) =>
        `  entry ${seq}: ${type || 'of a type that was not noted'}, in the anchor of ${hour} UTC`,
    ),
    `  ${suggestions[suggests]}`,
    '',
  ]);
}
