import type { CollectionMap } from '../../functions/domain/data-map';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import { readErasure } from '../../functions/domain/erasure-reading';
import type { LocatedRow } from '../../functions/domain/finding';
import { freezeManifest } from '../../functions/domain/freeze-manifest';
import { allows } from '../../functions/domain/guards';
import { lastOf } from '../../functions/domain/log-entries';
import type { Manifest, ManifestCollection, RowTreatment } from '../../functions/domain/manifest';
import { KeySet } from '../../functions/domain/packed-map';
import { rowKey } from '../../functions/domain/row-key';
import { withoutSubmitted } from '../../functions/domain/submitted-rows';
import { endingsIn, withApprovedEndings, withTicks } from '../../functions/domain/ticked-endings';
import { withUndecided } from '../../functions/domain/undecided';
import { aCollection, aField, aMap } from '../builders/a-map';
import { anEvent, aRequest } from './a-log';

const today = '2026-11-30';
const customers = aCollection('customers', 'Customers', {
  fields: [aField('id', 'Id'), aField('email', 'Mail', { identity: 'email' })],
  facts: ['id', 'email'],
  reachedBy: [{ field: 'email', identity: 'email' }],
});
const charges: CollectionMap = aCollection('charges', 'Charges', {
  fields: [aField('id', 'Id'), aField('customer', 'Customer')],
  facts: ['customer'],
  reachedBy: [
    { field: 'customer', from: { storeId: 'pay', collection: 'customers', field: 'id' }, leads: 'down' },
  ],
  onErasure: { action: 'as-parent', parent: 'customers', field: 'customer', parentField: 'id' },
});
const map = aMap({
  stores: [{ storeId: 'pay', title: 'Payments', kind: 'http', collections: [customers, charges] }],
});

const ending = (id: string) => ({ what: 'a subscription', id });
const customer = (id: string, ...ends: string[]): LocatedRow => ({
  ...{ collection: 'customers', key: { id }, facts: { id } },
  ...(ends.length > 0 ? { heldBy: 'ends-more' as const, ends: ends.map(ending) } : {}),
});
const charge = (id: string, of: string): LocatedRow => ({
  ...{ collection: 'charges', key: { id }, facts: { customer: of } },
});

function frozen(rows: readonly LocatedRow[]): Manifest {
  const findings = [{ storeId: 'pay', searches: [], rows, unmapped: [] }];
  return freezeManifest({ map, right: 'erasure', version: 1, findings, unavailable: [], today });
}

const found = [customer('c1', 's1', 's2'), customer('c2'), charge('h1', 'c1'), charge('h2', 'c2')];
const ticked = (manifest: Manifest) =>
  withTicks(
    manifest,
    endingsIn(manifest).map((one) => ({ ...one, tickedBy: 'alma' })),
  );

function fates({ stores }: Manifest): Record<string, RowTreatment> {
  const rows = stores.flatMap(({ collections }) => collections.flatMap((one) => one.rows.map((row) => row)));
  return Object.fromEntries(rows.map(({ key, treatment }) => [key.id, treatment]));
}

const actionsOf = (manifest: Manifest) =>
  Object.fromEntries(Object.entries(fates(manifest)).map(([id, { action }]) => [id, action]));

describe('rows whose erasure would end something', () => {
  it('wait with all that goes with them, and are counted for a tick without a word of the person', () => {
    const manifest = frozen(found);

    expect(actionsOf(manifest)).toEqual({ c1: 'undecided', c2: 'erase', h1: 'undecided', h2: 'erase' });
    expect(endingsIn(manifest)).toEqual([
      { storeId: 'pay', collection: 'customers', rows: 1, ends: [{ what: 'a subscription', count: 2 }] },
    ]);
  });

  it('are erased with the tick, each with what may end, and what only goes along ends nothing twice', () => {
    const after = fates(ticked(frozen(found)));

    expect([after.c1, after.h1]).toEqual([
      { action: 'erase', ends: [ending('s1'), ending('s2')] },
      { action: 'erase' },
    ]);
  });

  it('cannot be ticked where nobody could look through all of it', () => {
    const manifest = frozen([{ ...customer('c1'), heldBy: 'ends-more' }]);

    expect(endingsIn(manifest)).toEqual([]);
    expect(actionsOf(ticked(manifest))).toEqual({ c1: 'undecided' });
  });

  it('go on waiting, ticked or not, where something else is open in their collection or below', () => {
    const block = { storeId: 'pay', reason: 'the map does not say', withDependents: true };

    for (const collection of ['customers', 'charges']) {
      const manifest = withUndecided(frozen(found), map, [{ ...block, collection }]);
      expect(actionsOf(ticked(manifest))).toMatchObject({ c1: 'undecided', h1: 'undecided' });
    }
  });
});

describe('what a store is told of a tick', () => {
  const approved = ticked(frozen(found)).stores[0]?.collections ?? [];
  const told = (...ids: string[]): EraseInstruction => ({
    ...{ collection: 'customers', action: 'erase', atMost: ids.length, keys: ids.map((id) => ({ id })) },
  });

  it('is what may end with each row, and nothing of rows that are not in the call', () => {
    expect(withApprovedEndings([told('c1', 'c2')], approved)).toEqual([
      { ...told('c1', 'c2'), mayEnd: [{ key: { id: 'c1' }, ids: ['s1', 's2'] }] },
    ]);
    expect(withApprovedEndings([told('c2')], approved)).toEqual([told('c2')]);
  });

  it('is nothing where rows are blanked, or nothing was ticked', () => {
    const blanked = { ...told('c1'), action: 'anonymise' as const };

    expect(withApprovedEndings([blanked], approved)).toEqual([blanked]);
    expect(withApprovedEndings([told('c1')], frozen(found).stores[0]?.collections ?? [])).toEqual([
      told('c1'),
    ]);
  });
});

describe('a reading of what was ticked', () => {
  const read = (now: readonly LocatedRow[], manifest = ticked(frozen(found))) =>
    readErasure({ map, manifest, storeId: 'pay', rows: now, today });

  it('finds the rows left to erase while the same or less runs', () => {
    for (const still of [found, [customer('c1', 's2'), charge('h1', 'c1')]]) {
      const { drift, left } = read(still);
      expect(drift).toBeUndefined();
      expect(left[0]?.rows.map(({ treatment }) => treatment.action)).toContain('erase');
    }
  });

  it.each([
    ['began since', customer('c1', 's1', 's2', 's3')],
    ['took the place of another', customer('c1', 's1', 's3')],
    ['began where nothing ran', customer('c2', 's4')],
    ['runs that cannot be told one by one', { ...customer('c1'), heldBy: 'ends-more' as const }],
  ])('stops where something %s', (_, now) => {
    const { drift, driftRows, driftRefs } = read([now]);

    expect([drift, driftRows]).toEqual(['ends-more', [{ collection: 'customers', rows: 1 }]]);
    expect([...(driftRefs ?? [])]).toEqual([{ collection: 'customers', key: now.key }]);
  });
});

describe('what began after the order was given', () => {
  it('holds back no row that the store took the order for, and every other one', () => {
    const manifest = ticked(frozen(found));
    const now = [customer('c1', 's1', 's2', 's9'), customer('c2', 's4')];
    const reading = readErasure({ map, manifest, storeId: 'pay', rows: now, today });
    const still = (...ids: string[]) =>
      [
        {
          ...(reading.left[0] as ManifestCollection),
          rows: now.filter(({ key }) => ids.includes(key.id ?? '')),
        },
      ] as unknown as ManifestCollection[];
    const order = (rows: number) => ({ counts: new Map([['customers', rows]]), settlesBy: '2026-12-07' });

    expect(reading.drift).toBe('ends-more');
    expect(withoutSubmitted(reading, order(2), still('c1', 'c2'), today).drift).toBeUndefined();
    expect(withoutSubmitted(reading, order(1), still('c1', 'c2'), today).drift).toBe('ends-more');
  });
});

describe('of two records for which something began, where the store took the order for one', () => {
  it('only the other is held back', () => {
    const manifest = ticked(frozen(found));
    const now = [customer('c1', 's1', 's2', 's9'), customer('c2', 's4')];
    const reading = readErasure({ map, manifest, storeId: 'pay', rows: now, today });
    const c1 = [{ ...(reading.left[0] as ManifestCollection), rows: now.slice(0, 1) }];
    const named = new KeySet([rowKey({ collection: 'customers', key: { id: 'c1' } })]);
    const orders = { counts: new Map([['customers', 1]]), settlesBy: '2026-12-07', rows: named };

    const { drift, driftRows, driftRefs } = withoutSubmitted(
      reading,
      orders,
      c1 as unknown as ManifestCollection[],
      today,
    );

    expect([drift, driftRows, [...(driftRefs ?? [])]]).toEqual([
      'ends-more',
      [{ collection: 'customers', rows: 1 }],
      [{ collection: 'customers', key: { id: 'c2' } }],
    ]);
  });
});

describe('a manifest that is frozen again while it waits for the decision', () => {
  const first = anEvent('manifest-frozen', {
    object: 'manifest/1',
    endings: [{ storeId: 'pay', collection: 'customers', rows: 1, ends: [] }],
  });
  const request = aRequest('received', 'identity-verified', first, 'decision-asked');
  const frozenData = lastOf(request.log, 'manifest-frozen')?.data;
  const endings = (frozenData?.endings ?? []).map((one) => ({ ...one, tickedBy: 'alma' }));
  const again = (more: object) =>
    allows(request, anEvent('manifest-frozen', { ...frozenData, version: 2, endings, ...more }));

  it('may differ in nothing but its ticks', () => {
    expect(request.status).toBe('awaiting-decision');
    expect(again({})).toBe(true);
    expect(again({ object: 'manifest/2' })).toBe(false);
    expect(again({ version: 7 })).toBe(false);
    expect(again({ endings: [] })).toBe(false);
    expect(again({ endings: endings.map((one) => ({ ...one, rows: 2 })) })).toBe(false);
  });
});
