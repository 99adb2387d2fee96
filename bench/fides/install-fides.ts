import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SkippedError } from '../machinery/skipped-error';

const run = promisify(execFile);

export const FIDES_VERSION = '2.78.2';
const PYTHON = '3.11';
/** A package that Fides loads still needs `pkg_resources`, which later versions of setuptools lack. */
const SETUPTOOLS = 'setuptools<81';

export interface InstalledFides {
  /** Path of a program of the virtual environment. */
  readonly program: (name: string) => string;
  readonly redisServer: string;
}

/**
 * Installs Fides into a throw-away folder: `uv` from PyPI, Fides by it, and Redis from Debian where it is
 * missing.
 *
 * @throws SkippedError in a sentence when something cannot be installed here
 */
export async function installFides(folder: string, say: (line: string) => void): Promise<InstalledFides> {
  const redisServer = await findRedis(say);
  const [tools, own] = [join(folder, 'tools'), join(folder, 'fides')];
  say(`installing Fides ${FIDES_VERSION} into ${folder}`);
  await step('a virtual environment (Debian: python3-venv)', 'python3', ['-m', 'venv', tools]);
  await step('uv from PyPI', join(tools, 'bin/pip'), ['install', '--quiet', 'uv']);
  const uv = join(tools, 'bin/uv');
  await step(`Python ${PYTHON}`, uv, ['venv', '--quiet', '--python', PYTHON, own]);
  const wanted = [
    'pip',
    'install',
    '--quiet',
    '--python',
    join(own, 'bin/python'),
    `ethyca-fides==${FIDES_VERSION}`,
    SETUPTOOLS,
  ];
  await step('Fides from PyPI', uv, wanted);
  return { program: (name) => join(own, 'bin', name), redisServer };
}

async function step(what: string, program: string, args: readonly string[]): Promise<void> {
  try {
    await run(program, [...args], { timeout: 600_000 });
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const why = (stderr || message).trim().split('\n').at(-1);
    throw new SkippedError(`Fides was not measured, since ${what} could not be installed: ${why}`);
  }
}

const REDIS = '/usr/bin/redis-server';

async function findRedis(say: (line: string) => void): Promise<string> {
  if (existsSync(REDIS)) return REDIS;
  if (process.getuid?.() !== 0)
    throw new SkippedError(
      'Fides was not measured, since it needs Redis. As root: apt-get install redis-server',
    );
  say('installing Redis');
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  await step('Redis from Debian', 'apt-get', [
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    'redis-server',
  ]);
  return REDIS;
}
