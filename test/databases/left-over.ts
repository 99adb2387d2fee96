import { blanksOf } from './attempt';
import type { Evidence } from './judge';
import type { Row } from './model';

/** Whether a row that was to go, or to be blanked, is as it was, though the map leads to it and decides on it. */
export function isLeft({ intention, before, after }: Evidence, row: Row): boolean {
  const { mark, table } = row;
  const now = after.get(mark)?.fields;
  if (!now || !isFindable(row) || intention.standing.get(mark) !== 'mine') return false;
  const fate = intention.fate.get(mark);
  if (fate !== 'blanked') return fate === 'gone';
  const was = before.get(mark)?.fields ?? {};
  return blanksOf(table).some(([name, blank]) => !isBlanked(blank, was[name], now[name]));
}

/** Whether the map, with nothing left out, leads to the row. */
export function isFindable({ table }: Row): boolean {
  return table.map !== undefined && !table.map.skip && table.doubt === undefined;
}

export function isBlanked(blank: unknown, was: unknown, is: unknown): boolean {
  if (typeof blank === 'object' && blank !== null) return is !== null && (is !== was || was === null);
  return is === blank || String(is) === String(blank);
}
