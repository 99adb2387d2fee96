import type { FieldValue } from './connector';

/** Deeper values are counted as one, without what is inside. */
const DEEPEST = 12;

/**
 * How many records hold something at one path, by what it is; an empty value is a null, an empty text, an
 * empty list or an empty group. No value is kept, only names of fields and forms of lists.
 */
export interface PathCount {
  empty: number;
  scalar: number;
  group: number;
  /** By the form of the list: see {@link formOf}. */
  readonly lists: Map<string, number>;
  readonly inside: Map<string, PathCount>;
  /** What lies inside is not counted: everything that is not empty counts as a scalar. */
  isCut: boolean;
}

/** The same as JSON; absent parts are 0 or none. */
export interface StoredPathCount {
  readonly empty?: number;
  readonly scalar?: number;
  readonly group?: number;
  readonly lists?: readonly (readonly [form: string, records: number])[];
  readonly inside?: readonly (readonly [name: string, StoredPathCount])[];
  readonly isCut?: true;
}

type Fields = Readonly<Record<string, FieldValue>>;

export function newPathCount(): PathCount {
  return { empty: 0, scalar: 0, group: 0, lists: new Map(), inside: new Map(), isCut: false };
}

/**
 * Counts one record, or with `times` -1 takes it out again.
 *
 * @returns false where two of its fields have the same path in dots, so that counts by path may count the
 * record twice
 */
export function countFields(at: PathCount, values: Fields, times: number, depth = 0): boolean {
  let isClear = true;
  for (const name of Object.keys(values)) {
    if (name.includes('.') && isAlsoAbove(values, name)) isClear = false;
    const below = at.inside.get(name) ?? newPathCount();
    at.inside.set(name, below);
    isClear = countValue(below, values[name] ?? null, times, depth + 1) && isClear;
  }
  return isClear;
}

/** `a.b` beside `a`, in which there may be a `b`. */
function isAlsoAbove(values: Fields, name: string): boolean {
  return name.split('.').some((_, n, steps) => n > 0 && Object.hasOwn(values, steps.slice(0, n).join('.')));
}

function countValue(at: PathCount, value: FieldValue, times: number, depth: number): boolean {
  if (isEmpty(value)) at.empty += times;
  else if (at.isCut || typeof value !== 'object' || value === null) at.scalar += times;
  else if (depth >= DEEPEST) {
    cutAt(at);
    at.scalar += times;
  } else if (isList(value)) return countList(at, value, times, depth);
  else {
    at.group += times;
    return countFields(at, value, times, depth);
  }
  return true;
}

function countList(at: PathCount, list: readonly FieldValue[], times: number, depth: number): true {
  const form = formOf(list, depth);
  if (form === undefined) {
    cutAt(at);
    at.scalar += times;
    return true;
  }
  const key = JSON.stringify(form);
  at.lists.set(key, (at.lists.get(key) ?? 0) + times);
  return true;
}

/**
 * A value with 1 for everything that is not empty and null for an empty text, and each form of a list's
 * entries once, where it comes last: the rules of disclosure cannot tell it from the value itself. Undefined
 * where it is too deep.
 */
function formOf(value: FieldValue, depth: number): FieldValue | undefined {
  if (value === null || value === '') return null;
  if (typeof value !== 'object') return 1;
  if (depth > DEEPEST) return undefined;
  if (isList(value)) return formOfList(value, depth);
  const forms = Object.entries(value).map(([name, inside]) => [name, formOf(inside, depth + 1)] as const);
  return forms.some(([, form]) => form === undefined) ? undefined : (Object.fromEntries(forms) as Fields);
}

function formOfList(list: readonly FieldValue[], depth: number): FieldValue | undefined {
  const forms = new Map<string, FieldValue>();
  for (const item of list) {
    const form = formOf(item, depth + 1);
    if (form === undefined) return undefined;
    const key = JSON.stringify(form);
    forms.delete(key);
    forms.set(key, form);
  }
  return [...forms.values()];
}

/** Adds counts that were stored. */
export function addCounts(at: PathCount, stored: StoredPathCount): void {
  if (stored.isCut) cutAt(at);
  at.empty += stored.empty ?? 0;
  at.scalar += stored.scalar ?? 0;
  if (at.isCut) {
    at.scalar += notScalar(stored.group ?? 0, stored.lists ?? []);
    return;
  }
  at.group += stored.group ?? 0;
  for (const [form, records] of stored.lists ?? []) at.lists.set(form, (at.lists.get(form) ?? 0) + records);
  for (const [name, inside] of stored.inside ?? []) {
    const below = at.inside.get(name) ?? newPathCount();
    at.inside.set(name, below);
    addCounts(below, inside);
  }
}

export function storedCounts(at: PathCount): StoredPathCount {
  return {
    ...(at.empty === 0 ? {} : { empty: at.empty }),
    ...(at.scalar === 0 ? {} : { scalar: at.scalar }),
    ...(at.group === 0 ? {} : { group: at.group }),
    ...(at.lists.size === 0 ? {} : { lists: [...at.lists] }),
    ...(at.inside.size === 0
      ? {}
      : { inside: [...at.inside].map(([name, below]) => [name, storedCounts(below)] as const) }),
    ...(at.isCut ? { isCut: true } : {}),
  };
}

/** Paths and forms of lists below this one, in all. */
export function sizeOf({ lists, inside }: PathCount): number {
  return [...inside.values()].reduce((sum, below) => sum + sizeOf(below), lists.size + inside.size);
}

/**
 * Cuts off what lies inside the path that has the most directly inside it: names that are data, such as
 * dates or ids.
 *
 * @returns false where that is the record itself
 */
export function cutWidest(root: PathCount): boolean {
  const widest = widestIn(root);
  if (widest === root) return false;
  cutAt(widest);
  return true;
}

function widestIn(at: PathCount): PathCount {
  return [...at.inside.values()].map(widestIn).reduce((a, b) => (widthOf(b) > widthOf(a) ? b : a), at);
}

function widthOf({ lists, inside }: PathCount): number {
  return lists.size + inside.size;
}

function cutAt(at: PathCount): void {
  at.scalar += notScalar(at.group, [...at.lists]);
  at.group = 0;
  at.lists.clear();
  at.inside.clear();
  at.isCut = true;
}

function notScalar(group: number, lists: StoredPathCount['lists'] = []): number {
  return lists.reduce((sum, [, records]) => sum + records, group);
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}

function isEmpty(value: FieldValue): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && (isList(value) ? value.length : Object.keys(value).length) === 0;
}
