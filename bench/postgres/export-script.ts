/** One export in a process of its own, see `export-part.ts`. */

import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { DigestWriter } from '../../functions/connectors/copy-digest';
import { locatedPages } from '../../functions/connectors/located-pages';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { toSnapshot } from '../../functions/connectors/snapshot';
import { peakMegabytes } from '../machinery/peak-memory';
import { benchTable, openClient, SOUGHT } from './bench-table';
import { copyOut } from './copy-out';
import type { ExportWay, ScriptInput, ScriptOutput } from './export-part';

/** Takes the bytes and keeps their number only. */
class Counted extends Writable {
  bytes = 0;

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.bytes += chunk.length;
    done();
  }
}

/** The next page is looked for while this one is copied. */
async function* oneAhead<T>(pages: AsyncIterable<T>): AsyncIterable<T> {
  const source = pages[Symbol.asyncIterator]();
  let next = source.next();
  for (let page = await next; !page.done; page = await next) {
    next = source.next();
    yield page.value;
  }
}

/** Each writes the person's rows into the sink, as compressed JSON. */
const ways: Record<ExportWay, (input: ScriptInput, sink: Counted) => Promise<void>> = {
  ours: async ({ url, table }, sink) => {
    const { store, search } = benchTable(table);
    const connector = createPostgresConnector({ store, url });
    const zipped = createGzip();
    const written = pipeline(zipped, sink);
    const copied = async function* () {
      for await (const { rows } of oneAhead(locatedPages((cursor) => connector.locate(search, cursor)))) {
        const refs = rows.map(({ collection, key }) => ({ collection, key }));
        yield* toSnapshot(connector.export(refs), new DigestWriter());
      }
    };
    await pipeline(Readable.from(copied()), zipped);
    await written;
    await connector.close();
  },
  copy: async ({ url, table }, sink) => {
    const client = await openClient(url);
    const zipped = createGzip();
    const written = pipeline(zipped, sink);
    await copyOut(
      client,
      `COPY (SELECT row_to_json(t) FROM ${table} t WHERE email = '${SOUGHT}') TO STDOUT`,
      zipped,
    );
    zipped.end();
    await written;
    await client.end();
  },
  inMemory: async ({ url, table }, sink) => {
    const client = await openClient(url);
    const { rows } = await client.query(`SELECT * FROM ${table} WHERE email = $1`, [SOUGHT]);
    sink.end(gzipSync(JSON.stringify(rows, undefined, 2)));
    await once(sink, 'finish');
    await client.end();
  },
};

async function main(): Promise<void> {
  const input = JSON.parse(process.argv[2] ?? '{}') as ScriptInput;
  const sink = new Counted();
  const began = performance.now();
  await ways[input.way](input, sink);
  const output: ScriptOutput = {
    milliseconds: performance.now() - began,
    bytes: sink.bytes,
    megabytes: peakMegabytes(),
  };
  process.stdout.write(JSON.stringify(output));
}

void main();
