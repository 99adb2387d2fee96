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
 * Starts dynalite, a DynamoDB on LevelDB. A new table is active after a turn of the event loop, not before:
 * ask DescribeTable until it says so. It has no transactions and gives no old item with a
 * failed condition. Without a directory nothing outlives it, and all is faster.
 */
export async function startDynamoDb({ directory, port = 0 }: Partial<StoreOptions>): Promise<LoopbackServer> {
  if (directory !== undefined) mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = directory === undefined ? {} : { path: directory };
  const server = dynalite({ ...path, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  return listenOnLoopback(server, port);
}
