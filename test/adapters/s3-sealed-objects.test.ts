import { Readable } from 'node:stream';
import type { ObjectStorage } from '../../functions/adapters/object-storage';
import { s3SealedObjects } from '../../functions/adapters/s3-sealed-objects';
import { MemoryVault } from '../fakes/memory-vault';

const requestId = 'dsr-000000000001';

/** Storage in memory that hands out what it holds in pieces, and says how many were taken. */
function aStorage() {
  const held = new Map<string, Buffer>();
  const taken = { pieces: 0, of: 0, isEnded: false };
  const storage: ObjectStorage = {
    async read(_bucket, key) {
      const bytes = held.get(key) ?? Buffer.alloc(0);
      taken.of = Math.ceil(bytes.length / 16_384);
      async function* pieces() {
        for (let at = 0; at < bytes.length; at += 16_384) {
          taken.pieces += 1;
          yield bytes.subarray(at, at + 16_384);
        }
      }
      const stream = Readable.from(pieces());
      stream.on('close', () => {
        taken.isEnded = true;
      });
      return stream;
    },
    async write(_bucket, key, content) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk as Uint8Array);
      held.set(key, Buffer.concat(chunks));
    },
  };
  return { storage, taken };
}

async function objectsOf(lines: number, text: (n: number) => string) {
  const vault = new MemoryVault();
  await vault.adopt(requestId);
  const { storage, taken } = aStorage();
  const objects = s3SealedObjects({ storage, bucket: 'b', vault });
  async function* content() {
    for (let n = 0; n < lines; n += 1) yield Buffer.from(`${JSON.stringify(text(n))}\n`);
  }
  await objects.putBytes(requestId, 'copy.jsonl', content());
  return { objects, taken };
}

/** Text that does not compress. */
const noise = (n: number) =>
  Buffer.from(Array.from({ length: 3_000 }, (_, i) => (Math.sin(n * 9_000 + i) * 1e6) & 255)).toString(
    'base64',
  );

describe('the lines of a sealed object', () => {
  it('are downloaded no further than they are read', async () => {
    const { objects, taken } = await objectsOf(500, noise);

    for await (const _first of objects.lines(requestId, 'copy.jsonl')) break;
    await new Promise(setImmediate);

    expect(taken.isEnded).toBe(true);
    expect(taken.pieces).toBeLessThan(taken.of / 4);
  });

  it('may be many megabytes each', async () => {
    const { objects } = await objectsOf(2, (n) => `${n}${'é'.repeat(2_000_000)}`);

    const lengths: number[] = [];
    for await (const line of objects.lines(requestId, 'copy.jsonl')) lengths.push(String(line).length);

    expect(lengths).toEqual([2_000_001, 2_000_001]);
  });
});
