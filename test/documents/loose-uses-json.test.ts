import fc from 'fast-check';
import { looseUsesJson } from '../../functions/documents/loose-uses-json';
import type { SaysNone, SystemMap } from '../../functions/domain/system-map';
import { unstatedBy } from '../../functions/domain/unstated';
import { openedPackage } from './read-zip';
import { aPackage } from './sample-answer';
import { textOf } from './text-of';

const text = fc.constantFrom('', ' ', 'said');
const lists = ['recipients', 'transfers', 'automatedDecisions'] as const;

const aSystem: fc.Arbitrary<SystemMap> = fc.record({
  key: fc.constant('pixel'),
  title: fc.constant('Advertising pixel'),
  purposes: fc.array(
    fc.record({ name: text, legalBasis: text, retention: text, categories: fc.subarray(['user.device']) }),
    { maxLength: 2 },
  ),
  recipients: fc.array(
    fc.record({
      ...{ id: fc.constant('x'), name: fc.constant('AdNet'), role: fc.constant('controller' as const) },
      ...{ contact: text, purpose: text },
    }),
    { maxLength: 2 },
  ),
  transfers: fc.array(fc.record({ country: fc.constant('US'), safeguard: text }), { maxLength: 2 }),
  automatedDecisions: fc.array(fc.record({ what: fc.constant('Price'), logic: text, effects: text }), {
    maxLength: 2,
  }),
  saysNone: fc.subarray<SaysNone>([...lists]),
});

function asJson(system: SystemMap) {
  const [one] = JSON.parse(looseUsesJson({ stores: [], systems: [system], gaps: [] }) ?? '[]');
  return one as Record<string, readonly Record<string, unknown>[] | null>;
}

/** Every text and list in it, at any depth. */
function valuesWithin(value: unknown): unknown[] {
  if (Array.isArray(value)) return [value, ...value.flatMap(valuesWithin)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesWithin) : [value];
}

describe('a use, as people read it', () => {
  it('says of everything that the map leaves empty that it is not stated', async () => {
    const silent: SystemMap = {
      ...{ key: 'pixel', title: 'Advertising pixel', purposes: [] },
      recipients: [{ id: 'x', name: 'AdNet', role: 'controller', contact: '', purpose: '' }],
      transfers: [{ country: 'US', safeguard: '' }],
      automatedDecisions: [{ what: 'Price', logic: '', effects: ' ' }],
    };
    const map = { stores: [], systems: [silent], gaps: [] };
    const page = textOf((await openedPackage(aPackage({ map }))).text('index.html'));

    for (const words of ['What for: not told', 'Protected by: not told', 'How it works: not told'])
      expect(page).toContain(words);
    expect(page).toContain('What it means for you: not told');
  });
});

describe('the uses that no record is tied to, as programs read them', () => {
  it('are absent if the map says nothing, and an empty list only if the map says none', () => {
    fc.assert(
      fc.property(aSystem, (system) => {
        const one = asJson(system);
        for (const list of lists) {
          const isEmpty = system[list].length === 0;
          const none = system.saysNone?.includes(list) ? [] : null;
          expect(isEmpty ? one[list] : one[list]?.length).toEqual(isEmpty ? none : system[list].length);
        }
        expect(one.purposes === null).toBe(system.purposes.length === 0);
        const empty = valuesWithin(one).filter((value) => value === '' || value === ' ');
        const emptyLists = valuesWithin(one).filter((value) => Array.isArray(value) && value.length === 0);
        expect([empty, emptyLists.length]).toEqual([
          [],
          lists.filter((list) => one[list]?.length === 0).length,
        ]);
      }),
    );
  });

  it('leave unstated the same things for programs as for people', () => {
    fc.assert(
      fc.property(aSystem, (system) => {
        const one = asJson(system);
        const open = lists.filter((list) => one[list] === null);

        expect(open).toEqual(lists.filter((list) => unstatedBy([system]).includes(list)));
      }),
    );
  });
});
