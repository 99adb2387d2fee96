import fc from 'fast-check';
import type { ExportedRecord, FieldValue } from '../../functions/connectors/connector';
import { disclose } from '../../functions/documents/disclose';
import { disclosureRules } from '../../functions/documents/disclosure-rules';
import type { CollectionMap } from '../../functions/domain/data-map';
import type { LawView } from '../../functions/domain/never-shown';
import { aField } from '../builders/a-map';
import { openedPackage } from './read-zip';
import { aCollection, aPackage, chunks, grounds } from './sample-answer';
import { textOf } from './text-of';

const california: LawView = {
  law: 'CCPA',
  article: 'Cal. Civ. Code 1798.110',
  binds: true,
  forbids: [
    { words: 'government number', article: '11 CCR 7024(d)', categories: ['user.government_id'] },
    {
      words: 'financial account number',
      article: '11 CCR 7024(d)',
      categories: ['user.financial.bank_account'],
    },
    { words: 'biometric data', article: '11 CCR 7024(d)', categories: ['user.biometric'] },
  ],
};
const gdpr: LawView = { law: 'GDPR', article: 'GDPR Art 15', binds: true, forbids: [] };

const people = aCollection(
  'people',
  'People',
  [
    aField('name', 'Name', { categories: ['user.name'] }),
    aField('papers', 'Papers', {
      categories: ['user.account', 'user.government_id.passport_number'],
      treatedAs: ['user.account'],
      parts: [
        {
          path: 'papers.passport',
          title: 'Passport',
          treatedAs: ['user.account', 'user.government_id.passport_number'],
        },
      ],
    }),
    aField('face', 'Face', { categories: ['user.biometric'] }),
    aField('loyalty', 'Loyalty', {
      categories: ['user.loyalty'],
      treatedAs: ['user.loyalty', 'user.financial.bank_account'],
    }),
  ],
  { holdsFiles: true, filesTreatedAs: ['user.government_id'] },
);

function discloseOne(
  values: Record<string, FieldValue>,
  laws: readonly LawView[],
  collection: CollectionMap = people,
) {
  const decision = { withholdings: [], releases: [] };
  const rules = disclosureRules({ storeId: 's', collection, decision, grounds: { ...grounds, laws } });
  const file = { name: 'scan.png', content: chunks(Buffer.from('x')) };
  const record: ExportedRecord = { collection: 'people', key: { id: '1' }, values, file };
  return disclose(record, rules);
}

const withheldReasons = (disclosure: ReturnType<typeof discloseOne>) =>
  disclosure.withheld.map(({ field, because }) => [field, because]);

describe('a value that a law forbids to show', () => {
  it('is removed from its surroundings, and the rest is given', () => {
    const { shown, withheld } = discloseOne({ papers: { passport: 'C01X', issued: '2020', list: [1] } }, [
      california,
    ]);

    expect(shown).toEqual({ papers: { issued: '2020', list: [1] } });
    expect(withheld).toMatchObject([
      { field: 'papers.passport', held: 'passport number', article: '11 CCR 7024(d)' },
      { field: 'file', held: 'government identification number' },
    ]);
  });

  it.each<[string, FieldValue]>([
    ['JSON written as a text', '{"passport":"C01X"}'],
    ['a text', 'C01X'],
    ['a list of texts', ['C01X']],
    ['a list of objects', [{ passport: 'C01X' }]],
    ['an object in a list in an object', { passport: [{ number: 'C01X' }] }],
    ['a list in a list', [['C01X']]],
  ])('is withheld in every form: %s', (_form, papers) => {
    const disclosure = discloseOne({ papers }, [california]);

    expect(JSON.stringify(disclosure.shown)).not.toContain('C01X');
    expect(disclosure.withheld.map(({ because }) => because)).toContain('never-shown');
  });

  it('is withheld as a vector, under a category of the map’s own, and as a stored file', () => {
    const disclosure = discloseOne({ name: 'Ada', face: [0.1, 0.2], loyalty: 'DE02' }, [california]);

    expect(disclosure.shown).toEqual({ name: 'Ada' });
    expect(disclosure.file).toBeUndefined();
    expect(withheldReasons(disclosure)).toEqual([
      ['face', 'never-shown'],
      ['loyalty', 'never-shown'],
      ['file', 'never-shown'],
    ]);
  });

  it('is given in full under the GDPR alone', () => {
    const values = { name: 'Ada', papers: { passport: 'C01X' }, face: [0.1], loyalty: 'DE02' };

    const disclosure = discloseOne(values, [gdpr]);

    expect(disclosure).toMatchObject({ shown: values, withheld: [], file: { name: 'scan.png' } });
  });

  it('is described if two binding laws contradict each other, with both articles', () => {
    const [first] = discloseOne({ face: [0.1] }, [gdpr, california]).withheld;

    expect(first).toMatchObject({ because: 'conflict', article: '11 CCR 7024(d); GDPR Art 15' });
  });

  it('never leaves the record, whatever the record looks like', () => {
    const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<FieldValue>;
    const wrap = fc.constantFrom<(v: FieldValue) => FieldValue>(
      (v) => v,
      (v) => [v],
      (v) => ({ passport: v }),
      (v) => [{ passport: v, n: 1 }],
      (v) => JSON.stringify({ passport: v }),
    );

    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('name', 'papers'), json), wrap, (values, form) => {
        const { shown } = discloseOne({ ...values, papers: form('CANARY'), face: form('CANARY') }, [
          california,
        ]);

        expect(JSON.stringify(shown)).not.toContain('CANARY');
      }),
    );
  });
});

describe('the package of a Californian', () => {
  const store = { storeId: 's', title: 'The shop', kind: 'postgres' as const, collections: [people] };
  const packed = (more: Parameters<typeof aPackage>[0] = {}) =>
    openedPackage(
      aPackage({
        map: { stores: [store], systems: [], gaps: [] },
        grounds: { ...grounds, laws: [california] },
        async *records() {
          yield {
            collection: 'people',
            key: { id: '1' },
            values: { name: 'Ada', papers: { passport: 'C01X', issued: '2020' }, face: [0.25] },
          };
        },
        ...more,
      }),
    );

  it('also names these values in an answer of kinds, but only those held, and not how many', async () => {
    const opened = await packed({ pieces: 'categories', piecesBecause: 'x' });
    const page = textOf(opened.text('index.html'));

    expect(page).toContain('We hold your passport number. Passport: held in “People”, The shop');
    expect(page).toContain('We hold your biometric data. Face: held in “People”, The shop');
    expect(page).not.toMatch(/bank account number\.|\d+ records?\b|C01X|0\.25/);
    const none = await packed({
      pieces: 'categories',
      async *records() {
        yield { collection: 'people', key: { id: '1' }, values: { name: 'Ada', face: null } };
      },
    });
    expect(textOf(none.text('index.html'))).not.toContain('We hold your');
  });

  it('says of a kind too wide to identify only where it is and what it may be, and that staff would look', async () => {
    const wide = aCollection('people', 'People', [aField('notes', 'Notes', { categories: ['user'] })]);
    const opened = await packed({
      ...{ pieces: 'categories', piecesBecause: 'x' },
      map: {
        stores: [{ storeId: 's', title: 'The shop', kind: 'postgres', collections: [wide] }],
        ...{ systems: [], gaps: [] },
      },
      async *records() {
        yield { collection: 'people', key: { id: '1' }, values: { notes: 'Likes lamps' } };
      },
    });
    const page = textOf(opened.text('index.html'));

    expect(page).not.toMatch(/We hold your|that we never show|Likes lamps/);
    expect(page).toContain('Our records do not say exactly what it is');
    expect(page).toContain('Notes: held in “People”, The shop');
  });

  it('names each such value under the law that withholds it', async () => {
    const opened = await packed();
    const page = textOf(opened.text('index.html'));

    expect(page).toContain('The CCPA lets us tell you that we hold it, and not show it (11 CCR 7024(d)).');
    expect(page).toContain('We hold your passport number. Passport: held in 1 record of “People”, The shop');
    expect(page).toContain('We hold your biometric data. Face: held in 1 record');
    expect([...opened.entries.values()].map(String).join()).not.toMatch(/C01X|0\.25/);
  });
});

describe('data that staff decided to show between two laws', () => {
  const choose = (field: string) => ({
    ...{ storeId: 's', collection: 'people', field },
    as: 'show' as const,
  });
  const all = ['papers.passport', 'face', 'loyalty', 'file'];

  async function told(
    values: Record<string, FieldValue>,
    more: { fields?: readonly string[]; file?: boolean; withheld?: boolean; collection?: CollectionMap } = {},
  ) {
    const { fields = all, file = false, withheld = false, collection = people } = more;
    const out = {
      storeId: 's',
      collection: 'people',
      key: { id: '1' },
      ground: 'It is contested',
      article: '',
    };
    const opened = await openedPackage(
      aPackage({
        map: {
          stores: [{ storeId: 's', title: 'The shop', kind: 'postgres', collections: [collection] }],
          ...{ systems: [], gaps: [] },
        },
        decision: { withholdings: withheld ? [out] : [], releases: [], choices: fields.map(choose) },
        grounds: { ...grounds, laws: [california, gdpr] },
        async *records() {
          const content = { name: 'scan.png', content: chunks(Buffer.from('x')) };
          yield { collection: 'people', key: { id: '1' }, values, ...(file ? { file: content } : {}) };
        },
      }),
    );
    const page = textOf(opened.text('index.html'));
    return { page, named: all.filter((_, at) => page.includes(`${TITLES[at]}, in “People”:`)) };
  }

  const TITLES = ['Passport', 'Face', 'Loyalty', 'The stored files'];
  const value = { papers: { passport: 'C01X' }, face: [0.25], loyalty: 'IBAN' };

  it('is named as such if the answer contains it, and nowhere else', async () => {
    const values = fc.record({
      papers: fc.constantFrom<FieldValue>(null, {}, { passport: '' }, value.papers, [value.papers], {
        other: 'x',
      }),
      face: fc.constantFrom<FieldValue>(null, [], value.face),
      loyalty: fc.constantFrom<FieldValue>(null, '', value.loyalty),
    });
    await fc.assert(
      fc.asyncProperty(
        values,
        fc.subarray(all),
        fc.boolean(),
        fc.boolean(),
        async (held, fields, file, withheld) => {
          const isThere = [
            JSON.stringify(held.papers).includes('C01X'),
            Array.isArray(held.face) && held.face.length > 0,
            held.loyalty === 'IBAN',
            file,
          ];
          const { page, named } = await told({ name: 'Ada', ...held }, { fields, file, withheld });
          const shown = all.filter((field, at) => isThere[at] && fields.includes(field) && !withheld);

          expect(named).toEqual(shown);
          expect(page.includes('Shown, though not every law lets us')).toBe(shown.length > 0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is named with both laws, the article of the one that was not followed, and the law that was', async () => {
    const { page } = await told(value, { fields: ['face'] });

    expect(page).toContain(
      'Face, in “People”: the CCPA lets us only tell you that we hold it (11 CCR 7024(d)), while the GDPR gives you a copy (GDPR Art 15). We followed the GDPR.',
    );
  });

  it('is not called forbidden if staff looked and it is nothing that a law forbids', async () => {
    const wide = aCollection('people', 'People', [aField('notes', 'Notes', { categories: ['user'] })]);
    const chosen = await told({ notes: 'Likes lamps' }, { fields: ['notes'], collection: wide });
    const kept = await told({ notes: 'Likes lamps' }, { fields: [], collection: wide });
    const kinds = 'government number, financial account number or biometric data';

    expect(chosen.page).not.toContain('Shown, though not every law lets us');
    expect(chosen.page).toContain(
      `Shown after one of us looked Notes, in “People”: our records do not say exactly what it is. If it were one of these, the CCPA would let us only tell you that we hold it (11 CCR 7024(d)): ${kinds}. One of us looked: it is none of them.`,
    );
    expect(kept.page).toContain(`if it is what the CCPA lets us only name (${kinds}), we may not show it`);
    expect(kept.page).not.toContain('One of us looked');
    expect(kept.page).toContain('Notes: held in 1 record of “People”, The shop');
    expect(kept.page).not.toContain('We hold your');
  });
});
