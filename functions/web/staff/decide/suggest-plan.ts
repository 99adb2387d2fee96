import type { CorrectableField, CorrectableRow } from '../../../casework/evidence/correctable-rows';
import type { CorrectionPoint } from '../../../domain/correction-point';
import { kindInWords } from '../../../domain/takeover-kinds';
import type { Fields } from '../../form-fields';

/**
 * The values that best answer each point, for the reader to check: where the record holds the value that the
 * person says it holds, else where the field has the name that they use. Where two points want different
 * values for one field, none is suggested.
 */
export function suggestPlan(points: readonly CorrectionPoint[], rows: readonly CorrectableRow[]): Fields {
  const suggested: Record<string, string> = {};
  for (const [at, point] of points.entries()) {
    const kind = kindInWords([point.what, point.now, point.right]);
    if (kind) suggested[`kind-${at + 1}`] = kind;
    const places = placesFor(point, rows).filter((place) => !isContested(place, points, rows));
    for (const place of places) {
      if (point.wish === 'remove') suggested[`out-${place}`] = 'yes';
      else if (point.right) suggested[`new-${place}`] = point.right;
    }
    if (places.length > 0) suggested[`way-${at + 1}`] = 'correct';
  }
  return suggested;
}

/**
 * Numbers of points, from 1, that want different values for one field: only the person knows which is right.
 */
export function contradictions(
  points: readonly CorrectionPoint[],
  rows: readonly CorrectableRow[],
): readonly (readonly number[])[] {
  const places = new Set(points.flatMap((point) => placesFor(point, rows)));
  const sets = [...places]
    .filter((place) => isContested(place, points, rows))
    .map((place) => askers(place, points, rows).map((point) => points.indexOf(point) + 1));
  return [...new Map(sets.map((set) => [set.join(), set])).values()];
}

function isContested(
  place: string,
  points: readonly CorrectionPoint[],
  rows: readonly CorrectableRow[],
): boolean {
  const wanted = askers(place, points, rows).map(({ wish, right }) => (wish === 'remove' ? null : right));
  return new Set(wanted).size > 1;
}

function askers(place: string, points: readonly CorrectionPoint[], rows: readonly CorrectableRow[]) {
  return points.filter((point) => placesFor(point, rows).includes(place));
}

/**
 * Where a point may be answered: `row-field`, as the form names its places. An identifier changes everywhere
 * it occurs, so that all records are still found afterwards.
 */
export function placesFor(point: CorrectionPoint, rows: readonly CorrectableRow[]): string[] {
  const where = (fits: (field: CorrectableField) => boolean) =>
    rows.flatMap((row, r) =>
      row.fields.flatMap((field, f) =>
        takes(field, point) && fits(field) ? [{ place: `${r}-${f}`, field }] : [],
      ),
    );
  const { now, what } = point;
  const held = now === undefined ? [] : where(({ value }) => isSame(value, now));
  const first = held.length > 0 ? held : where(({ title }) => folded(what).includes(folded(title)));
  const alike = where(({ identity, value }) =>
    first.some(
      ({ field }) =>
        identity !== undefined && field.identity === identity && isSame(value, field.value ?? ''),
    ),
  );
  return [...new Set([...first, ...alike].map(({ place }) => place))];
}

/** Whether a field may hold what the person says is right. One that is never shown is left to staff. */
function takes({ secret, oneOf }: CorrectableField, { right, wish }: CorrectionPoint): boolean {
  if (secret) return false;
  if (wish === 'remove') return true;
  return right !== undefined && (oneOf?.includes(right) ?? true);
}

function isSame(value: string | null, said: string): boolean {
  return value !== null && folded(value) === folded(said);
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
