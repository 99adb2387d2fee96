import { complete, loadText } from './written-map';

/** The complete map with pieces of its text replaced. */
function changed(...pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the sample has no ${from}`);
    return text.replace(from, to);
  }, complete);
}

const erase = '{ on_erasure: erase }';
const key = 'fides_meta: { primary_key: true }';
const identity = 'fides_meta: { identity: email }';
const shared = '{ on_erasure: erase, owner: shared }';
const system = (more: string) => changed(['system_type: Service', `system_type: Service\n    ${more}`]);

/** Every kind of gap, by what must not be approved while it is open. */
const kinds = {
  answer: {
    'a source': [changed(['source: from you', '']), 'does not say where the data comes from'],
    'a use': [changed(['systems: [office]', '']), 'no system says what it is used for'],
    'a legal basis': [changed(['legal_basis_for_processing: Contract', '']), 'says no legal basis'],
    'how long': [changed(['retention_period: while you are a member', '']), 'does not say how long'],
    'a recipient': [
      changed([
        'data_use: essential.service',
        'data_use: essential.service\n        data_shared_with_third_parties: true',
      ]),
      'shares data, but names no recipient',
    ],
    'a contact': [
      system('rightsdesk_meta: { recipients: [{ id: x, name: X, role: processor }] }'),
      'recipient "X" has no contact, so an erasure cannot be passed on',
    ],
    'a country': [system('does_international_transfers: true'), 'transfers data abroad, but not where to'],
    'a safeguard': [
      system('rightsdesk_meta: { transfers: [{ country: Peru }] }'),
      'transfer to Peru has no safeguard (Art. 15(2) GDPR)',
    ],
    profiling: [system('uses_profiling: true'), 'profiles people, but does not say how'],
    'a logic': [
      system('rightsdesk_meta: { automated_decisions: [{ what: a score }] }'),
      '"a score" lacks its logic or its effects (Art. 15(1)(h) GDPR)',
    ],
  },
  erasure: {
    'a decision': [changed([erase, '{}']), 'does not say what an erasure does here'],
    'an article': [changed(['article: § 147 AO, ', '']), 'is kept, but article is missing'],
    'a period': [changed(['period: P8Y, ', '']), 'is kept, but period is missing'],
    'a ground': [changed(['ground: tax law, ', '']), 'is kept, but ground is missing'],
    'a date to count from': [
      changed([', counted_from: paid_on', '']),
      'is kept, but counted_from is missing',
    ],
    'what is blanked': [
      changed([erase, '{ on_erasure: anonymise }']),
      'is to be anonymised, but no field is blanked',
    ],
    'an identity that stays': [
      changed(
        [erase, '{ on_erasure: anonymise }'],
        [
          '- name: email\n',
          '- name: nick\n            data_categories: [user]\n            rightsdesk_meta: { blank_with: null }\n          - name: email\n',
        ],
      ),
      'is to be anonymised, but still identifies the person: email',
    ],
    'what a mark leaves': [
      changed(
        [erase, '{ on_erasure: { mark: { gone: now } } }'],
        [identity, `${identity}\n            rightsdesk_meta: { blank_with: null }`],
        [
          '- name: email\n',
          '- { name: gone, data_categories: [system.operations] }\n          - { name: name, data_categories: [user.name] }\n          - name: email\n',
        ],
      ),
      'is to be marked as deleted, but what it says of the person stays: name',
    ],
    'an identity that a mark leaves': [
      changed(
        [erase, '{ on_erasure: { mark: { gone: now } } }'],
        [
          '- name: email\n',
          '- { name: gone, data_categories: [system.operations] }\n          - name: email\n',
        ],
      ),
      'is to be anonymised, but still identifies the person: email',
    ],
    'a blanked key': [
      changed([key, `${key}\n            rightsdesk_meta: { blank_with: null }`]),
      'a primary key cannot be blanked',
    ],
    'a kept child': [
      changed(['field: members.email', 'field: members.id']),
      'is erased while fees, whose rows point at it, is kept',
    ],
    'a ring': [
      changed(
        ['- name: members', '- name: members\n        fides_meta: { erase_after: [club.fees] }'],
        ['- name: fees', '- name: fees\n        fides_meta: { erase_after: [club.members] }'],
      ),
      'each must be erased before the next: members < fees < members',
    ],
    'who shares a row': [changed([erase, shared]), 'is shared, but no reference says which rows point at it'],
  },
  both: {
    'a category': [changed(['data_categories: [user.financial]', '']), 'is unclassified'],
    'a known category': [
      changed(['[user.financial]', '[user.finance]']),
      'fideslang knows no category "user.finance"',
    ],
    'a foreign identity': [
      changed(['identity: email', 'identity: ga_client_id']),
      'the desk cannot search by the identity "ga_client_id"',
    ],
    'a buried identity': [
      changed([
        'data_categories: [user.financial]',
        'data_categories: [user]\n            fields: [{ name: inner, fides_meta: { identity: email } }]',
      ]),
      'an identity or reference inside a nested field cannot be searched',
    ],
    'a buried reference': [
      changed([
        'data_categories: [user.financial]',
        'data_categories: [user]\n            fields: [{ name: inner, fides_meta: { references: [{ dataset: club, field: members.id, direction: from }] } }]',
      ]),
      'an identity or reference inside a nested field cannot be searched',
    ],
    'a way in': [changed([identity, '']), 'nothing leads from a person to its rows'],
    'a key': [
      changed([key, ''], ['kind: postgres', 'kind: dynamodb']),
      'has no primary key, so no row can be named',
    ],
    'an index': [changed(['kind: postgres', 'kind: dynamodb']), 'no key finds rows by "email"'],
    'a place': [changed(['kind: postgres', 'kind: s3']), 'does not say where in S3 it lies'],
    'a way out of a shared row': [
      changed([erase, shared]),
      "rows that several people share would lead on to other people's rows in fees",
    ],
  },
} as const;

const rows = Object.entries(kinds).flatMap(([concerns, group]) =>
  Object.entries(group).map(([what, [text, problem]]) => [concerns, what, text, problem] as const),
);

describe('a gap', () => {
  it.each(rows)('concerns %s if the map lacks or says wrongly %s', (concerns, _, text, problem) => {
    const gaps = loadText(text).gaps.filter((gap) => gap.problem === problem);

    expect(gaps.length).toBeGreaterThan(0);
    expect(new Set(gaps.map((gap) => gap.concerns))).toEqual(new Set([concerns]));
  });

  it.each(rows)('names file, line, path and a remedy (%s: %s)', (_, __, text) => {
    for (const { at, remedy } of loadText(text).gaps) {
      expect(at).toMatch(/map\.yaml:\d+: (dataset|system)\[/);
      expect(remedy).not.toBe('');
    }
  });

  it('points to the line that it is about', () => {
    const [gap] = loadText(changed(['data_categories: [user.financial]', ''])).gaps;
    const line = Number(/map\.yaml:(\d+)/.exec(gap?.at ?? '')?.[1]);

    expect(complete.split('\n')[line - 1]).toContain('- name: paid_on');
  });
});

describe('the remedy for an undecided erasure', () => {
  const twoTables = (pointer: string) => `
dataset:
  - fides_key: shop
    rightsdesk_meta: { store: { kind: postgres }, source: you, systems: [office] }
    collections:
      - name: people
        rightsdesk_meta: { on_erasure: erase }
        fields:
          - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
          - { name: address_id, data_categories: [user.contact], fides_meta: { references: [{ dataset: shop, field: addresses.${pointer}, direction: to }] } }
      - name: addresses
        fields:
          - { name: id, data_categories: [user.contact], fides_meta: { primary_key: true } }
          - { name: person, data_categories: [user.contact] }
${complete.slice(complete.indexOf('system:'))}`;

  it('does not suggest "erase" for rows that other people may refer to', () => {
    const [gap] = loadText(twoTables('id')).gaps;

    expect(gap?.remedy).toMatch(/^other people's rows of people may point at them too: set owner: shared/);
  });

  it('offers the choice if the rows belong to one person', () => {
    const [gap] = loadText(twoTables('person')).gaps;

    expect(gap?.remedy).toBe('set on_erasure to erase, anonymise, mark or retain');
  });
});
