import type { FieldValue } from '../connector';

/** The value at a path in dots; undefined where there is none. An empty path is the value itself. */
export function atPath(value: FieldValue | undefined, path: string): FieldValue | undefined {
  let found = value;
  for (const name of path === '' ? [] : path.split('.')) {
    if (Array.isArray(found)) found = found[Number(name)];
    else if (typeof found === 'object' && found !== null && Object.hasOwn(found, name))
      found = (found as { readonly [field: string]: FieldValue })[name];
    else return undefined;
  }
  return found;
}

export function isObject(value: FieldValue | undefined): value is { readonly [field: string]: FieldValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Whether a place holds what `is_set` asks for. Vendors write `false` or `0` for what is not so, as in
 * `deleted: false`; these, null, and an empty text, list or object count as nothing.
 */
export function isFilled(value: FieldValue | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
