import {
  protectionOf,
  SECRET_CATEGORIES,
  SENSITIVE_CATEGORIES,
} from '../../../functions/config/map/category-protection';
import { DATA_CATEGORIES, RENAMED_CATEGORIES } from '../../../functions/config/map/data-categories';
import { knownCategories } from '../../../functions/config/map/known-categories';
import { nearestCategory } from '../../../functions/config/map/nearest-category';
import type { DataMap } from '../../../functions/domain/data-map';
import { complete, loadText, problemsOf } from './written-map';

/** The complete map in which the field `paid_on` has this category. */
function withCategory(category: string, more = ''): DataMap {
  return loadText(complete.replace('[user.financial]', `[${category}]`) + more);
}

function paidOn(map: DataMap) {
  return map.stores[0]?.collections[1]?.fields.find((field) => field.name === 'paid_on');
}

describe("fideslang's categories", () => {
  it('are 85, and hold every name that the desk protects or proposes', () => {
    const used = [...SECRET_CATEGORIES, ...SENSITIVE_CATEGORIES, ...Object.values(RENAMED_CATEGORIES)];

    expect(new Set(DATA_CATEGORIES).size).toBe(85);
    expect(used.filter((category) => !DATA_CATEGORIES.includes(category))).toEqual([]);
  });

  it('include every category that one of them names as its parent', () => {
    const parents = DATA_CATEGORIES.map((category) => category.split('.').slice(0, -1).join('.'));

    expect(parents.filter((parent) => parent !== '' && !DATA_CATEGORIES.includes(parent))).toEqual([]);
  });
});

describe('an unknown category', () => {
  const unknown = [
    ['user.goverment_id.passport_number', 'user.government_id.passport_number'],
    ['user.provided.identifiable.government_id.passport_number', 'user.government_id.passport_number'],
    ['user.derived.identifiable.health', 'user.health_and_medical'],
    ['user.derived.identifiable.race', 'user.demographic.race_ethnicity'],
    ['user.provided.identifiable.contact.street', 'user.contact.address.street'],
    ['user.credentials.password', 'user.authorization.password'],
    ['account.contact.city', 'user.contact.address.city'],
    ['user.account.payment.financial_account_number', 'user.financial.bank_account'],
    ['user.biometrics.fingerprint', 'user.biometric.fingerprint'],
    ['User.Contact.Email', 'user.contact.email'],
    ['user.passport_number', 'user.government_id.passport_number'],
    ['user.contact.telegram', undefined],
    ['user.provided.identifiable', undefined],
    ['shoe_size', undefined],
  ] as const;

  it.each(unknown)('%s gets the suggestion %s', (category, meant) => {
    expect(nearestCategory(category)).toBe(meant);
  });

  it.each(unknown)('%s blocks every approval until somebody decides', (category, meant) => {
    const [gap, ...more] = withCategory(category).gaps;

    expect(more).toEqual([]);
    expect(gap).toMatchObject({ collection: 'fees', concerns: 'both' });
    expect(gap?.at).toMatch(/map\.yaml:\d+: dataset\[club\]\.collections\[fees\]\.fields\[paid_on\]$/);
    expect(gap?.problem).toContain(category);
    expect(gap?.remedy).toMatch(meant ? `write ${meant} if that is meant` : /^write one of fideslang's/);
  });

  it.each(unknown)('%s is withheld meanwhile, and requires the stronger proof', (category) => {
    expect(paidOn(withCategory(category))).toMatchObject({ secret: true, sensitive: true });
  });

  it('is also found on a dataset, a collection and a nested field', () => {
    const text = complete
      .replace('name: The club', 'name: The club\n    data_categories: [user.a]')
      .replace('- name: fees', '- name: fees\n        data_categories: [user.b]')
      .replace(
        'data_categories: [user.financial]',
        'data_categories: [user]\n            fields: [{ name: inner, data_categories: [user.c] }]',
      );

    const places = loadText(text).gaps.map(({ at, problem }) => [at.split(': ')[1], problem.split('"')[1]]);
    expect(places).toEqual([
      ['dataset[club]', 'user.a'],
      ['dataset[club]', 'user.a'],
      ['dataset[club].collections[fees]', 'user.b'],
      ['dataset[club].collections[fees].fields[paid_on].fields[inner]', 'user.c'],
    ]);
  });
});

describe('any category with one typing mistake', () => {
  const none = knownCategories([], []);
  /** One letter missing, wrong, or exchanged with the next, at each position. */
  const slips = (word: string) =>
    [...word].map((letter, at) => {
      const [before, after] = [word.slice(0, at), word.slice(at + 1)];
      return (
        [before + after, `${before}x${after}`, before + (after[0] ?? '') + letter + after.slice(1)][at % 3] ??
        ''
      );
    });
  const mistyped = DATA_CATEGORIES.flatMap((meant) =>
    slips(meant)
      .filter((category) => !DATA_CATEGORIES.includes(category))
      .map((category) => ({ meant, category, hint: nearestCategory(category) })),
  );

  it('is protected in both ways, and never gets a suggestion that protects less', () => {
    const weaker = mistyped.filter(({ meant, hint }) => {
      const [due, given] = [protectionOf([meant], none), protectionOf(hint ? [hint] : ['?'], none)];
      return (due.secret && !given.secret) || (due.sensitive && !given.sensitive);
    });
    const open = mistyped.filter(({ category }) => !protectionOf([category], none).secret);

    expect([weaker, open]).toEqual([[], []]);
  });

  it('usually gets the intended suggestion', () => {
    const right = mistyped.filter(({ meant, hint }) => meant === hint);

    expect(right.length / mistyped.length).toBeGreaterThan(0.95);
  });
});

describe('a name of fideslang 1.x', () => {
  it.each(['account.contact.state', 'user.derived.identifiable.gender', 'user.credentials'])(
    'is reported as such: %s',
    (category) => {
      expect(withCategory(category).gaps[0]?.problem).toBe(
        `the category "${category}" is a name of fideslang 1.x`,
      );
    },
  );

  it('never leads in a circle', () => {
    expect(Object.keys(RENAMED_CATEGORIES).map((old) => nearestCategory(old))).toEqual(
      Object.values(RENAMED_CATEGORIES),
    );
  });
});

describe('a category that the map declares', () => {
  const declared = (more: string) => `
data_category:
  - { fides_key: user.loyalty, name: Loyalty, ${more} }
`;

  it.each([
    ['parent_key: user.behavior', false, false],
    ['parent_key: user, rightsdesk_meta: { like: user.behavior }', false, false],
    ['parent_key: user, rightsdesk_meta: { like: user.health_and_medical }', true, false],
    ['parent_key: user, rightsdesk_meta: { like: user.government_id }', true, false],
    ['parent_key: user, rightsdesk_meta: { like: user.authorization.password }', false, true],
  ])('is known, and protected like the one that it names: %s', (more, sensitive, secret) => {
    const map = withCategory('user.loyalty', declared(more));

    expect(map.gaps).toEqual([]);
    expect(paidOn(map)).toMatchObject({ sensitive, secret });
  });

  it('is treated by laws like the category it is declared to be like', () => {
    const map = withCategory('user.loyalty', declared('rightsdesk_meta: { like: user.government_id }'));

    expect(paidOn(map)?.treatedAs).toEqual(['user.loyalty', 'user.government_id']);
  });

  it('keeps the protection of the category under which it is declared', () => {
    const own =
      'data_category: [{ fides_key: user.authorization.pin, rightsdesk_meta: { like: user.contact } }]';

    expect(paidOn(withCategory('user.authorization.pin', own))).toMatchObject({ secret: true });
  });

  it.each(['parent_key: user', 'description: x', 'parent_key: user.provided'])(
    'stays a gap while nothing says how it is to be protected: %s',
    (more) => {
      const map = withCategory('user.loyalty', declared(more));

      expect(map.gaps.map(({ problem }) => problem)).toEqual([
        'the category "user.loyalty" is declared, but not which one it is to be treated like',
      ]);
      expect(paidOn(map)).toMatchObject({ secret: true, sensitive: true });
    },
  );

  it('cannot be like an unknown one', () => {
    expect(problemsOf(complete + declared('rightsdesk_meta: { like: user.helth }'))).toEqual([
      'data_category[user.loyalty].rightsdesk_meta.like: "user.helth" is no category of fideslang',
    ]);
  });

  it('does not make the old taxonomy of a Fides file known', () => {
    const old = `
data_category:
  - { fides_key: user.provided, parent_key: user }
  - { fides_key: user.provided.identifiable, parent_key: user.provided }
  - { fides_key: user.provided.identifiable.government_id, parent_key: user.provided.identifiable }
`;

    expect(paidOn(withCategory('user.provided.identifiable.government_id', old))?.secret).toBe(true);
  });
});
