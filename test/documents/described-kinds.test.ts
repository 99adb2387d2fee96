import fc from 'fast-check';
import { kindsInWords } from '../../functions/documents/described';
import type { FieldVerdict } from '../../functions/documents/field-verdict';
import type { CollectionMap, FieldMap } from '../../functions/domain/data-map';
import type { LawView } from '../../functions/domain/never-shown';
import { aField } from '../builders/a-map';
import { openedPackage } from './read-zip';
import { aCollection, aPackage, grounds } from './sample-answer';
import { textOf } from './text-of';

const california: LawView = {
  ...{ law: 'CCPA', article: 'Cal. Civ. Code 1798.110', binds: true },
  forbids: [
    { words: 'account number', article: '11 CCR 7024(d)', categories: ['user.financial.bank_account'] },
    { words: 'biometric data', article: '11 CCR 7024(d)', categories: ['user.biometric'] },
  ],
};
const iowa: LawView = { law: 'ICDPA', article: 'Iowa Code 715D.3', binds: true, forbids: [] };

const fields: Readonly<Record<string, FieldMap>> = {
  iban: aField('iban', 'Account', { categories: ['user.financial.bank_account'] }),
  refund: aField('refund', 'Account for refunds', { categories: ['user.financial.bank_account'] }),
  face: aField('face', 'Face', { categories: ['user.biometric'] }),
  password: aField('password', 'Password', { categories: ['user.authorization.password'], secret: true }),
  token: aField('token', 'Token', { categories: ['user.account'], secret: true }),
  own: aField('own', 'Own secret', {
    ...{ categories: ['user.authorization.password'], secret: true },
    secretBecause: { ground: 'we keep it back', article: '' },
  }),
  money: aField('money', 'Money', { categories: ['user.financial'] }),
};
const kindOf: Readonly<Record<string, string>> = {
  ...{ iban: 'bank account', refund: 'bank account', face: 'biometric' },
  ...{ password: 'password', own: 'password', token: 'token', money: 'money' },
};
const named: FieldVerdict = {
  because: 'never-shown',
  held: 'health insurance number',
  ground: 'The law',
  article: '',
};

const collections = fc.array(fc.subarray(Object.keys(fields)), { minLength: 1, maxLength: 3 });

async function openPackage(
  list: readonly (readonly string[])[],
  {
    kindsOnly = false,
    byHand = 0,
    laws = [california],
  }: { kindsOnly?: boolean; byHand?: number; laws?: LawView[] } = {},
) {
  const all = list.map(
    (names, at): CollectionMap =>
      aCollection(
        `c${at}`,
        `Collection ${at}`,
        names.map((name) => fields[name] as FieldMap),
      ),
  );
  const by = { name: 'Alma', role: 'owner', on: '2026-11-16' };
  const hands = Array.from({ length: byHand }, (_, at) => ({ storeId: `m${at}`, title: `Box ${at}` }));
  return openedPackage(
    aPackage({
      ...(kindsOnly ? { pieces: 'categories' } : {}),
      map: {
        stores: [
          { storeId: 's', title: 'The shop', kind: 'postgres', collections: all },
          ...hands.map((one) => ({ ...one, kind: 'manual' as const, collections: [] })),
        ],
        ...{ systems: [], gaps: [] },
      },
      decision: { withholdings: [], releases: [] },
      grounds: { ...grounds, laws },
      unreached: [],
      manualAnswers: hands.map(({ storeId }) => ({
        ...{ storeId, by, outcome: 'given' as const, files: [], named: [named] },
      })),
      async *records(_store, collection) {
        for (const id of ['1', '2', '3'])
          yield {
            ...{ collection, key: { id } },
            values: Object.fromEntries(
              (list[Number(collection.slice(1))] ?? []).map((name) => [name, `${name}-value`]),
            ),
          };
      },
    }),
  );
}

describe('the kinds of data that an answer names but does not show', () => {
  it('are counted once each, in its page and its summary alike', async () => {
    await fc.assert(
      fc.asyncProperty(
        collections,
        fc.integer({ min: 0, max: 2 }),
        fc.boolean(),
        async (list, byHand, kindsOnly) => {
          const { summary, text } = await openPackage(list, { kindsOnly, byHand });
          const page = textOf(text('index.html'));
          const distinct = new Set([
            ...list.flat().map((name) => kindOf[name]),
            ...(byHand > 0 ? ['health insurance'] : []),
          ]);
          // It is not settled how wide kinds are to be read, so more proof might reveal them.
          if (kindsOnly) distinct.delete('money');
          const said = kindsOnly
            ? 'of data we would only say that we hold it, however sure we were that it is you'
            : 'of data this answer only says that we hold it, and why we do not show it.';
          const sentence =
            /Of (one kind|\d+ kinds) of data (we would|this answer) only say[^:.]*/.exec(page)?.[0] ?? '';

          expect(summary.described).toBe(distinct.size);
          expect(distinct.size === 0 ? sentence : page).toContain(
            distinct.size === 0 ? '' : `Of ${kindsInWords(distinct.size)} ${said.replace(/^of data /, '')}`,
          );
          if (distinct.size === 0) expect(sentence).toBe('');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('name each place of a kind under it', async () => {
    const page = textOf((await openPackage([['iban', 'refund'], ['iban']])).text('index.html'));

    expect(page.match(/We hold your bank account number\./g)).toHaveLength(1);
    expect(page).toContain(
      'We hold your bank account number. Account: held in 3 records of “Collection 0”, The shop; Account for refunds: held in 3 records of “Collection 0”, The shop; Account: held in 3 records of “Collection 1”, The shop',
    );
  });

  it('are listed, in an answer of kinds, apart from those that staff may still show', async () => {
    const { summary, text } = await openPackage([['iban', 'password']], {
      kindsOnly: true,
      laws: [california, iowa],
    });
    const page = textOf(text('index.html'));
    const [, never = '', open = ''] = page.split(
      /What we hold of the kinds that we never show|What one of us would/,
    );

    expect(summary.described).toBe(1);
    expect(never).toContain('Of one kind of data we would only say that we hold it');
    expect(never).not.toContain('bank account');
    expect(open).toContain('We hold your bank account number.');
    expect(open).toContain('If you want to see it, write to us');
  });

  it.each([
    [1, 'one kind of data'],
    [2, '2 kinds of data'],
  ])('are counted in the same words everywhere: %d', (count, words) => {
    expect(kindsInWords(count)).toBe(words);
  });
});
