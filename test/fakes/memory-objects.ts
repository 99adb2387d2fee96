import type { SealedObjects, SnapshotTarget, Vault } from '../../functions/domain/ports';
import { fromLines, toLines } from '../../functions/domain/rows-json';

const BUCKET = 'memory';

/**
 * Objects in memory, readable only while the request's key exists. Keys hold ids, so a test can look for
 * canaries in them.
 */
export class MemoryObjects implements SealedObjects {
  readonly content = new Map<string, Buffer>();

  constructor(private readonly vault: Pick<Vault, 'derive'>) {}

  async put(requestId: string, name: string, content: unknown): Promise<string> {
    await this.putBytes(requestId, name, once(Buffer.from([...toLines(content)].join('\n'))));
    return name;
  }

  async get(requestId: string, name: string): Promise<unknown> {
    return fromLines(parsed(await text(this.bytes(requestId, name))));
  }

  async target(requestId: string, name: string): Promise<SnapshotTarget> {
    const key = await this.vault.derive(requestId, `object:${name}`);
    return { bucket: BUCKET, key: `${requestId}/${name}`, dataKey: key.toString('base64') };
  }

  async *lines(requestId: string, name: string): AsyncIterable<unknown> {
    yield* parsed(await text(this.bytes(requestId, name)));
  }

  async putBytes(requestId: string, name: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    await this.write(await this.target(requestId, name), content);
  }

  async *bytes(requestId: string, name: string): AsyncIterable<Uint8Array> {
    const { key } = await this.target(requestId, name);
    const content = this.content.get(key);
    if (!content) throw new Error('there is no such object');
    yield content;
  }

  /** What a store's own function does with a target. */
  async write(target: SnapshotTarget, content: AsyncIterable<Uint8Array>): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    this.content.set(target.key, Buffer.concat(chunks));
  }
}

async function* parsed(lines: string): AsyncIterable<unknown> {
  for (const line of lines.split('\n')) if (line) yield JSON.parse(line);
}

async function* once(content: Uint8Array): AsyncIterable<Uint8Array> {
  yield content;
}

async function text(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
