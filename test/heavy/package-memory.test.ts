import { Writable } from 'node:stream';
import type { ExportedRecord } from '../../functions/connectors/connector';
import { writePackage } from '../../functions/documents/write-package';
import { aPackage } from '../documents/sample-answer';
import { heldMemory } from './held-memory';

const MB = 1024 * 1024;

async function* orders(count: number): AsyncGenerator<ExportedRecord> {
  for (let id = 0; id < count; id += 1) {
    const item = Buffer.alloc(450, `${Math.sin(id)}`).toString('base64');
    yield { collection: 'orders', key: { id: `B-${id}` }, values: { id: `B-${id}`, item, total: id * 1.1 } };
  }
}

async function* smallOrders(count: number): AsyncGenerator<ExportedRecord> {
  for (let id = 0; id < count; id += 1)
    yield {
      collection: 'orders',
      key: { id: `B-${id}` },
      values: { id: `B-${id}`, item: 'lamp', total: id },
    };
}

async function* megabytes(count: number): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < count; index += 1) yield Buffer.alloc(MB, index);
}

/** Writes a package of this size and returns the most memory that was held meanwhile. */
async function mostHeld(records: number, fileMegabytes: number, ordered = orders): Promise<number> {
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, heldMemory());
  }, 200);
  const out = new Writable({ write: (_chunk, _encoding, done) => setImmediate(done) });
  const input = aPackage({
    async *records(_storeId, collection) {
      if (collection === 'orders') yield* ordered(records);
      if (collection !== 'uploads') return;
      const file = { name: 'film.mp4', contentType: 'video/mp4', content: megabytes(fileMegabytes) };
      yield { collection, key: { key: 'film' }, values: { key: 'film' }, file };
    },
  });
  await writePackage(input, out);
  clearInterval(watch);
  return Math.max(most, heldMemory());
}

describe('a large package', () => {
  it('takes hardly more memory for 100,000 records and a film than for a few records [L05]', async () => {
    await mostHeld(2_000, 8);
    const small = await mostHeld(2_000, 8);

    const large = await mostHeld(100_000, 700);

    expect((large - small) / MB).toBeLessThan(40);
  }, 120_000);

  it('takes no more memory for a million small records than for thousands', async () => {
    await mostHeld(2_000, 0, smallOrders);
    const small = await mostHeld(2_000, 0, smallOrders);

    const large = await mostHeld(1_000_000, 0, smallOrders);

    expect((large - small) / MB).toBeLessThan(20);
  }, 900_000);
});
