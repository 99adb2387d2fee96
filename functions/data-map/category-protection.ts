import type { KnownCategories } from './known-categories';

/** Art. 9 and 10 GDPR, and what Civ. Code 1798.140(ae) calls sensitive, in fideslang's taxonomy. Log-in data is not here: it is secret, and never shown. */
export const sensitiveCategories = [
  'user.biometric',
  'user.childrens',
  'user.criminal_history',
  'user.demographic.political_opinion',
  'user.demographic.race_ethnicity',
  'user.demographic.religious_belief',
  'user.demographic.sexual_orientation',
  'user.financial.bank_account',
  'user.financial.credit_card',
  'user.government_id',
  'user.health_and_medical',
  'user.location.precise',
];

/** What 11 CCR 7024(d) forbids to disclose: the answer only says that it is held. */
export const secretCategories = ['user.authorization', 'user.government_id'];

/** What the categories of a field demand. One that nobody knows may be a passport number spelt wrongly: it has both protections until somebody decides. */
export function protectionOf(
  categories: readonly string[],
  known: KnownCategories,
): { readonly sensitive: boolean; readonly secret: boolean } {
  const unknown = categories.some((category) => !known.has(category));
  const all = categories.flatMap((category) => known.protectedAs(category));
  return {
    sensitive: unknown || all.some((category) => isWithin(category, sensitiveCategories)),
    secret: unknown || all.some((category) => isWithin(category, secretCategories)),
  };
}

function isWithin(category: string, parents: readonly string[]): boolean {
  return parents.some((parent) => category === parent || category.startsWith(`${parent}.`));
}
