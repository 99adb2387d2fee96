import { loadDataMap } from '../../../functions/config/map/load-data-map';
import { complete, gapsOf, loadText, problemsIn, problemsOf, writeFiles } from './written-map';

/** The complete map with one piece of its text replaced. */
function changed(from: string, to: string): string {
  if (!complete.includes(from)) throw new Error(`the sample has no ${from}`);
  return complete.replace(from, to);
}

describe('a wrong data map', () => {
  it.each([
    ['not YAML', 'dataset: [', 'line 1, column 11'],
    ['a tab', 'dataset:\n\t- x', 'line 2, column 1'],
    ['a key twice', 'dataset: []\ndataset: []', 'line 2, column 1'],
  ])('is refused with the line: %s', (_, text, place) => {
    const [problem] = problemsIn(() => loadText(text));

    expect(problem?.path).toBe(place);
    expect(problem?.problem).toMatch(/^is not YAML: /);
  });

  it.each([
    [
      'an unknown key of ours',
      changed('{ on_erasure: erase }', '{ on_erasur: erase }'),
      'dataset[club].collections[members].rightsdesk_meta: does not know the key "on_erasur"',
    ],
    [
      'a field without a name',
      changed('- name: paid_on\n            data_categories', '- data_categories'),
      'dataset[club].collections[fees].fields[2].name: must be text',
    ],
    [
      'an unknown treatment',
      changed('{ on_erasure: erase }', '{ on_erasure: forget }'),
      'dataset[club].collections[members].rightsdesk_meta.on_erasure: must be erase, anonymise, mark with its fields, as_parent, or retain with its ground',
    ],
    [
      'an unknown key of a retention',
      changed('{ ground: tax law,', '{ grund: tax law,'),
      'dataset[club].collections[fees].rightsdesk_meta.on_erasure.retain: does not know the key "grund"',
    ],
    [
      'a period in words',
      changed('period: P8Y', 'period: eight years'),
      'dataset[club].collections[fees].rightsdesk_meta.on_erasure.retain.period: must be an ISO 8601 period such as P8Y',
    ],
    [
      'a reference to nothing',
      changed('members.email', 'members.mail'),
      'dataset[club].collections[fees].fields[payer]: refers to club.members.mail, which no dataset of these files describes',
    ],
    [
      'a period counted from nothing',
      changed('counted_from: paid_on', 'counted_from: paid'),
      'dataset[club].collections[fees].rightsdesk_meta.on_erasure.retain.counted_from: "paid" is not a field of this collection',
    ],
    [
      'a system that is nowhere',
      changed('systems: [office]', 'systems: [offcie]'),
      'dataset[club].collections[members].rightsdesk_meta.systems: no file describes the system "offcie"',
    ],
    [
      'two collections of one name',
      changed('- name: fees', '- name: members'),
      'dataset[club]: "members" is named twice',
    ],
    [
      'two fields of one name',
      changed('- name: email', '- name: id'),
      'dataset[club].collections[members]: "id" is named twice',
    ],
    [
      'an opt-out of a right that sets nothing',
      changed(
        'fides_meta: { identity: email }',
        'rightsdesk_meta: { opt_out: [{ right: access, value: false }] }',
      ),
      'dataset[club].collections[members].fields[email].rightsdesk_meta.opt_out: "access" is not a right that sets a field',
    ],
    [
      'a mark of a restriction without what it holds when that is over',
      changed('fides_meta: { identity: email }', 'rightsdesk_meta: { restriction: { on: true } }'),
      'dataset[club].collections[members].fields[email].rightsdesk_meta.restriction.off: invalid input',
    ],
    [
      'a correction of the key',
      changed(
        'fides_meta: { primary_key: true }',
        'fides_meta: { primary_key: true }\n            rightsdesk_meta: { correctable: true }',
      ),
      'dataset[club].collections[members].fields[id].rightsdesk_meta.correctable: it is part of the key, which names the record',
    ],
    [
      'a field that is corrected and takes notes',
      changed(
        'fides_meta: { identity: email }',
        'rightsdesk_meta: { correctable: { longest: 5 }, dispute_note: true }',
      ),
      'dataset[club].collections[members].fields[email].rightsdesk_meta.dispute_note: it is correctable and takes notes as well',
    ],
    [
      'an erasure after nothing',
      changed('- name: fees', '- name: fees\n        fides_meta: { erase_after: [club.guests] }'),
      'dataset[club].collections[fees].fides_meta.erase_after: erase_after names club.guests, which no dataset of these files describes',
    ],
  ])('is refused: %s', (_, text, message) => {
    expect(problemsOf(text)).toContain(message);
  });

  it.each([
    ...[
      'uploads/{id}',
      'uploads/',
      '{id}{email}/',
      'a/{id}-{email}.json',
      '{id}/{id}/',
      'x/{}/',
      '{id}/}',
    ].map((prefix) => [
      prefix,
      `"${prefix}" does not hold identifiers in braces, one in a folder or file name, with text behind the last`,
    ]),
    ['uploads/{phone}/', '"phone" is not a field of this collection'],
  ])('is refused: S3 prefix %s', (prefix, message) => {
    const s3 = changed('kind: postgres', 'kind: s3').replace(
      '{ on_erasure: erase }',
      `{ on_erasure: erase, physical: { bucket: b, format: objects, prefix: "${prefix}" } }`,
    );

    expect(problemsOf(s3)).toEqual([
      `dataset[club].collections[members].rightsdesk_meta.physical.prefix: ${message}`,
    ]);
  });

  it('is refused with all its problems at once, over all files, each with a remedy', () => {
    const files = writeFiles({
      'a.yaml': 'dataset: 7',
      'b.yaml': 'system: [{ fides_key: "a b" }]',
      'c.yaml': '- x',
    });

    const problems = problemsIn(() => loadDataMap([...files, '/nowhere/d.yaml']));

    expect(new Set(problems.map(({ file }) => file.split('/').at(-1)))).toEqual(
      new Set(['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml']),
    );
    expect(problems.every(({ remedy, path }) => remedy !== '' && path !== '')).toBe(true);
  });
});

describe('a map that leaves a gap', () => {
  it.each([
    ['where data comes from', changed('source: from you', ''), 'does not say where the data comes from'],
    ['what it is used for', changed('systems: [office]', ''), 'no system says what it is used for'],
    ['a category', changed('data_categories: [user.financial]', ''), 'is unclassified'],
    ['a legal basis', changed('legal_basis_for_processing: Contract', ''), 'says no legal basis'],
    ['a retention', changed('retention_period: while you are a member', ''), 'does not say how long'],
    ['the article of a retention', changed('article: § 147 AO, ', ''), 'is kept, but article is missing'],
    ['the period of a retention', changed('period: P8Y, ', ''), 'is kept, but period is missing'],
    [
      'what an anonymisation blanks',
      changed('{ on_erasure: erase }', '{ on_erasure: anonymise }'),
      'is to be anonymised, but no field is blanked',
    ],
    [
      'who somebody was after an anonymisation',
      changed('{ on_erasure: erase }', '{ on_erasure: anonymise }').replace(
        '- name: email\n',
        '- name: nick\n            data_categories: [user]\n            rightsdesk_meta: { blank_with: null }\n          - name: email\n',
      ),
      'is to be anonymised, but still identifies the person: email',
    ],
    [
      'a way to rows',
      changed('fides_meta: { identity: email }', ''),
      'nothing leads from a person to its rows',
    ],
    [
      'a key',
      changed('fides_meta: { primary_key: true }', '').replace('kind: postgres', 'kind: dynamodb'),
      'has no primary key, so no row can be named',
    ],
    ['the index of a way in', changed('kind: postgres', 'kind: dynamodb'), 'no key finds rows by "email"'],
    ['a place in S3', changed('kind: postgres', 'kind: s3'), 'does not say where in S3 it lies'],
    [
      'who points at a shared row',
      changed('{ on_erasure: erase }', '{ on_erasure: erase, owner: shared }'),
      'is shared, but no reference says which rows point at it',
    ],
    [
      'the way out of a shared row',
      changed('{ on_erasure: erase }', '{ on_erasure: erase, owner: shared }'),
      "rows that several people share would lead on to other people's rows in fees",
    ],
    [
      'which of two is erased first',
      changed('- name: members', '- name: members\n        fides_meta: { erase_after: [club.fees] }').replace(
        '- name: fees',
        '- name: fees\n        fides_meta: { erase_after: [club.members] }',
      ),
      'each must be erased before the next: members < fees < members',
    ],
    [
      'the row that a kept row points at',
      changed('field: members.email', 'field: members.id'),
      'is erased while fees, whose rows point at it, is kept',
    ],
  ])('has it reported: %s', (_, text, gap) => {
    const gaps = gapsOf(loadText(text));

    expect(gaps.map((line) => line.slice(line.lastIndexOf(': ', line.indexOf(gap)) + 2))).toContain(gap);
  });

  it.each([
    [
      'recipients: [{ id: x, name: X, role: processor, purpose: p }]',
      'recipient "X" has no contact, so an erasure cannot be passed on',
    ],
    ['transfers: [{ country: Peru }]', 'transfer to Peru has no safeguard (Art. 15(2) GDPR)'],
    [
      'automated_decisions: [{ what: a score, logic: sums }]',
      '"a score" lacks its logic or its effects (Art. 15(1)(h) GDPR)',
    ],
  ])('has it reported: %s', (meta, gap) => {
    const text = changed('system_type: Service', `system_type: Service\n    rightsdesk_meta: { ${meta} }`);

    expect(loadText(text).gaps.map(({ problem }) => problem)).toEqual([gap]);
  });

  it('need not name a primary key or a way in for a manual store', () => {
    const manual = changed('kind: postgres', 'kind: manual')
      .replace('fides_meta: { primary_key: true }', '')
      .replace('fides_meta: { identity: email }', '');

    expect(loadText(manual).gaps).toEqual([]);
  });
});

describe('the use for which a recipient gets the data', () => {
  const withUses = (uses: string) =>
    changed(
      'system_type: Service',
      `system_type: Service
    rightsdesk_meta: { recipients: [{ id: post, name: post, role: processor, contact: c@example.com, data_uses: ${uses} }] }`,
    );
  const [declared] = /(?<=data_use: ).+/.exec(withUses('[x]')) ?? ['none'];

  it('is what the map says', () => {
    const [recipient] = loadText(withUses(`[${declared}]`)).systems[0]?.recipients ?? [];

    expect(recipient?.uses).toEqual([declared]);
  });

  it.each([
    ['another one', '[marketing.nothing]', '"marketing.nothing" is no data_use of the system "office"'],
    ['one above it', '[essential]', '"essential" is no data_use of the system "office"'],
    ['none', '[]', 'must name a data_use'],
  ])('is refused with the field and a remedy: %s', (_, uses, problem) => {
    const [found, ...others] = problemsIn(() => loadText(withUses(uses)));

    expect(`${found?.path}: ${found?.problem}`).toBe(
      `system[office].rightsdesk_meta.recipients[post].data_uses: ${problem}`,
    );
    expect(found?.remedy).not.toBe('');
    expect(others).toEqual([]);
  });
});

describe('a recipient that only keeps stores', () => {
  const host = '{ id: cable, name: cable, role: processor, contact: c@example.com, hosts: [club] }';
  const withRecipients = (...recipients: readonly string[]) =>
    changed(
      'system_type: Service',
      `system_type: Service\n    rightsdesk_meta: { recipients: [${recipients.join(', ')}] }`,
    );
  const place = 'system[office].rightsdesk_meta.recipients[cable].hosts';
  const second = (recipient: string) => `
  - fides_key: letters
    privacy_declarations: []
    rightsdesk_meta: { recipients: [${recipient}] }
`;

  it('is accepted with its stores', () => {
    expect(loadText(withRecipients(host)).systems[0]?.recipients[0]?.hosts).toEqual(['club']);
  });

  it.each([
    [
      'a controller',
      withRecipients(host.replace('processor', 'controller')),
      'a controller uses data for purposes of its own, so it cannot be said to only keep a store',
    ],
    [
      'a store that is not there',
      withRecipients(host.replace('[club]', '[club, attic]')),
      'no store has the id "attic"',
    ],
    ['no store', withRecipients(host.replace('[club]', '[]')), 'must name a store'],
    [
      'a system that uses nothing in the store',
      changed('systems: [office]', 'systems: []').replace(
        'system_type: Service',
        `system_type: Service\n    rightsdesk_meta: { recipients: [${host}] }`,
      ),
      'the system "office" uses nothing in club, so its data must reach this recipient for another use',
    ],
    [
      'another use of the data',
      withRecipients(host) + second(host.replace(', hosts: [club]', '')),
      'the system "letters" names "cable" without hosts, so it does more with data than keep these stores',
    ],
    [
      'a flow of data to it',
      `${withRecipients(host)}
  - fides_key: cable
    name: Cable
    privacy_declarations: []
  - fides_key: letters
    privacy_declarations: []
    egress: [{ fides_key: cable, type: system }]
`,
      'the system "letters" names "cable" without hosts, so it does more with data than keep these stores',
    ],
  ])('is refused with the field and a remedy: %s', (_, text, problem) => {
    const problems = problemsIn(() => loadText(text));

    expect(problems.map(({ path, problem: what }) => `${path}: ${what}`)).toEqual([`${place}: ${problem}`]);
    expect(problems[0]?.remedy).not.toBe('');
  });
});
