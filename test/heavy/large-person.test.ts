import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(1_800_000);

/** ROWS=1000000 takes some minutes. */
const VISITS = Number(process.env.ROWS ?? 150_000);
const ORDERS = Math.ceil(VISITS / 20);

/** Megabytes that the functions of the steps have, and what Node leaves of them to the heap. */
const MEMORY = 512;
const HEAP = ['--max-old-space-size=460', '--max-semi-space-size=25'];

interface Part {
  readonly part: string;
  readonly seconds: number;
  readonly megabytes: number;
  readonly next?: string;
  readonly rows?: number;
  readonly records?: number;
  readonly erased?: readonly number[];
  readonly remaining?: number;
  readonly totals?: Readonly<Record<string, number>>;
}

/** Walks a request of a person with very many rows in a process of its own. */
function walk(right: 'access' | 'erasure'): Map<string, Part> {
  const folder = mkdtempSync(join(tmpdir(), 'large-person-'));
  const program = join(__dirname, 'large-person.ts');
  const told = execFileSync(
    process.execPath,
    [...HEAP, '--import', 'tsx', program, folder, right, String(VISITS), String(ORDERS)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LOG_LEVEL: 'SILENT' } },
  );
  rmSync(folder, { recursive: true, force: true });
  const parts = told
    .trim()
    .split('\n')
    .map((line): Part => JSON.parse(line));
  for (const part of parts) console.info(JSON.stringify(part));
  return new Map(parts.map((part) => [part.part, part]));
}

describe('a person with very many rows', () => {
  const all = 1 + VISITS + 3 * ORDERS;

  it('gets a copy of all of them within the memory of a function [L06]', () => {
    const parts = walk('access');

    expect(parts.get('search')).toMatchObject({ next: 'decide', rows: all });
    expect(parts.get('package')).toMatchObject({ records: all });
    for (const { megabytes } of parts.values()) expect(megabytes).toBeLessThan(MEMORY);
  });

  it('has all of them erased within the memory of a function, and the report counts them [L06]', () => {
    const parts = walk('erasure');

    expect(parts.get('read again')).toMatchObject({ remaining: 0 });
    expect(parts.get('report')?.totals).toMatchObject({ erased: all, remaining: 0 });
    for (const { megabytes } of parts.values()) expect(megabytes).toBeLessThan(MEMORY);
  });
});
