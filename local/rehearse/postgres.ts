import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { endProgram, runProgram, startProgram } from './run-program';

export interface RealPostgres {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a PostgreSQL server of Debian's package with its own cluster under the directory. PostgreSQL refuses
 * to run as root, so root starts it as `postgres`.
 */
export async function startPostgres(directory: string, port: number): Promise<RealPostgres> {
  const data = join(directory, 'postgres');
  mkdirSync(data, { recursive: true });
  chmodSync(directory, 0o711);
  const asRoot = process.getuid?.() === 0;
  if (asRoot) chownSync(data, await idOf('-u'), await idOf('-g'));
  const bin = postgresPrograms();
  const as = (program: string, args: readonly string[]): [string, string[]] =>
    asRoot ? ['setpriv', [...asPostgres, join(bin, program), ...args]] : [join(bin, program), [...args]];
  await runProgram(...as('initdb', ['--pgdata', data, '--auth', 'trust', '--username', 'shop', '--no-sync']));
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${data}`,
    'fsync=off',
  ];
  const child = startProgram(
    ...as('postgres', ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]),
    { log: join(directory, 'postgres.log'), env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } },
  );
  const url = `postgres://shop@127.0.0.1:${port}/postgres`;
  const stop = () => endProgram(child);
  await untilReady(url).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, stop };
}

const asPostgres = ['--reuid=postgres', '--regid=postgres', '--init-groups'];

async function idOf(which: '-u' | '-g'): Promise<number> {
  return Number(await runProgram('id', [which, 'postgres']));
}

function postgresPrograms(): string {
  const root = '/usr/lib/postgresql';
  const [newest] = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  if (!newest)
    throw new Error('no PostgreSQL under /usr/lib/postgresql: install the Debian package postgresql');
  return join(root, newest, 'bin');
}

async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 80; tries += 1) {
    const client = new Client({ connectionString: url });
    const ready = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (ready) return;
    await sleep(250);
  }
  throw new Error('PostgreSQL did not start within 20 seconds');
}
