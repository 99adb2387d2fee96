import fc from 'fast-check';
import { californiaAnswer } from '../../functions/answer/california';
import { sensitiveOf, statuteTerms, termsOf } from '../../functions/answer/statute-terms';
import { dataCategories } from '../../functions/data-map/data-categories';
import type { Recipient, SystemMap } from '../../functions/domain/data-map';
import { sellingTo } from '../../functions/domain/sold-or-shared';
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

async function page(systems: readonly SystemMap[], more = {}): Promise<string> {
  const store = { storeId: 's', title: 'The shop', kind: 'postgres' as const, collections: [orders] };
  const opened = await openedPackage(
    aPackage({
      facts: { ...facts, california: { form: 'https://privacy.example.com' } },
      map: { stores: [store], systems, gaps: [] },
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
  it('names the categories in the statute’s terms, with sources, purposes and how long', async () => {
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

  it('keeps what was sold or shared apart from what was disclosed for a business purpose', async () => {
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

  it('says that nothing was sold only where the map says so', async () => {
    const never = 'We have not sold or shared your personal information.';
    const silent = 'Not told: the map of our stores does not say of everybody';
    const none = aSystem([], { saysNone: ['recipients'] });

    const told = await page([none]);
    const quiet = await page([aSystem([])]);
    const open = await page([aSystem([aRecipient('Somebody')])]);
    const word = await page([aSystem([aRecipient('Somebody', { soldOrShared: false })])]);

    expect([told, quiet, open, word].map((text) => [text.includes(never), text.includes(silent)])).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [true, false],
    ]);
  });

  it('is there in an answer of the categories alone, and nowhere under other laws', async () => {
    expect(await page([aSystem([carrier])], { pieces: 'categories' })).toContain(statuteTerms.D);
    expect(await page([aSystem([carrier])], { facts })).not.toContain(statuteTerms.D);
  });
});

describe('the terms of the statute', () => {
  it('cover every category about a person, save those that say whose it is and not what', () => {
    const open = dataCategories.filter(
      (category) => category.startsWith('user.') && termsOf([category]).length === 0,
    );

    expect(open).toEqual(['user.childrens']);
  });

  it('call sensitive what the statute does', () => {
    const sensitive = (category: string) => sensitiveOf([category]).length > 0;

    expect(
      ['user.government_id.passport_number', 'user.location.precise', 'user.health_and_medical'].every(
        sensitive,
      ),
    ).toBe(true);
    expect(['user.location', 'user.contact', 'user.content'].some(sensitive)).toBe(false);
  });
});

describe('whether data is sold to somebody', () => {
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

  it('follows from the map’s word, else from role and uses, and is unknown where nothing says it', () => {
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

  it('names for each category only those that got it', () => {
    const { rows } = californiaAnswer([orders], [aSystem([ads])]);

    expect(rows.map(({ term, sold }) => [term, sold.length])).toEqual([
      ['A', 1],
      ['D', 0],
      ['G', 0],
    ]);
  });
});
