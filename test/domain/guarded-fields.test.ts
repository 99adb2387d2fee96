import { isGuarded } from '../../functions/domain/corrections';

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
    expect(isGuarded({ categories: ['user.behavior', category] })).toBe(true);
  });

  it.each([
    'user.account.settings',
    'user.behavior',
    'user.demographic.gender',
    'user.namesake',
    'system.operations',
  ])('is not %s', (category) => expect(isGuarded({ categories: [category] })).toBe(false));

  it('is whatever leads to the person', () => {
    expect(isGuarded({ categories: ['user.behavior'], identity: 'email' })).toBe(true);
  });
});
