/** Starts a function as Lambda does: loads its code and makes its first call. See `start-up-part.ts`. */
import { performance } from 'node:perf_hooks';
import type { StartInput, StartOutput } from './start-up-part';

type Handler = (event: object, context: object) => Promise<{ statusCode?: number } | undefined>;

async function main(): Promise<void> {
  const { file, event } = JSON.parse(process.argv[2] ?? '{}') as StartInput;
  const began = performance.now();
  const { handler } = require(file) as { handler: Handler };
  const loaded = performance.now();
  const outcome = await handler(event, {}).then(
    (answer) => String(answer?.statusCode ?? 'done'),
    (error: Error) => error.name,
  );
  const output: StartOutput = { init: loaded - began, total: performance.now() - began, outcome };
  process.stdout.write(`\n${JSON.stringify(output)}`, () => process.exit(0));
}

void main();
