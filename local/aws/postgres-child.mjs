// Runs PGlite behind its socket in a process of its own: PGlite takes one core while it works, and a crash of it must not
// take the desk along. Arguments: data directory, port (0 for a free one), most connections. It ends with its parent.
import { mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const [directory, port, maxConnections] = process.argv.slice(2);
mkdirSync(directory, { recursive: true, mode: 0o700 });
const db = await PGlite.create(directory);
const server = new PGLiteSocketServer({
  db,
  host: '127.0.0.1',
  port: Number(port),
  maxConnections: Number(maxConnections),
});

async function stop() {
  await server.stop();
  await db.close();
  process.exit(0);
}

process.once('disconnect', stop);
process.once('SIGTERM', stop);
process.on('SIGINT', () => undefined);
await server.start();
process.send({ listening: server.getServerConn() });
