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

function told(system: SystemMap) {
  const [one] = JSON.parse(looseUsesJson({ stores: [], systems: [system], gaps: [] }) ?? '[]');
  return one as Record<string, readonly Record<string, unknown>[] | null>;
}

/** Every text and list in it, however deep. */
function inside(value: unknown): unknown[] {
  if (Array.isArray(value)) return [value, ...value.flatMap(inside)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(inside) : [value];
}

describe('a use, for people', () => {
  it('says of each thing that the map leaves empty that it is not told', async () => {
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

describe('the uses that no record is tied to, for programs', () => {
  it('have nothing where the map says nothing, and an empty list only where the map says none', () => {
    fc.assert(
      fc.property(aSystem, (system) => {
        const one = told(system);
        for (const list of lists) {
          const isEmpty = system[list].length === 0;
          const none = system.saysNone?.includes(list) ? [] : null;
          expect(isEmpty ? one[list] : one[list]?.length).toEqual(isEmpty ? none : system[list].length);
        }
        expect(one.purposes === null).toBe(system.purposes.length === 0);
        const empty = inside(one).filter((value) => value === '' || value === ' ');
        const emptyLists = inside(one).filter((value) => Array.isArray(value) && value.length === 0);
        expect([empty, emptyLists.length]).toEqual([
          [],
          lists.filter((list) => one[list]?.length === 0).length,
        ]);
      }),
    );
  });

  it('leave open for programs what they leave open for people', () => {
    fc.assert(
      fc.property(aSystem, (system) => {
        const one = told(system);
        const open = lists.filter((list) => one[list] === null);

        expect(open).toEqual(lists.filter((list) => unstatedBy([system]).includes(list)));
      }),
    );
  });
});
