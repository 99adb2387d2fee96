import { copyFileSync, createReadStream, existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { KoaContext } from '@20minutes/s3rver';

type Middleware = (context: KoaContext, next: () => Promise<void>) => Promise<void>;

/** The names of the file of an object, as s3rver has it, and of its earlier versions. */
const OBJECT = '._S3rver_object';
const EARLIER = '._S3rver_version.';

/**
 * Adds what s3rver lacks to the buckets that are named: `If-None-Match: *`, `?versions` and `?versionId`.
 * There are no locks and no delete markers, and a listing is always one page.
 */
export function withVersions(directory: string, buckets: readonly string[]): Middleware {
  const turns = new Turns();
  return async (context, next) => {
    const [, bucket = '', ...rest] = decodeURIComponent(context.path).split('/');
    if (!buckets.includes(bucket)) return next();
    const files = new VersionedFiles(join(directory, bucket));
    const key = rest.join('/');
    if (key === '' && 'versions' in context.query) return list(context, bucket, files);
    if (context.method === 'PUT' && key !== '')
      return turns.take(`${bucket}/${key}`, () => put(context, files, key, next));
    const wanted = context.query.versionId;
    if (context.method === 'GET' && wanted !== undefined && wanted !== 'null') {
      context.status = 200;
      context.body = createReadStream(files.earlier(key, wanted));
      return undefined;
    }
    return next();
  };
}

async function put(
  context: KoaContext,
  files: VersionedFiles,
  key: string,
  next: () => Promise<void>,
): Promise<void> {
  if (context.headers['if-none-match'] === '*' && files.has(key)) return refuse(context);
  files.keep(key);
  return next();
}

/** Runs the puts of one key one after the other: no other put may come between the check and the write. */
class Turns {
  private readonly last = new Map<string, Promise<void>>();

  async take(name: string, work: () => Promise<void>): Promise<void> {
    const before = this.last.get(name) ?? Promise.resolve();
    const mine = before.then(work);
    const done = mine.catch(() => undefined);
    this.last.set(name, done);
    await done;
    if (this.last.get(name) === done) this.last.delete(name);
    return mine;
  }
}

class VersionedFiles {
  constructor(private readonly root: string) {}

  has(key: string): boolean {
    return existsSync(join(this.root, `${key}${OBJECT}`));
  }

  earlier(key: string, version: string): string {
    return join(this.root, `${key}${EARLIER}${version.replace(/\D/g, '')}`);
  }

  /** Keeps the current version before it is overwritten. */
  keep(key: string): void {
    if (!this.has(key)) return;
    const at = join(this.root, `${key}${OBJECT}`);
    const to = this.earlier(key, String(this.numbers(key).length + 1));
    copyFileSync(at, to);
    const { atime, mtime } = statSync(at);
    utimesSync(to, atime, mtime);
  }

  keys(): string[] {
    if (!existsSync(this.root)) return [];
    const names = readdirSync(this.root, { recursive: true }) as string[];
    return names
      .filter((name) => name.endsWith(OBJECT))
      .map((name) => name.slice(0, -OBJECT.length))
      .sort();
  }

  /** Newest first, as S3 lists them. */
  versions(key: string): { id: string; at: Date }[] {
    const now = { id: 'null', at: statSync(join(this.root, `${key}${OBJECT}`)).mtime };
    const before = this.numbers(key)
      .reverse()
      .map((id) => ({ id, at: statSync(this.earlier(key, id)).mtime }));
    return [now, ...before];
  }

  private numbers(key: string): string[] {
    const numbers: string[] = [];
    for (let n = 1; existsSync(this.earlier(key, String(n))); n += 1) numbers.push(String(n));
    return numbers;
  }
}

function list(context: KoaContext, bucket: string, files: VersionedFiles): undefined {
  const { prefix = '', 'key-marker': marker = '' } = context.query;
  const keys = files.keys().filter((key) => key.startsWith(prefix) && key > marker);
  const entries = keys.flatMap((key) =>
    files
      .versions(key)
      .map(
        ({ id, at }, n) =>
          `<Version><Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>${n === 0}</IsLatest><LastModified>${at.toISOString()}</LastModified></Version>`,
      ),
  );
  context.status = 200;
  context.type = 'application/xml';
  context.body = `<?xml version="1.0" encoding="UTF-8"?><ListVersionsResult><Name>${bucket}</Name><IsTruncated>false</IsTruncated>${entries.join('')}</ListVersionsResult>`;
  return undefined;
}

function refuse(context: KoaContext): undefined {
  context.status = 412;
  context.type = 'application/xml';
  context.body = '<Error><Code>PreconditionFailed</Code><Message>It is there already</Message></Error>';
  return undefined;
}
