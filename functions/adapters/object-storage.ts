import type { Readable } from 'node:stream';

/** Reads and writes the bytes of objects in buckets, as they are stored. */
export interface ObjectStorage {
  /** Throws an error named `NoSuchKey` when there is no such object. */
  read(bucket: string, key: string): Promise<Readable>;
  /** Resolves once all of it is stored. */
  write(bucket: string, key: string, content: Readable): Promise<void>;
}
