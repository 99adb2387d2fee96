import { Readable } from 'node:stream';
import { addressesElsewhere } from '../../../functions/casework/evidence/addresses-elsewhere';
import { storedFindings } from '../../../functions/casework/evidence/stored-findings';
import type { DataSubjectRequest } from '../../../functions/domain/data-subject-request';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import type { Manifest } from '../../../functions/domain/manifest';
import type { SealedObjects } from '../../../functions/domain/ports';
import { buildPreview, type Preview } from '../../../functions/web/staff/decide/preview';
import { aDesk } from '../../builders/a-desk';
import { aField, aMap, shopStore } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { shopRows } from '../../builders/shop-rows';
import type { MemoryRow } from '../../fakes/memory-connector';
import { optionsOf, textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

jest.setTimeout(120_000);

const FEW = 500;
const MANY = 4_200;

function ordersOf(count: number): MemoryRow[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `o-${String(n).padStart(5, '0')}`,
    customer_id: 'c-1',
    item: n % 3 === 0 ? '' : `Lamp ${n}`,
    gift_for: n % 2 === 0 ? `Friend ${n}` : null,
    extra: { notes: [{ from: 'x' }, n % 5 === 0 ? 'text' : null], size: n % 7 === 0 ? 'L' : '' },
  })) as unknown as MemoryRow[];
}

/** A world in which Mia has so many orders; what they hold in `extra` is described in part. */
async function withOrders(orders: readonly MemoryRow[], attach?: (world: World) => void) {
  const [first, ordered, ...others] = shopStore.collections;
  if (!first || !ordered) throw new Error('the sample shop has changed');
  const fields = [
    ...ordered.fields,
    aField('extra', 'Extra'),
    aField('extra.notes.from', 'Writer', { thirdParty: true }),
  ];
  const files = attach ? { holdsFiles: true as const } : {};
  const desk = aDesk();
  const world = aWorld({
    desk: { ...desk, stores: desk.stores.filter(({ id }) => id === 'shop') },
    map: aMap({
      stores: [{ ...shopStore, collections: [first, { ...ordered, fields, ...files }, ...others] }],
    }),
    rows: { shop: { ...shopRows(), orders } },
  });
  attach?.(world);
  const id = await awaitingDecision(world, aForm());
  return { world, id };
}

interface Opened {
  objects: number;
  copies: number;
  records: number;
}

/** Objects of the world, with what was opened and the records read in copies. */
function counting(world: World): { objects: SealedObjects; opened: Opened } {
  const opened: Opened = { objects: 0, copies: 0, records: 0 };
  const inner = world.objects;
  const objects: SealedObjects = {
    put: (id, name, content) => inner.put(id, name, content),
    putBytes: (id, name, content) => inner.putBytes(id, name, content),
    target: (id, name) => inner.target(id, name),
    bytes: (id, name) => inner.bytes(id, name),
    get: (id, name) => {
      opened.objects += 1;
      return inner.get(id, name);
    },
    async *lines(id, name) {
      opened.objects += 1;
      opened.copies += 1;
      for await (const line of inner.lines(id, name)) {
        opened.records += 1;
        yield line;
      }
    },
  };
  return { objects, opened };
}

async function costOfOpening(count: number): Promise<Opened> {
  const { world } = await withOrders(ordersOf(count));
  const { objects, opened } = counting(world);
  await enter(openDesk(world, { objects }), newestLink(world, 's/decide'));
  return opened;
}

describe('the decision page of a person with many records', () => {
  it('costs the same for thousands as for hundreds, and reads none of them one by one', async () => {
    const cost = { objects: 1, copies: 0, records: 0 };

    expect([await costOfOpening(FEW), await costOfOpening(MANY)]).toEqual([cost, cost]);
  });

  it('reads the copies of a person with a few', async () => {
    expect(await costOfOpening(30)).toMatchObject({ copies: 1, records: 32 });
  });

  it('is approved without reading a copy', async () => {
    const { world, id } = await withOrders(ordersOf(MANY));
    const { objects, opened } = counting(world);
    const browser = openDesk(world, { objects });
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    await browser.submit(page, { code: link.code }, 'approved-in-part');

    expect(lastOf((await world.register.load(id)).log, 'decided')?.data.decision).toBe('approved-in-part');
    expect(opened.copies).toBe(0);
  });

  it('opens one copy more for a record that is left out singly', async () => {
    const { world } = await withOrders(ordersOf(MANY));
    const { objects, opened } = counting(world);
    const browser = openDesk(world, { objects });
    const page = await enter(browser, newestLink(world, 's/decide'));
    const record = optionsOf(page.html, 'withhold-what')['The record o-00003'] ?? '';

    const after = await browser.submit(page, { what: record, ground: 'rights-of-others' }, 'withhold');

    expect(textOf(after.html)).toContain('Left out: 1 record');
    expect(textOf(after.html)).toContain('(4,199 records)');
    expect(opened.copies).toBeLessThanOrEqual(2);
  });
});

describe('looking for further addresses of a person with many records', () => {
  it('opens only the copy that holds their account', async () => {
    const { world, id } = await withOrders(ordersOf(MANY));
    const { objects, opened } = counting(world);

    await addressesElsewhere({ ...world, objects }, await world.register.load(id));

    expect(opened.copies).toBe(1);
  });
});

/** The same request as if its copies had been made before there were digests. */
function withoutDigests(request: DataSubjectRequest): DataSubjectRequest {
  const log = request.log.map((event) => {
    if (event.type !== 'store-searched') return event;
    const { copies, ...data } = event.data;
    return { ...event, data };
  });
  return { ...request, log };
}

const findingsOf = (preview: Preview | undefined) => preview?.stores.flatMap(({ findings }) => findings);

/** The request with a manifest in which only some of the orders are the person's. */
async function withTheirs(world: World, id: string, isTheirs: (order: string) => boolean) {
  const request = await world.register.load(id);
  const frozen = lastOf(request.log, 'manifest-frozen');
  if (!frozen) throw new Error('nothing was frozen');
  const manifest = (await world.objects.get(id, frozen.data.object)) as Manifest;
  const stores = manifest.stores.map((store) => ({
    ...store,
    collections: store.collections.map((one) => ({
      ...one,
      rows: one.rows.filter((row) => one.collection !== 'orders' || isTheirs(row.key.id ?? '')),
    })),
  }));
  const object = await world.objects.put(id, 'manifest/some', { ...manifest, stores });
  const counts = stores.flatMap(({ storeId, collections }) =>
    collections.map(({ collection, rows }) => ({ storeId, collection, rows: rows.length, retained: 0 })),
  );
  const log = request.log.map((event) =>
    event === frozen ? { ...event, data: { ...frozen.data, object, stores: counts } } : event,
  );
  return { ...request, log } as DataSubjectRequest;
}

describe('a preview from digests', () => {
  it.each([
    ['all are the person’s', MANY, () => true],
    ['one is not', MANY, (order: string) => order !== 'o-00004'],
    ['the first hundreds are not', 900, (order: string) => order > 'o-00450'],
    ['every other is not', 900, (order: string) => Number(order.slice(2)) % 2 === 0],
    ['none is', 900, () => false],
  ])('is the same as one from the copies themselves if %s', async (_, count, isTheirs) => {
    const { world, id } = await withOrders(ordersOf(count));
    const request = await withTheirs(world, id, isTheirs);

    const byDigest = findingsOf(await buildPreview(world, request));

    expect(byDigest).toEqual(findingsOf(await buildPreview(world, withoutDigests(request))));
    expect(byDigest?.find((one) => one.collection.name === 'orders')?.given).toBe(
      ordersOf(count).filter((row) => isTheirs(String(row.id))).length,
    );
  });
});

describe('further records', () => {
  async function opened(count: number) {
    const { world, id } = await withOrders(ordersOf(count));
    const { objects, opened: read } = counting(world);
    const browser = openDesk(world, { objects });
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);
    return { world, id, browser, link, page, read };
  }

  const hrefOf = (html: string, rel: string) =>
    html.match(new RegExp(`<a href="([^"]+)" rel="${rel}"`))?.[1]?.replaceAll('&amp;', '&');

  it('are all looked through from the decision page, each once and as it would be given', async () => {
    const { browser, page } = await opened(MANY);
    const first = page.html.match(/href="([^"]+\/records\/shop\/orders)"/)?.[1];
    const seen: string[] = [];
    for (let at = first; at !== undefined; ) {
      const { html } = await browser.get(at);
      expect(html).not.toContain('Friend');
      seen.push(...(html.match(/o-\d{5}/g) ?? []));
      at = hrefOf(html, 'next');
    }

    expect(page.html).toContain('Look through all 4,200 records');
    expect(seen).toEqual(ordersOf(MANY).map(({ id }) => id));
  });

  it('open one copy a page, and go back as well', async () => {
    const { browser, link, read } = await opened(MANY);
    const before = read.copies;

    const late = await browser.get(`${link.path}/page/records/shop/orders?part=2&after=120`);
    const back = await browser.get(hrefOf(late.html, 'prev') ?? '');
    const beginning = await browser.get(`${link.path}/page/records/shop/orders?part=2&after=0`);

    expect(read.copies - before).toBe(3);
    expect(textOf(late.html)).toMatch(/records 121 to 201 of part 2 of 2/);
    expect(textOf(back.html)).toMatch(/records 21 to 120 of part 2 of 2/);
    expect(hrefOf(beginning.html, 'prev')).toContain('part=1&after=0');
  });

  it('are logged as looked at', async () => {
    const { world, id, browser, link } = await opened(600);

    await browser.get(`${link.path}/page/records/shop/orders`);

    const looks = allOf((await world.register.load(id)).log, 'preview-viewed');
    expect(looks.flatMap((e) => e.data.collections)).toContainEqual({
      storeId: 'shop',
      collection: 'orders',
    });
  });

  it('are shown to nobody without the code, and of nothing that the map does not know', async () => {
    const { world, browser, link } = await opened(600);
    const at = `${link.path}/page/records/shop/orders`;

    const stranger = await openDesk(world).get(at);
    const wrong = await Promise.all(
      [
        'shop/nothing',
        'other/orders',
        'shop/orders?part=9',
        'shop/orders?after=x',
        'shop/orders?after=-1',
      ].map((place) => browser.get(`${link.path}/page/records/${place}`)),
    );

    expect(stranger.html).not.toContain('o-00001');
    expect(wrong.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });

  it('are shown no more after the decision', async () => {
    const { browser, link, page } = await opened(600);
    await browser.submit(page, { code: link.code }, 'approved-in-part');

    const late = await browser.get(`${link.path}/page/records/shop/orders`);

    expect(late.status).toBe(404);
  });

  it('leave out what is not the person’s and says so', async () => {
    const { world, id, browser, link } = await opened(600);
    const request = await withTheirs(world, id, (order) => order !== 'o-00001');
    jest.spyOn(world.register, 'load').mockResolvedValue(request as never);

    const { html } = await browser.get(`${link.path}/page/records/shop/orders`);

    expect(html).not.toContain('o-00001');
    expect(textOf(html)).toContain('1 of these is not given.');
  });
});

describe('the decision page of a person with many files', () => {
  it('reads none of them, nor when one is left out or looked at', async () => {
    const orders = ordersOf(300);
    const { world } = await withOrders(orders, ({ connectors }) => {
      for (const { id } of orders)
        connectors.shop?.attach(
          { collection: 'orders', key: { id: String(id) } },
          { name: `${id}.txt`, content: Readable.from([Buffer.alloc(5_000, String(id))]) },
        );
    });
    const { objects, opened } = counting(world);
    const browser = openDesk(world, { objects });
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);
    const record = optionsOf(page.html, 'withhold-what')['The record o-00003'] ?? '';

    const after = await browser.submit(page, { what: record, ground: 'rights-of-others' }, 'withhold');
    const further = await browser.get(`${link.path}/page/records/shop/orders?part=2`);

    expect(textOf(after.html)).toContain('(299 records)');
    expect(textOf(further.html)).toContain('records 1 to 100 of part 2 of 3');
    expect(further.html).toContain('o-00100.txt');
    expect(opened.copies).toBe(0);
  });
});

describe('a record of megabytes', () => {
  it('is shown in part, with its length, and breaks neither page', async () => {
    const long = {
      ...ordersOf(1)[0],
      item: Array.from({ length: 300_000 }, (_, n) => `entry ${n}`),
    } as unknown as MemoryRow;
    const { world, id } = await withOrders([long, ...ordersOf(3).slice(1)]);
    const link = newestLink(world, 's/decide');
    const browser = openDesk(world);

    const page = await enter(browser, link);
    const further = await browser.get(`${link.path}/page/records/shop/orders`);

    const findings = await storedFindings(world, await world.register.load(id));
    expect(findings.some(({ copies }) => copies !== undefined)).toBe(true);
    for (const { html, status } of [page, further]) {
      expect(status).toBe(200);
      expect(textOf(html)).toMatch(/too long for a page: of its 4,\d{3},\d{3} characters, only a part is/);
      expect(html).toContain('entry 1<');
      expect(html.length).toBeLessThan(400_000);
    }
  });
});
