import type { CorrectableField, CorrectableRow } from '../../../casework/evidence/correctable-rows';
import {
  type CorrectionPlan,
  type FieldChange,
  type PlannedPoint,
  type PlannedRow,
  pointWays,
} from '../../../domain/correction';
import type { CorrectionPoint } from '../../../domain/correction-point';
import { kindsInWords, type TakeoverKind, takeoverKinds } from '../../../domain/takeover-kinds';
import { shownText } from '../../../words/shown-text';
import type { Fields } from '../../form-fields';
import type { FieldErrors } from '../../parts/form-parts';
import { withAnswers } from './answered-points';

export interface PlanInput {
  readonly points: readonly CorrectionPoint[];
  /** What the person wrote beside the points, or instead of them. */
  readonly message?: string;
  readonly rows: readonly CorrectableRow[];
  /** The laws that must allow a refusal, with the ids of their grounds. */
  readonly laws: readonly { readonly id: string; readonly grounds: readonly string[] }[];
  /** Plain date, for the notes that are added to records. */
  readonly today: string;
}

export type ReadPlan =
  | { readonly plan: CorrectionPlan; readonly errors?: undefined }
  | { readonly errors: FieldErrors };

/** Maximum length of a reason, and of a value where the map sets no limit. In characters. */
const LONGEST = 1_000;

/**
 * Reads what staff filled in; or what is wrong with it, by the ids of the fields. Values are checked by what
 * the map says about a field; the store has the last word.
 */
export function readPlan(fields: Fields, input: PlanInput): ReadPlan {
  const errors: Record<string, string> = {};
  const points = input.points.map((point, at) => readPoint(fields, { point, n: at + 1 }, input, errors));
  const corrected = input.rows.flatMap((row, r) => readRow(fields, row, r, errors));
  const notes = noteRows(fields, input, points, errors);
  if (Object.keys(errors).length === 0) checkWhole(points, corrected, notes, errors);
  const rows =
    Object.keys(errors).length > 0 ? [] : withAnswers(fields, input, { points, corrected }, errors);
  return Object.keys(errors).length > 0 ? { errors } : { plan: { points, rows: [...rows, ...notes] } };
}

function readPoint(
  fields: Fields,
  { point, n }: { readonly point: CorrectionPoint; readonly n: number },
  { laws, message }: PlanInput,
  errors: Record<string, string>,
): PlannedPoint {
  const way = pointWays.find((one) => one === fields[`way-${n}`]);
  const reason = shownText((fields[`reason-${n}`] ?? '').trim(), LONGEST).trim();
  const grounds = way === 'accurate' ? readGrounds(fields, n, laws, errors) : {};
  if (!way) errors[`plan-way-${n}`] = `Say what is to be done about point ${n}.`;
  if ((way === 'note' || way === 'accurate') && reason === '')
    errors[`plan-reason-${n}`] = 'Say why it stays as it is: the person reads it.';
  const takeover = way === 'by-hand' ? readKinds(fields, { point, n, message }, errors) : [];
  return {
    what: point.what,
    way: way ?? 'by-hand',
    ...(reason ? { reason } : {}),
    ...(Object.keys(grounds).length > 0 ? { grounds } : {}),
    ...(takeover.length > 0 ? { takeover } : {}),
  };
}

/**
 * The kinds of data that a point concerns if somebody changes it by hand: what staff chose, and what the
 * person's words reveal, whatever staff chose. The proof and the message count as well: a point may say no
 * more than "as I wrote below".
 */
function readKinds(
  fields: Fields,
  {
    point,
    n,
    message,
  }: { readonly point: CorrectionPoint; readonly n: number; readonly message?: string | undefined },
  errors: Record<string, string>,
): TakeoverKind[] {
  const typed = fields[`kind-${n}`];
  const chosen = takeoverKinds.find((kind) => kind === typed);
  if (!chosen && typed !== 'other')
    errors[`plan-kind-${n}`] = 'Say what kind of data it is: some of it is changed only after a notice.';
  const said = kindsInWords([point.what, point.now, point.right, point.shows, message]);
  return [...new Set([chosen, ...said].filter((kind) => kind !== undefined))];
}

/** Field of a point for the ground under the `at`th law. */
export function groundField(n: number, at: number): string {
  return at === 0 ? `ground-${n}` : `ground-${n}-${at}`;
}

/**
 * A refusal needs a ground under every law that counts. For a law without grounds in the data the reason
 * suffices.
 */
function readGrounds(
  fields: Fields,
  n: number,
  laws: PlanInput['laws'],
  errors: Record<string, string>,
): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (const [at, law] of laws.entries()) {
    const field = groundField(n, at);
    const ground = law.grounds.find((id) => id === fields[field]);
    if (ground) chosen[law.id] = ground;
    else if (law.grounds.length > 0)
      errors[`plan-${field}`] = 'Choose the ground in the law with which you refuse.';
  }
  return chosen;
}

function readRow(
  fields: Fields,
  row: CorrectableRow,
  r: number,
  errors: Record<string, string>,
): PlannedRow[] {
  const changes = row.fields.flatMap((field, f) => readChange(fields, field, `${r}-${f}`, errors));
  const { storeId, collection, key } = row;
  return changes.length > 0 ? [{ storeId, collection, key, changes }] : [];
}

function readChange(
  fields: Fields,
  field: CorrectableField,
  at: string,
  errors: Record<string, string>,
): FieldChange[] {
  const typed = (fields[`new-${at}`] ?? '').trim();
  const out = fields[`out-${at}`] === 'yes';
  if (!out && (typed === '' || typed === field.value)) return [];
  const problem = out ? outProblem(field, typed) : valueProblem(field, typed);
  if (problem) errors[`plan-new-${at}`] = problem;
  return out && field.value === null
    ? []
    : [{ field: field.name, from: field.value, to: out ? null : typed }];
}

function outProblem({ title, value }: CorrectableField, typed: string): string | undefined {
  return typed === '' || typed === value
    ? undefined
    : `Either write what is right for “${title}”, or remove it.`;
}

function valueProblem(
  { title, longest = LONGEST, oneOf }: CorrectableField,
  typed: string,
): string | undefined {
  if (/[\p{Cc}\ufffd]/u.test(typed)) return `“${title}” contains characters that cannot be typed.`;
  if ([...typed].length > longest) return `“${title}” takes at most ${longest} characters.`;
  return oneOf && !oneOf.includes(typed) ? `“${title}” takes one of: ${oneOf.join(', ')}.` : undefined;
}

/** Appends what the person says to the note that is already there. */
function noteRows(
  fields: Fields,
  { points, rows, today }: PlanInput,
  planned: readonly PlannedPoint[],
  errors: Record<string, string>,
): PlannedRow[] {
  const noted = points.filter((_, at) => planned[at]?.way === 'note');
  return rows.flatMap((row, r) => {
    if (!row.note || fields[`note-${r}`] !== 'yes') return [];
    const text = noted.map((point) => noteText(point, today)).join('\n');
    const to = row.note.value === null ? text : `${row.note.value}\n${text}`;
    const problem =
      noted.length === 0 ? 'A note is written only for a point that stays as it is.' : tooLong(row.note, to);
    if (problem) errors[`plan-note-${r}`] = problem;
    const { storeId, collection, key } = row;
    const changes = [{ field: row.note.name, from: row.note.value, to }];
    return [{ storeId, collection, key, changes, note: true as const }];
  });
}

function noteText({ what, right }: CorrectionPoint, today: string): string {
  const says = [what, right].filter((text) => text !== undefined).map((text) => shownText(text, LONGEST));
  return `Disputed by the person on ${today}: ${says.join(': ')}`;
}

function tooLong({ longest = 4 * LONGEST }: CorrectableField, text: string): string | undefined {
  return [...text].length > longest
    ? `The note would be longer than the ${longest} characters that the field takes.`
    : undefined;
}

function checkWhole(
  points: readonly PlannedPoint[],
  corrected: readonly PlannedRow[],
  notes: readonly PlannedRow[],
  errors: Record<string, string>,
): void {
  const has = (way: PlannedPoint['way']) => points.some((point) => point.way === way);
  if (has('correct') && corrected.length === 0)
    errors.form =
      'A point is to be corrected, but nothing is filled in: write the right value into a record, or choose that one of you does it by hand.';
  if (!has('correct') && corrected.length > 0)
    errors.form =
      'Values are filled in, but no point is to be corrected: choose “Correct it” for the point that they answer.';
  if (points.every(({ way }) => way === 'accurate') && notes.length === 0)
    errors.form =
      'If you refuse all of it, refuse the request below instead: the person is told the ground and your reason.';
}
