import { lastOf } from '../../../functions/domain/log-entries';
import { alma, bruno } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, happened, type World } from '../../builders/a-world';
import { shopRows } from '../../builders/shop-rows';
import { actsOf, formOf, textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

/** A shop whose rows concern no one else. */
function plainRows() {
  const { orders = [], ...rest } = shopRows();
  return { shop: { ...rest, orders: orders.map((order) => ({ ...order, gift_for: '' })) } };
}

async function decision(world: World, id: string) {
  return lastOf((await world.register.load(id)).log, 'decided')?.data;
}

describe('approving', () => {
  it('is an approval in full when nothing is left out', async () => {
    const world = aWorld({ rows: plainRows() });
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    const done = await browser.submit(page, { code: link.code }, 'approved');

    expect(done.html).toContain('<h1>Approved</h1>');
    expect(await decision(world, id)).toMatchObject({ decision: 'approved', factor: 'mail-code' });
  });

  it('needs the code with the act, and says so beside the field', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    const empty = await browser.submit(page, { code: '' }, 'approved-in-part');
    const wrong = await browser.submit(
      page,
      { code: link.code === '111111' ? '2' : '111111' },
      'approved-in-part',
    );

    expect(empty.html).toContain('href="#approve-code"');
    expect(wrong.html).toContain('Tries left: 4.');
    expect([empty.status, wrong.status]).toEqual([400, 400]);
    expect(await decision(world, id)).toBeUndefined();
  });

  it('shows the same page for a second click, and decides once [R03]', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    const [first, second] = await Promise.all([
      browser.submit(page, { code: link.code }, 'approved-in-part'),
      browser.submit(page, { code: link.code }, 'approved-in-part'),
    ]);
    const third = await browser.submit(page, { code: link.code }, 'approved-in-part');

    expect([second?.html, third.html]).toEqual([first?.html, first?.html]);
    expect(happened(await world.register.load(id)).filter((type) => type === 'decided')).toHaveLength(1);
  });

  it('says that a colleague was faster, and keeps their decision', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const [hers, his] = [openDesk(world), openDesk(world)];
    const [almas, brunos] = [newestLink(world, 's/decide'), newestLink(world, 's/decide', bruno.email)];
    const [page, other] = [await enter(hers, almas), await enter(his, brunos)];

    await hers.submit(page, { code: almas.code }, 'approved-in-part');
    const late = await his.submit(other, { code: brunos.code }, 'approved-in-part');

    expect(late.html).toContain('This has been decided');
    expect(await decision(world, id)).toMatchObject({ staffId: 'alma' });
  });

  it.each(['version', 'hash', 'shown'])(
    'decides nothing when the %s is not the one that was shown',
    async (field) => {
      const world = aWorld();
      const id = await awaitingDecision(world);
      const browser = openDesk(world);
      const link = newestLink(world, 's/decide');
      const page = await enter(browser, link);

      const answer = await browser.submit(page, { code: link.code, [field]: '99' }, 'approved-in-part');

      expect(answer.html).toContain('Something changed since you opened the page');
      expect(await decision(world, id)).toBeUndefined();
    },
  );

  it('decides nothing when a colleague left something out meanwhile [R06]', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const [hers, his] = [openDesk(world), openDesk(world)];
    const [almas, brunos] = [newestLink(world, 's/decide'), newestLink(world, 's/decide', bruno.email)];
    const [page, other] = [await enter(hers, almas), await enter(his, brunos)];
    const what = JSON.stringify(['shop', 'customers', 'field', 'name']);

    await his.submit(other, { what, ground: 'rights-of-others' }, 'withhold');
    const answer = await hers.submit(page, { code: almas.code }, 'approved-in-part');

    expect(answer.html).toContain('Something changed since you opened the page');
    expect(await decision(world, id)).toBeUndefined();
  });

  it('cannot be in full when something is left out', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    await browser.submit(page, { code: link.code, act: 'approved' }, 'approved-in-part');

    expect(await decision(world, id)).toBeUndefined();
  });

  it('is impossible while a field that the map does not describe holds something, until staff classify it', async () => {
    const rows = plainRows();
    rows.shop.orders = (rows.shop.orders ?? []).map((order) => ({ ...order, packer_note: 'rang twice' }));
    const world = aWorld({ rows });
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);
    const form = formOf(page.html, 'classify');

    const forced = await browser.post(form.action, {
      ...form.hidden,
      act: 'approved-in-part',
      code: link.code,
    });
    const classified = await browser.submit(page, { 'classify-0': 'give' }, 'classify');
    const his = newestLink(world, 's/decide', bruno.email);
    const done = await browser.submit(await enter(browser, his), { code: his.code }, 'approved');

    expect(actsOf(page.html)).not.toContain('approved');
    expect(textOf(page.html)).toContain('packer_note – Orders in the shop’s database');
    expect(forced.status).toBe(400);
    expect(textOf(forced.html)).toContain('fields that nobody has described hold something');
    expect(textOf(classified.html)).toContain('rang twice');
    expect(textOf(classified.html)).toContain('somebody else approves it: Bruno');
    expect(done.html).toContain('<h1>Approved</h1>');
    expect(lastOf((await world.register.load(id)).log, 'field-classified')?.data).toMatchObject({
      field: 'packer_note',
      as: 'give',
      staffId: 'alma',
    });
  });

  it('is impossible while the data map has gaps in what the answer must say', async () => {
    const gap = {
      at: 'datasets/shop.yaml: orders',
      problem: 'Nothing says why orders are kept',
      remedy: 'Add a purpose.',
      storeId: 'shop',
      collection: 'orders',
    };
    const world = aWorld({ map: aMap({ gaps: [gap] }) });
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);
    const form = formOf(page.html, 'refuse');

    const forced = await browser.post(form.action, {
      ...form.hidden,
      act: 'approved-in-part',
      code: link.code,
    });

    expect(textOf(page.html)).toContain('Nothing says why orders are kept. Add a purpose.');
    expect(textOf(forced.html)).toContain('the data map leaves open what the answer must say');
    expect(await decision(world, id)).toBeUndefined();
  });

  it('is impossible for somebody who may no longer decide when the form arrives [A09, A17]', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);
    const later = openDesk(world, { desk: { ...world.desk, staff: [bruno, { ...alma, may: ['enter'] }] } });
    for (const [name, value] of browser.cookies) later.cookies.set(name, value);

    const answer = await later.submit(page, { code: link.code }, 'approved-in-part');

    expect(answer.status).toBe(410);
    expect(await decision(world, id)).toBeUndefined();
  });

  it('is closed to a member of staff who asks for their own data, and the data is not shown to them here [A16]', async () => {
    const rows = shopRows();
    const own = (rows.customers ?? []).map((row) => ({
      ...row,
      email: String(row.email).replace(/^mia.*/, 'Alma@shop.example.com'),
    }));
    const world = aWorld({ rows: { shop: { ...rows, customers: own } } });
    const id = await awaitingDecision(world, aForm({ email: 'Alma@shop.example.com' }));
    const browser = openDesk(world);
    const mail = world.mailbox.to(alma.email).at(-1);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    const forced = await browser.post(`${link.path}/page`, { act: 'approved-in-part', code: link.code });
    const other = await enter(openDesk(world), newestLink(world, 's/decide', bruno.email));

    expect(mail?.text).toContain('/s/decide/');
    expect([page.status, forced.status]).toEqual([403, 403]);
    expect(textOf(page.html)).toContain('This is your own request');
    expect(page.html).not.toContain('Lamp Aurora');
    expect(await decision(world, id)).toBeUndefined();
    expect(other.html).toContain('Lamp Aurora');
  });

  it('logs each view of each collection once per session', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    await enter(browser, link);

    await browser.get(`${link.path}/page`);
    await browser.get(`${link.path}/page`, 'HEAD');
    await enter(openDesk(world), link);
    const viewed = (await world.register.load(id)).log.filter((e) => e.type === 'preview-viewed');

    const looks = viewed.map((e) => e.data.collections.map(({ collection }) => collection));
    expect(looks).toEqual([looks[0], looks[0]]);
    expect(looks[0]).toHaveLength(3);
    expect(new Set(looks[0]).size).toBe(3);
  });
});
