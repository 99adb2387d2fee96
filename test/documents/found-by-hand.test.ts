import fc from 'fast-check';
import { lawsFor } from '../../functions/config/laws/law-library';
import { namedKinds } from '../../functions/documents/law-verdict';
import type { ManualAnswer } from '../../functions/documents/manual-answer';
import { forbiddenKinds, type LawView } from '../../functions/domain/never-shown';
import { aField } from '../builders/a-map';
import { openedPackage } from './read-zip';
import { aCollection, aPackage, chunks, facts } from './sample-answer';
import { textOf } from './text-of';

const regime = lawsFor(['us-ca-ccpa'], ['US-CA']).regimes['us-ca-ccpa'];
if (!regime) throw new Error('the law of California is not in the library');
const california: LawView = {
  ...{ law: regime.shortName, article: 'x', binds: true },
  forbids: forbiddenKinds(regime, '2026-11-02'),
};
const letters = aCollection(
  'letters',
  'Letters',
  [aField('mail', 'Mail', { categories: ['user.contact.email'] })],
  { systemKeys: [] },
);

interface Found {
  readonly mapped: boolean;
  readonly file: boolean;
  readonly note: boolean;
  readonly withheld: boolean;
  readonly named: readonly string[];
  readonly outcome: 'given' | 'withheld';
}

async function pageOf(found: Found, pieces: 'all' | 'categories', law: 'ca' | 'eu') {
  const answer: ManualAnswer = {
    ...{ storeId: 's', by: { name: 'Jonas', role: 'staff', on: '2026-11-20' }, outcome: found.outcome },
    files: found.file ? [{ name: 'letter.txt', content: chunks(Buffer.from('x')) }] : [],
    ...(found.note ? { note: 'There is one mail of 2024.' } : {}),
    ...(found.withheld ? { withheld: { ground: 'It names somebody else', article: '' } } : {}),
    named: namedKinds([california])
      .filter(({ words }) => found.named.includes(words))
      .map(({ verdict }) => verdict),
  };
  const input = aPackage({
    facts: { ...facts, ...(law === 'ca' ? { california: { form: 'https://privacy.example.com' } } : {}) },
    ...{ pieces, unreached: [], unread: [], manualAnswers: [answer], otherRequests: [] },
    map: {
      stores: [
        { storeId: 's', title: 'the mailbox', kind: 'manual', collections: found.mapped ? [letters] : [] },
      ],
      ...{ systems: [], gaps: [] },
    },
    async *records() {},
  });
  return textOf((await openedPackage(input)).text('index.html'));
}

const none: Found = {
  ...{ mapped: false, file: false, note: false, withheld: false, named: [], outcome: 'given' },
};

/** Phrases that would say that nothing is held, in any part of the answer. */
const phrasesOfNothing = [
  'We found no records about you',
  'We hold none of your personal information',
  'nothing held',
  'Nothing about you is held',
  'As far as the map of our stores says, nothing.',
  'We have not sold or shared your personal information.',
];

describe('data that only a person found', () => {
  it('is never said not to be held, whatever it is, with or without a map of the place', async () => {
    const kinds = namedKinds([california]).map(({ words }) => words);
    const anyFound = fc.record<Found>({
      ...{ mapped: fc.boolean(), file: fc.boolean(), note: fc.boolean(), withheld: fc.boolean() },
      named: fc.subarray(kinds, { maxLength: 2 }),
      outcome: fc.constantFrom('given', 'withheld'),
    });
    await fc.assert(
      fc.asyncProperty(
        anyFound,
        fc.constantFrom('all' as const, 'categories' as const),
        fc.constantFrom('ca' as const, 'eu' as const),
        async (found, pieces, law) => {
          const page = await pageOf(found, pieces, law);

          expect([found, phrasesOfNothing.filter((no) => page.includes(no))]).toEqual([found, []]);
          if (!found.mapped) expect(page).not.toContain('Sensitive personal information among it None.');
        },
      ),
      { numRuns: 120 },
    );
  });

  it.each([
    [{ file: true }, '1 file'],
    [{ note: true }, 'told there'],
    [{ named: ['Social Security number'] }, 'named, not shown'],
    [{ file: true, withheld: true }, '1 file; withheld'],
    [{ outcome: 'withheld' }, 'withheld'],
    [{}, 'held'],
  ] as const)('is listed in the contents as found by hand: %j', async (found, amount) => {
    const page = await pageOf({ ...none, ...found }, 'all', 'eu');

    expect(page).toContain(`the mailbox Answered by a person ${amount} `);
    expect(page).toContain('One of us looked by hand, and found data about you.');
  });

  it('is described under Californian law by the kinds that the person named, or else as not stated', async () => {
    const named = await pageOf(
      { ...none, mapped: true, named: ['Social Security number'] },
      'categories',
      'ca',
    );
    const whole = await pageOf({ ...none, note: true }, 'categories', 'ca');

    expect(named).toContain("Sensitive personal information among it Social security, driver's license");
    expect(whole).toContain('Not told in which category: the map of our stores does not say.');
    expect(whole).toContain('In: the mailbox.');
    expect(whole).toContain(
      'Not told: the map of our stores does not say of all of it what kind of data it is',
    );
  });
});
