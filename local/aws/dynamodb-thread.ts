import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { StoreOptions } from './dynamodb-server';
import type { LoopbackServer } from './loopback-server';

const THREAD = join(__dirname, 'dynamodb-thread.mjs');

/** {@link startDynamoDb} in a thread of its own, which leaves this one to the desk. */
export async function startDynamoDbThread({
  directory,
  port = 0,
}: Partial<StoreOptions>): Promise<LoopbackServer> {
  if (directory !== undefined) mkdirSync(directory, { recursive: true, mode: 0o700 });
  const thread = new Worker(THREAD, { workerData: { directory, port } });
  const [listening] = (await once(thread, 'message')) as [number];
  const stop = async () => {
    const ended = once(thread, 'exit');
    thread.postMessage('stop');
    await ended;
  };
  return { endpoint: `http://127.0.0.1:${listening}`, port: listening, stop };
}
