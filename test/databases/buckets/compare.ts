import { gunzipSync } from 'node:zlib';
import { asker, type BucketCase, type Line, type Shelf, type Version } from './model';
import type { Slot } from './open-bucket';

/** One piece of a person's data: a file with all its versions, or a line of one version. */
export interface Row {
  readonly shelf: Shelf;
  readonly key: string;
  readonly line?: Line;
  readonly isOld: boolean;
  readonly isLocked: boolean;
  /** In an old version that is kept because of another line in it. */
  readonly isHeld?: boolean;
  readonly standing: 'mine' | 'contested' | 'in-doubt' | 'others';
  readonly became: 'gone' | 'blanked' | 'there';
  readonly what: string;
}

export interface Comparison {
  readonly rows: readonly Row[];
  /** Changes that no erasure may make. */
  readonly harm: readonly { readonly kind: string; readonly detail: string }[];
}

type Harm = Comparison['harm'][number];

/** Finds what happened to every file and every line, key by key. */
export function compared(one: BucketCase, before: readonly Slot[], after: readonly Slot[]): Comparison {
  const keys = new Set([...before, ...after].map(({ key }) => key));
  const parts = [...keys].map((key) => {
    const at = { was: before.filter((s) => s.key === key), is: after.filter((s) => s.key === key) };
    const shelf = at.was.find(({ made }) => made?.shelf)?.made?.shelf;
    if (!shelf) return { rows: [], harm: untouched(key, at) };
    return shelf.format === 'objects' ? file(one, { key, shelf, ...at }) : lines(one, { key, shelf, ...at });
  });
  return { rows: parts.flatMap(({ rows }) => rows), harm: parts.flatMap(({ harm }) => harm) };
}

interface At {
  readonly key: string;
  readonly shelf: Shelf;
  readonly was: readonly Slot[];
  readonly is: readonly Slot[];
}

function untouched(key: string, { was, is }: Pick<At, 'was' | 'is'>): Harm[] {
  const same = was.length === is.length && was.every((slot, at) => isSame(slot, is[at]));
  return same ? [] : [{ kind: 'changed an object outside all collections', detail: key }];
}

function isSame(a: Slot, b: Slot | undefined): boolean {
  return a.id === b?.id && a.properties === b.properties;
}

function file(one: BucketCase, { key, shelf, was, is }: At): Comparison {
  const stored = was.filter(({ body }) => body);
  const isGone = is.length === 0;
  const isThere = was.length === is.length && was.every((slot, at) => isSame(slot, is[at]));
  const owner = was.find(({ made }) => made?.owner !== undefined)?.made?.owner;
  const harm: Harm[] = isGone || isThere ? [] : [{ kind: 'erased a file in part', detail: key }];
  if (stored.length === 0) return { rows: [], harm: isThere ? [] : harm };
  const row: Row = {
    shelf,
    key,
    isOld: false,
    isLocked: stored.some(({ made }) => made?.lock !== undefined),
    standing: owner === asker ? 'mine' : 'others',
    became: isGone ? 'gone' : 'there',
    what: key,
  };
  return { rows: [row], harm: [...harm, ...(one.right === 'access' && !isThere ? changed(key) : [])] };
}

function changed(key: string): Harm[] {
  return [{ kind: 'a copy changed an object', detail: key }];
}

function lines(one: BucketCase, { key, shelf, was, is }: At): Comparison {
  const current = was.find(({ isCurrent }) => isCurrent);
  const now = is.find(({ isCurrent }) => isCurrent);
  const isUnchanged = was.length === is.length && was.every((slot, at) => isSame(slot, is[at]));
  const old = was.filter((slot) => slot !== current && slot.body);
  const rows = [
    ...(current ? currentRows(one, { shelf, current, now }) : { rows: [], harm: [] }).rows,
    ...old.flatMap((slot) => oldRows(one, shelf, slot, is)),
  ];
  const harm = [
    ...(current ? currentRows(one, { shelf, current, now }).harm : []),
    ...old.flatMap((slot) => oldHarm(one, shelf, slot, is)),
    ...additions(key, { was, is, now, current }),
    ...(one.right === 'access' && !isUnchanged ? changed(key) : []),
  ];
  return { rows, harm };
}

/** At most one new version, in place of the one before; a delete marker only where nothing is left. */
function additions(
  key: string,
  { was, is, now, current }: Pick<At, 'was' | 'is'> & { now: Slot | undefined; current: Slot | undefined },
): Harm[] {
  const added = is.filter(({ id }) => !was.some((slot) => slot.id === id));
  const odd = added.filter((slot) => slot.body && slot !== now);
  const leftBehind = added.length > 0 && current && is.some(({ id }) => id === current.id);
  return [
    ...(odd.length > 0 ? [{ kind: 'wrote an unneeded version', detail: key }] : []),
    ...(leftBehind ? [{ kind: 'left the version that was overwritten', detail: key }] : []),
  ];
}

function oldRows(one: BucketCase, shelf: Shelf, slot: Slot, is: readonly Slot[]): Row[] {
  const became = is.some(({ id }) => id === slot.id) ? 'there' : 'gone';
  const isHeld = holdsContested(one, shelf, slot);
  return linesIn(slot).map((line) => ({ ...rowOf(one, { shelf, slot, line }), isOld: true, isHeld, became }));
}

function holdsContested(one: BucketCase, shelf: Shelf, slot: Slot): boolean {
  return linesIn(slot).some((line) => standing(one, shelf, line) === 'contested');
}

/**
 * An old version is deleted with all lines of other people in it if the map says so, it held the person, and
 * it holds nothing of hers that must be kept.
 */
function oldHarm(one: BucketCase, shelf: Shelf, slot: Slot, is: readonly Slot[]): Harm[] {
  const stands = is.find(({ id }) => id === slot.id);
  if (stands) return isSame(slot, stands) ? [] : [{ kind: 'changed an old version', detail: slot.key }];
  const holds = linesIn(slot).some(({ owner, other }) => owner === asker || other === asker);
  const approved =
    shelf.oldVersions === 'erase' &&
    holds &&
    !holdsContested(one, shelf, slot) &&
    ['erase', 'anonymise'].includes(shelf.treatment);
  return approved ? [] : [{ kind: 'erased an old version that nobody approved', detail: slot.key }];
}

function linesIn({ made }: Slot): Line[] {
  return made?.spoilt ? [] : (made?.lines ?? []).filter(({ owner }) => owner !== undefined);
}

function rowOf(
  one: BucketCase,
  { shelf, slot, line }: { shelf: Shelf; slot: Slot; line: Line },
): Omit<Row, 'became' | 'isOld'> {
  return {
    shelf,
    key: slot.key,
    line,
    isLocked: slot.made?.lock !== undefined,
    standing: standing(one, shelf, line),
    what: `${line.mark} in ${slot.key}`,
  };
}

/**
 * A line that names a second person is contested when that person has an account, unless the map says that
 * the second is a third party.
 */
function standing(one: BucketCase, { second }: Shelf, { owner, other }: Line): Row['standing'] {
  if (owner !== asker && other !== asker) return 'others';
  if (!second || other === undefined) return 'mine';
  if (second === 'third-party') return owner === asker ? 'mine' : 'contested';
  const rival = owner === asker ? other : owner;
  const accounts = one.versions.filter(({ shelf }) => shelf?.ownRecord);
  const theirs = accounts.filter(({ lines }) => lines?.some((line) => line.owner === rival));
  if (theirs.some(({ spoilt }) => !spoilt)) return 'contested';
  return theirs.length > 0 || accounts.some(({ spoilt }) => spoilt) ? 'in-doubt' : 'mine';
}

interface Rewritten {
  readonly shelf: Shelf;
  readonly current: Slot;
  readonly now: Slot | undefined;
}

function currentRows(one: BucketCase, { shelf, current, now }: Rewritten): Comparison {
  const all = current.made?.lines ?? [];
  const isSpoilt = current.made?.spoilt !== undefined;
  const isThere = now !== undefined && isSame(current, now);
  const walk = isThere ? all.map(() => 'there' as const) : walked(current, now);
  const rows = all.flatMap((line, at): Row[] =>
    isSpoilt || line.owner === undefined
      ? []
      : [{ ...rowOf(one, { shelf, slot: current, line }), isOld: false, became: walk?.[at] ?? 'gone' }],
  );
  if (isThere) return { rows, harm: [] };
  const { key } = current;
  return {
    rows,
    harm: [
      ...(isSpoilt ? [{ kind: 'changed an object that cannot be read', detail: key }] : []),
      ...(walk ? [] : [{ kind: 'wrote something that was not there', detail: key }]),
      ...(now && now.properties !== current.properties
        ? [
            {
              kind: 'lost properties of an object',
              detail: `${key}: ${current.properties} ${now.properties}`,
            },
          ]
        : []),
      ...all.flatMap((line, at) =>
        line.owner === undefined &&
        !(line.isHeader && !now) &&
        line.bytes.toString().trim() !== '' &&
        walk?.[at] === 'gone'
          ? [{ kind: 'erased a line that is nobody’s', detail: key }]
          : [],
      ),
    ],
  };
}

/** What happened to each line, in order; undefined when the object holds bytes that are in no line. */
function walked(current: Slot, now: Slot | undefined): ('gone' | 'blanked' | 'there')[] | undefined {
  const all = current.made?.lines ?? [];
  if (!now?.body) return all.map(() => 'gone');
  const text = unpacked(current.made, now.body);
  if (text === undefined) return undefined;
  const pieces = cut(text, current.made?.shelf?.format === 'csv');
  const fates: ('gone' | 'blanked' | 'there')[] = [];
  let at = 0;
  for (const line of all) {
    const piece = pieces[at];
    if (piece?.equals(line.bytes)) fates.push('there');
    else if (piece && line.isBlankedAs?.(piece)) fates.push('blanked');
    else {
      fates.push('gone');
      continue;
    }
    at += 1;
  }
  return at === pieces.length ? fates : undefined;
}

/** The unpacked body; undefined unless compression and byte order mark are as before. */
function unpacked(made: Version | undefined, body: Buffer): Buffer | undefined {
  const before = made?.packed ? gunzipSync(made.body as Buffer) : (made?.body ?? Buffer.alloc(0));
  const mark = Buffer.from('\ufeff');
  const hadMark = before.subarray(0, 3).equals(mark);
  try {
    const plain = made?.packed ? gunzipSync(body) : body;
    const hasMark = plain.subarray(0, 3).equals(mark);
    if (hasMark !== hadMark) return undefined;
    return hasMark ? plain.subarray(3) : plain;
  } catch {
    return undefined;
  }
}

/** The lines; in a table a line ending between quotes ends none. */
function cut(bytes: Buffer, isTable: boolean): Buffer[] {
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    let end = bytes.indexOf(10, start);
    const isOpen = () => bytes.subarray(start, end).filter((byte) => byte === 0x22).length % 2 === 1;
    while (isTable && end >= 0 && isOpen()) end = bytes.indexOf(10, end + 1);
    const stop = end < 0 ? bytes.length : end + 1;
    pieces.push(bytes.subarray(start, stop));
    start = stop;
  }
  return pieces;
}
