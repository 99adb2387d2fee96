import type { FilePart } from './access-model';
import { csvLine, csvStart } from './csv';
import type { UploadedFile } from './manual-answer';
import { safeFileName } from './safe-name';
import type { ZipWriter } from './zip-writer';

/**
 * The `files/` part of a package: numbered, safely named, with an index that keeps the original names as
 * data.
 */
export interface PackageFiles {
  /** Streams one file into the zip. */
  add(item: FileItem): Promise<FilePart>;
  /** Writes `files/index.csv`, when there are files. */
  writeIndex(): Promise<void>;
  count(): number;
}

export interface FileItem {
  /** The store's folder. */
  readonly folder: string;
  readonly storeTitle: string;
  readonly collectionTitle: string;
  readonly file: UploadedFile;
}

const headings = ['File', 'Original name', 'Place', 'Collection', 'Type as stored', 'Bytes'];

/** Content types that are compressed already. */
const packed =
  /^(image\/(?!svg|bmp|tiff)|video\/|audio\/|application\/(pdf|zip|gzip|x-7z|vnd\.openxml|vnd\.oasis))/i;

export function packageFiles(zip: ZipWriter): PackageFiles {
  const lines: string[] = [];
  const numbers = new Map<string, number>();
  return {
    async add({ folder, storeTitle, collectionTitle, file }) {
      const number = (numbers.get(folder) ?? 0) + 1;
      numbers.set(folder, number);
      const path = `files/${folder}/${safeFileName(number, file.name)}`;
      const bytes = await zip.add(path, file.content, { packed: packed.test(file.contentType ?? '') });
      lines.push(csvLine([path, file.name, storeTitle, collectionTitle, file.contentType ?? '', bytes]));
      return { path, name: file.name, bytes };
    },
    async writeIndex() {
      if (lines.length > 0) await zip.add('files/index.csv', indexText(lines));
    },
    count: () => lines.length,
  };
}

async function* indexText(lines: readonly string[]): AsyncGenerator<string> {
  yield csvStart + csvLine(headings);
  yield* lines;
}
