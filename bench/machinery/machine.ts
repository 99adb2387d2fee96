import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

/** Where something was measured. */
export interface Machine {
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGib: number;
  /** As it says itself; absent where it is not installed. */
  readonly postgres?: string;
}

export function thisMachine(): Machine {
  const postgres = postgresVersion();
  return {
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    ...(postgres ? { postgres } : {}),
  };
}

/** Mean number of busy or waiting processes in the last minute, to a tenth. */
export function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}

function postgresVersion(): string | undefined {
  const folder = '/usr/lib/postgresql';
  const [newest] = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : [];
  if (newest === undefined) return undefined;
  const said = execFileSync(`${folder}/${newest}/bin/postgres`, ['--version'], { encoding: 'utf8' });
  return /\d+\.\d+/.exec(said)?.[0];
}
