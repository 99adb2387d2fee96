import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Encrypts a stream of any length in constant memory, by the STREAM construction (Hoang, Reyhanitabar,
 * Rogaway, Vizár 2015, as in Tink and age). Each frame is AES-256-GCM under a key for this one object. Its
 * nonce holds the number of the frame and whether it is the last, so frames cannot be reordered or cut off
 * unnoticed.
 */
const FRAME = 64 * 1024;
const TAG = 16;
const SALT = 16;
const GCM = { authTagLength: TAG } as const;

export async function* sealStream(dataKey: Buffer, plain: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  const salt = randomBytes(SALT);
  const key = writingKey(dataKey, salt);
  yield salt;
  let number = 0;
  for await (const { frame, last } of frames(plain, FRAME)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number, last), GCM);
    yield Buffer.concat([cipher.update(frame), cipher.final(), cipher.getAuthTag()]);
    number += 1;
  }
}

/** Throws when the stream was changed, reordered, or ends too early. */
export async function* unsealStream(
  dataKey: Buffer,
  sealed: AsyncIterable<Uint8Array>,
): AsyncIterable<Buffer> {
  const source = sealed[Symbol.asyncIterator]();
  const { head, rest } = await takeHead(source, SALT);
  const key = writingKey(dataKey, head);
  let number = 0;
  for await (const { frame, last } of frames(rest, FRAME + TAG)) {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(number, last), GCM);
    decipher.setAuthTag(frame.subarray(-TAG));
    yield Buffer.concat([decipher.update(frame.subarray(0, -TAG)), decipher.final()]);
    number += 1;
  }
}

function writingKey(dataKey: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, salt, 'rightsdesk:stream', 32));
}

function nonce(number: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(number, 7);
  bytes.writeUInt8(last ? 1 : 0, 11);
  return bytes;
}

/** Cuts a stream into frames of exactly `size` bytes. The last may be shorter, and there is always one. */
async function* frames(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncIterable<{ frame: Buffer; last: boolean }> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    held.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    length += chunk.byteLength;
    if (length <= size) continue;
    let all = Buffer.concat(held);
    for (; all.length > size; all = all.subarray(size)) yield { frame: all.subarray(0, size), last: false };
    held = [all];
    length = all.length;
  }
  yield { frame: Buffer.concat(held), last: true };
}

async function takeHead(
  source: AsyncIterator<Uint8Array>,
  size: number,
): Promise<{ head: Buffer; rest: AsyncIterable<Uint8Array> }> {
  let head = Buffer.alloc(0);
  while (head.length < size) {
    const next = await source.next();
    if (next.done) throw new Error('the sealed object is cut short');
    head = Buffer.concat([head, next.value]);
  }
  const surplus = head.subarray(size);
  return { head: head.subarray(0, size), rest: after(surplus, source) };
}

async function* after(first: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  if (first.byteLength > 0) yield first;
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}
