import { ensureDriver } from '../../functions/casework/driver/ensure-driver';
import type { DeskDeps } from '../../functions/domain/desk-deps';
import { UnknownRequestError } from '../../functions/domain/errors';
import { machineFor } from '../../functions/domain/machine';
import { referenceOf } from '../../functions/domain/reference';
import { CommandError, type Console, type ExitCode, exitCodes, printLine } from '../console';
import { withLocalRun } from '../local-run';
import { openDesk } from '../open-desk';

/** `rightsdesk redrive REQUEST`, of the desk that the environment or a local run names. */
export async function redriveRequest(name: string, console: Console): Promise<ExitCode> {
  printLine(console.stdout, await redrive(openDesk(withLocalRun(console.env)), name));
  return exitCodes.done;
}

/**
 * Starts the execution of a request again when its last one is lost; harmless when it is running.
 *
 * @param name - `dsr-7k3m9qxt2b4d` or, as people write it, `DSR-7K3M-9QXT-2B4D`
 * @returns what happened, in words
 * @throws {CommandError} when there is no such request
 */
export async function redrive(deps: Pick<DeskDeps, 'register' | 'workflow'>, name: string): Promise<string> {
  const requestId = requestIdOf(name);
  const before = await versionOf(deps, requestId);
  await ensureDriver(deps, requestId);
  const { request, version } = await versionOf(deps, requestId);
  const reference = referenceOf(requestId);
  const machine = machineFor(request);
  if (!machine)
    return `${reference} is ${request.status}: no state machine drives it, so nothing was started.`;
  return version > before.version
    ? `${reference}: ${machine} was started again, version ${version}.`
    : `${reference}: ${machine} version ${version} is running, or was redriven.`;
}

/** `DSR-7K3M-9QXT-2B4D` is `dsr-7k3m9qxt2b4d`. */
export function requestIdOf(name: string): string {
  return `dsr-${name.toLowerCase().replace(/^dsr-/, '').replaceAll('-', '')}`;
}

async function versionOf(deps: Pick<DeskDeps, 'register'>, requestId: string) {
  try {
    const request = await deps.register.load(requestId);
    const started = request.log.filter((event) => event.type === 'workflow-started');
    return { request, version: started.length };
  } catch (error) {
    if (error instanceof UnknownRequestError)
      throw new CommandError(`the register has no request ${referenceOf(requestId)}`);
    throw error;
  }
}
