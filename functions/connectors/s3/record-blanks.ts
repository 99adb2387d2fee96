import { type Blank, isConstant } from '../../domain/blank';
import { withFields } from '../exact-json';
import { edited, elementsAt, type JsonMember, membersAt, type TextEdit } from '../json-spans';
import { randomPlaceholders } from '../random-placeholders';

/** What becomes of the text of a record; the same text when there is nothing to do. */
export type Blanking = (text: string) => string;

type Constant = string | number | boolean | null;

/**
 * Overwrites fields of records, and nothing beside them. A random value is another for each record. What an earlier run wrote stays, its random values and its
 * instant, so that a repetition finds nothing left to do.
 *
 * @param now the instant that `now` stands for.
 */
export function blankingOf(blank: Readonly<Record<string, Blank>>, now: string): Blanking {
  const constants: Record<string, Constant> = {};
  const parts: [string, Readonly<Record<string, Constant>>][] = [];
  const instants: string[] = [];
  const randoms = new Map<string, keyof typeof randomPlaceholders>();
  for (const [field, value] of Object.entries(blank)) {
    if (isConstant(value)) constants[field] = value;
    else if ('now' in value) instants.push(field);
    else if ('inside' in value) parts.push([field, value.inside]);
    else randoms.set(field, value.random);
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
    return edited(filled, edits);
  };
}

/** An empty field has nothing to hide, and stays. */
function randomEdits(
  text: string,
  { start, end }: JsonMember,
  kind?: keyof typeof randomPlaceholders,
): TextEdit[] {
  const held: unknown = JSON.parse(text.slice(start, end));
  if (kind === undefined || held === null || held === '') return [];
  const { make, known } = randomPlaceholders[kind];
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
