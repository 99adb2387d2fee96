import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { freePort } from '../../local/free-port';
import type { ServerCertificate } from './real-postgres';

export interface RealMariadb {
  readonly port: number;
  /** Connection string of the database `shop`, as superuser unless another account is named. */
  url(user?: string, password?: string): string;
  restart(): Promise<void>;
  /** Stops the process without ending it, as a server that hangs does, and lets it go on. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

const SERVER = '/usr/sbin/mariadbd';
const LONGEST_START_MS = 30_000;

/** Whether Debian's `mariadb-server` is on this machine. */
export function hasMariadb(): boolean {
  return existsSync(SERVER);
}

/**
 * Starts Debian's MariaDB in a folder of its own, on a free port of 127.0.0.1. As root it runs as `nobody`,
 * since it refuses to run as root.
 *
 * @param shown - with it the server speaks TLS, and takes log-ins over TCP through nothing else
 * @param disk - `durable` waits for the disk at each commit, as a business's own does
 */
export async function startRealMariadb(
  shown?: ServerCertificate,
  disk: 'volatile' | 'durable' = 'volatile',
): Promise<RealMariadb> {
  const folder = mkdtempSync(join(tmpdir(), 'real-mariadb-'));
  chmodSync(folder, 0o777);
  const port = await freePort();
  const url = (user = 'root', password = 'superuser') => `mysql://${user}:${password}@127.0.0.1:${port}/shop`;
  const options = [
    '--no-defaults',
    `--tmpdir=${folder}`,
    `--datadir=${join(folder, 'data')}`,
    `--socket=${join(folder, 'socket')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--pid-file=${join(folder, 'pid')}`,
    `--log-error=${join(folder, 'log')}`,
    `--innodb-flush-log-at-trx-commit=${disk === 'durable' ? 1 : 0}`,
    '--innodb-buffer-pool-size=64M',
    '--innodb-log-file-size=32M',
    ...(shown ? tlsOptions(folder, shown) : []),
  ];
  asOrdinaryUser(
    [
      'mariadb-install-db',
      '--no-defaults',
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      `--datadir=${join(folder, 'data')}`,
    ],
    folder,
  );
  let child = await started(options, join(folder, 'socket'));
  await firstAccount(join(folder, 'socket'));
  const stop = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    port,
    url,
    restart: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
      child = await started(options, join(folder, 'socket'));
    },
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    stop: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function started(options: readonly string[], socketPath: string) {
  const [file = '', ...args] = ordinaryUser([SERVER, ...options]);
  const child = spawn(file, args, { stdio: 'ignore', cwd: '/' });
  const until = Date.now() + LONGEST_START_MS;
  for (;;) {
    const error = await tryOut(socketPath);
    if (error === undefined) return child;
    if (child.exitCode !== null || Date.now() > until) throw error;
    await sleep(50);
  }
}

async function tryOut(socketPath: string): Promise<unknown> {
  try {
    await (await createConnection({ socketPath, user: 'root', password: 'superuser' })).end();
    return undefined;
  } catch (error) {
    // The server answers: before the first account is there it only does not know the password.
    return (error as { code?: unknown }).code === 'ER_ACCESS_DENIED_ERROR' ? undefined : error;
  }
}

async function firstAccount(socketPath: string): Promise<void> {
  const client = await createConnection({ socketPath, user: 'root' });
  await client.query('CREATE DATABASE shop CHARACTER SET utf8mb4');
  for (const host of ['127.0.0.1', 'localhost'])
    await client.query(`ALTER USER root@'${host}' IDENTIFIED BY 'superuser'`);
  await client.end();
}

function tlsOptions(folder: string, { certificate, key }: ServerCertificate): string[] {
  const paths = { cert: join(folder, 'server.crt'), key: join(folder, 'server.key') };
  for (const [name, content] of [
    [paths.cert, certificate],
    [paths.key, key],
  ] as const)
    writeFileSync(name, content, { mode: 0o644 });
  return [`--ssl-cert=${paths.cert}`, `--ssl-key=${paths.key}`, '--require-secure-transport=ON'];
}

function ordinaryUser(command: readonly string[]): string[] {
  const isRoot = process.getuid?.() === 0;
  return isRoot
    ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', ...command]
    : [...command];
}

/** What the tools write on the way goes into the same folder, since that of a test run belongs to another. */
function asOrdinaryUser(command: readonly string[], folder: string): void {
  const [file = '', ...args] = ordinaryUser(command);
  execFileSync(file, args, { stdio: 'ignore', cwd: '/', env: { ...process.env, TMPDIR: folder } });
}
