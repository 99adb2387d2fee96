import { S3ServiceException } from '@aws-sdk/client-s3';

export interface StoredBytes {
  readonly Key: string;
  readonly VersionId: string;
  /** Absent: a delete marker. */
  readonly body?: Buffer;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly at: Date;
}

type Input = Readonly<Record<string, unknown>> & {
  readonly Key?: string;
  readonly Prefix?: string;
  readonly VersionId?: string;
  readonly IfMatch?: string;
};

/** The message of a refusal by a lock: S3 has no other code for it. */
const lockWords = 'Access Denied because object protected by object lock.';

/**
 * A bucket in memory that may keep versions and honours If-Match, locks, tags and page markers, as S3 does
 * and the local S3 does not. It replaces the SDK's client.
 */
export class MemoryBucket {
  readonly config = {
    requestHandler: {},
    endpoint: async () => ({ hostname: 'x', path: '/', protocol: 'https:' }),
  };
  /** In the order in which they were written. */
  versions: StoredBytes[] = [];
  readonly calls: { readonly name: string; readonly input: Input }[] = [];
  /** Called before each change, so that a test can be the other writer. */
  beforeChange: () => void = () => undefined;
  /** The name of the error with which a call fails. */
  refuse: (name: string, input: Input) => string | undefined = () => undefined;
  pageSize = 1_000;
  replicated = false;
  locked = false;
  private next = 1;

  constructor(private readonly versioning?: 'Enabled' | 'Suspended') {}

  destroy(): void {}

  put(
    Key: string,
    body?: string | Buffer,
    properties: StoredBytes['properties'] = {},
    tags: StoredBytes['tags'] = [],
  ): string {
    const VersionId = this.versioning === 'Enabled' ? `v${this.next}` : 'null';
    if (VersionId === 'null')
      this.versions = this.versions.filter((v) => v.Key !== Key || v.VersionId !== 'null');
    const at = new Date(Date.UTC(2026, 0, 1, 0, 0, this.next));
    this.next += 1;
    const bytes = body === undefined ? {} : { body: Buffer.from(body) };
    if (body !== undefined || this.versioning !== undefined) {
      this.versions.push({ Key, VersionId, properties, tags, at, ...bytes });
    }
    return VersionId;
  }

  latest(Key: string): StoredBytes | undefined {
    const last = this.newest(Key);
    return last?.body === undefined ? undefined : last;
  }

  text(Key: string): string | undefined {
    return this.latest(Key)?.body?.toString();
  }

  count(name: string): number {
    return this.calls.filter((call) => call.name === name).length;
  }

  private newest(Key: string): StoredBytes | undefined {
    return this.versions.filter((v) => v.Key === Key).at(-1);
  }

  async send(command: { constructor: { name: string }; input: Input }): Promise<unknown> {
    const name = command.constructor.name.replace('Command', '');
    const { input } = command;
    this.calls.push({ name, input });
    const refused = this.refuse(name, input);
    if (refused !== undefined) throw failure(refused);
    const answers: Readonly<Record<string, () => unknown>> = {
      GetBucketVersioning: () => (this.versioning ? { Status: this.versioning } : {}),
      GetObjectLockConfiguration: () => this.lockOf(),
      GetBucketReplication: () => this.replicationOf(),
      ListObjectsV2: () => this.list(input),
      ListObjectVersions: () => this.listVersions(input),
      HeadObject: () => this.head(this.named(input)),
      GetObject: () => this.open(this.named(input)),
      GetObjectTagging: () => ({ TagSet: this.named(input).tags }),
      PutObject: () => this.write(input),
      DeleteObject: () => this.remove(input),
      DeleteObjects: () => this.removeAll(input),
    };
    const answer = answers[name];
    if (answer === undefined) throw new Error(`the bucket does not know ${name}`);
    return answer();
  }

  private lockOf() {
    if (!this.locked && !this.versions.some(isLocked)) throw failure('ObjectLockConfigurationNotFoundError');
    return { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } };
  }

  private replicationOf() {
    if (!this.replicated) throw failure('ReplicationConfigurationNotFoundError');
    return { ReplicationConfiguration: { Rules: [{ Status: 'Enabled' }] } };
  }

  private list({ Prefix = '', StartAfter = '', Delimiter }: Input) {
    const keys = [...new Set(this.versions.map(({ Key }) => Key))]
      .filter((key) => this.latest(key) && key.startsWith(Prefix) && key > String(StartAfter))
      .sort();
    if (Delimiter !== undefined) {
      const folders = new Set(keys.filter((key) => key.includes('/')).map((key) => `${key.split('/')[0]}/`));
      const loose = keys.filter((key) => !key.includes('/'));
      return {
        CommonPrefixes: [...folders].map((folder) => ({ Prefix: folder })),
        Contents: loose.map((Key) => ({ Key })),
      };
    }
    const page = keys.slice(0, this.pageSize);
    return {
      Contents: page.map((Key) => ({
        Key,
        Size: this.latest(Key)?.body?.length ?? 0,
        LastModified: this.latest(Key)?.at,
        StorageClass: this.latest(Key)?.properties.StorageClass ?? 'STANDARD',
      })),
      IsTruncated: page.length < keys.length,
    };
  }

  private listVersions({ Prefix = '', KeyMarker, VersionIdMarker }: Input) {
    const all = this.versions
      .map((version, at) => ({ version, at }))
      .filter(({ version }) => version.Key.startsWith(Prefix))
      .sort((a, b) =>
        a.version.Key === b.version.Key ? b.at - a.at : a.version.Key < b.version.Key ? -1 : 1,
      )
      .map(({ version }) => version);
    const from = VersionIdMarker
      ? all.findIndex((v) => v.Key === KeyMarker && v.VersionId === VersionIdMarker) + 1
      : all.findIndex((v) => KeyMarker === undefined || v.Key > String(KeyMarker));
    const rest = from < 0 ? [] : all.slice(from);
    const page = rest.slice(0, this.pageSize);
    const listed = page.map((v) => ({
      Key: v.Key,
      VersionId: v.VersionId,
      IsLatest: this.newest(v.Key) === v,
      LastModified: v.at,
      StorageClass: v.properties.StorageClass ?? 'STANDARD',
      ...(v.body === undefined ? {} : { Size: v.body.length }),
    }));
    const last = page.at(-1);
    return {
      Versions: listed.filter(({ Size }) => Size !== undefined),
      DeleteMarkers: listed.filter(({ Size }) => Size === undefined),
      ...(page.length < rest.length
        ? { IsTruncated: true, NextKeyMarker: last?.Key, NextVersionIdMarker: last?.VersionId }
        : {}),
    };
  }

  private named({ Key = '', VersionId }: Input): StoredBytes {
    const version =
      VersionId === undefined
        ? this.latest(Key)
        : this.versions.find((v) => v.Key === Key && v.VersionId === VersionId && v.body !== undefined);
    if (version === undefined) throw failure(VersionId === undefined ? 'NoSuchKey' : 'NoSuchVersion');
    return version;
  }

  private head({ body = Buffer.alloc(0), properties, at, VersionId, tags }: StoredBytes) {
    return {
      ...properties,
      ...(tags.length > 0 ? { TagCount: tags.length } : {}),
      ...(this.versioning ? { VersionId } : {}),
      ETag: etagOf(body),
      ContentLength: body.length,
      LastModified: at,
    };
  }

  private open(version: StoredBytes) {
    if (version.properties.StorageClass === 'GLACIER') throw failure('InvalidObjectState');
    const { body = Buffer.alloc(0) } = version;
    const Body = (async function* () {
      for (let at = 0; at < body.length; at += 7_000) yield body.subarray(at, at + 7_000);
    })();
    return { ...this.head(version), Body };
  }

  private async write({
    Key = '',
    IfMatch,
    Bucket: _,
    Body,
    Tagging,
    ChecksumAlgorithm,
    ...properties
  }: Input) {
    this.beforeChange();
    const latest = this.latest(Key);
    if (IfMatch !== undefined && (latest === undefined || etagOf(latest.body) !== IfMatch)) {
      throw failure('PreconditionFailed');
    }
    const tags = [...new URLSearchParams(String(Tagging ?? ''))].map(([name, Value]) => ({
      Key: name,
      Value,
    }));
    const sums = ChecksumAlgorithm === undefined ? {} : { [`Checksum${String(ChecksumAlgorithm)}`]: 'sum' };
    const VersionId = this.put(Key, Body as Buffer, { ...properties, ...sums }, tags);
    const ETag = etagOf(Buffer.from(Body as Buffer));
    return this.versioning ? { VersionId, ETag } : { ETag };
  }

  /** Each by itself: what fails is named in the answer and does not stop the others. */
  private removeAll({ Delete }: Input) {
    const { Objects = [] } = Delete as { Objects?: readonly Input[] };
    if (Objects.length > 1_000) throw failure('MalformedXML');
    const Errors = Objects.flatMap(({ Key = '', VersionId }) => {
      try {
        const refused = this.refuse('DeleteObject', { Key, ...(VersionId ? { VersionId } : {}) });
        if (refused !== undefined) throw failure(refused);
        this.remove({ Key, ...(VersionId === undefined ? {} : { VersionId }) });
        return [];
      } catch (error) {
        if (!(error instanceof S3ServiceException)) throw error;
        return [{ Key, VersionId, Code: error.name, Message: error.message }];
      }
    });
    return { Errors };
  }

  private remove({ Key = '', IfMatch, VersionId }: Input) {
    this.beforeChange();
    if (IfMatch !== undefined && etagOf(this.latest(Key)?.body) !== IfMatch)
      throw failure('PreconditionFailed');
    if (VersionId === undefined && this.versioning !== undefined) {
      this.put(Key);
      return {};
    }
    const goes = (v: StoredBytes) => v.Key === Key && (VersionId === undefined || v.VersionId === VersionId);
    const lock = this.versions.find((v) => goes(v) && isLocked(v));
    if (lock !== undefined) throw failure('AccessDenied', lockWords);
    this.versions = this.versions.filter((v) => !goes(v));
    return {};
  }
}

function isLocked({ properties }: StoredBytes): boolean {
  return properties.ObjectLockLegalHoldStatus === 'ON' || properties.ObjectLockRetainUntilDate !== undefined;
}

function etagOf(body: Buffer | undefined): string {
  return body === undefined ? 'none' : `"${body.toString('base64')}"`;
}

export function failure(name: string, message = name): S3ServiceException {
  const httpStatusCode = name === 'AccessDenied' ? 403 : 400;
  return new S3ServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode } });
}
