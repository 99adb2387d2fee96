import type { FieldMap } from './data-map';
import { isCategoryWithin } from './never-shown';
import { treatedKinds } from './treated-kinds';

type FieldCategories = Pick<
  FieldMap,
  'categories' | 'treatedAs' | 'treatedBelow' | 'parts' | 'identity' | 'thirdParty' | 'secret'
>;

const EMAIL = 'user.contact.email';

/** Whether a field may hold an e-mail address of the person whose record it is. `user.contact` may. */
export function mayHoldMail(field: FieldCategories): boolean {
  if (field.thirdParty || field.secret) return false;
  const isContact = (category: string) => isCategoryWithin(category, EMAIL) || category === 'user.contact';
  return field.identity === 'email' || treatedKinds(field).some(isContact);
}
