import { referenceOf } from '../../functions/domain/reference';
import { detectLosses } from '../../functions/watch/audit/detect-losses';
import { lostRequests } from '../../functions/watch/audit/lost-request';
import { tracesOfLostRequests } from '../../functions/watch/audit/lost-request-traces';
import { settleLoss } from '../../functions/watch/audit/settle-loss';
import { strayKeys } from '../../functions/watch/audit/stray-keys';
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
import { recoverLines, strayKeyLines } from '../recover-text';
import { keptKeys, traceReaders } from '../trace-readers';
import { requestIdOf } from './redrive';

export interface RecoverOptions {
  readonly config: string;
  readonly as?: 'go-on' | 'by-person';
  readonly staff?: string;
  readonly json?: true;
}

/** Without a request, lists what was lost. With one, records how it continues. */
export async function recover(
  name: string | undefined,
  options: RecoverOptions,
  console: Console,
): Promise<ExitCode> {
  return name === undefined ? list(options, console) : settle(name, options, console);
}

/** Finds the same losses as the sweep, without waiting for it. */
async function list(options: RecoverOptions, console: Console): Promise<ExitCode> {
  const { readers, notAsked } = traceReaders(console.env);
  const found = await onRegister(options.config, console.env, async ({ register, evidence, clock }) => {
    if (!evidence) throw new CommandError('EVIDENCE_BUCKET is not set; set it to the bucket of the anchors');
    await detectLosses({ register, evidence, clock });
    const keys = await keptKeys(console.env);
    return {
      ...(await tracesOfLostRequests(register, await lostRequests(register, evidence, clock.now()), readers)),
      strays: keys ? await strayKeys(register, keys) : [],
    };
  });
  const unseen = [...notAsked, ...found.notAsked];
  if (options.json)
    printJson(console.stdout, { requests: found.requests, keys: found.strays, notLookedAt: unseen });
  else printLines(console.stdout, [...recoverLines(found.requests, unseen), ...strayKeyLines(found.strays)]);
  return found.requests.length + found.strays.length === 0 ? exitCodes.done : exitCodes.foundProblems;
}

async function settle(
  name: string,
  { as, staff, config }: RecoverOptions,
  console: Console,
): Promise<ExitCode> {
  if (!as || !staff)
    throw new CommandError(
      'give --as go-on or --as by-person, and the member of staff who decides so: --staff ID',
    );
  const requestId = requestIdOf(name);
  const isSettled = await onRegister(config, console.env, async ({ register, desk, evidence, clock }) => {
    if (!evidence) throw new CommandError('EVIDENCE_BUCKET is not set; set it to the bucket of the anchors');
    if (!desk.staff.some(({ id }) => id === staff))
      throw new CommandError(`no member of staff has the id ${staff}; see rightsdesk.yaml`);
    if (!(await register.find(requestId)))
      throw new CommandError(
        `the register has no request ${referenceOf(requestId)}: it can only be answered by hand`,
      );
    return settleLoss({ register, evidence, clock }, { requestId, way: as, staffId: staff });
  });
  printLine(
    console.stdout,
    `${referenceOf(requestId)}: ${isSettled ? settledWords[as] : 'nothing of this request is lost.'}`,
  );
  return exitCodes.done;
}

const settledWords = {
  'go-on': 'continues from the last entry of its log at the next sweep.',
  'by-person': 'goes to staff at the next sweep.',
};
