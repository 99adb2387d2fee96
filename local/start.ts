import { Command, InvalidArgumentError } from 'commander';
import { holdFolder } from './desk/hold-folder';
import { type DeskOptions, startDesk } from './desk/start-desk';
import { outOfReach } from './desk/store-functions';

/** Default port of the pages. */
const PORT = 3000;

async function main(): Promise<void> {
  const options = program()
    .parse()
    .opts<{ config?: string; fresh?: boolean; now?: string; directory: string }>();
  process.env.LOG_LEVEL ??= 'ERROR';
  const { config, fresh, now, directory } = options;
  const settings: DeskOptions = {
    directory,
    port: portFrom(process.env.PORT),
    ...(config ? { config } : {}),
    ...(now ? { now } : {}),
  };
  holdFolder(directory, fresh);
  const desk = await startDesk(settings);
  stopOnSignal(desk.stop);
  console.log(
    [
      '',
      `  The request form     ${desk.url}/`,
      `  The inbox            ${desk.url}/inbox      every mail the desk sends`,
      `  Staff                ${desk.url}/s          sign in as ${desk.data.desk.staff[0]?.email}`,
      `  Their phones         ${desk.url}/local/phones   what their authenticator apps show now`,
      `  All addresses        ${desk.url}/local`,
      ...desk.data.desk.stores
        .filter(outOfReach)
        .map(({ id }) => `  Out of reach here    ${id}: it logs in with IAM (docs/local-run.md)`),
      ...desk.ownStores.map(({ id, where }) => `  Read, never changed  ${id}: ${where}`),
      '',
      `  Kept in ${directory}; npm start -- --fresh starts from scratch. ${desk.ownStores.length > 0 ? 'It also holds copies from your stores' : 'Invented people only'}; no mail leaves this machine.`,
      '',
      'Rightsdesk is ready',
    ].join('\n'),
  );
}

function program(): Command {
  return new Command('npm start --')
    .description(
      'Runs the whole desk on this machine: pages, mails, state machines, and a sample shop full of invented people.',
    )
    .option(
      '--config <file>',
      'your own desk file; stores that are not on this machine are read and never written',
    )
    .option('--fresh', 'delete what an earlier run kept')
    .option(
      '--now <instant>',
      'where the virtual clock starts on the first run, e.g. 2026-03-05T09:00:00Z',
      instant,
    )
    .option('--directory <path>', 'folder for everything that the run keeps', '.rightsdesk')
    .addHelpText(
      'after',
      '\nPORT sets the port of the pages (default 3000).\nExample: PORT=8080 npm start -- --fresh --now 2026-03-05T09:00:00Z',
    );
}

function instant(text: string): string {
  if (Number.isNaN(Date.parse(text)) || !/(Z|[+-]\d\d:?\d\d)$/.test(text)) {
    throw new InvalidArgumentError('It must be an instant like 2026-03-05T09:00:00Z.');
  }
  return new Date(text).toISOString();
}

function portFrom(text: string | undefined): number {
  const port = Number(text ?? PORT);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`PORT must be a number from 1 to 65535, not ${text}`);
}

function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().finally(() => process.exit(0));
    });
  }
}

main().catch((error: Error & { problems?: readonly object[] }) => {
  console.error(`rightsdesk: ${startProblem(error)}`);
  process.exit(1);
});

/** One line with the remedy instead of a stack trace. */
function startProblem(error: Error & { code?: string }): string {
  if (error.code === 'EADDRINUSE') return 'the port is in use. Set another one: PORT=3001 npm start';
  return error.message;
}
