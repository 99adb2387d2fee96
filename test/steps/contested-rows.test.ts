import { copiedStore } from '../../functions/casework/evidence/copied-records';
import { storedFindings } from '../../functions/casework/evidence/stored-findings';
import type { ExportedRecord } from '../../functions/connectors/connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import { buildPreview } from '../../functions/web/staff/decide/preview';
import { aBook, aDesk } from '../builders/a-desk';
import { aField, aMap, shopStore } from '../builders/a-map';
import { aForm, aWorld, search, verified } from '../builders/a-world';
import { mia, shopRows } from '../builders/shop-rows';

const desk = aDesk();

/** A shop in which orders also name an address; one of Noah's orders names Mia's. */
function aShop(right: 'access' | 'erasure') {
  const contact = aField('contact', 'Address', { identity: 'email' });
  const collections = shopStore.collections.map(
    (one): CollectionMap =>
      one.name !== 'orders'
        ? one
        : {
            ...one,
            fields: [...one.fields, contact],
            facts: [...one.facts, 'contact'],
            reachedBy: [...one.reachedBy, { field: 'contact', identity: 'email' }],
          },
  );
  const rows = shopRows();
  rows.orders = (rows.orders ?? []).map((row) => (row.id === 'o-3' ? { ...row, contact: mia.email } : row));
  const world = aWorld({
    desk,
    book: aBook(desk),
    map: aMap({ stores: [{ ...shopStore, collections }] }),
    rows: { shop: rows },
  });
  return { world, form: aForm({ right, email: mia.email }) };
}

describe('a record that also names somebody else', () => {
  it('is left out of the copy and reported as withheld; whose it is was looked up, and is copied nowhere', async () => {
    const { world, form } = aShop('access');
    const requestId = await verified(world, form);

    expect(await search(world, requestId)).toBe('decide');

    const request = await world.register.load(requestId);
    const preview = await buildPreview(world, request);
    const orders = preview?.stores[0]?.findings.find((f) => f.collection.name === 'orders');
    expect([orders?.given, orders?.withheldRecords]).toEqual([
      2,
      [
        expect.objectContaining({
          count: 1,
          ground:
            'it names somebody else as well; we could not find out in time whose it is, and one of us looks into it and writes to you',
        }),
      ],
    ]);
    const copies: ExportedRecord[] = [];
    for await (const copy of copiedStore(world, request, await storedFindings(world, request), 'shop')) {
      copies.push(copy);
    }
    expect(JSON.stringify(copies)).not.toContain('noah.winter');
    expect(copies.map((c) => c.key.id).sort()).toEqual(['c-1', 'i-1', 'o-1', 'o-2', 'o-3']);
  });

  it('is found, counted and not erased', async () => {
    const { world, form } = aShop('erasure');
    const requestId = await verified(world, form);
    await search(world, requestId);

    const request = await world.register.load(requestId);
    const searched = request.log.filter((e) => e.type === 'store-searched').map((e) => e.data.rows);
    expect(searched).toEqual([5, 0]);
    const frozen = request.log.find((e) => e.type === 'manifest-frozen');
    const manifest = await world.objects.get(requestId, frozen?.data.object ?? '');
    expect(JSON.stringify(manifest)).toContain('"key":{"id":"o-3"}');
    expect(JSON.stringify(manifest)).toContain('"action":"contested"');
    expect(JSON.stringify(manifest)).not.toContain('{"id":"c-2"}');
  });
});
