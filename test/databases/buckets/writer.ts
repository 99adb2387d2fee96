import type { Random } from '../random';
import { encoded } from './encodings';
import { brokenLine, latinLine, lineOf, nobodysLine } from './lines';
import { asker, type Line, type Lock, type Resident, type Shelf, type Version } from './model';
import { brokenRow, headerRow, nobodysRow, rowOf } from './rows';

export interface Traits {
  readonly mayBeSpoilt: boolean;
  readonly mayBeLocked: boolean;
  readonly mayBeArchived: boolean;
  readonly reusesIds: boolean;
  readonly repeats: boolean;
  readonly twins: boolean;
}

export interface World {
  readonly people: readonly Resident[];
  readonly traits: Traits;
  readonly versioning?: 'Enabled' | 'Suspended' | undefined;
  readonly onServer: boolean;
}

/** Fills a bucket, collection after collection. */
export class Writer {
  readonly written: Version[] = [];
  readonly doubts: string[] = [];
  #marks = 0;

  constructor(private readonly world: World) {}

  fill(r: Random, shelf: Shelf): void {
    if (shelf.ownRecord) this.accounts(r, shelf);
    else if (shelf.format !== 'objects') this.records(r, shelf);
    else for (const person of this.world.people) this.files(r, shelf, person);
  }

  /** Objects outside all collections. */
  besides(r: Random): void {
    const bytes = Buffer.from('{"email":"ida.falk@example.com","customer_number":"N-1"}\n');
    for (const key of ['exports/all.jsonl', 'chats', 'uploads/N-1', 'cards/N-1.json.bak', 'logs/visits.old'])
      if (r.chance(0.4) && !(this.world.onServer && !key.includes('.'))) this.put({ key, body: bytes });
  }

  /** One account per person, in one object with the others or in its own. */
  private accounts(r: Random, shelf: Shelf): void {
    const lines = this.world.people
      .filter(({ n }) => n === asker || r.chance(0.85))
      .map((owner) => lineOf(r, shelf, { owner, mark: this.mark(shelf), id: `acc-${owner.n}` }));
    if (this.world.traits.twins && lines[0]) {
      lines.push(lineOf(r, shelf, { owner: this.one(asker), mark: this.mark(shelf), id: 'acc-again' }));
      this.doubts.push('twin-accounts');
    }
    const apart = r.chance(0.5) ? 1 : lines.length;
    for (let at = 0; at < lines.length; at += apart) {
      const here = lines.slice(at, at + apart);
      this.object(r, shelf, { name: `part-${at}.jsonl`, lines: here, isWhole: true });
    }
  }

  private records(r: Random, shelf: Shelf): void {
    const many = r.int(1, 3);
    for (let n = 0; n < many; n += 1) {
      const lines = Array.from({ length: r.int(0, 6) }, () => this.line(r, shelf));
      if (this.world.traits.repeats && r.chance(0.4)) lines.push(...lines.slice(0, r.int(1, 2)));
      if (lines.length > 1 && r.chance(0.2))
        lines.splice(1, 0, { bytes: Buffer.from(r.pick(['\n', ' \r\n'])), isReadable: true });
      if (this.world.traits.reusesIds && r.chance(0.7)) lines.push(...this.reused(r, shelf, lines));
      this.object(r, shelf, { name: this.oddName(r, n), lines, isWhole: false });
    }
    if (r.chance(0.2))
      this.put({ key: `${shelf.prefix.replace(/[^/]*$/, '')}`, shelf, body: Buffer.alloc(0), lines: [] });
  }

  private line(r: Random, shelf: Shelf): Line {
    const { people, traits } = this.world;
    const kind = r.weighed({ record: 20, nobody: 1, broken: 1, latin: 0.5 });
    if (kind === 'nobody' || (kind !== 'record' && !traits.mayBeSpoilt)) {
      const mark = this.mark(shelf);
      return shelf.format === 'csv' ? nobodysRow(shelf, mark) : nobodysLine(mark);
    }
    if (shelf.format === 'csv' && kind !== 'record') return brokenRow(r, shelf, this.one(asker));
    if (kind === 'broken') return brokenLine(r, this.one(asker), people.at(-1) as Resident);
    if (kind === 'latin') return latinLine();
    const owner = r.chance(0.45) ? this.one(asker) : r.pick(people);
    const other = r.weighed({ none: 4, same: 1, other: 2 });
    const second = other === 'none' || !shelf.second ? undefined : other === 'same' ? owner : r.pick(people);
    const mark = this.mark(shelf);
    const wish = { owner, other: second, mark, id: r.chance(0.5) ? mark : `${this.#marks}` };
    return shelf.format === 'csv' ? rowOf(r, shelf, wish) : lineOf(r, shelf, wish);
  }

  /** A line with the id of one line, but about another person. */
  private reused(r: Random, shelf: Shelf, lines: readonly Line[]): Line[] {
    const first = lines.find(({ id, owner }) => id !== undefined && owner === asker);
    const owner = this.world.people.find(({ n }) => n !== asker);
    if (!first?.id || !owner || !shelf.recordId) return [];
    this.doubts.push(`reused-id:${shelf.name}`);
    const wish = { owner, mark: this.mark(shelf), id: first.id };
    return [shelf.format === 'csv' ? rowOf(r, shelf, wish) : lineOf(r, shelf, wish)];
  }

  private files(r: Random, shelf: Shelf, person: Resident): void {
    const [before = '', after = ''] = shelf.prefix.split(`{${shelf.by}}`);
    const value = shelf.by === 'email' ? person.spelled : person.number;
    const start = `${before.replace('{tenant}', person.tenant)}${value}${after}`;
    const many = after.endsWith('/') ? r.int(0, 3) : r.int(0, 1);
    for (let n = 0; n < many; n += 1) {
      const key = after.endsWith('/') ? `${start}${this.oddFile(r, n)}` : start;
      const times = this.world.versioning === 'Enabled' ? r.int(1, 3) : 1;
      for (let time = 0; time < times; time += 1) this.file(r, { shelf, key, owner: person.n });
      if (this.world.versioning && r.chance(0.25)) this.put({ key, shelf, owner: person.n });
    }
  }

  private file(r: Random, at: Pick<Version, 'shelf' | 'key' | 'owner'>): void {
    const isMarker = at.key.endsWith('/');
    const body = Buffer.from(
      isMarker ? '' : `file ${this.mark(at.shelf)} ${r.pick(['', '\u0000\u00ff', 'x'.repeat(9_000)])}`,
    );
    const named = r.chance(0.4) ? { Metadata: { 'original-name': encodeURIComponent('Größe 1.png') } } : {};
    const lock = this.lock(r);
    this.put({
      ...at,
      body,
      ...(lock ? { lock } : {}),
      ...this.stored(r, { ...named, ContentType: 'image/png' }),
    });
  }

  private object(
    r: Random,
    shelf: Shelf,
    { name, lines, isWhole }: { name: string; lines: readonly Line[]; isWhole: boolean },
  ): void {
    const key = `${shelf.prefix}${name}`;
    const { versioning, traits } = this.world;
    if (versioning === 'Enabled' && r.chance(0.4) && !isWhole)
      for (let time = r.int(1, 2); time > 0; time -= 1)
        this.write(
          r,
          { shelf, key, lines: this.earlier(r, shelf, lines) },
          traits.mayBeSpoilt && r.chance(0.3),
        );
    this.write(r, { shelf, key, lines: withoutLastEnding(r, lines) }, traits.mayBeSpoilt);
    if (versioning && r.chance(0.12) && !isWhole) this.put({ key, shelf });
  }

  /** An earlier version of the object: some of its current lines, and some that are gone since. */
  private earlier(r: Random, shelf: Shelf, lines: readonly Line[]): Line[] {
    const gone = r.chance(0.6) ? [this.line(r, shelf)] : [];
    return [...lines.filter(() => r.chance(0.6)), ...gone];
  }

  private write(
    r: Random,
    { shelf, key, lines: records }: { shelf: Shelf; key: string; lines: readonly Line[] },
    mayBeSpoilt: boolean,
  ): void {
    const lines = shelf.format === 'csv' ? [headerRow(shelf), ...records] : records;
    const { body, packed, spoilt, encoding } = encoded(r, { lines, shelf }, mayBeSpoilt);
    const lock = this.lock(r);
    const stored = this.stored(r, {
      ContentType: r.pick(['application/x-ndjson', 'text/plain']),
      ...(encoding ? { ContentEncoding: encoding } : {}),
    });
    const isArchived = (stored.properties as { StorageClass?: string }).StorageClass === 'GLACIER';
    this.put({
      key,
      shelf,
      body,
      lines,
      ...(packed ? { packed } : {}),
      ...(spoilt ? { spoilt } : isArchived ? { spoilt: 'archived' } : {}),
      ...(lock ? { lock } : {}),
      ...stored,
    });
  }

  private lock(r: Random): Lock | undefined {
    if (!r.chance(0.15) || !this.world.traits.mayBeLocked) return undefined;
    return r.pick<Lock>([{ until: '2031-05-01T08:00:00.000Z' }, { hold: true }]);
  }

  private stored(r: Random, properties: Version['properties']): Pick<Version, 'properties' | 'tags'> {
    const { onServer, traits } = this.world;
    if (onServer) return { properties, tags: [] };
    const storage = r.weighed({ STANDARD: 6, STANDARD_IA: 2, GLACIER: traits.mayBeArchived ? 2 : 0 });
    return {
      properties: {
        ...properties,
        ...(storage === 'STANDARD' ? {} : { StorageClass: storage }),
        ...(r.chance(0.3) ? { CacheControl: 'no-store' } : {}),
        ...(r.chance(0.2) ? { ContentDisposition: 'attachment; filename="a.jsonl"' } : {}),
        ...(r.chance(0.2) && !('Metadata' in properties) ? { Metadata: { 'original-name': 'a%20b' } } : {}),
        ...(r.chance(0.2)
          ? { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key-1', BucketKeyEnabled: true }
          : {}),
      },
      tags: r.chance(0.3) ? [{ Key: 'keep for', Value: '1 year & a day' }] : [],
    };
  }

  private oddName(r: Random, n: number): string {
    if (this.world.onServer) return r.pick([`part-${n}.jsonl`, `2026/01/part ${n}`, `${n}+x.jsonl`]);
    return r.pick([
      `part-${n}.jsonl`,
      `2026/01/02/part ${n}`,
      `${n}+%2F&=?#.jsonl`,
      `Größe-😀-${n}`,
      `${n}.gz`,
      `//${n}`,
    ]);
  }

  private oddFile(r: Random, n: number): string {
    if (this.world.onServer) return r.pick([`f-${n}.png`, `deep/er/${n}.png`, `a b & ${n}.png`]);
    return r.pick([
      `f-${n}.png`,
      `deep/er/${n}`,
      `${n}+%2F&=?#.png`,
      `😀${n}`,
      '',
      `N-12/${n}`,
      `../${n}`,
      `${n}\n.png`,
    ]);
  }

  private put(version: Omit<Version, 'properties' | 'tags'> & Partial<Version>): void {
    this.written.push({ properties: {}, tags: [], ...version });
  }

  private mark(shelf?: Shelf): string {
    this.#marks += 1;
    return `${shelf?.name ?? 'x'}-${this.#marks}`;
  }

  private one(n: number): Resident {
    return this.world.people[n] as Resident;
  }
}

/** Many writers leave out the last line ending. */
function withoutLastEnding(r: Random, lines: readonly Line[]): Line[] {
  const last = lines.at(-1);
  if (!last || !r.chance(0.3)) return [...lines];
  const bytes = Buffer.from(last.bytes.toString('latin1').trimEnd(), 'latin1');
  const { isBlankedAs } = last;
  const cut: Line = {
    ...last,
    bytes,
    ...(isBlankedAs
      ? {
          isBlankedAs: (now: Buffer) =>
            ['', '\n', '\r\n'].some((end) => isBlankedAs(Buffer.concat([now, Buffer.from(end)]))),
        }
      : {}),
  };
  return [...lines.slice(0, -1), cut];
}
