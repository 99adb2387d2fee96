/**
 * Words that people write under `on_erasure` and `blank_with` and that the desk refuses, each with a sentence
 * that says why and what to write instead.
 */

const KEPT_WITHOUT_LAW =
  'must not be kept without a law: the person is told why and until when, so write retain with ground, article, period and counted_from';
const HASHED = 'cannot be hashed: whoever has the value can hash it too, so it stays personal data';

const REFUSED_TREATMENTS: Readonly<Record<string, string>> = {
  keep: KEPT_WITHOUT_LAW,
  retain: KEPT_WITHOUT_LAW,
  none: KEPT_WITHOUT_LAW,
  delete: 'is spelt erase',
  anonymize: 'is spelt anonymise',
  mask: 'is spelt anonymise; say what replaces each value with blank_with',
  hash: HASHED,
  pseudonymise: HASHED,
  mark: 'must say which field marks a row as deleted, as in mark: { deleted_at: now }',
  soft_delete: 'must say which field marks a row as deleted, as in mark: { deleted_at: now }',
};

/** The message for an `on_erasure` that is none. */
export function refusedTreatmentText(written: unknown): string {
  const [word] = typeof written === 'object' ? Object.keys(written ?? {}) : [written];
  const known = REFUSED_TREATMENTS[String(word)];
  if (known !== undefined && !(typeof written === 'object' && ['retain', 'mark'].includes(String(word))))
    return known;
  return 'must be erase, anonymise, mark with its fields, as_parent, or retain with its ground';
}

/** The message for a `blank_with` that is none. */
export function refusedBlankText(written: unknown): string {
  const [word] = typeof written === 'object' ? Object.keys(written ?? {}) : [written];
  if (word === 'hash' || word === 'pseudonymise') return HASHED;
  return 'must be a text, a number, true, false or null, or { random: text, email or uuid }, { now: true } or { inside: { path: value } }';
}
