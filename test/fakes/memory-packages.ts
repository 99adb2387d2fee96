import { Writable } from 'node:stream';
import type { Packages } from '../../functions/domain/ports';

/** Packages in memory; a link names the object, the file and the seconds it would live. */
export class MemoryPackages implements Packages {
  readonly content = new Map<string, Buffer>();

  write(object: string): { readonly stream: NodeJS.WritableStream; readonly done: Promise<void> } {
    const chunks: Buffer[] = [];
    const stream = new Writable({
      write: (chunk: Buffer, _encoding, next) => {
        chunks.push(Buffer.from(chunk));
        next();
      },
    });
    const done = new Promise<void>((resolve, reject) => {
      stream.once('finish', () => {
        this.content.set(object, Buffer.concat(chunks));
        resolve();
      });
      stream.once('error', reject);
    });
    return { stream, done };
  }

  async link(object: string, fileName: string, seconds: number): Promise<string> {
    if (!this.content.has(object)) throw new Error('there is no such package');
    return `https://packages.example.com/${object}?name=${encodeURIComponent(fileName)}&seconds=${seconds}`;
  }

  async remove(object: string): Promise<void> {
    this.content.delete(object);
  }
}
