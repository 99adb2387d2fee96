// PGlite in memory, with citext, behind a socket in its own process, which ends with its parent.
import { PGlite } from '@electric-sql/pglite';
import { citext } from '@electric-sql/pglite/contrib/citext';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const db = await PGlite.create({ extensions: { citext } });
const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 10 });
process.once('disconnect', async () => {
  await server.stop();
  await db.close();
  process.exit(0);
});
await server.start();
process.send({ listening: server.getServerConn() });
