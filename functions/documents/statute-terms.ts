import { isCategoryWithin } from '../domain/never-shown';

/**
 * The categories of personal information in the words of Cal. Civ. Code 1798.140(v)(1)(A)-(K), which
 * 1798.130(c) wants used. Read in the text of Proposition 24
 * (https://github.com/bcyphers/cpra, from the Attorney General's file).
 */
export const statuteTerms = {
  A: "Identifiers such as a real name, alias, postal address, unique personal identifier, online identifier, internet protocol address, email address, account name, social security number, driver's license number, passport number, or other similar identifiers",
  B: 'Any personal information described in subdivision (e) of Section 1798.80',
  C: 'Characteristics of protected classifications under California or federal law',
  D: 'Commercial information, including records of personal property, products or services purchased, obtained, or considered, or other purchasing or consuming histories or tendencies',
  E: 'Biometric information',
  F: "Internet or other electronic network activity information, including, but not limited to, browsing history, search history, and information regarding a consumer's interaction with an internet website, application, or advertisement",
  G: 'Geolocation data',
  H: 'Audio, electronic, visual, thermal, olfactory, or similar information',
  I: 'Professional or employment-related information',
  J: 'Education information, defined as information that is not publicly available personally identifiable information as defined in the Family Educational Rights and Privacy Act (20 U.S.C. Sec. 1232g; 34 C.F.R. Part 99)',
  K: "Inferences drawn from any of the information identified in this subdivision to create a profile about a consumer reflecting the consumer's preferences, characteristics, psychological trends, predispositions, behavior, attitudes, intelligence, abilities, and aptitudes",
} as const;

export type StatuteTerm = keyof typeof statuteTerms;

/**
 * What 1798.140(ae) calls sensitive personal information, by its paragraphs, read in the same text. 1G
 * (neural data) and citizenship in 1D came later and were not read there.
 */
export const sensitiveTerms = {
  '1A': "social security, driver's license, state identification card, or passport number",
  '1B': 'account log-in, financial account, debit card, or credit card number in combination with any required security or access code, password, or credentials allowing access to an account',
  '1C': 'precise geolocation',
  '1D': 'racial or ethnic origin, citizenship or immigration status, religious or philosophical beliefs, or union membership',
  '1E': 'the contents of mail, email, and text messages, unless the business is the intended recipient of the communication',
  '1F': 'genetic data',
  '1G': 'neural data',
  '2A': 'the processing of biometric information for the purpose of uniquely identifying a consumer',
  '2B': 'personal information collected and analyzed concerning health',
  '2C': 'personal information collected and analyzed concerning sex life or sexual orientation',
} as const;

export type SensitiveTerm = keyof typeof sensitiveTerms;

interface InStatute {
  /** Letters of {@link statuteTerms}. */
  readonly terms: string;
  readonly sensitive?: readonly SensitiveTerm[];
}

/**
 * fideslang's categories in the statute's terms: our reading. One that is not here is as the category above
 * it.
 */
const inStatute: Readonly<Record<string, InStatute>> = {
  'user.account': { terms: 'A' },
  'user.account.settings': { terms: 'F' },
  'user.authorization': { terms: 'A', sensitive: ['1B'] },
  'user.authorization.biometric': { terms: 'E', sensitive: ['2A'] },
  'user.behavior': { terms: 'F' },
  'user.behavior.media_consumption': { terms: 'FD' },
  'user.behavior.purchase_history': { terms: 'D' },
  'user.biometric': { terms: 'E', sensitive: ['2A'] },
  'user.biometric.voice': { terms: 'EH', sensitive: ['2A'] },
  'user.biometric.health': { terms: 'E', sensitive: ['2B'] },
  'user.contact': { terms: 'AB' },
  'user.contact.email': { terms: 'A' },
  'user.contact.organization': { terms: 'I' },
  'user.contact.url': { terms: 'A' },
  'user.content': { terms: 'H' },
  'user.content.private': { terms: 'H', sensitive: ['1E'] },
  'user.criminal_history': { terms: 'C' },
  'user.demographic': { terms: 'C' },
  'user.demographic.date_of_birth': { terms: 'AC' },
  'user.demographic.profile': { terms: 'K' },
  'user.demographic.race_ethnicity': { terms: 'C', sensitive: ['1D'] },
  'user.demographic.religious_belief': { terms: 'C', sensitive: ['1D'] },
  'user.demographic.sexual_orientation': { terms: 'C', sensitive: ['2C'] },
  'user.device': { terms: 'AF' },
  'user.device.cookie_id': { terms: 'A' },
  'user.device.device_id': { terms: 'A' },
  'user.device.ip_address': { terms: 'A' },
  'user.financial': { terms: 'BD' },
  'user.financial.bank_account': { terms: 'B', sensitive: ['1B'] },
  'user.financial.credit_card': { terms: 'B', sensitive: ['1B'] },
  'user.government_id': { terms: 'AB', sensitive: ['1A'] },
  'user.government_id.immigration': { terms: 'ABC', sensitive: ['1A', '1D'] },
  'user.government_id.vehicle_registration': { terms: 'A' },
  'user.health_and_medical': { terms: 'BC', sensitive: ['2B'] },
  'user.health_and_medical.genetic': { terms: 'BCE', sensitive: ['1F'] },
  'user.health_and_medical.insurance_beneficiary_id': { terms: 'B', sensitive: ['2B'] },
  'user.health_and_medical.record_id': { terms: 'B', sensitive: ['2B'] },
  'user.job_title': { terms: 'I' },
  'user.location': { terms: 'G' },
  'user.location.precise': { terms: 'G', sensitive: ['1C'] },
  'user.name': { terms: 'AB' },
  'user.payment': { terms: 'BD' },
  'user.privacy_preferences': { terms: 'F' },
  'user.sensor': { terms: 'H' },
  'user.user_sensor': { terms: 'H' },
  'user.social': { terms: 'F' },
  'user.telemetry': { terms: 'F' },
  'user.unique_id': { terms: 'A' },
  'user.workplace': { terms: 'I' },
};

/** The statute's terms for these categories, each once, in the statute's order. */
export function termsOf(categories: readonly string[]): StatuteTerm[] {
  const letters = categories.flatMap((category) => [...(closest(category)?.terms ?? '')]);
  return (Object.keys(statuteTerms) as StatuteTerm[]).filter((term) => letters.includes(term));
}

/** Those that are sensitive personal information. */
export function sensitiveOf(categories: readonly string[]): SensitiveTerm[] {
  const ids = categories.flatMap((category) => closest(category)?.sensitive ?? []);
  return (Object.keys(sensitiveTerms) as SensitiveTerm[]).filter((term) => ids.includes(term));
}

function closest(category: string): InStatute | undefined {
  const known = Object.keys(inStatute).filter((one) => isCategoryWithin(category, one));
  const [key] = known.sort((a, b) => b.length - a.length);
  return key === undefined ? undefined : inStatute[key];
}
