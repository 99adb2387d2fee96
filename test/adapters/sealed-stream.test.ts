import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sealStream, unsealStream } from '../../functions/adapters/sealed-stream';

jest.setTimeout(60_000);

const key = randomBytes(32);
const FRAME = 64 * 1024;
const SEALED_FRAME = FRAME + 16;

/** Bytes that come in pieces of the sizes given, over and over. */
async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  for (let at = 0, n = 0; at < bytes.length; n += 1) {
    const size = sizes[n % sizes.length] ?? bytes.length;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function whole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const seal = (plain: Buffer, sizes: readonly number[] = [plain.length || 1]) =>
  whole(sealStream(key, inPieces(plain, sizes)));
const unseal = (sealed: Buffer, sizes: readonly number[] = [sealed.length || 1], by = key) =>
  whole(unsealStream(by, inPieces(sealed, sizes)));

const lengths = [0, 1, 15, 16, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 2 * FRAME + 1, 3 * FRAME];
const pieces = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1_000, max: 200_000 })), {
  minLength: 1,
  maxLength: 5,
});
const length = fc.oneof(fc.constantFrom(...lengths), fc.integer({ min: 0, max: 200_000 }));

describe('a sealed stream', () => {
  it.each(lengths)('gives back %i bytes', async (n) => {
    const plain = randomBytes(n);

    expect((await unseal(await seal(plain))).equals(plain)).toBe(true);
  });

  it('does not care in what pieces it comes and goes', async () => {
    await fc.assert(
      fc.asyncProperty(length, pieces, pieces, async (n, into, out) => {
        const plain = randomBytes(n);

        const sealed = await seal(plain, n > 20_000 ? into.map((p) => p + 500) : into);
        const again = await unseal(sealed, n > 20_000 ? out.map((p) => p + 500) : out);

        expect(again.equals(plain)).toBe(true);
        expect(sealed).toHaveLength(16 + n + 16 * Math.max(1, Math.ceil(n / FRAME)));
      }),
      { numRuns: 60 },
    );
  });

  it('is another each time it is written', async () => {
    const plain = randomBytes(100);

    expect((await seal(plain)).equals(await seal(plain))).toBe(false);
  });

  it('is refused when it is cut off anywhere, also between two frames', async () => {
    const sealed = await seal(randomBytes(3 * FRAME));
    const cuts = [
      0,
      1,
      15,
      16,
      17,
      31,
      33,
      16 + SEALED_FRAME,
      16 + SEALED_FRAME + 1,
      16 + 2 * SEALED_FRAME,
      sealed.length - 1,
    ];

    for (const cut of cuts) await expect(unseal(sealed.subarray(0, cut))).rejects.toThrow();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: sealed.length - 1 }), async (cut) => {
        await expect(unseal(sealed.subarray(0, cut))).rejects.toThrow();
      }),
      { numRuns: 60 },
    );
  });

  it('is refused when two frames are exchanged, one is doubled or left out', async () => {
    const sealed = await seal(randomBytes(3 * FRAME + 100));
    const [salt, rest] = [sealed.subarray(0, 16), sealed.subarray(16)];
    const frames = [0, 1, 2, 3].map((n) => rest.subarray(n * SEALED_FRAME, (n + 1) * SEALED_FRAME));
    const orders = [
      [1, 0, 2, 3],
      [0, 2, 1, 3],
      [0, 0, 1, 2, 3],
      [0, 1, 3],
      [0, 3],
      [1, 2, 3],
      [3, 0, 1, 2],
    ];

    expect((await unseal(Buffer.concat([salt, ...frames]))).length).toBe(3 * FRAME + 100);
    for (const order of orders) {
      const mixed = Buffer.concat([salt, ...order.map((n) => frames[n] ?? Buffer.alloc(0))]);
      await expect(unseal(mixed)).rejects.toThrow();
    }
  });

  it('is refused when any bit is flipped', async () => {
    const sealed = await seal(randomBytes(FRAME + 500));
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.nat(7), async (at, bit) => {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);

        await expect(unseal(changed)).rejects.toThrow();
      }),
      { numRuns: 80 },
    );
  });

  it('is refused with bytes added, another key, or a frame of another writing', async () => {
    const [a, b] = [await seal(randomBytes(2 * FRAME)), await seal(randomBytes(2 * FRAME))];
    const spliced = Buffer.concat([a.subarray(0, 16 + SEALED_FRAME), b.subarray(16 + SEALED_FRAME)]);

    await expect(unseal(Buffer.concat([a, Buffer.from([0])]))).rejects.toThrow();
    await expect(unseal(a, [a.length], randomBytes(32))).rejects.toThrow();
    await expect(unseal(spliced)).rejects.toThrow();
  });
});
