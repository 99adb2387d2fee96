import type { Connector } from '../../functions/connectors/connector';
import type { CompletionReport } from '../../functions/documents/completion-facts';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { aDesk } from '../builders/a-desk';
import { mia } from '../builders/shop-rows';
import { type OpenedVendor, openVendor, shippedVendor } from '../connectors/vendors/shipped-vendor';
import {
  aCharge,
  aCustomer,
  anAccount,
  finishRedactions,
  type StripeAccount,
  stripeStandIn,
} from '../connectors/vendors/stripe-stand-in';
import { answerAndClose, erased, type Settling, sweep, toPerson } from './settlement-world';

jest.setTimeout(120_000);

/** A shop that lets payments go with the customer. */
const stripe = shippedVendor('stripe', {}, (text) =>
  text.replaceAll(
    /title: (Your payments|Your invoices|Your means of payment)/g,
    'title: $1\n          on_erasure: as_parent',
  ),
);

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
    const store = {
      id: 'stripe',
      title: 'Stripe',
      kind: 'http',
      datasets: [],
      connection: {},
      backupsKept: 'P0D',
    };
    settling = await erased(
      {
        desk: { ...aDesk(), stores: [store] },
        map: { ...stripe.map, stores: stripe.map.stores.map((one) => ({ ...one, title: 'Stripe' })) },
      },
      ({ connectors }) => {
        (connectors as Record<string, Connector>).stripe = vendor.connector;
      },
    );
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

  it('stays open while the vendor still shows the person, and is asked for only once', async () => {
    settling.world.clock.forward('P3D');

    await sweep(settling);

    expect(allOf(await log(), 'erasure-settled')).toEqual([]);
    expect(vendor.asked().filter((call) => call === 'POST /v1/privacy/redaction_jobs')).toHaveLength(1);
  });
});
