import type { Fields } from '../form-fields';

/** Prefix of the hidden fields that carry an act's fields through the pages that ask for a code. */
const KEPT = 'kept.';

/** What confirms an act, or belongs to a session that ended: it is typed again each time. */
const NOT_KEPT = new Set(['csrf', 'code', 'totp', 'recovery']);

/**
 * The fields typed for an act, without what confirms it. On a page that only asks for a code: those that the
 * page before passed on.
 */
export function typedFields(fields: Fields): Fields {
  const kept = keptFields(fields);
  if (fields.act === 'factor' || Object.keys(kept).length > 0) return kept;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !NOT_KEPT.has(name)));
}

/** The fields that the page before passed on. */
export function keptFields(fields: Fields): Fields {
  const kept = Object.entries(fields).filter(([name]) => name.startsWith(KEPT));
  return Object.fromEntries(kept.map(([name, value]) => [name.slice(KEPT.length), value]));
}

/** Hidden fields that pass them on; {@link keptFields} reads them back. */
export function hiddenKept(kept: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [KEPT + name, value]));
}
