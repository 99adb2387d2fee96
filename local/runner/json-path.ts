import type { Json } from './json';
import { isJsonObject } from './json';
import { StateError } from './state-error';

/** What a path may read: the state's data (`$`) and the context object (`$$`). */
export interface PathScope {
  readonly input: Json;
  readonly context: Json;
}

type Step = { readonly key: string } | { readonly index: number } | 'all';

/** A parsed path; see {@link parseJsonPath}. */
export interface JsonPath {
  readonly text: string;
  readonly root: 'input' | 'context';
  readonly steps: readonly Step[];
}

const STEP =
  /\.([\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}_-]*)|\[(\d+)\]|\[\*\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/uy;

/**
 * Reads the part of JSONPath that definitions here use: `$` or `$$`, then `.name`, `['name']`, `[0]` and
 * `[*]`.
 *
 * @returns undefined for anything else (filters, slices, `..`, `@`), which the caller then rejects by name
 * @see https://states-language.net/spec.html#path
 */
export function parseJsonPath(text: string): JsonPath | undefined {
  const prefix = /^\$\$?/.exec(text)?.[0];
  if (prefix === undefined) return undefined;
  const steps: Step[] = [];
  let at = prefix.length;
  while (at < text.length) {
    STEP.lastIndex = at;
    const match = STEP.exec(text);
    if (match === null) return undefined;
    steps.push(stepOf(match));
    at = STEP.lastIndex;
  }
  return { text, root: prefix === '$$' ? 'context' : 'input', steps };
}

function stepOf([, name, index, single, double]: RegExpExecArray): Step {
  if (index !== undefined) return { index: Number(index) };
  const key = name ?? (single ?? double)?.replace(/\\(.)/g, '$1');
  return key === undefined ? 'all' : { key };
}

/** Whether the path names exactly one place in the data, as ResultPath must. */
export function isReferencePath(path: JsonPath): boolean {
  return path.root === 'input' && path.steps.every((step) => step !== 'all');
}

/** The value at the path; undefined when there is none. A path with `[*]` yields the array of all matches. */
export function readPath(path: JsonPath, scope: PathScope): Json | undefined {
  let found: Json[] = [path.root === 'context' ? scope.context : scope.input];
  for (const step of path.steps) found = found.flatMap((value) => follow(value, step));
  return path.steps.includes('all') ? found : found[0];
}

function follow(value: Json, step: Step): Json[] {
  if (step === 'all') return Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  if ('index' in step) {
    const item = Array.isArray(value) ? value[step.index] : undefined;
    return item === undefined ? [] : [item];
  }
  const member = isJsonObject(value) && Object.hasOwn(value, step.key) ? value[step.key] : undefined;
  return member === undefined ? [] : [member];
}

/**
 * A copy of `target` with `value` at the reference path, creating objects on the way.
 *
 * @throws StateError `States.ResultPathMatchFailure` when the target has no place for it
 * @see https://states-language.net/spec.html#using-paths (ResultPath)
 */
export function writePath(target: Json, path: JsonPath, value: Json): Json {
  return put(target, path.steps, value, path.text);
}

function put(target: Json, [step, ...rest]: readonly Step[], value: Json, text: string): Json {
  if (step === undefined) return value;
  if (step !== 'all' && 'key' in step && isJsonObject(target)) {
    const inner = Object.hasOwn(target, step.key) ? (target[step.key] ?? {}) : {};
    return { ...target, [step.key]: put(rest.length === 0 ? {} : inner, rest, value, text) };
  }
  if (step !== 'all' && 'index' in step && Array.isArray(target)) {
    const inner = target[step.index];
    if (inner !== undefined) return target.with(step.index, put(inner, rest, value, text));
  }
  throw new StateError(
    'States.ResultPathMatchFailure',
    `Unable to apply ResultPath ${text} to the state's input.`,
  );
}
