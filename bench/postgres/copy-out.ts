import type { Writable } from 'node:stream';
import type { Client, Connection } from 'pg';

/**
 * Runs `COPY (...) TO STDOUT` and writes what comes to a stream, which is not ended. The driver has no call
 * for this; it hands each message to the query that is under way, which is all that this is.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-COPY
 */
export function copyOut(client: Client, sql: string, sink: Writable): Promise<void> {
  const gathered = new Gathered();
  return new Promise((resolve, reject) => {
    client.query({
      submit: (connection: Connection) => connection.query(sql),
      handleCopyData: ({ chunk }: { chunk: Buffer }, { stream }: Connection) => {
        if (!gathered.add(chunk) || sink.write(gathered.take())) return;
        stream.pause();
        sink.once('drain', () => stream.resume());
      },
      handleCommandComplete: () => {
        sink.write(gathered.take());
      },
      handleError: reject,
      handleReadyForQuery: () => resolve(),
    });
  });
}

/** A message holds one row; a stream that compresses takes many rows much faster. */
class Gathered {
  private chunks: Buffer[] = [];
  private bytes = 0;

  /** Whether enough has come to be written. */
  add(chunk: Buffer): boolean {
    // A copy: the driver uses its buffer again.
    this.chunks.push(Buffer.from(chunk));
    this.bytes += chunk.length;
    return this.bytes >= 64 * 1_024;
  }

  take(): Buffer {
    const all = Buffer.concat(this.chunks);
    [this.chunks, this.bytes] = [[], 0];
    return all;
  }
}
