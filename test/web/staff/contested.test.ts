import type { CollectionMap } from '../../../functions/domain/data-map';
import { lastOf } from '../../../functions/domain/data-subject-request';
import { previewOf } from '../../../functions/web/staff/decide/preview-of';
import { aDesk } from '../../builders/a-desk';
import { aField, aMap, shopStore } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision } from '../../builders/a-world';
import { mia, shopRows } from '../../builders/shop-rows';
import { actsOf, textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

jest.setTimeout(60_000);

/** One order of Noah's names Mia's address. */
async function opened() {
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
  const desk = aDesk();
  const world = aWorld({
    desk: { ...desk, stores: desk.stores.filter(({ id }) => id === 'shop') },
    map: aMap({ stores: [{ ...shopStore, collections }] }),
    rows: { shop: rows },
  });
  const id = await awaitingDecision(world, aForm({ right: 'access', email: mia.email }));
  const browser = openDesk(world);
  const page = await enter(browser, newestLink(world, 's/decide'));
  const orders = async () => {
    const preview = await previewOf(world, await world.register.load(id));
    const found = preview?.stores[0]?.findings.find((f) => f.collection.name === 'orders');
    return [found?.given, found?.withheldRecords[0]?.ground];
  };
  return { world, id, browser, page, orders };
}

const approvals = (html: string) => actsOf(html).filter((act) => act.startsWith('approved'));

describe('records of a copy that name somebody else as well', () => {
  it('keep it from being approved until staff say whose they are, and are never promised a look', async () => {
    const { page, orders } = await opened();

    expect(approvals(page.html)).toEqual([]);
    expect(textOf(page.html)).toContain('Say whose the records are that name somebody else as well.');
    expect((await orders())[1]).not.toContain('one of us');
  });

  it.each([
    ['theirs', 3, undefined],
    ['others', 2, 'it is somebody else’s record, although it names you as well'],
    ['unclear', 2, 'it names somebody else as well, and we cannot tell yet whose it is'],
  ] as const)('end as staff say: %s', async (says, given, ground) => {
    const { world, id, browser, page, orders } = await opened();

    const saved = await browser.submit(page, { 'whose-0': says, note: 'Noah called' }, 'contested');

    expect(approvals(saved.html)).toHaveLength(1);
    expect(await orders()).toEqual([given, ground]);
    const said = lastOf((await world.register.load(id)).log, 'contested-settled');
    expect(said?.data).toMatchObject({ storeId: 'shop', collection: 'orders', rows: 1, says });
    expect(JSON.stringify(said)).not.toContain('Noah');
  });
});
