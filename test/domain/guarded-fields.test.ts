import { isGuarded } from '../../functions/domain/corrections';
import type { FieldMap } from '../../functions/domain/data-map';
import { complete, loadText } from '../config/map/written-map';

/**
 * The field of a map that declares `user.ours` to be like another category, and gives it to the field or to a
 * part of it.
 */
function declaredLike(like: string, where: 'field' | 'part' | 'below'): FieldMap | undefined {
  const own = '[user.ours]';
  const part =
    where === 'below'
      ? `{ name: a, fields: [{ name: b, data_categories: ${own} }] }`
      : `{ name: a, data_categories: ${own} }`;
  const held =
    where === 'field'
      ? `data_categories: ${own}`
      : `data_categories: [user.behavior]\n            fields: [${part}]`;
  const declared = `data_category:\n  - { fides_key: user.ours, parent_key: user, rightsdesk_meta: { like: ${like} } }\n`;
  const map = loadText(`${declared}${complete.replace('data_categories: [user.financial]', held)}`);
  return map.stores
    .flatMap(({ collections }) => collections.flatMap(({ fields }) => fields))
    .find(({ name }) => name === 'paid_on');
}

describe('a field with which an account could be taken over', () => {
  it.each([
    'user',
    'user.account',
    'user.account.username',
    'user.authorization.password',
    'user.contact.email',
    'user.contact.address.street',
    'user.demographic',
    'user.demographic.date_of_birth',
    'user.financial.bank_account',
    'user.location',
    'user.location.precise',
    'user.name.last',
    'user.unique_id',
  ])('is known by its category, and by one that may be it: %s', (category) => {
    expect(isGuarded({ categories: ['user.behavior', category], secret: false })).toBe(true);
  });

  it.each([
    'user.account.settings',
    'user.behavior',
    'user.demographic.gender',
    'user.namesake',
    'system.operations',
  ])('is not %s', (category) => expect(isGuarded({ categories: [category], secret: false })).toBe(false));

  it('is whatever leads to the person', () => {
    expect(isGuarded({ categories: ['user.behavior'], identity: 'email', secret: false })).toBe(true);
  });

  it.each(['field', 'part', 'below'] as const)(
    'is also one whose own category is declared to be like such a one, on a %s',
    (where) => {
      const guarded = [
        'user.contact.address',
        'user.financial.bank_account',
        'user.name',
        'user.authorization',
      ];
      const kinds = [...guarded, 'user.behavior'].map((like) => declaredLike(like, where));

      expect(kinds.map((field) => field && isGuarded(field))).toEqual([true, true, true, true, false]);
    },
  );

  it('is also one with unknown content, and one that is never shown', () => {
    expect(isGuarded({ categories: [], secret: false })).toBe(true);
    expect(isGuarded({ categories: ['shop.thing'], unclear: true, secret: false })).toBe(true);
    expect(isGuarded({ categories: ['user.behavior'], secret: true })).toBe(true);
  });
});
