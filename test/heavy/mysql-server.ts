import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { freePort } from '../../local/free-port';
import type { ServerCertificate } from './real-postgres';

export interface MysqlServer {
  readonly port: number;
  /** Connection string of the database `shop`, as superuser unless another account is named. */
  url(user?: string, password?: string): string;
  restart(): Promise<void>;
  /** Stops the process without ending it, as a server that hangs does, and lets it go on. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** A program that speaks the protocol of MySQL, and how it is started. */
export interface MysqlProgram {
  readonly name: string;
  /** Command lines without the options below. */
  readonly server: readonly string[];
  readonly options: readonly string[];
  /** Makes the system tables in an empty folder; the superuser has no password yet. */
  readonly install: (data: string) => readonly string[];
  /** Hosts for which it has made the account `root`. */
  readonly rootAt: readonly string[];
}

export interface ServerWishes {
  /** With it the server speaks TLS, and takes log-ins over TCP through nothing else. */
  readonly shown?: ServerCertificate | undefined;
  /** `durable` waits for the disk at each commit, as a business's own does. */
  readonly disk?: 'volatile' | 'durable' | undefined;
}

const LONGEST_START_MS = 30_000;

/**
 * Starts a server in a folder of its own, on a free port of 127.0.0.1. As root it runs as `nobody`, since it
 * refuses to run as root.
 */
export async function startMysqlServer(program: MysqlProgram, wishes: ServerWishes): Promise<MysqlServer> {
  const folder = mkdtempSync(join(tmpdir(), `real-${program.name}-`));
  chmodSync(folder, 0o777);
  const port = await freePort();
  const socket = join(folder, 'socket');
  const command = [...program.server, ...optionsOf(program, folder, { port, socket }, wishes)];
  asOrdinaryUser(program.install(join(folder, 'data')), folder);
  let child = await started(command, socket);
  await firstAccount(program, socket);
  return {
    port,
    url: (user = 'root', password = 'superuser') => `mysql://${user}:${password}@127.0.0.1:${port}/shop`,
    restart: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
      child = await started(command, socket);
    },
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    stop: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function optionsOf(
  program: MysqlProgram,
  folder: string,
  { port, socket }: { readonly port: number; readonly socket: string },
  { shown, disk }: ServerWishes,
): string[] {
  return [
    '--no-defaults',
    `--tmpdir=${folder}`,
    `--datadir=${join(folder, 'data')}`,
    `--socket=${socket}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--pid-file=${join(folder, 'pid')}`,
    `--log-error=${join(folder, 'log')}`,
    `--innodb-flush-log-at-trx-commit=${disk === 'durable' ? 1 : 0}`,
    '--innodb-buffer-pool-size=64M',
    ...program.options,
    ...(shown ? tlsOptions(folder, shown) : []),
  ];
}

async function started(command: readonly string[], socketPath: string) {
  const [file = '', ...args] = ordinaryUser(command);
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

async function firstAccount({ rootAt }: MysqlProgram, socketPath: string): Promise<void> {
  const client = await createConnection({ socketPath, user: 'root' });
  await client.query('CREATE DATABASE shop CHARACTER SET utf8mb4');
  for (const host of ['127.0.0.1', 'localhost']) {
    const isThere = rootAt.includes(host);
    await client.query(`${isThere ? 'ALTER' : 'CREATE'} USER root@'${host}' IDENTIFIED BY 'superuser'`);
    if (!isThere) await client.query(`GRANT ALL ON *.* TO root@'${host}' WITH GRANT OPTION`);
  }
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
