import type { CorrectableRow } from '../../../casework/evidence/correctable-rows';
import type { FieldChange, PlannedPoint, PlannedRow } from '../../../domain/correction';
import type { CorrectionPoint } from '../../../domain/correction-point';
import type { Fields } from '../../form-fields';
import { contradictions, placesFor } from './suggest-plan';

/** Stands for all points that are corrected, where one value answers several. */
export const EVERY_POINT = 'all';

interface Input {
  readonly points: readonly CorrectionPoint[];
  readonly rows: readonly CorrectableRow[];
}

interface Read {
  readonly points: readonly PlannedPoint[];
  readonly corrected: readonly PlannedRow[];
}

/**
 * Adds to each row the points that its values answer. A point that is marked as corrected needs a value of
 * its own, or one that says it answers that point: otherwise the person would be told of a correction that
 * was never made.
 */
export function withAnswers(
  fields: Fields,
  input: Input,
  { points, corrected }: Read,
  errors: Record<string, string>,
): PlannedRow[] {
  const due = points.flatMap(({ way }, at) => (way === 'correct' ? [at + 1] : []));
  const rows = corrected.map((row) => {
    const answered = row.changes.map((change) => {
      const place = placeOf(input.rows, row, change);
      const answers = pointsFor(fields[`for-${place}`] ?? '', input, { due, place, change });
      if (answers.length === 0) errors[`plan-for-${place}`] = 'Say which point this answers.';
      return [change.field, answers] as const;
    });
    return { ...row, answers: Object.fromEntries(answered) };
  });
  const met = new Set(rows.flatMap(({ answers }) => Object.values(answers).flat()));
  for (const n of due.filter((one) => !met.has(one))) errors[`plan-way-${n}`] = unmet(n, input);
  return rows;
}

interface Value {
  readonly due: readonly number[];
  readonly place: string;
  readonly change: FieldChange;
}

function pointsFor(chosen: string, { points, rows }: Input, { due, place, change }: Value): number[] {
  if (due.length === 1 || chosen === EVERY_POINT) return [...due];
  const isSaid = (n: number) => {
    const point = points[n - 1];
    if (!point || !placesFor(point, rows).includes(place)) return false;
    return change.to === (point.wish === 'remove' ? null : point.right);
  };
  const said = due.filter(isSaid);
  if (chosen !== '')
    return due.filter((n) => String(n) === chosen || (said.includes(n) && due.includes(Number(chosen))));
  if (said.length > 0) return said;
  const [only, more] = due.filter(
    (n) => points[n - 1] && placesFor(points[n - 1] as CorrectionPoint, rows).includes(place),
  );
  return only !== undefined && more === undefined ? [only] : [];
}

function unmet(n: number, { points, rows }: Input): string {
  const against = contradictions(points, rows).find((set) => set.includes(n));
  if (against)
    return `Points ${against.join(' and ')} want different things of the same entry. Ask the person which is right, correct that one, and refuse or note the other.`;
  return `No value answers point ${n}: write the right value into a record, or choose something else for this point.`;
}

function placeOf(rows: readonly CorrectableRow[], row: PlannedRow, { field }: FieldChange): string {
  const r = rows.findIndex((one) => keyOf(one) === keyOf(row));
  return `${r}-${rows[r]?.fields.findIndex(({ name }) => name === field)}`;
}

function keyOf({ storeId, collection, key }: Pick<PlannedRow, 'storeId' | 'collection' | 'key'>): string {
  return JSON.stringify([storeId, collection, key]);
}
