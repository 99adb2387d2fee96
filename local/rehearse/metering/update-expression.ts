import type { WireItem, WireValue } from './item-size';

/** The part of an UpdateItem call that changes something. */
export interface Update {
  readonly Key: WireItem;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, WireValue>>;
}

/**
 * The item after an update. Knows the expressions that this project writes: `SET a = :a, b = :b`, `REMOVE a`,
 * `ADD a :one` for numbers.
 *
 * @throws Error naming an expression of any other kind, since its price would be a guess
 */
export function updatedItem(before: WireItem | undefined, update: Update): WireItem {
  const item: Record<string, WireValue> = { ...update.Key, ...before };
  for (const [verb, clause] of clausesOf(update.UpdateExpression ?? ''))
    for (const part of clause.split(',').map((one) => one.trim())) apply(item, `${verb} ${part}`, update);
  return item;
}

function clausesOf(expression: string): [string, string][] {
  const parts = expression.split(/\b(SET|REMOVE|ADD|DELETE)\s/).slice(1);
  return parts.flatMap((verb, at): [string, string][] =>
    at % 2 === 0 ? [[verb, (parts[at + 1] ?? '').trim()]] : [],
  );
}

function apply(item: Record<string, WireValue>, text: string, update: Update): void {
  const [, verb, placeholder = '', value = ''] =
    /^(SET|REMOVE|ADD) (#?\w+)(?:(?: = | )(:\w+))?$/.exec(text) ?? [];
  const name = placeholder.startsWith('#') ? update.ExpressionAttributeNames?.[placeholder] : placeholder;
  const given = update.ExpressionAttributeValues?.[value];
  if (!name || !verb || (verb !== 'REMOVE' && !given)) throw new Error(`cannot meter the update ${text}`);
  if (verb === 'REMOVE') delete item[name];
  else if (verb === 'SET') item[name] = given ?? {};
  else item[name] = { N: String(Number(item[name]?.N ?? 0) + Number(given?.N)) };
}
