import { mkdirSync } from 'node:fs';
import dynalite from 'dynalite';
import type { LoopbackServer } from './loopback-server';
import { listenOnLoopback } from './loopback-server';

/** Where a store of the local machine keeps its data and listens. */
export interface StoreOptions {
  readonly directory: string;
  /** @default 0, a free port */
  readonly port?: number;
}

/**
 * Starts dynalite, a DynamoDB on LevelDB. A new table becomes active only after a turn of the event loop:
 * poll DescribeTable. It has no transactions and does not return the old item with a failed condition.
 * Without a directory it keeps everything in memory, which is faster.
 */
export async function startDynamoDb({ directory, port = 0 }: Partial<StoreOptions>): Promise<LoopbackServer> {
  if (directory !== undefined) mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = directory === undefined ? {} : { path: directory };
  const server = dynalite({ ...path, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  return listenOnLoopback(server, port);
}
