import type { Json } from './json';
import { isJsonObject } from './json';
import type { JsonPath, PathScope } from './json-path';
import { parseJsonPath, readPath } from './json-path';
import { runtimeError } from './state-error';
import { UnsupportedStateLanguageError } from './unsupported-state-language-error';

/** A compiled Choice Rule. */
export type ChoiceRule = (scope: PathScope) => boolean;

const COMBINATIONS = ['And', 'Or', 'Not'];
const COMPARISONS = { StringEquals: 'string', BooleanEquals: 'boolean', NumericEquals: 'number' } as const;

/**
 * Compiles a Choice Rule: StringEquals, BooleanEquals, NumericEquals and IsPresent, combined by And, Or and
 * Not.
 *
 * @param extra fields allowed beside the rule itself: `Next` and `Comment` at the top
 * @see https://states-language.net/spec.html#choice-state
 */
export function compileChoiceRule(raw: Json, at: string, extra: readonly string[] = ['Comment']): ChoiceRule {
  if (!isJsonObject(raw)) throw new UnsupportedStateLanguageError(at, 'a choice rule must be an object');
  const fields = Object.keys(raw).filter((field) => !extra.includes(field));
  const combination = fields.find((field) => COMBINATIONS.includes(field));
  if (combination !== undefined && fields.length === 1) {
    return compileCombination(combination, raw[combination] ?? null, `${at}.${combination}`);
  }
  const operator = fields.find((field) => field !== 'Variable');
  if (operator === undefined || fields.length !== 2) {
    throw new UnsupportedStateLanguageError(
      at,
      `needs Variable and one comparison, found ${fields.join(', ')}`,
    );
  }
  return compileComparison(operator, raw[operator] ?? null, {
    path: variable(raw.Variable ?? null, at),
    at,
  });
}

function compileCombination(operator: string, raw: Json, at: string): ChoiceRule {
  if (operator === 'Not') {
    const rule = compileChoiceRule(raw, at);
    return (scope) => !rule(scope);
  }
  if (!Array.isArray(raw) || raw.length === 0)
    throw new UnsupportedStateLanguageError(at, 'needs an array of rules');
  const rules = raw.map((rule, index) => compileChoiceRule(rule, `${at}[${index}]`));
  return operator === 'And'
    ? (scope) => rules.every((rule) => rule(scope))
    : (scope) => rules.some((rule) => rule(scope));
}

function variable(text: Json, at: string): JsonPath {
  const path = typeof text === 'string' ? parseJsonPath(text) : undefined;
  if (path === undefined)
    throw new UnsupportedStateLanguageError(`${at}.Variable`, `is not a supported path`);
  return path;
}

function compileComparison(
  operator: string,
  wanted: Json,
  { path, at }: { path: JsonPath; at: string },
): ChoiceRule {
  if (operator === 'IsPresent' && typeof wanted === 'boolean') {
    return (scope) => (readPath(path, scope) !== undefined) === wanted;
  }
  const type = Object.entries(COMPARISONS).find(([name]) => name === operator)?.[1];
  if (type === undefined || typeof wanted !== type) {
    throw new UnsupportedStateLanguageError(`${at}.${operator}`, 'this comparison is not supported');
  }
  return (scope) => {
    const value = readPath(path, scope);
    if (value === undefined) {
      throw runtimeError(
        `Invalid path '${path.text}': The choice state's condition path references an invalid value.`,
      );
    }
    return value === wanted;
  };
}
