/** A member of a JSON object, by the place of its value in the text. */
export interface JsonMember {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A piece of a text to be replaced; from `start` to before `end`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The members of the object that begins at `from`, a name as often as it occurs; none when no object begins
 * there. The text must be valid JSON.
 * Positions let one value be changed while every other character stays as it is.
 */
export function membersAt(text: string, from = 0): JsonMember[] {
  const members: JsonMember[] = [];
  let at = afterSpace(text, from);
  if (text[at] !== '{') return members;
  for (at = afterSpace(text, at + 1); text[at] === '"'; ) {
    const nameEnd = stringEnd(text, at);
    const start = afterSpace(text, afterSpace(text, nameEnd) + 1);
    const end = valueEnd(text, start);
    members.push({ name: JSON.parse(text.slice(at, nameEnd)) as string, start, end });
    at = afterSpace(text, end);
    if (text[at] === ',') at = afterSpace(text, at + 1);
  }
  return members;
}

/** The places of the elements of the array that begins at `from`; none when no array begins there. */
export function elementsAt(text: string, from: number): { readonly start: number; readonly end: number }[] {
  const elements: { start: number; end: number }[] = [];
  if (text[from] !== '[') return elements;
  for (let start = afterSpace(text, from + 1); start < text.length && text[start] !== ']'; ) {
    const end = valueEnd(text, start);
    elements.push({ start, end });
    const next = afterSpace(text, end);
    start = text[next] === ',' ? afterSpace(text, next + 1) : next;
  }
  return elements;
}

/** Levels of objects and lists that are looked into: each is one more reading of the text. */
const TWIN_LEVELS = 6;

/**
 * Whether some object has two members of one name, of which `JSON.parse` keeps the last and hides the other.
 * What lies deeper than six levels is not looked into.
 */
export function hasTwinMembers(text: string, from = 0, levels = TWIN_LEVELS): boolean {
  if (levels === 0) return false;
  const members = membersAt(text, from);
  if (new Set(members.map(({ name }) => name)).size < members.length) return true;
  const inside = [...members, ...elementsAt(text, afterSpace(text, from))];
  return inside.some(({ start }) => hasTwinMembers(text, start, levels - 1));
}

/** The text with all edits made; they may come in any order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return [...parts, text.slice(at)].join('');
}

const NOT_SPACE = /[^ \t\r\n\ufeff]/g;

function afterSpace(text: string, from: number): number {
  NOT_SPACE.lastIndex = from;
  return NOT_SPACE.exec(text)?.index ?? text.length;
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; ; at += 1) {
    at = text.indexOf('"', at);
    if (at < 0) return text.length;
    let before = at - 1;
    while (text[before] === '\\') before -= 1;
    if ((at - before) % 2 === 1) return at + 1;
  }
}

const STRUCTURE = /["{}[\]]/g;
const PRIMITIVE_END = /[\s,}\]]/g;

function valueEnd(text: string, start: number): number {
  if (text[start] === '"') return stringEnd(text, start);
  if (text[start] !== '{' && text[start] !== '[') {
    PRIMITIVE_END.lastIndex = start;
    return PRIMITIVE_END.exec(text)?.index ?? text.length;
  }
  let depth = 0;
  for (let at = start; at < text.length; ) {
    STRUCTURE.lastIndex = at;
    const found = STRUCTURE.exec(text);
    if (found === null) break;
    if (found[0] === '"') {
      at = stringEnd(text, found.index);
      continue;
    }
    depth += found[0] === '{' || found[0] === '[' ? 1 : -1;
    at = found.index + 1;
    if (depth === 0) return at;
  }
  return text.length;
}
