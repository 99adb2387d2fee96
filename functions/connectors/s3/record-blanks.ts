import { randomUUID } from 'node:crypto';
import { type Blank, isConstant } from '../../domain/blank';
import { withFields } from '../exact-json';
import { edited, elementsAt, type JsonMember, membersAt, type TextEdit } from '../json-spans';

/** What becomes of the text of a record; the same text when there is nothing to do. */
export type Blanking = (text: string) => string;

type Constant = string | number | boolean | null;

/**
 * Overwrites fields of records, and nothing beside them. A random value is another for each record; one that was written in the same run stays, so that reading
 * again finds nothing left to do.
 *
 * @param now the instant that `now` stands for.
 */
export function blankingOf(blank: Readonly<Record<string, Blank>>, now: string): Blanking {
  const constants: Record<string, Constant> = {};
  const parts: [string, Readonly<Record<string, Constant>>][] = [];
  const randoms = new Map<string, (held: unknown) => string>();
  for (const [field, value] of Object.entries(blank)) {
    if (isConstant(value)) constants[field] = value;
    else if ('now' in value) constants[field] = now;
    else if ('inside' in value) parts.push([field, value.inside]);
    else randoms.set(field, randomOf(value.random));
  }
  return (text) => {
    const filled = withFields(text, constants);
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

function randomOf(kind: 'text' | 'email' | 'uuid'): (held: unknown) => string {
  const written = new Set<unknown>();
  return (held) => {
    if (typeof held === 'string' && written.has(held)) return held;
    const value = kind === 'email' ? `${randomUUID()}@anonymised.invalid` : randomUUID();
    written.add(value);
    return value;
  };
}

/** An empty field has nothing to hide, and stays. */
function randomEdits(
  text: string,
  { start, end }: JsonMember,
  random?: (held: unknown) => string,
): TextEdit[] {
  const held: unknown = JSON.parse(text.slice(start, end));
  if (random === undefined || held === null || held === '') return [];
  const value = random(held);
  return value === held ? [] : [{ start, end, text: JSON.stringify(value) }];
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
