/**
 * How a composed key is built: fixed text with fields in braces, such as `CUSTOMER#{customer_id}`. A field
 * stands for one part: at least one character, and none of the separators beside it. `{name...}` at the end
 * takes the rest, separators included.
 */
export interface KeyForm {
  readonly text: string;
  readonly parts: readonly KeyPart[];
  /** Matches the keys of this form, with a group for each field. */
  readonly pattern: RegExp;
}

type KeyPart = { readonly literal: string } | Slot;

interface Slot {
  readonly field: string;
  /** Characters that its value cannot contain, since they end it. */
  readonly without: string;
}

/** A form that cannot be read back without doubt; the message says what to write instead. */
export class KeyFormError extends Error {
  override readonly name = 'KeyFormError';

  constructor(
    problem: string,
    readonly remedy: string,
  ) {
    super(problem);
  }
}

/** @throws KeyFormError */
export function parseKeyForm(text: string): KeyForm {
  const pieces = text.split(/(\{[^{}]*\})/).filter((piece) => piece !== '');
  const parts = pieces.map((piece, at) =>
    piece.startsWith('{') ? slotOf(piece, pieces[at - 1] ?? '', pieces[at + 1] ?? '') : literalOf(piece),
  );
  if (parts.length === 0) throw new KeyFormError('is empty', 'write it like ORDER#{order_id}');
  assertReadable(text, parts);
  return formOf(text, parts);
}

function formOf(text: string, parts: readonly KeyPart[]): KeyForm {
  const pieces = parts.map((part) =>
    'literal' in part ? escaped(part.literal) : part.without ? `([^${escaped(part.without)}]+)` : '(.+)',
  );
  return { text, parts, pattern: new RegExp(`^${pieces.join('')}$`, 'su') };
}

/** The form of a key that is one field with any content. */
export function wholeKey(field: string): KeyForm {
  return formOf(`{${field}...}`, [{ field, without: '' }]);
}

function literalOf(piece: string): KeyPart {
  if (/[{}]/.test(piece))
    throw new KeyFormError('has a brace that is not closed', 'write it like ORDER#{order_id}');
  return { literal: piece };
}

function slotOf(piece: string, before: string, after: string): Slot {
  const [, field = '', rest] = /^\{([^{}.]+)(\.\.\.)?\}$/.exec(piece) ?? [];
  if (field.trim() === '' || field !== field.trim())
    throw new KeyFormError(
      `"${piece}" names no field`,
      'write the name of a field in braces, such as {order_id}',
    );
  if (rest !== undefined && after !== '')
    throw new KeyFormError(`"${piece}" takes the rest, but more follows`, 'take out the dots');
  const beside = [
    before.endsWith('}') ? '' : before.slice(-1),
    after.startsWith('{') ? '' : after.slice(0, 1),
  ];
  return { field, without: rest === undefined ? beside.filter(isSeparator).join('') : '' };
}

function isSeparator(character: string): boolean {
  return character !== '' && !/[\p{L}\p{N}]/u.test(character);
}

function assertReadable(text: string, parts: readonly KeyPart[]): void {
  const fields = parts.flatMap((part) => ('field' in part ? [part.field] : []));
  const twice = fields.find((field, at) => fields.indexOf(field) !== at);
  if (twice !== undefined)
    throw new KeyFormError(`"${text}" holds "${twice}" twice`, 'give the second part a name of its own');
  const blurred = parts.some((part, at) => 'field' in part && at < parts.length - 1 && part.without === '');
  const meets = parts.some((part, at) => 'field' in part && 'field' in (parts[at + 1] ?? {}));
  if (meets || (blurred && fields.length > 1))
    throw new KeyFormError(
      `"${text}" does not say where one field ends and the next begins`,
      'put a separator between them, such as #',
    );
}

export function fieldsOfForm({ parts }: KeyForm): string[] {
  return parts.flatMap((part) => ('field' in part ? [part.field] : []));
}

/** Whether the key is one field and nothing else, so that the field is an attribute of its own. */
export function isWholeKey({ parts }: KeyForm): boolean {
  return parts.length === 1 && 'field' in (parts[0] ?? {});
}

/** The key with these values, up to the first field without one. `whole` says whether all had one. */
export function fillKeyForm(
  { parts }: Pick<KeyForm, 'parts'>,
  values: Readonly<Record<string, string>>,
): { readonly text: string; readonly whole: boolean } {
  let text = '';
  for (const part of parts) {
    const piece = 'literal' in part ? part.literal : values[part.field];
    if (piece === undefined) return { text, whole: false };
    text += piece;
  }
  return { text, whole: true };
}

/** The fields of a key; undefined when it is not of this form. */
export function readKeyForm(form: KeyForm, key: string): Readonly<Record<string, string>> | undefined {
  const match = form.pattern.exec(key);
  if (match === null) return undefined;
  return Object.fromEntries(fieldsOfForm(form).map((field, at) => [field, match[at + 1] ?? '']));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll('-', '\\x2d');
}

/** One step through a key: the characters that lead from one state to the next. */
interface Step {
  readonly to: number;
  readonly literal?: string;
  readonly without: string;
}

/** Whether a key can be of both forms, so that an item could be taken for either. */
export function mayBothRead(one: KeyForm, other: KeyForm): boolean {
  const [a, b] = [stepsOf(one), stepsOf(other)];
  const seen = new Set<string>();
  const open: [number, number][] = [[0, 0]];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const [left, right] = place;
    if (left === a.length - 1 && right === b.length - 1) return true;
    if (seen.has(`${left} ${right}`)) continue;
    seen.add(`${left} ${right}`);
    for (const step of a[left] ?? [])
      for (const next of b[right] ?? []) if (shareCharacter(step, next)) open.push([step.to, next.to]);
  }
  return false;
}

/** By state, the steps that lead on; the last state is the end of the key. */
function stepsOf({ parts }: KeyForm): Step[][] {
  const states: Step[][] = [[]];
  const end = () => states.length - 1;
  for (const part of parts) {
    if ('literal' in part) {
      for (const literal of part.literal) {
        states[end()]?.push({ to: end() + 1, literal, without: '' });
        states.push([]);
      }
    } else {
      states[end()]?.push({ to: end() + 1, without: part.without });
      states.push([{ to: end() + 1, without: part.without }]);
    }
  }
  return states;
}

function shareCharacter(one: Step, other: Step): boolean {
  if (one.literal !== undefined && other.literal !== undefined) return one.literal === other.literal;
  if (one.literal !== undefined) return !other.without.includes(one.literal);
  return other.literal === undefined || !one.without.includes(other.literal);
}
