/** What a trigger does, by the text of its definition. */
export interface Trigger {
  readonly name: string;
  readonly table: string;
  readonly event: ChangeEvent;
  /** What its statements change; undefined where the text cannot be understood. */
  readonly writes: readonly TableChange[] | undefined;
}

export type ChangeEvent = 'DELETE' | 'INSERT' | 'UPDATE';

export interface TableChange {
  readonly table: string;
  readonly event: ChangeEvent;
  /**
   * The column by which an UPDATE finds the row that set it off: `WHERE id = NEW.id` and nothing else. Absent
   * where it may write what stood in the row before.
   */
  readonly sameRowBy?: string;
}

/**
 * Reads the statement that created a trigger.
 *
 * @see https://www.sqlite.org/lang_createtrigger.html
 */
export function readTrigger(name: string, table: string, sql: string): Trigger {
  const all = tokensOf(sql);
  const begin = all.findIndex((token) => isWord(token, 'BEGIN'));
  const head = all.slice(0, begin);
  const on = head.findLastIndex((token) => isWord(token, 'ON'));
  const event = head
    .slice(0, on)
    .findLast((token) => ['DELETE', 'INSERT', 'UPDATE'].some((word) => isWord(token, word)));
  const writes = begin < 0 || !event ? undefined : writesIn(all.slice(begin + 1));
  return { name, table, event: (event?.toUpperCase() ?? 'UPDATE') as ChangeEvent, writes };
}

/** Strings, quoted names, words and single signs; without comments. */
function tokensOf(sql: string): string[] {
  const TOKEN =
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\w$\u0080-\uffff]+|\S/g;
  return [...sql.matchAll(TOKEN)].map(([token]) => token).filter((token) => !/^(--|\/\*)/.test(token));
}

function isWord(token: string | undefined, word: string): boolean {
  return token?.toUpperCase() === word;
}

function writesIn(body: readonly string[]): TableChange[] | undefined {
  const writes: TableChange[] = [];
  for (const statement of statementsOf(body)) {
    const first = statement[0]?.toUpperCase();
    if (first === 'SELECT') continue;
    const change = changeIn(statement);
    if (change === undefined) return undefined;
    writes.push(...change);
  }
  return writes;
}

function statementsOf(body: readonly string[]): string[][] {
  const statements: string[][] = [[]];
  for (const token of body) {
    if (token === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter(([first]) => first !== undefined && !isWord(first, 'END'));
}

/** An insertion may replace a row, or update it where there is one. */
function changeIn(statement: readonly string[]): TableChange[] | undefined {
  const rest = withoutConflictClause(statement);
  const [verb = '', next = ''] = rest.map((token) => token.toUpperCase());
  const table = (at: number) => nameAt(rest, at);
  if (verb === 'UPDATE') return [{ table: table(1), event: 'UPDATE', ...sameRow(rest) }];
  if (verb === 'DELETE' && next === 'FROM') return [{ table: table(2), event: 'DELETE' }];
  if ((verb === 'INSERT' || verb === 'REPLACE') && next === 'INTO')
    return (['INSERT', 'UPDATE', 'DELETE'] as const).map((event) => ({ table: table(2), event }));
  return undefined;
}

function sameRow(statement: readonly string[]): Pick<TableChange, 'sameRowBy'> {
  const wheres = statement.filter((token) => isWord(token, 'WHERE')).length;
  const isJoined = statement.some((token) => isWord(token, 'FROM'));
  const where = statement.findIndex((token) => isWord(token, 'WHERE'));
  const [column = '', equals, row, point, ...theirs] = statement.slice(where + 1);
  const isRow = isWord(row, 'NEW') || isWord(row, 'OLD');
  if (wheres !== 1 || isJoined || equals !== '=' || !isRow || point !== '.' || theirs.length !== 1) return {};
  const settings = statement.slice(statement.findIndex((token) => isWord(token, 'SET')) + 1, where);
  if (!listed(settings).every(([, sign, ...value]) => sign === '=' && isNewValue(value))) return {};
  const name = nameAt([column], 0);
  return nameAt(theirs, 0).toLowerCase() === name.toLowerCase() ? { sameRowBy: name } : {};
}

/** What commas outside of brackets part. */
function listed(tokens: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    if (token === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

const CLOCK = ['DATE', 'TIME', 'DATETIME', 'STRFTIME', 'UNIXEPOCH', 'JULIANDAY'];
const NOTHING_OLD = /^(?:'.*'|\d+|NULL|TRUE|FALSE|CURRENT_(?:TIMESTAMP|DATE|TIME))$/is;

/**
 * A constant, the time, or what the change itself wrote. Before a change, a bare column holds the old value.
 */
function isNewValue([first = '', next, ...rest]: readonly string[]): boolean {
  if (next === undefined) return NOTHING_OLD.test(first);
  if (isWord(first, 'NEW')) return next === '.' && rest.length === 1;
  const inside = rest.slice(0, -1);
  const isCall = CLOCK.some((word) => isWord(first, word)) && next === '(' && rest.at(-1) === ')';
  return isCall && inside.every((token) => token === ',' || NOTHING_OLD.test(token));
}

function withoutConflictClause(statement: readonly string[]): readonly string[] {
  return isWord(statement[1], 'OR') ? [...statement.slice(0, 1), ...statement.slice(3)] : statement;
}

/** A trigger cannot name a schema. */
function nameAt(tokens: readonly string[], at: number): string {
  const token = tokens[at] ?? '';
  const quote = token.at(0) ?? '';
  if (quote === '[') return token.slice(1, -1);
  return /["'`]/.test(quote) ? token.slice(1, -1).replaceAll(quote + quote, quote) : token;
}
