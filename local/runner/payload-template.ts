import type { Expression } from './intrinsic';
import { compileIntrinsic, readOrFail } from './intrinsic';
import type { Json } from './json';
import { isJsonObject } from './json';
import { parseJsonPath } from './json-path';
import { UnsupportedStateLanguageError } from './unsupported-state-language-error';

/**
 * Compiles Parameters, ResultSelector or ItemSelector: fields whose name ends in `.$` take their value from a
 * path or an intrinsic function, all others are literal.
 *
 * @param at the template's path in the definition, for messages
 * @see https://states-language.net/spec.html#payload-template
 */
export function compileTemplate(raw: Json, at: string): Expression {
  if (Array.isArray(raw)) {
    const items = raw.map((item, index) => compileTemplate(item, `${at}[${index}]`));
    return (scope) => items.map((item) => item(scope));
  }
  if (!isJsonObject(raw)) return () => raw;
  const fields = Object.entries(raw).map(([key, value]) => compileField(key, value, `${at}.${key}`));
  return (scope) => Object.fromEntries(fields.map(([key, value]) => [key, value(scope)]));
}

function compileField(key: string, value: Json, at: string): [string, Expression] {
  if (!key.endsWith('.$')) return [key, compileTemplate(value, at)];
  if (typeof value !== 'string') throw new UnsupportedStateLanguageError(at, 'the value must be a path');
  return [key.slice(0, -2), compilePathOrIntrinsic(value, at)];
}

function compilePathOrIntrinsic(text: string, at: string): Expression {
  const path = parseJsonPath(text);
  if (path !== undefined) return (scope) => readOrFail(path, scope);
  const intrinsic = compileIntrinsic(text);
  if (intrinsic !== undefined) return intrinsic;
  throw new UnsupportedStateLanguageError(at, `the path or intrinsic function ${text} is not supported`);
}
