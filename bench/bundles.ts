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

/** Size of every function's code as it is deployed, the largest first. */
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

if (require.main === module) {
  void measureBundles().then((sizes) => {
    for (const { name, kib, gzipKib } of sizes)
      process.stdout.write(
        `${name.padEnd(22)} ${kib.toFixed(1).padStart(7)} KiB  ${gzipKib.toFixed(1).padStart(6)} zipped\n`,
      );
  });
}
