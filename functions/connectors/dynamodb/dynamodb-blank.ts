import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { type Blank, isConstant } from '../../domain/blank';
import type { Clock } from '../../domain/clock';
import { type MessageRule, messagesByAuthor } from '../../domain/message-rule';
import { StoreShapeError } from '../connector';
import { fieldText, isEmptyJson } from '../exact-json';
import { RANDOM_PLACEHOLDERS } from '../random-placeholders';
import { dynamoValue, type Item, toAttribute } from './dynamodb-value';

type Constant = string | number | boolean | null;

/** One thing to write into an item: an attribute, or a place inside one. Without a value it is taken out. */
export interface ItemChange {
  /** Names of attributes, and numbers for places in a list. */
  readonly path: readonly (string | number)[];
  readonly value?: AttributeValue;
  /**
   * For a place inside an attribute: what was read there, and must still be there, since a list may have
   * moved.
   */
  readonly was?: AttributeValue;
  /** Something inside it that must still be as it was read. */
  readonly guard?: { readonly path: readonly (string | number)[]; readonly is: AttributeValue };
  /** The attribute must still be missing. */
  readonly absent?: true;
  /** Whether the item already holds what would be written, as far as it can be compared. */
  readonly held: boolean;
}

/** What an anonymisation, or an opt-out, changes in one item as it was read. */
export function changesOf(
  item: Item,
  blank: Readonly<Record<string, Blank>>,
  clock: Clock | undefined,
): ItemChange[] {
  return Object.entries(blank).flatMap(([field, value]): ItemChange[] => {
    if (isConstant(value)) return [constant([field], item[field], value)];
    if ('inside' in value) return insideChanges(field, item[field], value.inside);
    if ('messages' in value) return ownMessages(item, field, value.messages);
    if ('now' in value)
      return [{ path: [field], value: { S: nowOf(clock) }, held: dynamoValue(item[field]) !== null }];
    return [randomChange(field, item[field], value.random)];
  });
}

/** Each of the person's messages is taken out by its place, if the one there is still by the same author. */
function ownMessages(item: Item, field: string, rule: MessageRule): ItemChange[] {
  const list = item[field]?.L ?? [];
  const own = rule.theirsIn === undefined ? undefined : fieldText(dynamoValue(item[rule.theirsIn]));
  const messages = list.map((one, at) => ({ at, message: dynamoValue(one) }));
  const { theirs } = messagesByAuthor({ ...rule, author: `message.${rule.author}` }, messages, own);
  // From the end, so that no removal moves what is still to be removed.
  return [...theirs].reverse().flatMap(({ at }): ItemChange[] => {
    const message = list[at];
    const author = message && follow(message, [field, at], rule.author.split('.'));
    if (author === undefined) return [];
    return [{ path: [field, at], guard: { path: author.path, is: author.attribute }, held: false }];
  });
}

function constant(path: ItemChange['path'], now: AttributeValue | undefined, value: Constant): ItemChange {
  if (value === null) return { path, held: now === undefined || now.NULL === true };
  return { path, value: toAttribute(value), held: dynamoValue(now) === value };
}

function nowOf(clock: Clock | undefined): string {
  if (clock === undefined)
    throw new StoreShapeError('nothing tells this store the time, which the map writes');
  return clock.now();
}

/** An empty field has nothing to hide, and stays. */
function randomChange(
  field: string,
  now: AttributeValue | undefined,
  kind: keyof typeof RANDOM_PLACEHOLDERS,
): ItemChange {
  const { make, known } = RANDOM_PLACEHOLDERS[kind];
  return {
    path: [field],
    value: { S: make() },
    held: isEmptyJson(dynamoValue(now)) || known.test(now?.S ?? ''),
  };
}

/** Parts that an item does not have need no blank. */
function insideChanges(
  field: string,
  attribute: AttributeValue | undefined,
  parts: Readonly<Record<string, Constant>>,
): ItemChange[] {
  if (attribute === undefined) return [];
  return Object.entries(parts).flatMap(([dotted, value]) => {
    const found = follow(attribute, [field], dotted.split('.'));
    return found === undefined ? [] : [insideChange(found, value)];
  });
}

/** A part becomes null rather than being taken out, which would move the others of a list. */
function insideChange({ path, attribute }: Followed, value: Constant): ItemChange {
  return { path, value: toAttribute(value), was: attribute, held: dynamoValue(attribute) === value };
}

interface Followed {
  readonly path: ItemChange['path'];
  readonly attribute: AttributeValue;
}

function follow(
  attribute: AttributeValue,
  path: ItemChange['path'],
  [name, ...rest]: readonly string[],
): Followed | undefined {
  if (name === undefined) return { path, attribute };
  const inMap = attribute.M?.[name];
  if (inMap !== undefined) return follow(inMap, [...path, name], rest);
  const inList = /^\d+$/.test(name) ? attribute.L?.[Number(name)] : undefined;
  return inList === undefined ? undefined : follow(inList, [...path, Number(name)], rest);
}

/**
 * The first path of a part at which an item holds a text, a number or a list where a map is expected: the
 * value to be erased may be there in another form.
 */
export function unexpectedItemPart(item: Item, blank: Readonly<Record<string, Blank>>): string | undefined {
  return Object.entries(blank)
    .flatMap(([field, value]) =>
      isConstant(value) || !('inside' in value)
        ? noList(item, field, value)
        : Object.keys(value.inside).map((path) => [field, path]),
    )
    .find(([field = '', path = '']) => leavesPath(item[field], path.split('.')))
    ?.join('.');
}

/** Messages in another form than a list cannot be told apart. */
function noList(item: Item, field: string, value: Blank): string[][] {
  if (isConstant(value) || !('messages' in value)) return [];
  const attribute = item[field];
  return attribute === undefined || attribute.NULL || attribute.L ? [] : [[field, 'list']];
}

function leavesPath(attribute: AttributeValue | undefined, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined || attribute === undefined || attribute.NULL) return false;
  if (attribute.M !== undefined) return leavesPath(attribute.M[name], rest);
  return attribute.L === undefined || !/^\d+$/.test(name) || leavesPath(attribute.L[Number(name)], rest);
}

/** An expression for UpdateItem; names travel as placeholders, so that reserved words do no harm. */
export function updateOf(changes: readonly ItemChange[]): {
  readonly expression: string;
  /** What must hold besides. */
  readonly conditions: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
} {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  const named = (path: ItemChange['path'], prefix: string) =>
    path.reduce<string>((text, step, depth) => {
      if (typeof step === 'number') return `${text}[${step}]`;
      names[`#${prefix}_${depth}`] = step;
      return `${text}${depth > 0 ? '.' : ''}#${prefix}_${depth}`;
    }, '');
  const set: string[] = [];
  const remove: string[] = [];
  const conditions: string[] = [];
  for (const [nth, change] of changes.entries()) {
    const path = named(change.path, `f${nth}`);
    if (change.value === undefined) remove.push(path);
    else {
      values[`:v${nth}`] = change.value;
      set.push(`${path} = :v${nth}`);
    }
    if (change.guard) {
      values[`:is${nth}`] = change.guard.is;
      conditions.push(`${named(change.guard.path, `g${nth}`)} = :is${nth}`);
    }
    if (change.absent) conditions.push(`attribute_not_exists(${path})`);
    if (change.was === undefined) continue;
    if (change.was.M ?? change.was.L) conditions.push(`attribute_exists(${path})`);
    else {
      values[`:was${nth}`] = change.was;
      conditions.push(`${path} = :was${nth}`);
    }
  }
  const clauses = [
    set.length > 0 && `SET ${set.join(', ')}`,
    remove.length > 0 && `REMOVE ${remove.join(', ')}`,
  ];
  return { expression: clauses.filter(Boolean).join(' '), conditions, names, values };
}
