import type { Connector } from '../../../functions/connectors/connector';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { eraseStores } from '../../../functions/steps/erase-stores/erase-stores';
import { aDesk, alma } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { logText } from '../../builders/log-text';
import { mia } from '../../builders/shop-rows';
import { type OpenedVendor, openVendor, shippedVendor } from '../../connectors/vendors/shipped-vendor';
import {
  aCharge,
  aCustomer,
  anAccount,
  finishRedactions,
  type StripeAccount,
  stripeStandIn,
} from '../../connectors/vendors/stripe-stand-in';
import { answerAndClose, sweep, toPerson } from '../../steps/settlement-world';
import { type Answer, actsOf, type Browser, textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

jest.setTimeout(120_000);

/** A shop that lets payments go with the customer. */
const stripe = shippedVendor('stripe', {}, (text) =>
  text.replaceAll(
    /title: (Your payments|Your invoices|Your means of payment)/g,
    'title: $1\n          on_erasure: as_parent',
  ),
);

const aSubscription = (id: string, customer = 'cus_1') => ({
  ...{ id, object: 'subscription', customer, status: 'active', description: `Tea for Mia (${id})` },
});

describe('the decision on a customer whose erasure also ends a subscription', () => {
  let account: StripeAccount;
  let vendor: OpenedVendor;
  let world: World;
  let id: string;
  let browser: Browser;

  beforeEach(async () => {
    account = anAccount({
      customers: [aCustomer('cus_1', mia.email), aCustomer('cus_2', 'ben@example.com')],
      charges: [aCharge('ch_1', 'cus_1'), aCharge('ch_2', 'cus_1')],
      subscriptions: [aSubscription('sub_1'), aSubscription('sub_2', 'cus_2')],
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
    world = aWorld({
      desk: { ...aDesk(), stores: [store] },
      map: { ...stripe.map, stores: stripe.map.stores.map((one) => ({ ...one, title: 'Stripe' })) },
    });
    (world.connectors as Record<string, Connector>).stripe = vendor.connector;
    id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    browser = openDesk(world);
  });

  afterEach(() => vendor.close());

  const load = () => world.register.load(id);
  const frozen = async () => lastOf((await load()).log, 'manifest-frozen')?.data;

  /** The decision page after the mailed code. */
  const opened = () => enter(browser, newestLink(world, 's/decide'));

  /** A code of the app that was not used yet. */
  async function code(): Promise<string> {
    world.clock.forward('PT30S');
    return appCode(world, alma);
  }

  /** Ticks, or takes the tick back; the app is asked for first. */
  async function tick(page: Answer, fields: Record<string, string> = { 'end-0': 'yes' }): Promise<Answer> {
    const asked = await browser.submit(page, fields, 'endings');
    if (!textOf(asked.html).includes('Your authenticator app first')) return asked;
    const open = await browser.submit(asked, { totp: await code() }, 'factor');
    return browser.submit(open, fields, 'endings');
  }

  const approve = async (page: Answer) => browser.submit(page, { totp: await code() }, 'approved');

  it('shows what would end, and nothing is ticked', async () => {
    const page = await opened();

    const text = textOf(page.html);
    expect(text).toContain('What the erasure would also end');
    expect(text).toContain('To erase this record also ends a running subscription.');
    expect(text).toContain('active, Tea for Mia (sub_1)');
    expect(text).not.toContain('sub_2');
    expect(page.html).not.toMatch(/<input type="checkbox"[^>]*checked/);
    expect(actsOf(page.html)).not.toContain('approved');
  });

  it('ends it with the tick, and tells the person once it is settled', async () => {
    const ticked = await tick(await opened());
    expect(textOf(ticked.html)).toContain('Ticked by Alma');
    expect(textOf(ticked.html)).toContain('It also ends a running subscription , as ticked above.');
    await approve(ticked);
    await eraseStores(world, { requestId: id });

    expect([...account.jobs.values()]).toEqual([{ status: 'redacting', customers: ['cus_1'] }]);
    await answerAndClose({ world, id });
    finishRedactions(account);
    world.clock.forward('P8D');
    await sweep({ world, id });
    expect(lastOf((await load()).log, 'erasure-settled')?.data).toEqual({ storeId: 'stripe', rows: 3 });
    expect(toPerson({ world, id })).toContain('Stripe: erased');
  });

  it('is in the log with who and when, and with nothing of the person', async () => {
    await tick(await opened());

    const event = lastOf((await load()).log, 'manifest-frozen');
    expect([event?.actor, event?.data.version, event?.data.endings]).toEqual([
      { kind: 'staff', id: 'alma' },
      2,
      [
        {
          ...{ storeId: 'stripe', collection: 'customers', rows: 1, tickedBy: 'alma' },
          ends: [{ what: 'a running subscription', several: 'running subscriptions', count: 1 }],
        },
      ],
    ]);
    expect(logText(event)).not.toMatch(/sub_1|cus_1|Tea/);
  });

  it('changes the hash that an approval binds to, and back when the tick is taken back', async () => {
    const before = (await frozen())?.hash;
    const ticked = await tick(await opened());
    const between = (await frozen())?.hash;
    const taken = await tick(ticked, {});

    expect(between).not.toBe(before);
    expect((await frozen())?.hash).toBe(before);
    expect(textOf(taken.html)).not.toContain('Ticked by');
    expect(allOf((await load()).log, 'manifest-frozen')).toHaveLength(3);
  });
});
