import { isPacked, RowPacker, type Rows, rowParts } from './rows';

/*
 * Content with lists of rows as lines of JSON: the content itself, and behind it the rows of its packed
 * lists, some hundred in a line. Content without packed lists is one line of plain JSON.
 */

/** Stands in the content for the list of that number. */
interface PackedPlace {
  readonly '~rows': number;
}

type RowLine = readonly [list: number, rows: readonly unknown[]];

const ROWS_A_LINE = 500;

/** The lines, each without its end. Rows are unpacked as their lines are read. */
export function* toLines(content: unknown): Generator<string> {
  const lists: Rows<unknown>[] = [];
  const head = JSON.stringify(content, (_, value: unknown) => {
    if (!isPacked(value)) return value;
    lists.push(value);
    return { '~rows': lists.length - 1 } satisfies PackedPlace;
  });
  yield head;
  for (const [at, rows] of lists.entries())
    for (const part of rowParts(rows, ROWS_A_LINE)) yield JSON.stringify([at, part] satisfies RowLine);
}

/** The content of such lines, each parsed. */
export async function fromLines(lines: AsyncIterable<unknown>): Promise<unknown> {
  let head: unknown;
  let isFirst = true;
  const packers: RowPacker<unknown>[] = [];
  for await (const line of lines) {
    if (isFirst) head = line;
    else {
      const [at, rows] = line as RowLine;
      packers[at] ??= new RowPacker();
      packers[at].addAll(rows);
    }
    isFirst = false;
  }
  return packers.length > 0 ? filled(head, packers) : head;
}

function filled(value: unknown, packers: readonly RowPacker<unknown>[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isPlace(value)) return packers[value['~rows']]?.rows() ?? [];
  if (Array.isArray(value)) return value.map((one) => filled(one, packers));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, packers)]));
}

function isPlace(value: object): value is PackedPlace {
  return '~rows' in value && typeof value['~rows'] === 'number' && Object.keys(value).length === 1;
}
