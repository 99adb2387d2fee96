import { isCategoryWithin } from '../../domain/never-shown';
import type { KnownCategories } from './known-categories';

/**
 * Art. 9 and 10 GDPR, and what Civ. Code 1798.140(ae) calls sensitive, in fideslang's taxonomy. Log-in data
 * is not here: it is secret, and never shown.
 */
export const SENSITIVE_CATEGORIES = [
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

/**
 * Kept back under every law: it says nothing about the person, and anybody who has it can act as them. What
 * else may not be shown is for the governing laws to say.
 */
export const SECRET_CATEGORIES = ['user.authorization', 'system.authentication'];

/**
 * The protection that the categories of a field demand. An unknown category may be a misspelt password: it
 * has both protections until somebody decides.
 */
export function protectionOf(
  categories: readonly string[],
  known: KnownCategories,
): { readonly sensitive: boolean; readonly secret: boolean } {
  const unknown = categories.some((category) => !known.has(category));
  const all = categories.flatMap((category) => known.protectedAs(category));
  return {
    sensitive: unknown || all.some((category) => isAmong(category, SENSITIVE_CATEGORIES)),
    secret: unknown || all.some((category) => isAmong(category, SECRET_CATEGORIES)),
  };
}

function isAmong(category: string, parents: readonly string[]): boolean {
  return parents.some((parent) => isCategoryWithin(category, parent));
}
