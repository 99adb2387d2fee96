import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../local/free-port';
import type { InstalledFides } from './install-fides';

export const ROOT_CLIENT = { id: 'benchclient', secret: 'benchsecret' };

export interface RunningFides {
  readonly url: string;
  /** Megabytes that its processes and Redis hold now; PostgreSQL is not in it. */
  residentMegabytes(): number;
  stop(): Promise<void>;
}

interface FidesOptions {
  /** For its logs and its packages. */
  readonly folder: string;
  /** Its own database, empty. */
  readonly database: URL;
}

/** Seconds until it must answer: on the first start it creates its tables. */
const PATIENCE = 300;

/** Starts Fides as its documents say: web server, worker with two processes, Redis. */
export async function runFides(
  installed: InstalledFides,
  { folder, database }: FidesOptions,
): Promise<RunningFides> {
  mkdirSync(folder, { recursive: true });
  const [port, redisPort] = [await freePort(), await freePort()];
  const env = environment(database, redisPort);
  const start = (name: string, program: string, args: readonly string[]) => {
    const log = openSync(join(folder, `${name}.log`), 'a');
    return spawn(program, args, { cwd: folder, env, stdio: ['ignore', log, log], detached: true });
  };
  const redis = start('redis', installed.redisServer, [
    '--port',
    String(redisPort),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--requirepass',
    PASSWORD,
  ]);
  const web = start('web', installed.program('uvicorn'), [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--log-level',
    'warning',
    'fides.api.main:app',
  ]);
  const children = [web, redis];
  const stop = async () => {
    for (const child of children) await end(child);
  };
  try {
    await answers(`http://127.0.0.1:${port}/health`, web);
    children.unshift(start('worker', installed.program('fides'), ['worker']));
    return { url: `http://127.0.0.1:${port}`, residentMegabytes: () => residentOf(children), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const PASSWORD = 'bench';

/** Its own defaults, but requests wait for approval and tasks run in the worker. Nothing is reported home. */
function environment(database: URL, redisPort: number): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    FIDES__DATABASE__SERVER: database.hostname,
    FIDES__DATABASE__PORT: database.port,
    FIDES__DATABASE__USER: database.username,
    FIDES__DATABASE__PASSWORD: database.password,
    FIDES__DATABASE__DB: database.pathname.slice(1),
    FIDES__REDIS__HOST: '127.0.0.1',
    FIDES__REDIS__PORT: String(redisPort),
    FIDES__REDIS__PASSWORD: PASSWORD,
    FIDES__CELERY__TASK_ALWAYS_EAGER: 'false',
    FIDES__EXECUTION__REQUIRE_MANUAL_REQUEST_APPROVAL: 'true',
    FIDES__EXECUTION__SUBJECT_IDENTITY_VERIFICATION_REQUIRED: 'false',
    FIDES__SECURITY__APP_ENCRYPTION_KEY: 'bench'.padEnd(32, 'x'),
    FIDES__SECURITY__OAUTH_ROOT_CLIENT_ID: ROOT_CLIENT.id,
    FIDES__SECURITY__OAUTH_ROOT_CLIENT_SECRET: ROOT_CLIENT.secret,
    FIDES__SECURITY__DRP_JWT_SECRET: 'bench',
    FIDES__USER__ANALYTICS_OPT_OUT: 'true',
    FIDES__LOGGING__LEVEL: 'WARNING',
  };
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let second = 0; second < PATIENCE; second += 1) {
    if (child.exitCode !== null) throw new Error('Fides ended while it started; see web.log');
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(1_000);
  }
  throw new Error(`Fides did not answer within ${PATIENCE} seconds; see web.log`);
}

/** Ends a process and all that it started, which are one group. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  const kill = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 15_000);
  await exited;
  clearTimeout(kill);
}

function residentOf(children: readonly ChildProcess[]): number {
  const groups = new Set(children.flatMap(({ pid }) => pid ?? []));
  const members = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && groups.has(groupOf(name)));
  return members.reduce((sum, pid) => sum + kilobytesOf(pid), 0) / 1_024;
}

/** The process group is the third field behind the name, which is in parentheses. */
function groupOf(pid: string): number {
  return Number(procFile(pid, 'stat').split(') ').at(-1)?.split(' ')[2]);
}

function kilobytesOf(pid: string): number {
  return Number(/VmRSS:\s+(\d+)/.exec(procFile(pid, 'status'))?.[1] ?? 0);
}

/** Empty when the process has ended meanwhile. */
function procFile(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
