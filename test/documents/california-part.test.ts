import fc from 'fast-check';
import { DATA_CATEGORIES } from '../../functions/config/map/data-categories';
import { californiaAnswer } from '../../functions/documents/california';
import { sensitiveOf, statuteTerms, termsOf } from '../../functions/documents/statute-terms';
import { sellingTo } from '../../functions/domain/sold-or-shared';
import type { Recipient, SystemMap } from '../../functions/domain/system-map';
import { aField } from '../builders/a-map';
import { openedPackage } from './read-zip';
import { aCollection, aPackage, facts } from './sample-answer';
import { textOf } from './text-of';

const orders = aCollection('orders', 'Your orders', [
  aField('item', 'What', { categories: ['user.behavior.purchase_history'] }),
  aField('email', 'E-mail', { categories: ['user.contact.email'] }),
  aField('where', 'Where', { categories: ['user.location.precise'] }),
]);

function aRecipient(id: string, more: Partial<Recipient> = {}): Recipient {
  return { id, name: `${id} Inc.`, role: 'controller', contact: '', purpose: '', ...more };
}

const selling = 'marketing.advertising.third_party.targeted';

function aSystem(recipients: readonly Recipient[], more: Partial<SystemMap> = {}): SystemMap {
  const purpose = { legalBasis: 'Contract', retention: '3 years' };
  return {
    key: 'shop',
    title: 'Shop',
    purposes: [
      { ...purpose, use: 'essential.service', name: 'To deliver', categories: ['user'] },
      { ...purpose, use: selling, name: 'To show ads elsewhere', categories: ['user.contact'] },
    ],
    recipients,
    transfers: [],
    automatedDecisions: [],
    ...more,
  };
}

const carrier = aRecipient('Carrier', { uses: ['essential.service'] });
const ads = aRecipient('Ads', { uses: [selling] });
const host = aRecipient('Host', { role: 'processor' });

const optOut = { reference: 'DSR-7K3M-9QXT-2B4D', on: '2026-02-03', cameBy: 'form' } as const;

describe('an answer to a Californian about opt-outs', () => {
  it.each([
    [[], /we looked for a request for your e-mail address [^.]*, and found none/],
    [
      [{ ...optOut, status: 'opted-out', since: '2026-02-04' }],
      /On 3 February 2026 we got a request not to sell .*, by our form .*\(DSR-7K3M-9QXT-2B4D\)\. It has been carried out since 4 February 2026\./,
    ],
    [[{ ...optOut, status: 'in-progress' }], /We are carrying it out\./],
    [
      [{ ...optOut, status: 'nothing-to-set', cameBy: 'signal' }],
      /by the opt-out signal of your browser .* We found no record/,
    ],
    [[{ ...optOut, status: 'not-done' }], /It was not carried out in full/],
  ] as const)('gives the status of an opt-out: %j', async (optOuts, words) => {
    const california = { form: 'https://privacy.example.com', optOuts };

    expect(await page([], { facts: { ...facts, california } })).toMatch(words);
  });

  it('does not mention an opt-out that was not looked up', async () => {
    expect(await page([])).not.toContain('Your opt-out of selling and sharing');
  });
});

async function page(systems: readonly SystemMap[], more = {}): Promise<string> {
  const store = { storeId: 's', title: 'The shop', kind: 'postgres' as const, collections: [orders] };
  const opened = await openedPackage(
    aPackage({
      facts: { ...facts, california: { form: 'https://privacy.example.com' } },
      map: { stores: [store], systems, gaps: [] },
      unreached: [],
      async *records() {
        yield {
          collection: 'orders',
          key: { id: '1' },
          values: { item: 'Lamp', email: 'a@b.c', where: '1,2' },
        };
      },
      ...more,
    }),
  );
  return textOf(opened.text('index.html'));
}

describe('an answer under Californian law', () => {
  it('names the categories in the statute’s terms, with sources, purposes and retention', async () => {
    const text = await page([aSystem([carrier, host])]);

    expect(text).toContain('In the words of Californian law');
    expect(text).toContain(
      `${statuteTerms.D} In: Your orders. Sources: You, when you ordered. To deliver. Kept: 3 years.`,
    );
    expect(text).toContain('Sensitive personal information among it Precise geolocation');
    expect(text).toContain('We did not stop at the last twelve months');
    expect(text).toContain('not to sell or share your personal information');
    expect(text).toContain('https://privacy.example.com');
  });

  it('separates what was sold or shared from what was disclosed for a business purpose', async () => {
    const text = await page([aSystem([carrier, ads, host])]);
    const [, sold = '', disclosed = ''] = text.split(
      /What we sold, or shared for advertising|What we disclosed for a business purpose|You can tell us at any time/,
    );

    expect(sold).toContain('To advertising networks (Ads Inc.). What for: To show ads elsewhere.');
    expect(sold).not.toContain('Carrier');
    expect(sold).not.toContain(statuteTerms.D);
    expect(disclosed).toContain('To other companies (Carrier Inc.). What for: To deliver.');
    expect(disclosed).toContain('To service providers and contractors (Host Inc.).');
    expect(disclosed).not.toContain('Ads Inc.');
  });

  it('says that nothing was sold only if the map says so', async () => {
    const silent = 'Not told: the map of our stores does not say of everybody';
    const none = aSystem([], { saysNone: ['recipients'] });

    const told = await page([none]);
    const mute = await page([aSystem([])]);
    const open = await page([aSystem([aRecipient('Somebody')])]);
    const word = await page([aSystem([aRecipient('Somebody', { soldOrShared: false })])]);

    expect([told, mute, open, word].map((text) => [text.includes(never), text.includes(silent)])).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [true, false],
    ]);
  });

  const never = 'We have not sold or shared your personal information.';
  const pixel = (more: Partial<Recipient> = { uses: [selling] }) =>
    aSystem([aRecipient('AdNet', more)], {
      ...{ key: 'pixel', title: 'Advertising pixel' },
      purposes: [
        {
          ...{
            use: selling,
            name: 'To show you ads elsewhere',
            legalBasis: 'Consent',
            retention: '13 months',
          },
          categories: ['user.device.cookie_id'],
        },
      ],
    });
  const quiet = aSystem([], { saysNone: ['recipients'] });

  it('mentions a use that no record is tied to as one that may concern the person', async () => {
    for (const pieces of ['all', 'categories'] as const) {
      const text = await page([quiet, pixel()], { pieces });
      const [, sold = ''] = text.split(/What we sold, or shared for advertising|What we disclosed for a/);

      expect(text).not.toContain(never);
      expect(sold).toContain('Perhaps also yours');
      expect(sold).toContain('To advertising networks (AdNet Inc.). What for: To show you ads elsewhere.');
    }
  });

  it('never says that nothing was sold if the map names a party that buys data, or may', async () => {
    const sellers: Partial<Recipient>[] = [
      ...[{ soldOrShared: true }, { uses: [selling] }, {}],
      ...['marketing.advertising', 'third_party_sharing', 'sales', 'analytics', 'our_word'].map((use) => ({
        uses: [use],
      })),
    ];
    for (const more of sellers) {
      const inRecord = aSystem([aRecipient('AdNet', more)]);
      const otherKind = aSystem(inRecord.recipients, { purposes: pixel().purposes });
      for (const systems of [
        [quiet, pixel(more)],
        [inRecord],
        [otherKind],
        [quiet, { ...inRecord, key: 'x' }],
      ])
        expect([more, (await page(systems)).includes(never)]).toEqual([more, false]);
    }
    expect(await page([quiet, pixel({ soldOrShared: false })])).toContain(never);
  });

  it('says of data of no known category that its category is not stated, and never that none is held', async () => {
    const bare = aCollection('notes', 'Your notes', [aField('text', 'Text', { categories: ['user'] })]);
    const { rows, sale } = californiaAnswer([bare], [aSystem([ads])]);
    const text = await page([aSystem([ads])], {
      map: {
        stores: [{ storeId: 's', title: 'The shop', kind: 'postgres', collections: [bare] }],
        ...{ systems: [aSystem([ads])], gaps: [] },
      },
      async *records() {
        yield { collection: 'notes', key: { id: '1' }, values: { text: 'Lamp' } };
      },
    });

    expect(rows.map(({ term, where, sold }) => [term, where, sold.length])).toEqual([
      [undefined, ['Your notes'], 1],
    ]);
    expect(sale.some).toBe(true);
    expect(text).toContain('Not told in which category');
    expect(text).not.toContain('We hold none of your personal information');
    expect(text).not.toContain('Sensitive personal information among it None.');
  });

  it('appears in an answer of kinds, and never under other laws', async () => {
    expect(await page([aSystem([carrier])], { pieces: 'categories' })).toContain(statuteTerms.D);
    expect(await page([aSystem([carrier])], { facts })).not.toContain(statuteTerms.D);
  });
});

describe('the terms of the statute', () => {
  it('cover every category about a person, except those that say whose it is and not what', () => {
    const open = DATA_CATEGORIES.filter(
      (category) => category.startsWith('user.') && termsOf([category]).length === 0,
    );

    expect(open).toEqual(['user.childrens']);
  });

  it('call the same data sensitive as the statute does', () => {
    const sensitive = (category: string) => sensitiveOf([category]).length > 0;

    expect(
      ['user.government_id.passport_number', 'user.location.precise', 'user.health_and_medical'].every(
        sensitive,
      ),
    ).toBe(true);
    expect(['user.location', 'user.contact', 'user.content'].some(sensitive)).toBe(false);
  });
});

describe('whether data is sold to a third party', () => {
  const recipient = fc.record(
    {
      role: fc.constantFrom('processor' as const, 'controller' as const),
      uses: fc.subarray(['essential.service', selling, 'third_party_sharing.legal_obligation'], {
        minLength: 1,
      }),
      soldOrShared: fc.boolean(),
    },
    { requiredKeys: ['role'] },
  );

  it('follows from the map’s statement, else from role and uses, and is unknown if nothing says it', () => {
    fc.assert(
      fc.property(recipient, ({ role, uses, soldOrShared }) => {
        const one = aRecipient('x', {
          role,
          ...(uses && { uses }),
          ...(soldOrShared !== undefined && { soldOrShared }),
        });
        const byUse =
          uses === undefined ? 'unknown' : uses.includes(selling) ? 'sold-or-shared' : 'disclosed';
        const byRole = uses?.includes(selling) ? 'unknown' : 'disclosed';
        const silent = role === 'processor' ? byRole : byUse;
        const said = soldOrShared ? 'sold-or-shared' : 'disclosed';

        expect(sellingTo(one)).toBe(soldOrShared === undefined ? silent : said);
      }),
    );
  });

  it('names for each category only those that received it', () => {
    const { rows } = californiaAnswer([orders], [aSystem([ads])]);

    expect(rows.map(({ term, sold }) => [term, sold.length])).toEqual([
      ['A', 1],
      ['D', 0],
      ['G', 0],
    ]);
  });
});

describe('a use that no record is tied to', () => {
  const loose = aSystem([ads], { key: 'pixel', title: 'Advertising pixel' });

  it('appears in an answer under any law, for people and for programs, with everyone who may receive data', async () => {
    const opened = await openedPackage(
      aPackage({
        map: {
          stores: [{ storeId: 's', title: 'The shop', kind: 'postgres', collections: [orders] }],
          ...{ systems: [aSystem([carrier]), loose], gaps: [] },
        },
        async *records() {
          yield { collection: 'orders', key: { id: '1' }, values: { item: 'Lamp' } };
        },
      }),
    );
    const text = textOf(opened.text('index.html'));

    expect(text).toContain('Uses that no record is tied to');
    expect(text).toMatch(
      /They may: those who are named here may receive data about you.*Advertising pixel.*Ads Inc\./,
    );
    expect(JSON.parse(opened.text('data/uses-without-records.json'))).toMatchObject([
      {
        title: 'Advertising pixel',
        mayConcernYou: true,
        recipients: [{ name: 'Ads Inc.', soldOrShared: true }],
      },
    ]);
  });

  it('does not appear in an answer if each system has a collection', async () => {
    expect(await page([aSystem([carrier])])).not.toContain('Uses that no record is tied to');
  });
});
