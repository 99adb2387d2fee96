import { type Document, isMap, isScalar, isSeq, type LineCounter } from 'yaml';

/**
 * The 1-based line of a path such as `dataset[shop].collections[orders].fields[note]`; of the nearest parent
 * where the end is not written.
 */
export type LineOf = (path: string) => number;

/** For the paths that problems and gaps name: entries of a list stand in brackets, by name. */
export function yamlLines(document: Document.Parsed, lines: LineCounter): LineOf {
  return (path) => {
    let node: unknown = document.contents;
    let offset = startOf(node) ?? 0;
    for (const step of stepsOf(path)) {
      const next = below(node, step);
      if (next === undefined) break;
      offset = next.offset;
      node = next.node;
    }
    return lines.linePos(offset).line;
  };
}

interface Place {
  readonly node: unknown;
  readonly offset: number;
}

/** `collections[orders].fields` as `collections`, `orders`, `fields`. Names in brackets may hold dots. */
function stepsOf(path: string): string[] {
  return [...path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map(([, name, key]) => name ?? key ?? '');
}

function below(node: unknown, step: string): Place | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
    return pair && { node: pair.value, offset: startOf(pair.key) ?? startOf(pair.value) ?? 0 };
  }
  if (!isSeq(node)) return undefined;
  const item = node.items.find((one) => namesOf(one).includes(step)) ?? node.items[indexOf(step)];
  const offset = startOf(item);
  return offset === undefined ? undefined : { node: item, offset };
}

function indexOf(step: string): number {
  return /^\d+$/.test(step) ? Number(step) : -1;
}

function namesOf(node: unknown): string[] {
  if (!isMap(node)) return [];
  return ['fides_key', 'name', 'id', 'data_use'].flatMap((key) => {
    const value: unknown = node.get(key);
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  });
}

function startOf(node: unknown): number | undefined {
  const range = (node as { range?: readonly number[] } | undefined)?.range;
  return range?.[0];
}
