import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Item = Record<string, unknown>;
type Input = Record<string, unknown> & {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
};

export type Fate = 'goes-well' | 'answer-lost' | 'crash-before' | 'crash-after';

/**
 * The register's table in memory, as far as the register uses it. Every call waits until the test lets it
 * happen, so that any order of calls can be tried; and the index shows what it was last told to show.
 */
export class RacingTable {
  readonly items = new Map<string, Item>();
  private shown = new Map<string, Item>();
  readonly waiting: (() => void)[] = [];
  /** Callers that are gone. */
  crashed = 0;

  constructor(private readonly fate: (isWrite: boolean) => Fate) {}

  readonly client = {
    send: async (command: { readonly input: Input }) => {
      await new Promise<void>((go) => this.waiting.push(go));
      const write = 'Item' in command.input || 'UpdateExpression' in command.input;
      const fate = this.fate(write);
      if (fate === 'crash-before') return this.crash();
      const answer = this.answer(command.input);
      if (fate === 'crash-after') return this.crash();
      if (fate === 'answer-lost') throw new Error('the connection is gone');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  } as unknown as DynamoDBDocumentClient;

  /** The process has crashed: its caller never goes on. */
  private crash(): Promise<never> {
    this.crashed += 1;
    return new Promise(() => undefined);
  }

  /** The index catches up with the table. */
  catchUp(): void {
    this.shown = new Map(structuredClone([...this.items]));
  }

  private answer(input: Input): object | Error {
    if ('Item' in input) return this.put(input);
    if ('UpdateExpression' in input) return this.update(input);
    const values = input.ExpressionAttributeValues ?? {};
    if ('IndexName' in input)
      return {
        Items: matching(
          this.shown,
          (i) => i.checkDay === values[':lane'] && !(String(i.nextCheckAt) > String(values[':until'])),
        ),
      };
    const [from, to] = [String(values[':from']), String(values[':to'])];
    return {
      Items: matching(
        this.items,
        (i) => i.requestId === values[':id'] && String(i.sk) >= from && String(i.sk) <= to,
      ),
    };
  }

  private put({ Item }: Input): object | Error {
    const item = Item as Item;
    const key = keyOf(item);
    if (this.items.has(key)) return refused();
    this.items.set(key, item);
    return {};
  }

  private update(input: Input): object | Error {
    const { Key, UpdateExpression, ConditionExpression } = input as Input & Record<string, string>;
    const key = keyOf(Key as unknown as Item);
    const old = this.items.get(key) ?? {};
    if (!holds(String(ConditionExpression), old, input)) return refused();
    const item: Item = { ...old, ...(Key as unknown as Item) };
    const [set = '', remove = ''] = String(UpdateExpression).replace(/^SET /, '').split(' REMOVE ');
    const names = input.ExpressionAttributeNames ?? {};
    for (const part of set.split(', ')) {
      const [name = '', value = ''] = part.split(' = ');
      item[names[name] ?? name] = input.ExpressionAttributeValues?.[value];
    }
    for (const name of remove.split(', ').filter(Boolean)) delete item[names[name] ?? name];
    this.items.set(key, item);
    return {};
  }
}

function keyOf({ requestId, sk }: Item): string {
  return `${requestId} ${sk}`;
}

function matching(items: Map<string, Item>, fits: (item: Item) => boolean): Item[] {
  return structuredClone([...items.values()].filter(fits)).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function refused(): Error {
  return Object.assign(new Error('refused'), {
    name: 'ConditionalCheckFailedException',
    $metadata: { httpStatusCode: 400 },
  });
}

/** Comparisons with a missing attribute do not hold, as in DynamoDB. */
function holds(
  condition: string,
  item: Item,
  { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} }: Input,
): boolean {
  const script = condition
    .replace(
      /attribute_not_exists\(([#\w]+)\)/g,
      (_, name) => `(i[${JSON.stringify(names[name] ?? name)}] === undefined)`,
    )
    .replace(
      /(?<![\w"])([#\w]+) (<=|<|>|=) (:\w+)/g,
      (_, name, op, value) =>
        `(i[${JSON.stringify(names[name] ?? name)}] ${op === '=' ? '===' : op} v[${JSON.stringify(value)}])`,
    )
    .replace(/ OR /g, ' || ')
    .replace(/ AND /g, ' && ');
  return Boolean(new Function('i', 'v', `return ${script}`)(item, values));
}
