import type { Fields } from '../form-fields';

/** Prefix of fields that wait in a page, unseen, while a code is typed. */
const KEPT = 'kept.';

/** What confirms an act, or belongs to a session that is over: typed anew each time. */
const NOT_KEPT = new Set(['csrf', 'code', 'totp', 'recovery']);

/**
 * What somebody typed for an act, without what confirms it; on a page that only asks for a code, what the
 * page before carried along.
 */
export function typedFields(fields: Fields): Fields {
  const kept = keptFields(fields);
  if (fields.act === 'factor' || Object.keys(kept).length > 0) return kept;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !NOT_KEPT.has(name)));
}

/** What a page before carried along. */
export function keptFields(fields: Fields): Fields {
  const kept = Object.entries(fields).filter(([name]) => name.startsWith(KEPT));
  return Object.fromEntries(kept.map(([name, value]) => [name.slice(KEPT.length), value]));
}

/** Hidden fields that carry it on; {@link keptFields} reads them back. */
export function hiddenKept(kept: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [KEPT + name, value]));
}
