import { type Entry, fromBuffer, type ZipFile } from 'yauzl';

/** Every entry of a zip, by name. Rejects when it is no whole zip. */
export function zipEntries(zip: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true }, (error, file) => {
      if (error) return reject(error);
      const entries = new Map<string, Buffer>();
      file.on('error', reject);
      file.on('entry', (entry: Entry) => {
        contentOf(file, entry).then((content) => {
          entries.set(entry.fileName, content);
          file.readEntry();
        }, reject);
      });
      file.on('end', () => resolve(entries));
      file.readEntry();
    });
  });
}

function contentOf(file: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    file.openReadStream(entry, async (error, stream) => {
      if (error) return reject(error);
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      resolve(Buffer.concat(chunks));
    });
  });
}
