import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleFunctions } from '../infra/bundles';

export interface BundleSize {
  readonly name: string;
  readonly kib: number;
  readonly gzipKib: number;
}

/** The size of every function's deployed code, the largest first. */
export async function measureBundles(): Promise<BundleSize[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rightsdesk-bundles-'));
  try {
    const { bytes } = await bundleFunctions(folder);
    const sizes = [...bytes].map(([name, size]) => {
      const zipped = gzipSync(readFileSync(join(folder, name, 'index.js')));
      return { name, kib: tenths(size / 1024), gzipKib: tenths(zipped.length / 1024) };
    });
    return sizes.sort((a, b) => b.kib - a.kib);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tenths(number: number): number {
  return Math.round(number * 10) / 10;
}

/**
 * The parts of a function's code: KiB from each package and each folder of `functions`, the largest first.
 *
 * @param name - of the function, e.g. `decide`
 */
export async function measureParts(name: string): Promise<[part: string, kib: number][]> {
  const folder = mkdtempSync(join(tmpdir(), 'rightsdesk-bundles-'));
  try {
    const { sources } = await bundleFunctions(folder);
    const parts = new Map<string, number>();
    for (const [file, bytes] of Object.entries(sources.get(name) ?? {}))
      parts.set(partOf(file), (parts.get(partOf(file)) ?? 0) + bytes);
    return [...parts].map(([part, bytes]): [string, number] => [part, tenths(bytes / 1024)]).sort(byKib);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function partOf(file: string): string {
  const [, inPackage] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
  return inPackage ?? file.split('/').slice(0, 2).join('/');
}

function byKib([, a]: [string, number], [, b]: [string, number]): number {
  return b - a;
}

async function main(name: string | undefined): Promise<void> {
  const lines = name
    ? (await measureParts(name)).map(([part, kib]) => `${part.padEnd(32)} ${kib.toFixed(1).padStart(7)} KiB`)
    : (await measureBundles()).map(
        (one) =>
          `${one.name.padEnd(22)} ${one.kib.toFixed(1).padStart(7)} KiB  ${one.gzipKib.toFixed(1).padStart(6)} zipped`,
      );
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** `npx tsx bench/bundles.ts` for all functions, `npx tsx bench/bundles.ts decide` for the parts of one. */
if (require.main === module) void main(process.argv[2]);
