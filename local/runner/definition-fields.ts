import type { Json, JsonObject } from './json';
import { isJsonObject } from './json';
import type { JsonPath } from './json-path';
import { isReferencePath, parseJsonPath } from './json-path';
import { UnsupportedStateLanguageError } from './unsupported-state-language-error';

/**
 * Reads the fields of one object of a definition, and refuses fields that were not asked for by name.
 *
 * Every error names the path of the field, so that the definition is easy to fix.
 */
export class DefinitionFields {
  private readonly raw: JsonObject;

  constructor(
    raw: Json | undefined,
    readonly at: string,
    allowed: readonly string[],
  ) {
    if (!isJsonObject(raw)) throw new UnsupportedStateLanguageError(at, 'must be an object');
    const unknown = Object.keys(raw).find((field) => !allowed.includes(field));
    if (unknown !== undefined)
      throw new UnsupportedStateLanguageError(this.path(unknown), 'this field is not supported');
    this.raw = raw;
  }

  path(field: string): string {
    return this.at === '' ? field : `${this.at}.${field}`;
  }

  has(field: string): boolean {
    return this.raw[field] !== undefined;
  }

  value(field: string): Json | undefined {
    return this.raw[field];
  }

  refuse(field: string, reason: string): never {
    throw new UnsupportedStateLanguageError(this.path(field), reason);
  }

  text(field: string): string {
    const value = this.raw[field];
    return typeof value === 'string' ? value : this.refuse(field, 'must be a string');
  }

  oneOf<Allowed extends string>(field: string, allowed: readonly Allowed[], fallback?: Allowed): Allowed {
    const value = this.raw[field] ?? fallback;
    const found = allowed.find((name) => name === value);
    return (
      found ?? this.refuse(field, `${JSON.stringify(value)} is not supported (only ${allowed.join(', ')})`)
    );
  }

  /** A number in the range, whole unless `fraction` is set. */
  number(field: string, range: { min: number; max?: number; fraction?: boolean }): number | undefined {
    const value = this.raw[field];
    if (value === undefined) return undefined;
    const whole = range.fraction === true || Number.isInteger(value);
    if (typeof value !== 'number' || !whole || value < range.min || value > (range.max ?? 99_999_999)) {
      return this.refuse(field, `must be a number from ${range.min} to ${range.max ?? 99_999_999}`);
    }
    return value;
  }

  list(field: string): readonly Json[] {
    const value = this.raw[field] ?? [];
    return Array.isArray(value) ? value : this.refuse(field, 'must be an array');
  }

  names(field: string): readonly string[] {
    const values = this.list(field).filter((value) => typeof value === 'string');
    if (values.length === 0 || values.length !== this.list(field).length)
      this.refuse(field, 'must list error names');
    if (values.includes('States.ALL') && values.length > 1) this.refuse(field, 'States.ALL must stand alone');
    return values;
  }

  optionalPath(field: string, kind: 'any' | 'reference' = 'any'): JsonPath | null | undefined {
    const value = this.raw[field];
    if (value === undefined || value === null) return value;
    const path = typeof value === 'string' ? parseJsonPath(value) : undefined;
    if (path === undefined || (kind === 'reference' && !isReferencePath(path))) {
      return this.refuse(field, `${JSON.stringify(value)} is not a supported path`);
    }
    return path;
  }
}
