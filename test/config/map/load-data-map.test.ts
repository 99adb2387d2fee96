import { loadDataMap } from '../../../functions/config/map/load-data-map';
import type { CollectionMap, DataMap } from '../../../functions/domain/data-map';
import { complete, gapsOf, loadText, problemsIn, writeFiles } from './written-map';

function collection(map: DataMap, name: string): CollectionMap | undefined {
  return map.stores.flatMap((store) => store.collections).find((one) => one.name === name);
}

describe('a complete map', () => {
  const map = loadText(complete);

  it('has no gaps', () => {
    expect(map.gaps).toEqual([]);
  });

  it('takes the store from the dataset if no desk file lists it', () => {
    expect(map.stores.map(({ storeId, title, kind }) => [storeId, title, kind])).toEqual([
      ['club', 'The club', 'postgres'],
    ]);
  });

  it('turns identities and references into ways to reach rows', () => {
    expect(collection(map, 'members')?.reachedBy).toEqual([{ field: 'email', identity: 'email' }]);
    expect(collection(map, 'fees')?.reachedBy).toEqual([
      {
        field: 'payer',
        from: { storeId: 'club', collection: 'members', field: 'email' },
        leads: 'down',
      },
    ]);
  });

  it('asks for each mail address on people’s own records, so that all of them get the notice of a takeover', () => {
    const recovery =
      '- { name: recovery, data_categories: [user.contact.email], rightsdesk_meta: { identity: none } }';
    const text = complete.replace('- name: email', `${recovery}\n          - name: email`);
    const own = text.replace('{ on_erasure: erase }', '{ on_erasure: erase, own_record: true }');
    const facts = (written: string) => collection(loadText(written), 'members')?.facts;

    expect(facts(own)).toEqual(['recovery', 'email']);
    expect(facts(text)).toEqual(['email']);
  });

  it('asks for the facts that links, identities and retention dates need', () => {
    expect(collection(map, 'members')?.facts).toEqual(['email']);
    expect(collection(map, 'fees')?.facts).toEqual(['payer', 'paid_on']);
  });

  it('applies the source and systems of the dataset to its collections', () => {
    expect(collection(map, 'fees')).toMatchObject({ source: 'from you', systemKeys: ['office'] });
  });

  it('resolves purposes with legal basis and retention', () => {
    expect(map.systems[0]?.purposes).toEqual([
      {
        name: 'To run the club',
        use: 'essential.service',
        legalBasis: 'Contract',
        retention: 'while you are a member',
        categories: ['user'],
      },
    ]);
  });
});

describe('the order of collections', () => {
  const [head = '', members = '', fees = '', systems = ''] = complete.split(
    /(?= {6}- name: (?:members|fees))|(?=system:)/,
  );

  it('does not affect what can be reached', () => {
    const turned = loadText([head, fees, members, systems].join(''));

    expect(collection(turned, 'fees')?.name).toBe('fees');
    expect(turned.gaps).toEqual([]);
  });

  it('of erasure puts a table that extends another before it', () => {
    const extended = fees
      .replace('- name: fees', '- name: member_notes')
      .replace('- name: payer', '- name: other')
      .replace('references: [{ dataset: club, field: members.email, direction: from }]', '{}')
      .replace(
        'fides_meta: { primary_key: true }',
        'fides_meta: { primary_key: true, references: [{ dataset: club, field: members.id, direction: from }] }',
      )
      .replace(/rightsdesk_meta:\n.*on_erasure:\n.*retain.*/, 'rightsdesk_meta: { on_erasure: erase }');

    const map = loadText([head, members, extended, systems].join(''));

    expect(collection(map, 'members')?.eraseAfter).toEqual(['member_notes']);
    expect(collection(map, 'member_notes')?.eraseAfter).toEqual([]);
  });
});

describe('stores of the desk file', () => {
  const [dataset = ''] = writeFiles({ 'club.yaml': complete.replace('store: { kind: postgres }', '') });

  it('give a dataset its store, also when the dataset says nothing', () => {
    const map = loadDataMap([], [{ id: 'db', title: 'Our database', kind: 'postgres', datasets: [dataset] }]);

    expect(map.stores.map(({ storeId, title }) => [storeId, title])).toEqual([['db', 'Our database']]);
    expect(map.gaps).toEqual([]);
  });

  it('appear without a dataset, as a manual store may', () => {
    const manual = { id: 'letters', title: 'Letters', kind: 'manual', datasets: [] } as const;
    const map = loadDataMap([], [manual, { id: 'db', title: 'DB', kind: 'postgres', datasets: [dataset] }]);

    expect(map.stores.map((store) => [store.storeId, store.collections.length])).toEqual([
      ['letters', 0],
      ['db', 2],
    ]);
  });

  it('are required for a dataset that does not name its own', () => {
    const problems = problemsIn(() => loadDataMap([dataset]));

    expect(problems).toMatchObject([
      { path: 'dataset[club]', problem: 'does not say which store this dataset describes' },
    ]);
  });

  it('may share a file if each dataset names its store', () => {
    const two = `
dataset:
  - { fides_key: a, rightsdesk_meta: { store: { id: one } }, collections: [] }
  - { fides_key: b, rightsdesk_meta: { store: { id: two } }, collections: [] }
  - { fides_key: c, collections: [] }`;
    const [file = ''] = writeFiles({ 'two.yaml': two });
    const stores = ['one', 'two'].map((id) => ({ id, title: id, kind: 'manual' as const, datasets: [file] }));

    const problems = problemsIn(() => loadDataMap([file], stores));

    expect(problems.map(({ path, problem }) => `${path}: ${problem}`)).toEqual([
      'dataset[c]: several stores list this file',
    ]);
  });
});

describe('a map written for Fides', () => {
  const theirs = `
dataset:
  - fides_key: postgres_example
    organization_fides_key: default_organization
    name: Postgres Example
    meta: null
    after: [other]
    data_categories: []
    collections:
      - name: customer
        description: "  The customers.  "
        fides_meta: { after: [postgres_example.address], skip_processing: false, partitioning: { field: id } }
        fields:
          - name: id
            data_categories: [user.unique_id]
            fidesops_meta: { primary_key: True }
          - name: email
            data_categories: [user.contact.email]
            fides_meta: { identity: email, data_type: string, length: 40 }
          - name: device
            data_categories: [user.device.cookie_id]
            fides_meta: { identity: fides_user_device_id }
          - name: address_id
            data_categories: [system.operations]
            fides_meta:
              references: [{ dataset: postgres_example, field: address.id, direction: to }]
          - name: national_id
            data_categories: [user.government_id.passport_number]
          - name: health
            data_categories: [user.health_and_medical]
          - name: blob
            fides_meta: { data_type: object }
            fields:
              - name: contact
                data_categories: [user.contact]
                fides_meta: { identity: phone_number }
      - name: address
        fields:
          - name: id
            data_categories: [system.operations]
            fides_meta: { primary_key: true }
          - name: city
            data_categories: [user.contact.address.city]
      - name: migrations
        fides_meta: { skip_processing: true }
        fields: [{ name: version }]
system:
  - fides_key: shop
    system_type: Service
    dataset_references: [postgres_example]
    uses_profiling: true
    does_international_transfers: true
    egress: [{ fides_key: mailer, type: system }]
    privacy_declarations:
      - data_categories: [user.contact]
        data_use: essential.service.operations
        data_shared_with_third_parties: true
  - fides_key: mailer
    legal_name: Mailer Inc
    responsibility: [Processor]
    dpo: dpo@mailer.example
    system_type: Service
    privacy_declarations:
      - { name: Sends mail, data_categories: [user.contact], data_use: essential.service, legal_basis_for_processing: Contract, retention_period: 30 }
organization:
  - { fides_key: default_organization, name: Org, controller: { name: C, email: c@example.com } }
policy: [{ fides_key: x, rules: [] }]
`;
  const [file = ''] = writeFiles({ 'fides.yaml': theirs });
  const map = loadDataMap([], [{ id: 'db', title: 'DB', kind: 'postgres', datasets: [file] }]);
  const customer = collection(map, 'customer');

  it('is read unchanged, old spellings included', () => {
    expect(customer).toMatchObject({ title: 'The customers', primaryKey: ['id'], systemKeys: ['shop'] });
    expect(customer?.fields.map((field) => field.name)).toEqual([
      'id',
      'email',
      'device',
      'address_id',
      'national_id',
      'health',
      'blob',
    ]);
  });

  it('knows by category what is sensitive and what is never shown', () => {
    const flagged = (flag: 'sensitive' | 'secret') =>
      customer?.fields.filter((field) => field[flag]).map((field) => field.name);

    expect(flagged('sensitive')).toEqual(['national_id', 'health']);
    expect(flagged('secret')).toEqual([]);
  });

  it('gives a nested field the categories of its parts', () => {
    expect(customer?.fields.find((field) => field.name === 'blob')?.categories).toEqual(['user.contact']);
  });

  it('remembers collections that hold nothing about people', () => {
    expect(map.stores[0]?.ignored).toEqual(['migrations']);
    expect(collection(map, 'migrations')).toBeUndefined();
  });

  it('finds recipients along the data flows of systems', () => {
    expect(map.systems[0]?.recipients).toEqual([
      {
        id: 'mailer',
        name: 'Mailer Inc',
        role: 'processor',
        contact: 'dpo@mailer.example',
        purpose: 'Sends mail',
      },
    ]);
  });

  it('lists what an answer still lacks, each item with its place', () => {
    expect(gapsOf(map)).toEqual([
      'dataset[postgres_example].collections[customer]: does not say where the data comes from',
      'dataset[postgres_example].collections[customer]: does not say what an erasure does here',
      'dataset[postgres_example].collections[customer].fields[device]: the desk cannot search by the identity "fides_user_device_id"',
      'dataset[postgres_example].collections[address]: does not say where the data comes from',
      'dataset[postgres_example].collections[address]: does not say what an erasure does here',
      'dataset[postgres_example].collections[customer].fields[blob].fields[contact]: an identity or reference inside a nested field cannot be searched',
      'system[shop].privacy_declarations[essential service operations]: says no legal basis',
      'system[shop].privacy_declarations[essential service operations]: does not say how long',
      'system[shop]: transfers data abroad, but not where to',
      'system[shop]: profiles people, but does not say how',
    ]);
    expect(map.gaps[0]).toMatchObject({ storeId: 'db', collection: 'customer', remedy: 'set source' });
  });

  it('erases the rows that refer to a key before the row they refer to', () => {
    expect(collection(map, 'address')?.eraseAfter).toEqual(['customer']);
    expect(customer?.eraseAfter).toEqual([]);
  });
});

describe('the schema of a dataset', () => {
  const named = complete.replace(
    'name: The club',
    'name: The club\n    fides_meta: { namespace: { database_name: club, schema: members_area } }',
  );

  it('is the one that Fides’ namespace names', () => {
    expect(collection(loadText(named), 'fees')?.physical).toEqual({ schema: 'members_area' });
  });

  it('is our own key if both are given', () => {
    const both = named.replace('source: from you', 'source: from you\n      physical: { schema: own }');

    expect(collection(loadText(both), 'fees')?.physical).toEqual({ schema: 'own' });
  });
});

describe('third parties described in free text', () => {
  const recipients = (words: string) =>
    loadText(
      complete.replace(
        'data_use: essential.service',
        `data_use: essential.service\n        third_parties: ${words}`,
      ),
    ).systems[0]?.recipients.map(({ name }) => name);

  it.each(['none', 'None.', 'n/a', 'N.A.', 'No', '"-"', '"—"', '""', 'nobody', 'Not applicable'])(
    'are nobody: %s',
    (words) => {
      expect(recipients(words)).toEqual([]);
    },
  );

  it.each(['Nordic Mail', 'NA Media', 'Почта', '株式会社', 'none but the tax office'])(
    'are somebody: %s',
    (words) => {
      expect(recipients(words)).toEqual([words]);
    },
  );
});

describe('the sample shop', () => {
  const stores = [
    { id: 'shop-database', kind: 'postgres' },
    { id: 'profiles', kind: 'dynamodb' },
    { id: 'files', kind: 's3' },
    { id: 'support-mailbox', kind: 'manual' },
  ] as const;
  const map = loadDataMap(
    ['datasets/systems.yaml'],
    stores.map((store) => ({ ...store, title: store.id, datasets: [`datasets/${store.id}.yaml`] })),
  );

  it('leaves no gap', () => {
    expect(map.gaps).toEqual([]);
  });

  it('never asks for the content of fields that an anonymisation blanks', () => {
    expect(collection(map, 'reviews')?.facts).toEqual(['customer_number']);
    expect(collection(map, 'customers')?.facts).toEqual(['customer_number', 'email', 'address_id']);
  });

  it('erases dependents first', () => {
    expect(collection(map, 'addresses')?.eraseAfter).toEqual(['customers']);
    expect(collection(map, 'orders')?.eraseAfter).toEqual(['order_items', 'shipments']);
  });

  it('lets nobody reach another person’s rows over a shared address or telephone', () => {
    const reaches = map.stores.flatMap((store) => store.collections.flatMap((one) => one.reachedBy));
    const from = reaches.flatMap((reach) => ('from' in reach ? [reach.from.collection] : []));

    expect(from).not.toContain('addresses');
    expect(reaches.filter((reach) => 'identity' in reach && reach.identity === 'phone')).toEqual([]);
  });

  it('says which collections hold files and which are read as a whole, by how S3 stores them', () => {
    const traits = map.stores.flatMap((store) =>
      store.collections.flatMap(({ name, holdsFiles, readWhole }) =>
        holdsFiles || readWhole ? [[name, holdsFiles, readWhole]] : [],
      ),
    );

    expect(traits).toEqual([
      ['uploads', true, undefined],
      ['chats', undefined, true],
    ]);
  });

  it('says who only keeps its stores for it, and counts them among the recipients', () => {
    const hosts = map.systems.flatMap((system) =>
      system.recipients.flatMap(({ id, hosts }) => (hosts ? [[system.key, id, hosts]] : [])),
    );

    expect(hosts).toEqual([
      ['web_shop', 'kabelhaus', ['shop-database']],
      ['pay_later', 'wolkenheim', ['profiles', 'files']],
      ['website', 'wolkenheim', ['profiles', 'files']],
      ['customer_care', 'postfach_norden', ['support-mailbox']],
    ]);
  });

  it('is small enough to be part of every Lambda', () => {
    expect(JSON.stringify(map).length).toBeLessThan(60_000);
  });
});
