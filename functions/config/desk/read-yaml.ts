import { type Document, isPair, isScalar, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { DeskProblem } from './desk-file-error';
import { DeskFileError } from './desk-file-error';
import type { SourceText } from './explain-issue';

/** A YAML file with a way back from each value to its line. */
export interface YamlFile {
  readonly value: unknown;
  readonly source: SourceText;
  /** 1-based line of the value at a path (or of its key); of the nearest parent when it is missing. */
  lineOf(path: readonly PropertyKey[], atKey?: boolean): number;
}

/** @throws {DeskFileError} naming each line that is not YAML. */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) throw new DeskFileError(distinctLines(faults, lines).map((p) => ({ file, ...p })));
  return {
    value: plainValue(document, file),
    source: (path) => sourceText(document, path),
    lineOf: (path, atKey = false) => lines.linePos(offsetOf(document, path, atKey)).line,
  };
}

function distinctLines(faults: readonly YAMLError[] | readonly Error[], lines: LineCounter) {
  const byLine = new Map<number, Omit<DeskProblem, 'file'>>();
  for (const fault of faults as readonly YAMLError[]) {
    const { line } = lines.linePos(fault.pos[0]);
    if (!byLine.has(line)) byLine.set(line, { line, path: '', ...inWords(fault) });
  }
  return [...byLine.values()];
}

function inWords(fault: YAMLError): { problem: string; remedy: string } {
  if (fault.code === 'DUPLICATE_KEY')
    return { problem: 'this setting is written twice', remedy: 'Remove one of the two.' };
  if (fault.code === 'TAB_AS_INDENT')
    return { problem: 'the line is indented with a tab', remedy: 'Use spaces.' };
  if (fault.code === 'MULTIPLE_DOCS')
    return { problem: 'a second document begins here (---)', remedy: 'Keep one document in the file.' };
  return {
    problem: `this is not YAML: ${fault.message.replace(/\s+/g, ' ').replace(/\.$/, '')}`,
    remedy: 'Check the indentation, colons, brackets and quotes of this line and the one above.',
  };
}

function plainValue(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new DeskFileError([
      {
        file,
        path: '',
        problem: `its YAML aliases cannot be resolved (${cause instanceof Error ? cause.message : 'unknown'})`,
        remedy: 'Write the values out instead of using & and *.',
      },
    ]);
  }
}

function sourceText(document: Document.Parsed, path: readonly PropertyKey[]): string | undefined {
  const node = document.getIn(path, true);
  if (node === undefined || node === null) return undefined;
  if (!isScalar(node)) return '(several settings)';
  return node.value === null ? '' : (node.source ?? String(node.value));
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], atKey: boolean): number {
  const parent = document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  if (hasItems(parent)) {
    const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
    if (isPair(pair) && hasRange(pair.key) && (atKey || !hasRange(pair.value))) return pair.key.range[0];
  }
  const node = document.getIn(path, true);
  if (hasRange(node)) return node.range[0];
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1), true);
}

function hasItems(node: unknown): node is { items: readonly unknown[] } {
  return typeof node === 'object' && node !== null && 'items' in node;
}

function hasRange(node: unknown): node is { range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
