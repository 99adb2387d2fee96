import type { DataMap } from '../../functions/domain/data-map';
import { recipientsOf, recipientsToTell, unclearRecipients } from '../../functions/domain/recipients';
import { type Right, rightNames } from '../../functions/domain/rights';
import type { Recipient, SystemMap } from '../../functions/domain/system-map';
import { aCollection, aField } from '../builders/a-map';
import { anEvent, aRequest, type Step } from './a-log';

/** Random maps, and a reference implementation that goes by the law's words alone. */

const seeds = Array.from({ length: 80 }, (_, seed) => seed + 1);

function random(seed: number) {
  let state = seed * 2_654_435_761;
  const next = () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return state / 2 ** 32;
  };
  return {
    pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T,
    some: <T>(from: readonly T[]): T[] => from.filter(() => next() < 0.5),
    chance: (p: number) => next() < p,
  };
}

/** What a use means for a person: which opt-outs stop it; `ask` where staff have to say. */
const meaning: Readonly<Record<string, Readonly<Partial<Record<Right, 'stop' | 'ask'>>>>> = {
  'essential.service.operations': {},
  finance: {},
  'third_party_sharing.legal_obligation': {},
  'marketing.communications.email': { 'marketing-objection': 'stop', 'limit-sensitive': 'stop' },
  'marketing.advertising.third_party.targeted': {
    'marketing-objection': 'stop',
    'opt-out-of-sale': 'stop',
    'limit-sensitive': 'stop',
  },
  third_party_sharing: {
    'marketing-objection': 'ask',
    'opt-out-of-sale': 'stop',
    'limit-sensitive': 'stop',
  },
  word_of_ours: { 'marketing-objection': 'ask', 'opt-out-of-sale': 'ask', 'limit-sensitive': 'ask' },
};
const uses = Object.keys(meaning);
const basisOf: Readonly<Record<string, string>> = {
  'marketing.communications.email': 'Consent',
  'marketing.advertising.third_party.targeted': 'Explicit consent',
};
const consented = (use: string) => (basisOf[use] ? 'stop' : undefined);

function aRandomMap(seed: number): DataMap {
  const { pick, some, chance } = random(seed);
  const pool: Recipient[] = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({
    id,
    name: id.toUpperCase(),
    role: pick(['processor', 'controller'] as const),
    contact: `${id}@example.com`,
    purpose: '',
  }));
  const systems: SystemMap[] = ['shop', 'books', 'news'].map((key) => ({
    key,
    title: key,
    purposes: uses.map((use) => ({
      use,
      name: use,
      legalBasis: basisOf[use] ?? 'Contract',
      retention: '',
      categories: [],
    })),
    recipients: some(pool).map((one) => ({ ...one, ...(chance(0.7) ? { uses: [pick(uses)] } : {}) })),
    transfers: [],
    automatedDecisions: [],
  }));
  const optOut = rightNames.map((right) => ({ right, value: false }));
  const collections = ['shop', 'books', 'news'].map((key) =>
    aCollection(key, key, { systemKeys: [key], fields: [aField('flag', 'Flag', { optOut })] }),
  );
  const hosts = ['hosted'];
  const host: Recipient = { ...(pool[0] as Recipient), id: 'host', role: 'processor', hosts };
  return {
    stores: [
      { storeId: 'main', title: 'Main', kind: 'postgres', collections: collections.slice(0, 2) },
      { storeId: 'hosted', title: 'Hosted', kind: 'postgres', collections: collections.slice(2) },
    ],
    systems: systems.map((system) =>
      system.key === 'news' ? { ...system, recipients: [...system.recipients, host] } : system,
    ),
    gaps: [],
  };
}

/** What was done, and in which systems. */
const acts: readonly (readonly [
  name: string,
  right: Right,
  steps: readonly Step[],
  systems: readonly string[],
])[] = [
  ...(['rectification', 'restriction', 'erasure'] as const).flatMap((right) => [
    byStaff(right, 'fulfilled', ['shop', 'books', 'news']),
    byStaff(right, 'refused', []),
    byStaff(right, 'nothing-found', []),
  ]),
  byStaff('access', 'fulfilled', []),
  byStaff('portability', 'fulfilled', []),
  byStaff('complaint', 'fulfilled', []),
  byStaff('appeal', 'fulfilled', []),
  byStaff('objection', 'fulfilled', []),
  byStaff('automated-decision-review', 'fulfilled', []),
  ...(['marketing-objection', 'opt-out-of-sale', 'limit-sensitive', 'consent-withdrawal'] as const).flatMap(
    (right) => [
      // What is stopped may go on in any system, also in one that is not involved in the records with the
      // flag.
      optOut(right, { main: 1, hosted: 0 }, ['shop', 'books', 'news']),
      optOut(right, { main: 0, hosted: 1 }, ['shop', 'books', 'news']),
      optOut(right, { main: 0, hosted: 0 }, []),
    ],
  ),
];

function byStaff(
  right: Right,
  outcome: 'fulfilled' | 'refused' | 'nothing-found',
  systems: readonly string[],
) {
  const steps = [
    anEvent('received', { right }),
    'handed-to-staff',
    anEvent('staff-finished', { outcome }),
  ] as const;
  return [`${right}, ${outcome} by staff`, right, steps, systems] as const;
}

function optOut(right: Right, found: Readonly<Record<string, number>>, systems: readonly string[]) {
  const done = Object.entries(found).map(([storeId, n]) =>
    anEvent('opted-out', { storeId, found: n, changed: n }),
  );
  const steps = [anEvent('received', { right }), ...done] as const;
  return [`${right}, found in ${JSON.stringify(found)}`, right, steps, systems] as const;
}

type Word = 'hears' | 'ask' | 'no';

/** The reference: by Art. 19 all, by an opt-out those who do what is stopped, by anything else nobody. */
function judged(map: DataMap, right: Right, systems: readonly string[]): ReadonlyMap<string, Word> {
  const words = new Map<string, Word>();
  for (const system of map.systems.filter(({ key }) => systems.includes(key)))
    for (const one of system.recipients) {
      const before = words.get(one.id);
      const now = wordOn(right, one);
      words.set(one.id, before === 'hears' || now === 'hears' ? 'hears' : before === 'ask' ? 'ask' : now);
    }
  return words;
}

function wordOn(right: Right, { uses: given, hosts }: Recipient): Word {
  // A host of a store has nothing to do that was not done in it, unless a person erased and nothing was read
  // again.
  if (hosts) return right === 'erasure' ? 'hears' : 'no';
  if (['rectification', 'restriction', 'erasure'].includes(right)) return 'hears';
  if (!given) return 'ask';
  const word = (use: string) => (right === 'consent-withdrawal' ? consented(use) : meaning[use]?.[right]);
  if (given.some((use) => word(use) === 'stop')) return 'hears';
  return given.some((use) => word(use) === 'ask') ? 'ask' : 'no';
}

const ids = (recipients: readonly Recipient[]) => recipients.map(({ id }) => id);

describe.each(acts)('%s', (_, right, steps, systems) => {
  it('is reported to those who must be informed, once each, and to nobody else', () => {
    for (const seed of seeds) {
      const map = aRandomMap(seed);
      const request = aRequest(...steps);
      const words = judged(map, right, systems);
      const wanted = (word: Word) => [...words].flatMap(([id, said]) => (said === word ? id : [])).sort();
      const told = ids(recipientsToTell(map, request));

      expect({ seed, told: [...told].sort() }).toEqual({ seed, told: hearing(right, wanted('hears')) });
      expect(new Set(told).size).toBe(told.length);
      expect(ids(unclearRecipients(map, request)).sort()).toEqual(isOptOut(right) ? wanted('ask') : []);
    }
  });
});

const isOptOut = (right: Right) =>
  ['marketing-objection', 'opt-out-of-sale', 'limit-sensitive', 'consent-withdrawal'].includes(right);
const hearing = (right: Right, all: readonly string[]) =>
  isOptOut(right) || ['rectification', 'restriction', 'erasure'].includes(right) ? all : [];

describe('what staff choose', () => {
  const map = aRandomMap(7);
  const everyone = [...new Set(map.systems.flatMap((s) => ids(s.recipients)))].filter((id) => id !== 'host');
  const [first = '', ...others] = everyone;
  const corrected = (...more: readonly Step[]) =>
    aRequest(
      anEvent('received', { right: 'rectification' }),
      'handed-to-staff',
      ...more,
      anEvent('staff-finished', { outcome: 'fulfilled' }),
    );
  const chosen = (told: readonly string[], left: readonly string[]) =>
    anEvent('recipients-chosen', { told, left });

  it('leaves out the recipients they left out, and adds those they named, by the last choice for each', () => {
    const left = corrected(chosen([], [first]));
    const back = corrected(chosen([], [first]), chosen([first, 'host'], []));

    expect(ids(recipientsToTell(map, left)).sort()).toEqual([...others].sort());
    expect(ids(recipientsToTell(map, back)).sort()).toEqual([...everyone, 'host'].sort());
  });

  it('informs nobody of what was refused, and shows recipients informed before', () => {
    const refused = aRequest(
      anEvent('received', { right: 'erasure' }),
      'handed-to-staff',
      chosen(everyone, []),
      anEvent('recipient-told', { recipientId: first }),
      anEvent('staff-finished', { outcome: 'refused' }),
    );

    expect(recipientsToTell(map, refused)).toEqual([]);
    expect(ids(recipientsOf(map, refused))).toEqual([first]);
  });

  it('skips a recipient that left the map', () => {
    expect(ids(recipientsToTell(map, corrected(chosen(['gone'], []))))).not.toContain('gone');
  });
});
