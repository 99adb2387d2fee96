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
 * failed condition.
 */
export async function startDynamoDb({ directory, port = 0 }: StoreOptions): Promise<LoopbackServer> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const server = dynalite({ path: directory, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  return listenOnLoopback(server, port);
}
