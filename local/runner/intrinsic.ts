import type { Json } from './json';
import type { JsonPath, PathScope } from './json-path';
import { parseJsonPath, readPath } from './json-path';
import { runtimeError, StateError } from './state-error';

/** A compiled value of a payload template. */
export type Expression = (scope: PathScope) => Json;

const ARGUMENT =
  /\s*(?:'((?:[^'\\]|\\.)*)'|(States\.[A-Za-z]+\()|(\$[^\s,()]*)|(-?\d+(?:\.\d+)?|true|false|null))\s*/y;

/**
 * Compiles the intrinsics `States.Format` and `States.JsonToString`.
 *
 * @returns undefined for any other intrinsic or a malformed call, which the caller then rejects by name
 * @see https://states-language.net/spec.html#intrinsic-functions
 */
export function compileIntrinsic(text: string): Expression | undefined {
  const call = parseCall(text, 0);
  return call?.end === text.trimEnd().length ? call.expression : undefined;
}

interface Parsed {
  readonly expression: Expression;
  readonly end: number;
}

function parseCall(text: string, start: number): Parsed | undefined {
  const head = /^States\.([A-Za-z]+)\(/.exec(text.slice(start));
  if (head === null) return undefined;
  const args: Expression[] = [];
  let at = start + head[0].length;
  for (;;) {
    const parsed = parseArgument(text, at);
    if (parsed === undefined) return undefined;
    args.push(parsed.expression);
    at = parsed.end;
    if (text[at] === ')') break;
    if (text[at] !== ',') return undefined;
    at += 1;
  }
  const expression = applyIntrinsic(head[1] ?? '', args);
  return expression && { expression, end: at + 1 };
}

function parseArgument(text: string, start: number): Parsed | undefined {
  ARGUMENT.lastIndex = start;
  const match = ARGUMENT.exec(text);
  if (match === null) return undefined;
  const [, quoted, nested, pathText, literal] = match;
  const end = ARGUMENT.lastIndex;
  if (nested !== undefined) return parseCall(text, text.indexOf(nested, start));
  if (pathText !== undefined) {
    const path = parseJsonPath(pathText);
    return path && { expression: (scope) => readOrFail(path, scope), end };
  }
  const value: Json = quoted === undefined ? (JSON.parse(literal ?? 'null') as Json) : unescaped(quoted);
  return { expression: () => value, end };
}

/** Keeps `\{` and `\}` for Format, the only function that gives braces a meaning. */
function unescaped(quoted: string): string {
  return quoted.replace(/\\(['\\])/g, '$1');
}

function applyIntrinsic(name: string, args: readonly Expression[]): Expression | undefined {
  const [first, ...rest] = args;
  if (first === undefined) return undefined;
  if (name === 'Format')
    return (scope) =>
      format(
        first(scope),
        rest.map((argument) => argument(scope)),
      );
  if (name === 'JsonToString' && rest.length === 0) return (scope) => JSON.stringify(first(scope));
  return undefined;
}

function format(template: Json, values: readonly Json[]): string {
  const failure = new StateError(
    'States.IntrinsicFailure',
    'States.Format: placeholders and arguments do not match.',
  );
  if (typeof template !== 'string') throw failure;
  let next = 0;
  const text = template.replace(/\\([{}])|\{\}/g, (_match, brace?: string) => {
    if (brace !== undefined) return brace;
    const value = values[next];
    next += 1;
    if (value === undefined) throw failure;
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
  if (next !== values.length) throw failure;
  return text;
}

/** The value at the path, or the runtime error that AWS raises for a path without a value. */
export function readOrFail(path: JsonPath, scope: PathScope): Json {
  const value = readPath(path, scope);
  if (value === undefined) throw runtimeError(`The JSONPath '${path.text}' could not be found in the input`);
  return value;
}
