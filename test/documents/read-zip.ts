import { Writable } from 'node:stream';
import { fromBuffer } from 'yauzl';
import type { PackageInput, PackageSummary } from '../../functions/documents/package-input';
import { writePackage } from '../../functions/documents/write-package';

export interface OpenedPackage {
  readonly summary: PackageSummary;
  readonly bytes: Buffer;
  readonly entries: ReadonlyMap<string, Buffer>;
  /** The distinct dates of the entries. */
  readonly dates: readonly string[];
  text(path: string): string;
  json(path: string): unknown;
}

/**
 * Writes a package into memory and opens it strictly with another library: yauzl refuses names that lead
 * outside.
 */
export async function openedPackage(input: PackageInput): Promise<OpenedPackage> {
  const pieces: Buffer[] = [];
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      pieces.push(chunk);
      done();
    },
  });
  const summary = await writePackage(input, out);
  const bytes = Buffer.concat(pieces);
  const { entries, dates } = await readZip(bytes);
  const text = (path: string) => (entries.get(path) ?? Buffer.from(`missing: ${path}`)).toString('utf8');
  return { summary, bytes, entries, dates: [...dates], text, json: (path) => JSON.parse(text(path)) };
}

/** Content of every entry, by its name; the checksums are verified. */
export function readZip(bytes: Buffer): Promise<{ entries: Map<string, Buffer>; dates: Set<string> }> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Buffer>();
    const dates = new Set<string>();
    fromBuffer(bytes, { lazyEntries: true, strictFileNames: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('error', reject);
      zip.on('end', () => resolve({ entries, dates }));
      zip.on('entry', (entry) => {
        dates.add(entry.getLastModDate().toISOString().slice(0, 10));
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) return reject(failed);
          const pieces: Buffer[] = [];
          stream.on('error', reject);
          stream.on('data', (piece: Buffer) => pieces.push(piece));
          stream.on('end', () => {
            entries.set(entry.fileName, Buffer.concat(pieces));
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}
