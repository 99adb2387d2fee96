import fc from 'fast-check';
import type { ManualAnswer } from '../../functions/documents/manual-answer';
import type { PackageInput } from '../../functions/documents/package-input';
import type { SystemMap } from '../../functions/domain/system-map';
import { aField } from '../builders/a-map';
import { openedPackage } from './read-zip';
import { aCollection, aPackage, facts } from './sample-answer';
import { textOf } from './text-of';

/** The possible results for one place while an answer is made; `open` says nothing of its contents. */
const placeStates = [
  'empty',
  'unreached',
  'gone',
  'nobody-looked',
  'nothing-by-hand',
  'files-by-hand',
  'withheld-by-hand',
  'unread',
  'unread-to-do',
  'unread-handled',
  'unread-nothing',
] as const;
type State = (typeof placeStates)[number];

const byHand: readonly State[] = ['files-by-hand', 'withheld-by-hand', 'unread-to-do', 'unread-handled'];
const knownEmpty: readonly State[] = ['empty', 'nothing-by-hand', 'unread-nothing'];

const phrasesOfNothing = [
  'We hold none of your personal information',
  'Sensitive personal information among it None.',
  'We have not sold or shared your personal information.',
  'we found none of it about you.',
  'As far as the map of our stores says, nothing.',
  'We found no records about you.',
];

const neverOfHeld = [phrasesOfNothing[0], phrasesOfNothing[5]].map(String);
const neverOfUnread = [...neverOfHeld, String(phrasesOfNothing[1])];

const collectionOf = (at: number, systemKeys: readonly string[]) =>
  aCollection(
    `c${at}`,
    `Collection ${at}`,
    [aField('mail', 'Mail', { categories: ['user.contact.email'] })],
    {
      systemKeys,
    },
  );

const systemSayingNone: SystemMap = {
  ...{ key: 'quiet', title: 'Shop', recipients: [], transfers: [], automatedDecisions: [] },
  purposes: [
    { name: 'To deliver', legalBasis: 'Contract', retention: '3 years', categories: ['user.contact'] },
  ],
  saysNone: ['recipients', 'transfers', 'automatedDecisions'],
};
const seller: SystemMap = {
  ...systemSayingNone,
  ...{ key: 'seller', title: 'Ads', saysNone: [] },
  recipients: [
    { id: 'ads', name: 'Ads Inc.', role: 'controller', contact: '', purpose: '', soldOrShared: true },
  ],
};

function inputFor(list: readonly State[], sells: boolean, pieces: 'all' | 'categories'): PackageInput {
  const systemKeys = [sells ? 'seller' : 'quiet'];
  const titled = list.map((state, at) => ({ state, at, storeId: `s${at}`, title: `Place ${at}` }));
  const by = { name: 'Alma', role: 'owner', on: '2026-11-16' };
  const hand = (storeId: string, state: State): ManualAnswer[] => {
    if (state === 'nothing-by-hand') return [{ storeId, by, outcome: 'nothing-held', files: [] }];
    if (state === 'files-by-hand') return [{ storeId, by, outcome: 'given', files: [], note: 'A letter.' }];
    return state === 'withheld-by-hand' ? [{ storeId, by, outcome: 'withheld', files: [] }] : [];
  };
  const says = { 'unread-to-do': 'to-do', 'unread-handled': 'handled', 'unread-nothing': 'nothing' } as const;
  const settled = (state: State) => (state in says ? { says: says[state as keyof typeof says] } : {});
  const isGone = (state: State) => state === 'gone' || state === 'unreached';
  const isUnread = (state: State) => state.startsWith('unread') && !isGone(state);
  return aPackage({
    facts: { ...facts, california: { form: 'https://privacy.example.com' } },
    pieces,
    map: {
      stores: titled
        .filter(({ state }) => state !== 'gone')
        .map(({ state, at, storeId, title }) => ({
          ...{ storeId, title, collections: [collectionOf(at, systemKeys)] },
          kind: state === 'nobody-looked' || state.endsWith('by-hand') ? 'manual' : 'postgres',
        })),
      ...{ systems: [sells ? seller : systemSayingNone], gaps: [] },
    },
    async *records() {},
    manualAnswers: titled.flatMap(({ storeId, state }) => hand(storeId, state)),
    unreached: titled
      .filter(({ state }) => isGone(state))
      .map(({ storeId, title }) => ({ storeId, title, because: 'no-answer', triedAt: [] })),
    unread: titled
      .filter(({ state }) => isUnread(state))
      .map(({ storeId, title, state }) => ({
        ...{ storeId, title, reason: 'compressed', places: 2 },
        ...settled(state),
      })),
  });
}

async function pageOf(list: readonly State[], sells = false, pieces: 'all' | 'categories' = 'all') {
  return textOf((await openedPackage(inputFor(list, sells, pieces))).text('index.html'));
}

describe('an answer if not every place was read to the end', () => {
  it('never says that nothing is held, sensitive, sold or disclosed, in any mixture of places', async () => {
    const some = fc.array(fc.constantFrom(...placeStates), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(some, fc.boolean(), fc.boolean(), async (list, sells, kindsOnly) => {
        const text = await pageOf(list, sells, kindsOnly ? 'categories' : 'all');
        const isOpen = list.some((state) => !knownEmpty.includes(state) && !byHand.includes(state));
        const isHeld = list.some((state) => byHand.includes(state));
        const isUnread = list.some((state) => state === 'unread-to-do' || state === 'unread-handled');
        const wrong = isOpen ? phrasesOfNothing : isUnread ? neverOfUnread : isHeld ? neverOfHeld : [];

        expect([list, wrong.filter((no) => text.includes(no))]).toEqual([list, []]);
      }),
      { numRuns: 150 },
    );
  });

  it('says so if every place was read and nothing was found', async () => {
    const text = await pageOf(knownEmpty);

    expect(text).toContain('We looked in 3 places. We found no records about you.');
    expect(text).toContain('We hold none of your personal information');
    expect(text).toContain('Sensitive personal information among it None.');
  });

  it('names the places whose contents are unknown, and counts only the others as searched', async () => {
    for (const state of ['unreached', 'gone', 'nobody-looked'] as const) {
      const text = await pageOf(['empty', state]);

      expect([state, text]).toEqual([state, expect.stringContaining('We looked in 1 place.')]);
      expect([state, text]).toEqual([state, expect.stringMatching(/Not known:[^.]*Place 1/)]);
    }
    expect(await pageOf(['unread', 'empty'])).toMatch(
      /Not known:[^.]*Place 0.*Not all of it was read not known/,
    );
  });

  it.each(['unread-to-do', 'unread-handled'] as const)(
    'says of %s that a person looked, and found data',
    async (state) => {
      for (const pieces of ['all', 'categories'] as const) {
        const text = await pageOf([state, 'empty'], false, pieces);

        expect(text).toContain(
          'One of us looked into what could not be read in Place 0, and found data about you.',
        );
        expect(text).toContain('Found by one of us held');
        expect(text).toContain('Not told in which category: the map of our stores does not say.');
        expect(text).not.toMatch(/not known|found no|found none|None in what was read/i);
      }
    },
  );

  it('says both if a person looked into one place and nobody into another', async () => {
    const text = await pageOf(['unread-handled', 'unread']);

    expect(text).toContain(
      'One of us looked into what could not be read in Place 0, and found data about you.',
    );
    expect(text).toMatch(/Not known: what else about you lies in Place 1\./);
  });

  it('says of what only people found that it was found', async () => {
    expect(await pageOf(['empty', 'files-by-hand'])).toContain(
      'One of us looked by hand, and found data about you.',
    );
  });
});
