import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** PostgreSQL in WebAssembly, with the extensions that the cases use: for machines without a server. */
export async function startPglite(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const child = fork(join(__dirname, 'pglite-child.mjs'), { execArgv: [] });
  const [message] = (await once(child, 'message')) as [{ listening: string }];
  const stop = async () => {
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  };
  return { url: `postgres://postgres@${message.listening}/postgres`, stop };
}
