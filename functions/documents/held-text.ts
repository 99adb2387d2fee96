import { isCategoryWithin } from '../domain/never-shown';

/**
 * The words for data that is named and not shown: "sufficient particularity" (11 CCR 7024(d)). The closest
 * category counts.
 */
const nouns: Readonly<Record<string, string>> = {
  'system.authentication': 'log-in secrets',
  'user.authorization': 'log-in secrets',
  'user.authorization.biometric': 'biometric data for logging in',
  'user.authorization.credentials': 'log-in credentials',
  'user.authorization.password': 'password, or what our system keeps in its place',
  'user.biometric': 'biometric data',
  'user.biometric.fingerprint': 'fingerprint data',
  'user.biometric.health': 'health readings that can identify a person',
  'user.biometric.retinal': 'scan of the eye',
  'user.biometric.voice': 'voice print',
  'user.financial': 'financial details, which may hold the number of an account',
  'user.financial.bank_account': 'bank account number',
  'user.financial.credit_card': 'payment card number',
  'user.government_id': 'government identification number',
  'user.government_id.birth_certificate': 'birth certificate',
  'user.government_id.drivers_license_number': 'driving licence number',
  'user.government_id.immigration': 'immigration or residence number',
  'user.government_id.national_identification_number':
    'Social Security or other national identification number',
  'user.government_id.passport_number': 'passport number',
  'user.government_id.vehicle_registration': 'vehicle registration number',
  'user.health_and_medical.genetic': 'genetic data',
  'user.health_and_medical.insurance_beneficiary_id': 'health insurance number',
  'user.health_and_medical.record_id': 'medical record number',
};

/**
 * As it follows "We hold your", each of several once; undefined where none of the categories is one of these.
 */
export function heldText(categories: readonly string[]): string | undefined {
  const closest = [...new Set(categories.flatMap((category) => closestTo(category) ?? []))];
  const narrow = closest.filter(
    (one) => !closest.some((other) => other !== one && isCategoryWithin(other, one)),
  );
  const words = narrow.map((noun) => nouns[noun]);
  return words.length === 0 ? undefined : words.join(' and ');
}

function closestTo(category: string): string | undefined {
  const known = Object.keys(nouns).filter((noun) => isCategoryWithin(category, noun));
  return known.sort((a, b) => b.length - a.length)[0];
}
