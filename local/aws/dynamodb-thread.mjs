// Runs dynalite in a thread of its own, so that the desk and its tables can work at the same time. workerData:
// directory (absent for tables in memory), port (0 for a free one).
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';

const { directory, port } = workerData;
const server = dynalite({
  ...(directory === undefined ? {} : { path: directory }),
  createTableMs: 0,
  updateTableMs: 0,
  deleteTableMs: 0,
});

parentPort.once('message', () => {
  server.close((error) => {
    if (error) throw error;
    parentPort.close();
  });
  server.closeAllConnections();
});
server.listen(port, '127.0.0.1', () => parentPort.postMessage(server.address().port));
