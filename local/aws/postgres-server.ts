import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreOptions } from './dynamodb-server';

/** A PostgreSQL database on 127.0.0.1. */
export interface PostgresServer {
  /** e.g. `postgres://postgres@127.0.0.1:5432/postgres` */
  readonly connectionString: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Clients beyond this number wait until another disconnects. */
const MAX_CONNECTIONS = 20;
const LONGEST_WAIT_FOR_PREDECESSOR_MS = 10_000;
const CHILD = join(__dirname, 'postgres-child.mjs');

/**
 * Starts PGlite (PostgreSQL in WebAssembly) behind a socket, as a child process that ends with this one.
 *
 * All connections share one session: an open transaction blocks the others, so none may stay open across
 * another call. If an earlier process still has the data open, as after `kill -9`, this waits for it to end.
 */
export async function startPostgres({ directory, port = 0 }: StoreOptions): Promise<PostgresServer> {
  const pidFile = `${directory}.pid`;
  await predecessorGone(pidFile);
  const child = fork(CHILD, [directory, String(port), String(MAX_CONNECTIONS)], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  mkdirSync(dirname(pidFile), { recursive: true });
  writeFileSync(pidFile, String(child.pid));
  const listeningPort = await listening(child);
  return {
    connectionString: `postgres://postgres@127.0.0.1:${listeningPort}/postgres`,
    port: listeningPort,
    stop: () => stop(child, pidFile),
  };
}

async function listening(child: ChildProcess): Promise<number> {
  const complaints: string[] = [];
  child.stderr?.on('data', (chunk) => complaints.push(String(chunk)));
  const ready = once(child, 'message').then(([message]) => (message as { listening: string }).listening);
  const gone = once(child, 'exit').then(() => {
    throw new Error(`PGlite did not start: ${complaints.join('').slice(-2000)}`);
  });
  gone.catch(() => undefined);
  const address = await Promise.race([ready, gone]);
  return Number(address.split(':').at(-1));
}

async function stop(child: ChildProcess, pidFile: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.disconnect();
    await exited;
  }
  if (readPid(pidFile) === child.pid) rmSync(pidFile, { force: true });
}

function readPid(pidFile: string): number {
  return existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0;
}

async function predecessorGone(pidFile: string): Promise<void> {
  const pid = readPid(pidFile);
  const waitsUntil = performance.now() + LONGEST_WAIT_FOR_PREDECESSOR_MS;
  while (pid > 0 && isOurChild(pid)) {
    if (performance.now() > waitsUntil)
      throw new Error(`Process ${pid} still has the database of ${pidFile} open`);
    await sleep(50);
  }
}

/**
 * Whether the process is alive and one of our PGlites, since its process id may belong to another program by
 * now.
 */
function isOurChild(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return (
      !existsSync('/proc') || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres-child.mjs')
    );
  } catch {
    return false;
  }
}
