import { type Blank, isConstant } from '../../domain/blank';
import { type FieldValue, StoreShapeError } from '../connector';
import { withFields } from '../exact-json';
import { applyEdits, elementsAt, type JsonMember, membersAt, type TextEdit } from '../json-spans';
import { RANDOM_PLACEHOLDERS } from '../random-placeholders';

/** The new text of a record; the same text when there is nothing to change. */
export type RecordBlanking = (text: string) => string;

type Constant = string | number | boolean | null;

/**
 * Overwrites fields of records and nothing else. Each record gets a random value of its own. What an earlier
 * run wrote, random values and its instant included, stays, so that a repetition finds nothing left to do.
 *
 * @param now the instant that `now` stands for.
 */
export function recordBlankingOf(blank: Readonly<Record<string, Blank>>, now: string): RecordBlanking {
  const constants: Record<string, Constant> = {};
  const parts: [string, Readonly<Record<string, Constant>>][] = [];
  const instants: string[] = [];
  const randoms = new Map<string, keyof typeof RANDOM_PLACEHOLDERS>();
  for (const [field, value] of Object.entries(blank)) {
    if (isConstant(value)) constants[field] = value;
    else if ('now' in value) instants.push(field);
    else if ('inside' in value) parts.push([field, value.inside]);
    else if ('random' in value) randoms.set(field, value.random);
    else
      throw new StoreShapeError(`messages in ${field} cannot be told apart in a file`, {
        field,
        code: 'no-blank',
      });
  }
  return (text) => {
    const held = membersAt(text).filter(({ start, end }) => text.slice(start, end) !== 'null');
    const due = instants.filter((field) => !held.some(({ name }) => name === field));
    const filled = withFields(text, {
      ...constants,
      ...Object.fromEntries(due.map((field) => [field, now])),
    });
    const members = membersAt(filled);
    const edits = members.flatMap((member) => [
      ...randomEdits(filled, member, randoms.get(member.name)),
      ...parts
        .filter(([field]) => field === member.name)
        .flatMap(([, inside]) => insideEdits(filled, member.start, inside)),
    ]);
    return applyEdits(filled, edits);
  };
}

/**
 * The first path of a part at which a record holds a text or a number where an object is expected: the value
 * to be erased may be there in another form. A list leads to each of its elements.
 */
export function unexpectedRecordPart(
  record: Readonly<Record<string, FieldValue>>,
  blank: Readonly<Record<string, Blank>>,
): string | undefined {
  return Object.entries(blank)
    .flatMap(([field, value]) =>
      isConstant(value) || !('inside' in value) ? [] : Object.keys(value.inside).map((path) => [field, path]),
    )
    .find(([field = '', path = '']) => leavesPath(record[field], path.split('.')))
    ?.join('.');
}

function leavesPath(value: FieldValue | undefined, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined || value === undefined || value === null) return false;
  if (typeof value !== 'object') return true;
  if (!Array.isArray(value)) return leavesPath((value as Readonly<Record<string, FieldValue>>)[name], rest);
  const numbered = /^\d+$/.test(name);
  const elements: readonly FieldValue[] = value;
  return numbered ? leavesPath(elements[Number(name)], rest) : elements.some((one) => leavesPath(one, path));
}

/** An empty field has nothing to hide, and stays. */
function randomEdits(
  text: string,
  { start, end }: JsonMember,
  kind?: keyof typeof RANDOM_PLACEHOLDERS,
): TextEdit[] {
  const held: unknown = JSON.parse(text.slice(start, end));
  if (kind === undefined || held === null || held === '') return [];
  const { make, known } = RANDOM_PLACEHOLDERS[kind];
  return typeof held === 'string' && known.test(held) ? [] : [{ start, end, text: JSON.stringify(make()) }];
}

function insideEdits(text: string, start: number, inside: Readonly<Record<string, Constant>>): TextEdit[] {
  return Object.entries(inside).flatMap(([path, value]) =>
    spansAt(text, start, path.split('.')).map((span) => ({ ...span, text: JSON.stringify(value) })),
  );
}

/** Where a path leads; through an array to one element by its number, else to each. */
function spansAt(text: string, start: number, path: readonly string[]): { start: number; end: number }[] {
  const [name, ...rest] = path;
  if (name === undefined) return [];
  const elements = elementsAt(text, start);
  const numbered = /^\d+$/.test(name);
  if (elements.length > 0 && !numbered) return elements.flatMap((one) => spansAt(text, one.start, path));
  const next =
    elements.length > 0
      ? elements.filter((_, at) => at === Number(name))
      : membersAt(text, start).filter((member) => member.name === name);
  return rest.length === 0
    ? next.map(({ start: from, end }) => ({ start: from, end }))
    : next.flatMap((one) => spansAt(text, one.start, rest));
}
