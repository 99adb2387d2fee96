import fc from 'fast-check';
import { unstatedOf } from '../../../functions/domain/unstated';
import { complete, gapsOf, loadText } from './written-map';

/** The complete map in which the field `paid_on` has these settings. */
const withField = (written: string) =>
  complete.replace(
    'data_categories: [user.financial]',
    `data_categories: [user.financial]\n            ${written}`,
  );

const paidOn = (text: string) =>
  loadText(text).stores[0]?.collections[1]?.fields.find(({ name }) => name === 'paid_on');

describe('a map that withholds data', () => {
  it('needs a ground, since a law that owes a copy allows nothing to be withheld without one', () => {
    const text = withField('rightsdesk_meta: { secret: true }');

    expect(gapsOf(loadText(text))).toEqual([
      'dataset[club].collections[fees].fields[paid_on].rightsdesk_meta.secret: is to be kept back from the person, but not why; a law that owes them a copy wants a ground',
    ]);
    expect(paidOn(text)).toMatchObject({ secret: true });
  });

  it('is followed, with the ground it gives', () => {
    const text = withField(
      'rightsdesk_meta: { secret: { because: It would give away how we find fraud, article: Art. 15(4) GDPR } }',
    );

    expect(gapsOf(loadText(text))).toEqual([]);
    expect(paidOn(text)).toMatchObject({
      secret: true,
      secretBecause: { ground: 'It would give away how we find fraud', article: 'Art. 15(4) GDPR' },
    });
  });

  it('needs no ground for a password, and cannot release one', () => {
    const password = complete.replace('[user.financial]', '[user.authorization.password]');
    const wish = (value: boolean) =>
      password.replace('password]', `password]\n            rightsdesk_meta: { secret: ${value} }`);

    expect([wish(true), wish(false)].map((text) => [gapsOf(loadText(text)), paidOn(text)?.secret])).toEqual([
      [[], true],
      [[], true],
    ]);
  });
});

describe('values inside a field', () => {
  it('are known by their paths if a law may forbid showing them, and the field keeps its own category', () => {
    const nested = `fields:
              - { name: city, data_categories: [user.contact.address.city] }
              - name: papers
                fields: [{ name: passport, description: Passport., data_categories: [user.government_id.passport_number] }]`;
    const text = withField(nested).replace(
      'data_categories: [user.financial]',
      'data_categories: [user.account]',
    );

    expect(paidOn(text)).toMatchObject({
      treatedAs: ['user.account'],
      parts: [
        {
          path: 'paid_on.papers.passport',
          title: 'Passport',
          treatedAs: ['user.account', 'user.government_id.passport_number'],
        },
      ],
      secret: false,
      sensitive: true,
    });
  });
});

describe('silence in the map', () => {
  const topics = ['recipients', 'transfers', 'automated_decisions'] as const;
  const written = {
    recipients: '[{ id: a, name: A, role: processor, contact: a@example.com }]',
    transfers: '[{ country: Japan, safeguard: adequacy }]',
    automated_decisions: '[{ what: w, logic: l, effects: e }]',
  };
  const names = {
    recipients: 'recipients',
    transfers: 'transfers',
    automated_decisions: 'automatedDecisions',
  };
  const answer = fc.constantFrom('silent', 'empty', 'none', 'listed');
  const answers = fc.record({ recipients: answer, transfers: answer, automated_decisions: answer });

  it('is not reported as a no: the check asks, and only "none" means no', () => {
    fc.assert(
      fc.property(answers, (given) => {
        const lines = topics.flatMap((topic) => {
          const value = { silent: undefined, empty: '[]', none: 'none', listed: written[topic] }[
            given[topic]
          ];
          return value === undefined ? [] : [`      ${topic}: ${value}`];
        });
        const text = lines.length > 0 ? `${complete}    rightsdesk_meta:\n${lines.join('\n')}\n` : complete;

        const map = loadText(text);
        const [members] = map.stores[0]?.collections ?? [];
        const open = topics.filter((topic) => ['silent', 'empty'].includes(given[topic]));

        expect(members && unstatedOf(members, map.systems)).toEqual(open.map((topic) => names[topic]));
        expect(map.notTold).toHaveLength(open.length);
        expect(map.gaps).toEqual([]);
      }),
    );
  });
});

describe('a system that no collection is part of', () => {
  const pixel = (kinds: string) => `${complete}
  - fides_key: pixel
    name: Advertising pixel
    privacy_declarations:
      - name: To show ads
        data_use: marketing.advertising.third_party.targeted
        data_categories: [${kinds}]
        data_subjects: [customer]
        legal_basis_for_processing: Consent
        retention_period: 13 months
    rightsdesk_meta: { recipients: none, transfers: none, automated_decisions: none }
`;

  it.each([
    ['user.device.cookie_id', 0],
    ['user', 1],
    ['', 1],
  ])('has to name the kinds of data that it uses: [%s]', (kinds, open) => {
    const { notTold = [] } = loadText(pixel(kinds));

    expect(notTold.filter(({ problem }) => problem.includes('what kinds of data'))).toHaveLength(open);
  });
});
