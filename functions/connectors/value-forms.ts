/** What a value looks like, whatever its field is called. */
export type ValueForm =
  | 'email'
  | 'holds-email'
  | 'phone'
  | 'iban'
  | 'ip'
  | 'secret'
  | 'url'
  | 'words'
  | 'other';

export type FormCounts = Readonly<Partial<Record<ValueForm, number>>>;

/** Longest text that is looked at; what is behind it does not change the form. */
export const LONGEST_LOOKED_AT = 400;

/** In this order: the first that fits. No value of any of them is kept. */
const FORMS: readonly (readonly [ValueForm, RegExp])[] = [
  ['email', /^[^\s@<>"]{1,64}@[^\s@<>"]{1,200}\.[A-Za-z]{2,24}$/],
  ['holds-email', /@[A-Za-z0-9-]{1,63}\.[A-Za-z]{2}/],
  ['secret', /^(?:\$2[abxy]?\$|\$argon2|\$pbkdf2|pbkdf2_|\$scrypt|\{SSHA\}|[0-9a-f]{40}$|[0-9a-f]{64}$|eyJ)/],
  ['iban', /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7} ?[A-Z0-9]{0,4}$/],
  ['ip', /^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?$|^(?:[0-9a-f]{1,4}:){3,7}(?::?[0-9a-f]{1,4}){1,4}$/i],
  ['phone', /^(?:\+|00?[1-9])[\d ()/.-]{6,22}$/],
  ['url', /^https?:\/\//i],
  ['words', /\S\s+\S/],
];

export function formOf(value: string): ValueForm {
  const seen = value.slice(0, LONGEST_LOOKED_AT).trim();
  return FORMS.find(([, pattern]) => pattern.test(seen))?.[0] ?? 'other';
}

/** Counts the forms of the values that are not empty. */
export function countForms(values: Iterable<string | null | undefined>): FormCounts {
  const counts: Partial<Record<ValueForm, number>> = {};
  for (const value of values) {
    if (value === null || value === undefined || value.trim() === '') continue;
    const form = formOf(value);
    counts[form] = (counts[form] ?? 0) + 1;
  }
  return counts;
}

/** The form that most of the values have, of at least three that were looked at. */
export function usualForm(counts: FormCounts): ValueForm | undefined {
  const all = Object.entries(counts) as [ValueForm, number][];
  const total = all.reduce((sum, [, count]) => sum + count, 0);
  return total < 3 ? undefined : all.find(([, count]) => count * 2 > total)?.[0];
}
