// Runs PGlite behind its socket in a process of its own, because it keeps one core busy while it works, and a
// crash must not end the desk. Arguments: data directory, port (0 for a free one), maximum of connections.
// Ends with its parent.
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { openCluster } from './postgres-cluster.mjs';

const [directory, port, maxConnections] = process.argv.slice(2);
const db = await openCluster(directory);
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
