import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FEEDBACK_FUNCTION, type LocalAws } from '../aws/local-aws';
import { loadStateMachine } from '../runner/load-state-machine';
import type { LocalFunctions } from './local-functions';

const root = join(__dirname, '..', '..');

/** Memory and time limit of the deployed functions; the runner enforces them here. */
const LIMITS = { timeoutSeconds: 900, memoryMb: 1024 };

interface StepModule {
  readonly handler: (event: unknown) => Promise<unknown>;
}

/**
 * Registers the handlers that the stack deploys, one per folder of `functions/steps`, and the watch. Returns
 * their ARNs by folder name.
 */
export function registerSteps(aws: LocalAws, { load, work }: LocalFunctions): Record<string, string> {
  const arns: Record<string, string> = {};
  const steps = readdirSync(join(root, 'functions', 'steps')).filter((name) => name !== 'intake');
  for (const name of steps) {
    const { handler } = load<StepModule>(`functions/steps/${name}/${name}.handler`);
    arns[name] = aws.functions.register(`rightsdesk-${name}`, work.watch(handler), LIMITS);
  }
  const { handler } = load<StepModule>('functions/watch/note-bounce.handler');
  aws.functions.register(FEEDBACK_FUNCTION, work.watch(handler), LIMITS);
  return arns;
}

/** Registers the unchanged machines of `statemachines/` with the functions that implement their states. */
export function registerMachines(aws: LocalAws, arns: Readonly<Record<string, string>>): void {
  const folder = join(root, 'statemachines');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.asl.json'))) {
    const name = `rightsdesk-${file.replace('.asl.json', '')}`;
    aws.stateMachines.register(
      name,
      loadStateMachine(readFileSync(join(folder, file), 'utf8'), byStateName(arns)),
    );
  }
}

/** `${SearchStores}` for `search-stores`. */
function byStateName(arns: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(arns).map(([folder, arn]) => [
      folder.replace(/(^|-)([a-z])/g, (_, _dash, letter: string) => letter.toUpperCase()),
      arn,
    ]),
  );
}
