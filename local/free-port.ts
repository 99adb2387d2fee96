import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what Linux, macOS and Windows give to outgoing connections, so none takes it in the meantime. */
const FIRST = 10_000;
const LAST = 30_000;
const TRIES = 100;

/**
 * A port on 127.0.0.1 on which nothing listens, for a server that cannot pick one itself.
 * @throws Error when 100 ports in turn are in use
 * @see https://www.rfc-editor.org/rfc/rfc6335#section-6
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FIRST, LAST);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port was found between ${FIRST} and ${LAST}`);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
