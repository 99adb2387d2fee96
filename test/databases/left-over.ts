import { blanksOf } from './attempt';
import type { Evidence } from './judge';
import type { Row } from './model';

/**
 * Whether a row that should be erased or blanked is unchanged, although the map leads to it and decides on
 * it.
 */
export function isLeft({ intention, before, after }: Evidence, row: Row): boolean {
  const { mark, table } = row;
  const now = after.get(mark)?.fields;
  if (!now || !isFindable(row) || intention.standing.get(mark) !== 'mine') return false;
  const fate = intention.fate.get(mark);
  if (fate !== 'blanked') return fate === 'gone';
  const was = before.get(mark)?.fields ?? {};
  return blanksOf(table).some(([name, blank]) => !isBlanked(blank, was[name], now[name]));
}

/** Whether the complete map leads to the row. */
export function isFindable({ table }: Row): boolean {
  return table.map !== undefined && !table.map.skip && table.doubt === undefined;
}

/** The value with the path replaced; unchanged if the path does not exist. */
function blankedInside(value: unknown, [name = '', ...rest]: readonly string[], to: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value) && !/^\d+$/.test(name)) return value;
  const at = value as Readonly<Record<string, unknown>>;
  if (!(name in at) || (Array.isArray(value) && Number(name) >= value.length)) return value;
  const next = rest.length > 0 ? blankedInside(at[name], rest, to) : to;
  if (Array.isArray(value)) return value.map((one, n) => (n === Number(name) ? next : one));
  return Object.fromEntries(Object.entries(at).map(([key, one]) => [key, key === name ? next : one]));
}

export function isBlanked(blank: unknown, was: unknown, is: unknown): boolean {
  if (typeof blank === 'object' && blank !== null && 'inside' in blank) {
    const paths = Object.entries(blank.inside as Readonly<Record<string, unknown>>);
    const wanted = paths.reduce((value, [path, to]) => blankedInside(value, path.split('.'), to), was);
    return JSON.stringify(wanted) === JSON.stringify(is);
  }
  if (typeof blank === 'object' && blank !== null) return is !== null && (is !== was || was === null);
  return is === blank || String(is) === String(blank);
}
