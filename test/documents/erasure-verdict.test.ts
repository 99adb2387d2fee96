import type { CollectionErasure, StoreCompletion } from '../../functions/documents/completion-input';
import { completionReport } from '../../functions/documents/completion-report';
import { type ErasureVerdict, erasureVerdict } from '../../functions/documents/erasure-verdict';
import { anErasure } from './sample-erasure';

const at = '2026-11-24T08:00:00Z';
const by = { name: 'Alma', role: 'staff', on: '2026-11-24' };

function shop(more: Partial<CollectionErasure>, of: Partial<StoreCompletion> = {}): StoreCompletion {
  const nothing = { erased: 0, anonymised: 0, alreadyAbsent: 0, keptShared: 0, retained: [] };
  return {
    storeId: 'shop',
    title: 'The shop',
    state: 'erased',
    erasedAt: at,
    secondReading: { readAt: at, found: [] },
    collections: [{ collection: 'orders', title: 'Orders', ...nothing, ...more }],
    ...of,
  } as StoreCompletion;
}

const keptByLaw = (records: number) => ({
  retained: [{ ground: 'tax law', article: 's 147 AO', until: '2034-12-31', records }],
});
const blanking = (unlinked: boolean) => ({ blanked: ['Name'], inPart: [], stay: ['Text'], unlinked });
const gone: StoreCompletion = {
  storeId: 'crm',
  title: 'The old CRM',
  state: 'unreached',
  because: 'refused',
  triedAt: [],
};
const unread = (says?: 'nothing' | 'to-do'): Partial<StoreCompletion> => ({
  unread: [
    { storeId: 'shop', title: 'The shop', reason: 'compressed', places: 2, ...(says ? { says } : {}) },
  ],
});
const mailbox = (outcome: 'done' | 'kept'): StoreCompletion => ({
  storeId: 'mailbox',
  title: 'Mailbox',
  state: 'by-person',
  answer: { by, outcome },
});

const order = { askedOn: '2026-11-24', confirmBy: '2027-01-15' };

const asked = (outcome: 'submitted' | 'done' | 'kept' = 'submitted'): StoreCompletion => ({
  storeId: 'newsletter',
  title: 'Newsletter',
  state: 'by-person',
  answer: { by, outcome, order },
});

const personSays = (outcome: 'done' | 'nothing-held', stillThere?: number) =>
  ({
    rest: { by, outcome, ...(stillThere === undefined ? {} : { stillThere }) },
  }) as Partial<StoreCompletion>;

const cases: readonly (readonly [string, readonly StoreCompletion[], ErasureVerdict])[] = [
  ['everything is erased', [shop({ erased: 5 })], 'erased'],
  ['a part is kept by law', [shop({ erased: 5, ...keptByLaw(2) })], 'some-kept'],
  ['a part is shared', [shop({ erased: 5, keptShared: 1 })], 'some-kept'],
  ['rows are blanked in full', [shop({ anonymised: 1, blanking: blanking(true) })], 'erased'],
  ['rows are blanked in part', [shop({ erased: 5, anonymised: 1, blanking: blanking(false) })], 'some-kept'],
  ['most is kept', [shop({ erased: 1, ...keptByLaw(7) })], 'mostly-kept'],
  ['all is kept', [shop(keptByLaw(7))], 'all-kept'],
  ['a person keeps all of it', [mailbox('kept')], 'all-kept'],
  ['a person erased all of it', [mailbox('done')], 'erased'],
  [
    'a store refused a part',
    [shop({ erased: 5 }, { fault: 'refused' } as Partial<StoreCompletion>)],
    'part-done',
  ],
  ['a store refused, and others did it', [shop({ erased: 5 }), gone], 'part-done'],
  ['a store refused all of it', [gone], 'nothing-yet'],
  ['a store refused, and the rest is kept by law', [shop(keptByLaw(3)), gone], 'nothing-yet'],
  ['all of it is contested', [shop({ contested: 3 })], 'nothing-yet'],
  ['a part is contested', [shop({ erased: 1, contested: 3 })], 'part-done'],
  ['a part is undecided', [shop({ erased: 9, undecided: 1 })], 'part-done'],
  ['all of it is undecided', [shop({ undecided: 1 })], 'nothing-yet'],
  [
    'a person erased what was undecided, and it is gone',
    [shop({ erased: 9, undecided: 1 }, personSays('done', 0))],
    'erased',
  ],
  [
    'a person says so, and it is still there',
    [shop({ erased: 9, undecided: 1 }, personSays('done', 1))],
    'part-done',
  ],
  [
    'a person says so, and nobody can check it',
    [shop({ erased: 9, undecided: 1 }, personSays('done'))],
    'part-done',
  ],
  [
    'a person says so of all of it, and all is still there',
    [shop({ undecided: 2 }, personSays('done', 2))],
    'nothing-yet',
  ],
  [
    'a person says that it is not theirs, and it stays',
    [shop({ erased: 9, contested: 1 }, personSays('nothing-held', 1))],
    'some-kept',
  ],
  [
    'a person says that none of it is theirs, and all stays',
    [shop({ contested: 1 }, personSays('nothing-held', 1))],
    'all-kept',
  ],
  ['something could not be read', [shop({ erased: 9 }, unread())], 'part-done'],
  ['something unread is to be done', [shop({ erased: 9 }, unread('to-do'))], 'part-done'],
  ['something unread holds nothing', [shop({ erased: 9 }, unread('nothing'))], 'erased'],
  ['a person asked others, and the rest is done', [shop({ erased: 5 }), asked()], 'rest-follows'],
  ['a person asked others, and nothing else was there', [asked()], 'rest-follows'],
  ['a person asked others, and something else is open', [shop({ erased: 5 }), gone, asked()], 'part-done'],
  ['others confirmed it', [shop({ erased: 5 }), asked('done')], 'erased'],
  ['others refused it', [shop({ erased: 5 }), asked('kept')], 'some-kept'],
  [
    'a store erases a part later',
    [shop({ erased: 5, submitted: 2 }, { order } as Partial<StoreCompletion>)],
    'rest-follows',
  ],
  ['all was gone already', [shop({ alreadyAbsent: 4 })], 'nothing-left'],
];

describe('the one-line result of an erasure', () => {
  it.each(cases)('claims no more than the report if %s', (_, stores, verdict) => {
    const input = anErasure({ stores });
    const { json, html } = completionReport(input);

    expect(erasureVerdict(input, json)).toBe(verdict);
    if (!['erased', 'some-kept', 'mostly-kept', 'all-kept', 'nothing-left'].includes(verdict))
      expect(json.complete).toBe(false);
    expect(html.includes('Your data has been erased')).toBe(verdict === 'erased');
  });

  it.each(['done', 'nothing-held'] as const)('never takes the word "%s" for what the store shows', (word) => {
    for (const stillThere of [undefined, 1]) {
      const { json, html } = completionReport(
        anErasure({ stores: [shop({ erased: 9, undecided: 1 }, personSays(word, stillThere))] }),
      );

      expect(json.complete).toBe(false);
      expect(html).not.toContain('<b>Complete');
      expect(html).not.toContain('has been erased by hand');
    }
  });

  it('counts what a person left because it is somebody else’s as kept, not as undone', () => {
    const rest = { by, outcome: 'done', stillThere: 0, othersThere: 2 } as const;
    const input = anErasure({ stores: [shop({ erased: 9, contested: 3 }, { rest })] });
    const { json, html } = completionReport(input);

    expect(json.missing).toEqual([
      expect.objectContaining({ reason: 'said-not-yours', count: 2, settled: true }),
    ]);
    expect(erasureVerdict(input, json)).toBe('some-kept');
    expect(html).toContain('2 records are there, which they left as another person’s');
  });

  it('is complete beside a record that was already gone only if others of its kind could be erased', () => {
    const completeWith = (erased: number) => {
      const { json } = completionReport(anErasure({ stores: [shop({ erased, alreadyAbsent: 1 })] }));
      return [json.complete, json.missing.map(({ reason }) => reason)];
    };

    expect(completeWith(1)).toEqual([true, []]);
    expect(completeWith(0)).toEqual([false, ['gone-before']]);
  });

  it('never calls an erasure complete beside something that could not be read', () => {
    for (const says of [undefined, 'nothing', 'to-do'] as const)
      expect(completionReport(anErasure({ stores: [shop({ erased: 9 }, unread(says))] })).json.complete).toBe(
        false,
      );
  });
});
