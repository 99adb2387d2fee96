import { StoreRefusedError } from '../../../functions/connectors/connector';
import { locateEverything } from '../../../functions/connectors/locate-everything';
import type { RowEndings } from '../../../functions/domain/erase-instruction';
import type { RowRef } from '../../../functions/domain/finding';
import { gather } from '../small-map';
import { draftedVendor, inTermsOf, LEFT_TO_THE_SHOP, outlineOf } from './drafted-vendor';
import { type OpenedVendor, openVendor, shippedVendor } from './shipped-vendor';
import { lettingPaymentsGo } from './stripe-shop';
import {
  aCharge,
  aCustomer,
  anAccount,
  finishRedactions,
  type StripeAccount,
  stripeStandIn,
} from './stripe-stand-in';

const LENA = 'lena.brandt@example.com';
const byEmail = (...values: string[]) => [{ collection: 'customers', field: 'email', values }];
const ofCustomer = (id: string) =>
  ['charges', 'invoices', 'payment_methods'].map((collection) => ({
    collection,
    field: 'customer',
    values: [id],
  }));

const RETAIN =
  'on_erasure: { retain: { ground: Tax law, article: "§ 147 AO", period: P8Y, counted_from: created } }';

describe('the file of Stripe', () => {
  const shipped = shippedVendor('stripe', {}, lettingPaymentsGo);
  let account: StripeAccount;
  let stripe: OpenedVendor;

  beforeEach(async () => {
    account = anAccount({
      customers: [aCustomer('cus_1', LENA), aCustomer('cus_2', 'ben@example.com')],
      charges: Array.from({ length: 130 }, (_, nth) => aCharge(`ch_${nth}`, 'cus_1')),
    });
    stripe = await openVendor(shipped, { api_key: 'sk_test_1' }, stripeStandIn(account));
  });

  afterEach(() => stripe.close());

  const located = async (searches = byEmail(LENA)) =>
    (await locateEverything(stripe.connector, searches)).rows;
  const erase = (collection: string, keys: readonly RowRef['key'][]) =>
    stripe.connector.erase([{ collection, keys, action: 'erase', atMost: keys.length }]);

  it('is drafted as its map says, from samples that name nobody', async () => {
    const draft = await draftedVendor(
      shipped.vendor,
      { api_key: 'sk_test_1' },
      stripeStandIn(account),
      'stripe',
    );

    expect(inTermsOf(shipped, draft)).toEqual(outlineOf(shipped.store.collections));
    expect(draft.problems.filter(({ blocks }) => blocks !== 'nothing')).toEqual([]);
    expect(new Set(draft.gaps)).toEqual(new Set(LEFT_TO_THE_SHOP));
    expect(`${draft.text}${draft.notLookedAt}${draft.asked}`).not.toMatch(/lena|brandt|@example|cus_1/i);
    expect(draft.notLookedAt).toEqual([
      'customer_deletion: shows the same rows as customers, and treats them otherwise; to use it, set physical.endpoint on customers',
      ...['charges', 'invoices', 'payment_methods'].map(
        (name) => `values of ${name}: the file of the vendor has no sample for it`,
      ),
    ]);
  });

  it('fits its map: no problem and no gap but what the shop decides', () => {
    expect(shipped.map.gaps).toEqual([]);
    expect(
      shippedVendor('stripe').map.gaps.map(({ at, concerns }) => [at.replace(/^.*: /, ''), concerns]),
    ).toEqual(
      ['charges', 'invoices', 'payment_methods'].map((name) => [
        `dataset[stripe].collections[${name}]`,
        'erasure',
      ]),
    );
  });

  it('does not believe that payments go along with a customer who is erased in another way', async () => {
    const other = shippedVendor('stripe', {}, (text) =>
      lettingPaymentsGo(text).replace(
        'title: Your customer record for payments',
        'title: Your customer record for payments\n          physical: { endpoint: customer_deletion }',
      ),
    );
    const opened = await openVendor(other, { api_key: 'sk_test_1' }, stripeStandIn(account));

    const { problems } = await opened.connector.examine();
    expect(
      problems
        .filter(({ code }) => code === 'goes-with-none')
        .map(({ collection, blocks }) => [collection, blocks]),
    ).toEqual(['charges', 'invoices', 'payment_methods'].map((name) => [name, 'erasure']));
    await expect(
      opened.connector.erase([{ collection: 'charges', keys: [{ id: 'ch_1' }], action: 'erase', atMost: 1 }]),
    ).rejects.toMatchObject({ place: { code: 'goes-with-none' } });
    await opened.close();
  });

  it('walks a request from the search to the settled erasure', async () => {
    await stripe.connector.probe();
    const [customer] = await located();
    const charges = await located(ofCustomer('cus_1'));
    expect(customer).toMatchObject({ key: { id: 'cus_1' }, facts: { email: LENA } });
    expect(charges).toHaveLength(130);

    const copies = await gather(stripe.connector.export([customer, charges[0]] as RowRef[]));
    expect(copies.map(({ values }) => values.name ?? values.amount)).toEqual(['Lena Brandt', 4_900]);

    const { collections, settlesWithin } = await stripe.connector.erase([
      { collection: 'charges', keys: charges.map(({ key }) => key), action: 'erase', atMost: 130 },
      { collection: 'customers', keys: [{ id: 'cus_1' }], action: 'erase', atMost: 1 },
    ]);
    expect(collections.map(({ erased, submitted }) => [erased, submitted])).toEqual([
      [0, 130],
      [0, 1],
    ]);
    expect(settlesWithin).toBe('P7D');
    expect((await stripe.connector.confirmAbsent(byEmail(LENA))).rows).toHaveLength(1);

    finishRedactions(account);
    expect((await stripe.connector.confirmAbsent([...byEmail(LENA), ...ofCustomer('cus_1')])).rows).toEqual(
      [],
    );
    expect(account.customers.map(({ name }) => name)).toEqual(['[redacted]', 'Lena Brandt']);
  });

  it('counts payments as asked for only with their own customer, whose job it names', async () => {
    account.customers.push(aCustomer('cus_3', LENA));
    account.charges.push(aCharge('ch_x', 'cus_3'));
    account.subscriptions.push({ id: 'sub_1', object: 'subscription', customer: 'cus_3', status: 'active' });

    const receipt = await stripe.connector.erase([
      { collection: 'charges', keys: [{ id: 'ch_1' }, { id: 'ch_x' }], action: 'erase', atMost: 2 },
      { collection: 'customers', keys: [{ id: 'cus_3' }, { id: 'cus_1' }], action: 'erase', atMost: 2 },
    ]);

    const order = { job: 'prj_1' };
    expect(receipt.ordered).toEqual([
      { collection: 'customers', key: { id: 'cus_1' }, order },
      { collection: 'charges', key: { id: 'ch_1' }, order },
    ]);
    expect(receipt.unfinished?.place?.code).toBe('ends-more');
    await expect(erase('charges', [{ id: 'ch_1' }])).rejects.toMatchObject({
      place: { code: 'goes-with-none' },
    });
    expect((await stripe.connector.examine()).eraseGroups).toEqual([
      ['customers', 'charges', 'invoices', 'payment_methods'],
    ]);
  });

  it('asks by the privacy interface, and repeats nothing that is under way', async () => {
    await erase('customers', [{ id: 'cus_1' }]);
    await erase('customers', [{ id: 'cus_1' }]);

    expect(account.jobs.size).toBe(1);
    expect(stripe.asked().filter((call) => call.startsWith('DELETE'))).toEqual([]);
    expect(stripe.asked().filter((call) => call.endsWith('/run'))).toHaveLength(1);
  });

  it('makes no erasure call for somebody whom Stripe does not show', async () => {
    const receipt = await erase('customers', [{ id: 'cus_404' }]);

    expect(receipt.collections[0]).toMatchObject({ erased: 0, alreadyAbsent: 1 });
    expect(stripe.asked().filter((call) => !call.startsWith('GET'))).toEqual([]);
  });

  const subscribe = (id: string, more: Record<string, unknown> = {}) =>
    account.subscriptions.push({ id, object: 'subscription', customer: 'cus_1', status: 'active', ...more });

  it('holds back a customer with a subscription, in the search and again before the erasure', async () => {
    subscribe('sub_1', { description: 'Tea' });
    subscribe('sub_2', { status: 'canceled' });

    expect((await located())[0]).toMatchObject({
      heldBy: 'ends-more',
      ends: [
        {
          ...{ what: 'a running subscription', several: 'running subscriptions' },
          ...{ id: 'sub_1', shown: 'active, Tea' },
        },
      ],
    });
    await expect(erase('customers', [{ id: 'cus_1' }])).rejects.toMatchObject({
      place: { code: 'ends-more' },
    });
    expect(account.jobs.size).toBe(0);
  });

  it('ends with a customer what was ticked for that very customer, and nothing else', async () => {
    subscribe('sub_1');
    const told = (keys: readonly RowRef['key'][], mayEnd: readonly RowEndings[]) =>
      stripe.connector.erase([
        { collection: 'customers', keys, action: 'erase', atMost: keys.length, mayEnd },
      ]);
    const [one, two] = [{ id: 'cus_1' }, { id: 'cus_2' }];

    await expect(told([one], [{ key: one, ids: ['sub_2'] }])).rejects.toThrow(StoreRefusedError);
    await expect(told([one], [{ key: two, ids: ['sub_1'] }])).rejects.toThrow(StoreRefusedError);
    expect(account.jobs.size).toBe(0);
    await told([one], [{ key: one, ids: ['sub_1', 'sub_0'] }]);
    expect([...account.jobs.values()].map(({ customers }) => customers)).toEqual([['cus_1']]);
  });

  it('keeps the order for other rows in the receipt where one of them would end more', async () => {
    subscribe('sub_1');

    const receipt = await erase('customers', [{ id: 'cus_1' }, { id: 'cus_2' }]);

    expect(receipt.ordered).toEqual([
      { collection: 'customers', key: { id: 'cus_2' }, order: { job: 'prj_1' } },
    ]);
    expect(receipt.unfinished?.place?.code).toBe('ends-more');
  });

  it('offers no tick where so much runs that nobody would read it, and looks at no further page', async () => {
    for (let nth = 0; nth < 250; nth += 1) subscribe(`sub_${nth}`);

    const [row] = await located();

    expect([row?.heldBy, row?.ends]).toEqual(['ends-more', undefined]);
    expect(stripe.asked().filter((call) => call.includes('/subscriptions'))).toHaveLength(2);
  });

  it('says that Stripe declines where the job fails, and that it waits where the job is slow', async () => {
    account.readyAfter = -1;
    await expect(erase('customers', [{ id: 'cus_1' }])).rejects.toThrow(StoreRefusedError);

    account.readyAfter = 1_000;
    await expect(erase('customers', [{ id: 'cus_2' }])).rejects.toMatchObject({
      place: { code: 'not-ready' },
    });
    account.readyAfter = 0;
    const [, job] = [...account.jobs.values()];
    expect((await erase('customers', [{ id: 'cus_2' }])).collections[0]).toMatchObject({ submitted: 1 });
    expect([account.jobs.size, job?.status]).toEqual([2, 'redacting']);
  });

  const attempt = (name: string) => {
    const keys = [{ id: 'cus_1' }];
    return stripe.connector.erase([
      { collection: 'customers', keys, action: 'erase', atMost: 1, attempt: name },
    ]);
  };

  it('is asked anew after a job that failed, and told the same answer again within the same attempt', async () => {
    account.readyAfter = -1;
    await expect(attempt('1')).rejects.toThrow(StoreRefusedError);
    account.readyAfter = 0;
    await expect(attempt('1')).rejects.toThrow(StoreRefusedError);

    expect((await attempt('2')).collections[0]).toMatchObject({ submitted: 1 });
    expect([...account.jobs.values()].map(({ status }) => status)).toEqual(['failed', 'redacting']);
  });

  it('is not asked twice where the answer to the run was lost, as long as it is the same attempt', async () => {
    const { connector, close } = await openVendor(shipped, { api_key: 'sk_test_1' }, (call) => {
      const given = stripeStandIn(account)(call);
      return call.path.endsWith('/run') ? { status: 502, body: 'gateway' } : given;
    });
    const keys = [{ id: 'cus_1' }];
    const told = { collection: 'customers', keys, action: 'erase', atMost: 1, attempt: '1' } as const;
    expect(await connector.erase([told])).toMatchObject({
      unsure: [{ collection: 'customers', key: { id: 'cus_1' } }],
      unfinished: { kind: 'no-answer' },
    });
    await close();

    expect((await attempt('1')).collections[0]).toMatchObject({ submitted: 1 });
    expect([...account.jobs.values()].map(({ status }) => status)).toEqual(['redacting']);
  });

  it('carries keys that say nothing about the person, the row or the request', async () => {
    await attempt('request-7');

    const keys = stripe.standIn.calls.flatMap(({ headers }) => headers['idempotency-key'] ?? []);
    expect(new Set(keys).size).toBe(2);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{40}$/);
  });

  it.each([
    [{ status: 'failed' }, 'refused', 'vendor-declines'],
    [{ status: 'canceled' }, 'refused', 'vendor-declines'],
    [{ status: 'ready' }, 'no-answer', 'error-in-answer'],
    [{}, 'misfit', 'no-rows-there'],
  ])('does not believe a job that was started and answers %j', async (body, kind, code) => {
    const { connector, close } = await openVendor(shipped, { api_key: 'sk_test_1' }, (call) =>
      call.path.endsWith('/run') ? { body } : stripeStandIn(account)(call),
    );
    const instruction = {
      collection: 'customers',
      keys: [{ id: 'cus_1' }],
      action: 'erase',
      atMost: 1,
    } as const;

    if (kind === 'refused')
      await expect(connector.erase([instruction])).rejects.toMatchObject({ kind, place: { code } });
    else
      expect(await connector.erase([instruction])).toMatchObject({
        collections: [{ erased: 0 }],
        unsure: [{ collection: 'customers', key: { id: 'cus_1' } }],
        unfinished: { kind, place: { code } },
      });
    await close();
  });

  it('keeps payments that a law keeps from going with the customer', async () => {
    const kept = shippedVendor('stripe', {}, (text) =>
      lettingPaymentsGo(text).replaceAll('on_erasure: as_parent', RETAIN),
    );
    const { connector, close } = await openVendor(kept, { api_key: 'sk_test_1' }, stripeStandIn(account));

    const { problems } = await connector.examine();
    await close();

    expect(problems).toContainEqual(
      expect.objectContaining({
        collection: 'customers',
        code: 'removes-kept',
        blocks: 'erasure',
        whileKept: ['charges', 'invoices', 'payment_methods'],
      }),
    );
  });

  it('keeps them too where only their own endpoint says that they go with the customer', async () => {
    const shipped = shippedVendor('stripe', {}, (text) =>
      lettingPaymentsGo(text).replaceAll('on_erasure: as_parent', RETAIN),
    );
    const { customers } = shipped.vendor.endpoints;
    if (customers?.erase === undefined) throw new Error('customers are erased by no step');
    const silent = { ...customers, erase: { ...customers.erase, alsoRemoves: [] } };
    const vendor = { ...shipped.vendor, endpoints: { ...shipped.vendor.endpoints, customers: silent } };
    const opened = await openVendor({ ...shipped, vendor }, { api_key: 'sk_test_1' }, stripeStandIn(account));

    const { problems } = await opened.connector.examine();
    await opened.close();

    expect(problems.find(({ code }) => code === 'removes-kept')?.whileKept).toEqual(
      expect.arrayContaining(['charges', 'invoices']),
    );
  });

  it('offers the deletion of the customer alone, after which Stripe still shows its id', async () => {
    const alone = shippedVendor('stripe', {}, (text) =>
      lettingPaymentsGo(text).replace(
        'own_record: true',
        'own_record: true\n          physical: { endpoint: customer_deletion }',
      ),
    );
    const { connector, close } = await openVendor(alone, { api_key: 'sk_test_1' }, stripeStandIn(account));

    const instruction = {
      collection: 'customers',
      keys: [{ id: 'cus_1' }],
      action: 'erase',
      atMost: 1,
    } as const;
    const receipts = [await connector.erase([instruction]), await connector.erase([instruction])];
    const left = await connector.confirmAbsent(byEmail(LENA));
    await close();

    expect(receipts.map(({ collections: [one] }) => [one?.erased, one?.alreadyAbsent])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(left.rows).toEqual([]);
    expect(account.charges).toHaveLength(130);
  });
});
