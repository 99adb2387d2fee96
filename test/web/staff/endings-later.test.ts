import { type Replayed, replayErasures } from '../../../functions/casework/replay/replay-erasures';
import { lastOf } from '../../../functions/domain/log-entries';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { mia } from '../../builders/shop-rows';
import { shippedVendor } from '../../connectors/vendors/shipped-vendor';
import { lettingPaymentsGo } from '../../connectors/vendors/stripe-shop';
import {
  aCustomer,
  anAccount,
  finishRedactions,
  type StripeAccount,
  stripeStandIn,
} from '../../connectors/vendors/stripe-stand-in';
import { sweep } from '../../steps/settlement-world';
import { type VendorDecision, vendorDecision } from './a-vendor-decision';
import { textOf } from './browser';

jest.setTimeout(120_000);

const keptAWhile = (text: string) =>
  lettingPaymentsGo(text).replace(
    'on_erasure: erase',
    'on_erasure: { retain: { ground: Tax law, article: "s 147 AO", period: P4Y, counted_from: created } }',
  );

let account: StripeAccount;
let desk: VendorDecision;

async function begin(edit = lettingPaymentsGo): Promise<void> {
  const subscription = { id: 'sub_1', object: 'subscription', customer: 'cus_1', status: 'active' };
  account = anAccount({ customers: [aCustomer('cus_1', mia.email)], subscriptions: [subscription] });
  desk = await vendorDecision({
    shipped: shippedVendor('stripe', {}, edit),
    title: 'Stripe',
    secrets: { api_key: 'sk_test_1' },
    answer: stripeStandIn(account),
  });
}

afterEach(() => desk.vendor.close());

const orders = () => desk.vendor.asked().filter((call) => call === 'POST /v1/privacy/redaction_jobs');

describe('without a tick', () => {
  it('the end of a retention ends nothing that runs: the record is left to staff', async () => {
    await begin(keptAWhile);
    const open = await desk.opened();
    expect(textOf(open.page.html)).not.toContain('What the erasure would also end');
    await desk.approve(open);
    await desk.erase();
    await notifyOutcome(desk.world, { requestId: desk.id });
    await desk.close();

    desk.world.clock.set('2027-04-09T08:00:00.000Z');
    await sweep(desk);

    expect(lastOf((await desk.load()).log, 'kept-ended')?.data).toMatchObject({
      erased: 0,
      left: [{ storeId: 'stripe', collection: 'customers', rows: 1, because: 'refused' }],
    });
    expect(orders()).toEqual([]);
  });

  it('the end of a retention erases what ends nothing', async () => {
    await begin(keptAWhile);
    await desk.approve(await desk.opened());
    await desk.erase();
    await notifyOutcome(desk.world, { requestId: desk.id });
    await desk.close();
    account.subscriptions.splice(0);

    desk.world.clock.set('2027-04-09T08:00:00.000Z');
    await sweep(desk);

    expect(orders()).toHaveLength(1);
  });

  it('a replay after a restore ends nothing either, although the same was ticked once', async () => {
    await begin();
    const before = { ...account.customers[0] };
    await desk.approve(await desk.tick(await desk.opened()));
    await desk.erase();
    await notifyOutcome(desk.world, { requestId: desk.id });
    await desk.close();
    finishRedactions(account);
    desk.world.clock.forward('P8D');
    await sweep(desk);
    expect(lastOf((await desk.load()).log, 'erasure-settled')?.data.storeId).toBe('stripe');

    const { id = '', object = '' } = before;
    account.customers.splice(0, 1, { ...before, id, object });
    const all: Replayed[] = [];
    for await (const one of replayErasures(desk.world, { storeId: 'stripe' })) all.push(one);

    expect(all).toMatchObject([{ storeId: 'stripe', rows: 0, fault: 'refused' }]);
    expect(orders()).toHaveLength(1);
  });
});
