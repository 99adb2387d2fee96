import { createServer, type Server } from 'node:net';
import { freePort } from '../../local/free-port';

const opened: Server[] = [];

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

afterAll(() => Promise.all(opened.map((server) => new Promise((done) => server.close(done)))));

describe('a free port', () => {
  it('can be listened on, and is never one that is in use', async () => {
    const ports = [];
    for (let at = 0; at < 200; at += 1) {
      const port = await freePort();
      opened.push(await listen(port));
      ports.push(port);
    }

    expect(new Set(ports).size).toBe(200);
  });

  it('lies below the ports that systems give to outgoing connections', async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, freePort));

    expect(ports.every((port) => port >= 10_000 && port < 30_000)).toBe(true);
  });
});
