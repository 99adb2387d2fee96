import type { Writable } from 'node:stream';
import type { Client, Connection } from 'pg';

/**
 * Runs `COPY (...) TO STDOUT` and writes what comes to a stream, which is not ended. The driver has no call
 * for this; it hands each message to the query that is under way, which is all that this is.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY
 */
export function copyOut(client: Client, sql: string, sink: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query({
      submit: (connection: Connection) => connection.query(sql),
      handleCopyData: ({ chunk }: { chunk: Buffer }, { stream }: Connection) => {
        if (sink.write(chunk)) return;
        stream.pause();
        sink.once('drain', () => stream.resume());
      },
      handleCommandComplete: () => undefined,
      handleError: reject,
      handleReadyForQuery: () => resolve(),
    });
  });
}
