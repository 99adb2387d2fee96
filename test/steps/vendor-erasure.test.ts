import type { Connector } from '../../functions/connectors/connector';
import type { CompletionReport } from '../../functions/documents/completion-facts';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { eraseStores } from '../../functions/steps/erase-stores/erase-stores';
import { mia } from '../builders/shop-rows';
import type { AskedCall } from '../connectors/vendor-stand-in';
import { type OpenedVendor, openVendor, shippedVendor } from '../connectors/vendors/shipped-vendor';
import { lettingPaymentsGo, withSeveralCustomersEach } from '../connectors/vendors/stripe-shop';
import {
  aCharge,
  aCustomer,
  anAccount,
  finishRedactions,
  type StripeAccount,
  stripeStandIn,
} from '../connectors/vendors/stripe-stand-in';
import { anEvent } from '../domain/a-log';
import { answerAndClose, erasedAtVendor, type Settling, sweep, toPerson } from './settlement-world';

jest.setTimeout(120_000);

/** A shop that lets payments go with the customer. */
const stripe = shippedVendor('stripe', {}, lettingPaymentsGo);

/** The same, where one person may be several customers. */
const severalEach = shippedVendor('stripe', {}, withSeveralCustomersEach);

describe('an erasure at a vendor that erases later', () => {
  let account: StripeAccount;
  let vendor: OpenedVendor;
  let settling: Settling;

  beforeEach(async () => {
    account = anAccount({
      customers: [aCustomer('cus_1', mia.email), aCustomer('cus_2', 'ben@example.com')],
      charges: [aCharge('ch_1', 'cus_1'), aCharge('ch_2', 'cus_1'), aCharge('ch_3', 'cus_2')],
    });
    vendor = await openVendor(stripe, { api_key: 'sk_test_1' }, stripeStandIn(account));
    settling = await erasedAtVendor(stripe, 'Stripe', vendor);
    await answerAndClose(settling);
  });

  afterEach(() => vendor.close());

  const log = async () => (await settling.world.register.load(settling.id)).log;

  it('is answered as asked for, with the day by which it is to be confirmed', async () => {
    expect(lastOf(await log(), 'store-erased')?.data).toMatchObject({ remaining: 0, submitted: 3 });
    expect(toPerson(settling)).toContain(
      'Stripe: 3 records; asked for on Tuesday 24 November 2026, to be confirmed by Tuesday 1 December 2026',
    );
    expect(lastOf(await log(), 'closed')?.data.outcome).toBe('partly-fulfilled');
    expect(account.customers[0]?.email).toBe(mia.email);
  });

  it('has settled once the vendor shows nothing of the person, who is then told, and touches nobody else', async () => {
    finishRedactions(account);
    settling.world.clock.forward('P8D');

    await sweep(settling);

    expect(lastOf(await log(), 'erasure-settled')?.data).toEqual({ storeId: 'stripe', rows: 3 });
    expect(toPerson(settling)).toContain('Stripe: erased; confirmed on Wednesday 2 December 2026');
    const { world, id } = settling;
    const report = (await world.objects.get(id, 'completion-report-settled.json')) as CompletionReport;
    expect(report.complete).toBe(true);
    expect(account.customers.map(({ email }) => email)).toContain('ben@example.com');
  });

  it('has not settled because the key is one of another account, where nobody of them is', async () => {
    account.customers.splice(0);
    account.charges.splice(0);
    account.id = 'acct_2';
    settling.world.clock.forward('P8D');

    const { connector, close } = await openVendor(stripe, { api_key: 'sk_test_1' }, stripeStandIn(account));
    (settling.world.connectors as Record<string, Connector>).stripe = connector;
    await sweep(settling);
    await close();

    expect(allOf(await log(), 'erasure-settled')).toEqual([]);
    expect(lastOf(await log(), 'settlement-checked')?.data).toEqual({
      storeId: 'stripe',
      fault: 'other-account',
    });
  });

  it('stays open while the vendor still shows the person, and is asked for only once', async () => {
    settling.world.clock.forward('P3D');

    await sweep(settling);

    expect(allOf(await log(), 'erasure-settled')).toEqual([]);
    expect(vendor.asked().filter((call) => call === 'POST /v1/privacy/redaction_jobs')).toHaveLength(1);
  });
});

describe('an erasure that a vendor accepts in part', () => {
  it('remembers which rows it asked for, asks for none twice, and counts none that was refused', async () => {
    const account = anAccount({
      customers: [aCustomer('cus_1', mia.email), aCustomer('cus_3', mia.email)],
      charges: [aCharge('ch_1', 'cus_1'), aCharge('ch_3', 'cus_3')],
    });
    const answer = stripeStandIn(account);
    let declines = true;
    const asksFor = ({ body }: AskedCall, id: string) => decodeURIComponent(body).includes(`=${id}`);
    const vendor = await openVendor(severalEach, { api_key: 'sk_test_1' }, (call) =>
      declines && asksFor(call, 'cus_3') ? { status: 402, body: {} } : answer(call),
    );
    const { world, id } = await erasedAtVendor(severalEach, 'Stripe', vendor);
    const log = async () => (await world.register.load(id)).log;

    const [first] = allOf(await log(), 'erasure-acknowledged');
    expect(first?.data.collections.map(({ collection, submitted = 0 }) => [collection, submitted])).toEqual([
      ['customers', 1],
      ['charges', 1],
    ]);
    const receipt = lastOf(await log(), 'store-erased')?.data;
    expect([receipt?.submitted, receipt?.remaining]).toEqual([2, 2]);
    expect(lastOf(await log(), 'store-unavailable')?.data).toMatchObject({ kind: 'refused' });

    declines = false;
    await world.register.append(id, 'mended', () => anEvent('stores-retried', { storeIds: ['stripe'] }));
    await eraseStores(world, { requestId: id });
    const after = lastOf(await log(), 'store-erased')?.data;
    await vendor.close();

    expect([after?.submitted, after?.remaining]).toEqual([4, 0]);
    const jobs = vendor.standIn.calls.filter(({ path }) => path.endsWith('/redaction_jobs'));
    expect(jobs.filter((call) => asksFor(call, 'cus_1'))).toHaveLength(1);
    expect(JSON.stringify(await log())).not.toMatch(/cus_|ch_[13]|prj_/);
  });
});

describe('an erasure whose customer was asked for before a payment could be read', () => {
  let account: StripeAccount;
  let vendor: OpenedVendor;
  let settling: Settling;
  let fails: (call: AskedCall) => boolean;

  beforeEach(async () => {
    account = anAccount({
      customers: [aCustomer('cus_1', mia.email), aCustomer('cus_2', 'ben@example.com')],
      charges: [aCharge('ch_1', 'cus_1'), aCharge('ch_2', 'cus_1'), aCharge('ch_3', 'cus_2')],
    });
    const answer = stripeStandIn(account);
    fails = ({ path }) => account.jobs.size > 0 && path === '/v1/charges/ch_1';
    vendor = await openVendor(stripe, { api_key: 'sk_test_1' }, (call) =>
      fails(call) ? { status: 500, body: {} } : answer(call),
    );
    settling = await erasedAtVendor(stripe, 'Stripe', vendor);
  });

  afterEach(() => vendor.close());

  const log = async () => (await settling.world.register.load(settling.id)).log;

  async function retry(): Promise<void> {
    fails = () => false;
    const { world, id } = settling;
    world.clock.forward('PT2H');
    await world.register.append(id, 'mended', () => anEvent('stores-retried', { storeIds: ['stripe'] }));
    await eraseStores(world, { requestId: id });
  }

  it('counts the payments as asked for with it on the next try, and asks for nobody twice', async () => {
    expect(lastOf(await log(), 'store-unavailable')?.data).toMatchObject({ kind: 'no-answer' });
    expect(lastOf(await log(), 'erasure-acknowledged')?.data.collections).toEqual(
      expect.arrayContaining([expect.objectContaining({ collection: 'customers', submitted: 1 })]),
    );

    await retry();

    expect(lastOf(await log(), 'store-erased')?.data).toMatchObject({ remaining: 0, submitted: 3 });
    expect([...account.jobs.values()].map(({ customers }) => customers)).toEqual([['cus_1']]);
    expect(allOf(await log(), 'erasure-drifted')).toEqual([]);
  });

  it('tells the person that all of it was asked for, and settles with all of it', async () => {
    await retry();
    await answerAndClose(settling);
    expect(toPerson(settling)).toContain('Stripe: 3 records; asked for on');

    finishRedactions(account);
    settling.world.clock.forward('P8D');
    await sweep(settling);

    expect(lastOf(await log(), 'erasure-settled')?.data).toEqual({ storeId: 'stripe', rows: 3 });
  });

  it('still refuses a payment whose customer was never asked for', async () => {
    const charges = ['ch_1', 'ch_3'].map((id) => ({ id }));
    const ordered = { collection: 'customers', key: { id: 'cus_1' }, order: { job: 'prj_1' } };
    fails = () => false;

    const receipt = await vendor.connector.erase([
      { collection: 'charges', keys: charges, action: 'erase', atMost: 2, orderedBefore: [ordered] },
    ]);

    expect(receipt.ordered).toEqual([
      { collection: 'charges', key: { id: 'ch_1' }, order: { job: 'prj_1' } },
    ]);
    expect(receipt.unfinished).toMatchObject({ kind: 'refused', place: { code: 'goes-with-none' } });
  });
});

describe('an erasure whose job failed at the vendor', () => {
  it('is asked for anew within the hour, once staff say that the cause is mended', async () => {
    const account = anAccount({ customers: [aCustomer('cus_1', mia.email)], readyAfter: -1 });
    const vendor = await openVendor(stripe, { api_key: 'sk_test_1' }, stripeStandIn(account));
    const { world, id } = await erasedAtVendor(stripe, 'Stripe', vendor);
    const log = async () => (await world.register.load(id)).log;
    expect(lastOf(await log(), 'store-unavailable')?.data).toMatchObject({
      ...{ kind: 'refused', place: { code: 'vendor-declines' } },
    });

    account.readyAfter = 0;
    world.clock.forward('PT1H');
    await world.register.append(id, 'mended', () => anEvent('stores-retried', { storeIds: ['stripe'] }));
    await eraseStores(world, { requestId: id });
    await vendor.close();

    expect(lastOf(await log(), 'store-erased')?.data).toMatchObject({ remaining: 0, submitted: 1 });
    expect([...account.jobs.values()].map(({ status }) => status)).toEqual(['failed', 'redacting']);
  });
});
