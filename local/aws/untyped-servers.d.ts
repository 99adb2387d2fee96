declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }

  export default function dynalite(options?: DynaliteOptions): Server;
}

declare module '@20minutes/s3rver' {
  import type { Server } from 'node:http';
  import type { AddressInfo } from 'node:net';

  interface S3rverOptions {
    address?: string;
    port?: number;
    directory?: string;
    silent?: boolean;
    vhostBuckets?: boolean;
    allowMismatchedSignatures?: boolean;
    configureBuckets?: { name: string; configs?: string[] }[];
  }

  /** The part of Koa's context that is used here. */
  export interface KoaContext {
    readonly headers: Readonly<Record<string, string | undefined>>;
    query: Readonly<Record<string, string | undefined>>;
    readonly method: string;
    readonly path: string;
    status: number;
    type: string;
    body: unknown;
    store: ObjectStore;
  }

  export interface ObjectStore {
    listObjects(bucket: string, options: ListOptions): Promise<Listing>;
  }

  export interface ListOptions {
    readonly prefix?: string;
    readonly delimiter?: string;
    readonly maxKeys?: number;
    readonly startAfter?: string;
  }

  export interface Listing {
    readonly objects: readonly { readonly key: string }[];
    readonly commonPrefixes: readonly string[];
    readonly isTruncated: boolean;
  }

  /** The part of the file store that is used here. */
  export interface FileStore {
    getResourcePath(bucket: string, key: string, resource: string): string;
    deleteObject(bucket: string, key: string): Promise<void>;
  }

  export default class S3rver {
    readonly store: FileStore;
    readonly middleware: ((context: KoaContext, next: () => Promise<void>) => Promise<void>)[];
    constructor(options?: S3rverOptions);
    readonly httpServer: Server;
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
}
