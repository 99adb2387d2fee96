import type { CompletionReport } from '../../../functions/documents/completion-facts';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { eraseStores } from '../../../functions/steps/erase-stores/erase-stores';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { searchStores } from '../../../functions/steps/search-stores/search-stores';
import { alma, bruno } from '../../builders/a-desk';
import { logText } from '../../builders/log-text';
import { mia } from '../../builders/shop-rows';
import { shippedVendor } from '../../connectors/vendors/shipped-vendor';
import { aSubscription, lettingPaymentsGo } from '../../connectors/vendors/stripe-shop';
import {
  aCharge,
  aCustomer,
  anAccount,
  finishRedactions,
  type StripeAccount,
  stripeStandIn,
} from '../../connectors/vendors/stripe-stand-in';
import { anEvent } from '../../domain/a-log';
import { sweep, toPerson } from '../../steps/settlement-world';
import { type VendorDecision, type VendorSetting, vendorDecision } from './a-vendor-decision';
import { actsOf, textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

jest.setTimeout(120_000);

const shipped = shippedVendor('stripe', {}, lettingPaymentsGo);

let account: StripeAccount;
let desk: VendorDecision;

async function begin(more: Partial<VendorSetting> = {}): Promise<void> {
  account = anAccount({
    customers: [aCustomer('cus_1', mia.email), aCustomer('cus_2', 'ben@example.com')],
    charges: [aCharge('ch_1', 'cus_1'), aCharge('ch_2', 'cus_1')],
    subscriptions: [aSubscription('sub_1'), aSubscription('sub_2', 'cus_2')],
  });
  const answer = stripeStandIn(account);
  desk = await vendorDecision({
    shipped,
    title: 'Stripe',
    secrets: { api_key: 'sk_test_1' },
    answer,
    ...more,
  });
}

afterEach(() => desk.vendor.close());

const person = () => toPerson(desk);
const jobs = () => [...account.jobs.values()].map(({ customers }) => customers);

describe('the decision on a customer whose erasure also ends a subscription', () => {
  beforeEach(() => begin());

  it('shows what would end, with nothing ticked and nobody else’s', async () => {
    const { page } = await desk.opened();

    const text = textOf(page.html);
    expect(text).toContain('Say whether what still runs at a vendor may end.');
    expect(text).toContain('Erasing this record also ends a running subscription.');
    expect(text).toContain('active, Tea for Mia (sub_1)');
    expect(text).not.toContain('sub_2');
    expect(page.html).not.toMatch(/<input type="checkbox" id="endings-0"[^>]*checked/);
    expect(text).not.toContain('It also ends');
  });

  it('ends it with the tick, and tells the person so, at the answer and once it is settled', async () => {
    const ticked = await desk.tick(await desk.opened());
    expect(textOf(ticked.page.html)).toContain('Ticked by Alma');
    expect(textOf(ticked.page.html)).toContain('It also ends a running subscription , as ticked above.');
    expect(ticked.page.html).toMatch(/<input type="checkbox" id="endings-0"[^>]*checked/);
    await desk.approve(ticked);
    expect((await desk.erase()).next).toBe('done');

    expect(jobs()).toEqual([['cus_1']]);
    await notifyOutcome(desk.world, { requestId: desk.id });
    expect(person()).toContain(
      'Stripe: Your customer record for payments: a running subscription will end with it',
    );
    await desk.close();
    finishRedactions(account);
    desk.world.clock.forward('P8D');
    await sweep(desk);
    expect(lastOf((await desk.load()).log, 'erasure-settled')?.data).toEqual({ storeId: 'stripe', rows: 3 });
    expect(person()).toMatch(/Stripe: erased; confirmed on [^;]*; a running subscription ended with it/);
    const report = await desk.world.objects.get(desk.id, 'completion-report-settled.json');
    expect((report as CompletionReport).complete).toBe(true);
    expect(JSON.stringify(report)).not.toMatch(/sub_1|Tea for Mia/);
  });

  it('leaves it as it is without the tick, erases the rest, and tells the person why', async () => {
    await desk.approve(await desk.opened());
    await desk.erase();
    await notifyOutcome(desk.world, { requestId: desk.id });

    expect(jobs()).toEqual([]);
    expect(desk.vendor.asked().filter((call) => !call.startsWith('GET'))).toEqual([]);
    expect(person()).toContain(
      'Stripe: Your customer record for payments: 1 record; erasing it would also end a running subscription, so we have not erased it; tell us if it may end',
    );
    expect(person()).toContain('Stripe: Your payments: 2 records; erasing it would also end');
    expect(person()).not.toContain('What was to end with it');
    expect(desk.world.connectors.shop?.rows.get('customers')).toHaveLength(1);
  });

  it('is in the log with who and when, and with nothing of the person', async () => {
    await desk.tick(await desk.opened());

    const event = lastOf((await desk.load()).log, 'manifest-frozen');
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
    const before = (await desk.frozen())?.hash;
    const ticked = await desk.tick(await desk.opened());
    const between = (await desk.frozen())?.hash;
    const taken = await desk.tick(ticked, {});

    expect(between).not.toBe(before);
    expect((await desk.frozen())?.hash).toBe(before);
    expect(textOf(taken.page.html)).not.toContain('Ticked by');
    expect(allOf((await desk.load()).log, 'manifest-frozen')).toHaveLength(3);
  });

  it('takes the app, and nothing is ticked before', async () => {
    const { browser, page } = await desk.opened();

    const asked = await browser.submit(page, { 'end-0': 'yes' }, 'endings');

    expect(textOf(asked.html)).toContain('To let something end at a vendor takes more than a mailbox');
    expect(allOf((await desk.load()).log, 'manifest-frozen')).toHaveLength(1);
  });

  it('is recorded once when the form is sent twice, and not at all from an outdated page', async () => {
    const { browser, page } = await desk.tick(await desk.opened(), {});
    const outdated = await browser.submit(page, {}, 'endings');
    await browser.submit(page, { 'end-0': 'yes' }, 'endings');
    const again = await browser.submit(page, { 'end-0': 'yes' }, 'endings');
    const late = await browser.submit(outdated, {}, 'endings');

    expect(textOf(again.html)).toContain('Saved. Nothing has ended yet');
    expect(textOf(late.html)).toContain('changed');
    expect(allOf((await desk.load()).log, 'manifest-frozen')).toHaveLength(2);
    expect((await desk.frozen())?.endings?.[0]?.tickedBy).toBe('alma');
  });

  it('ends nothing that began after the tick, not even the rest, and goes back to staff', async () => {
    await desk.approve(await desk.tick(await desk.opened()));
    account.subscriptions.push(aSubscription('sub_9'));
    expect((await desk.erase()).next).toBe('by-person');

    expect(jobs()).toEqual([]);
    expect(lastOf((await desk.load()).log, 'erasure-drifted')?.data).toMatchObject({
      ...{ storeId: 'stripe', reason: 'ends-more', collections: [{ collection: 'customers', rows: 1 }] },
      ways: ['leave'],
    });
    await handToStaff(desk.world, { requestId: desk.id, taskToken: 'case' });
    const page = await enter(openDesk(desk.world), newestLink(desk.world, 's/case'));
    expect(textOf(page.html)).toContain('something runs that began after the approval');
    expect(actsOf(page.html)).toEqual(expect.arrayContaining(['leave', 'search-again']));
    expect(actsOf(page.html)).not.toContain('accept');
  });

  it('is asked for anew after a new search, which shows what has begun since', async () => {
    await desk.approve(await desk.tick(await desk.opened()));
    account.subscriptions.push(aSubscription('sub_9'));
    await desk.erase();
    await handToStaff(desk.world, { requestId: desk.id, taskToken: 'case' });
    const browser = openDesk(desk.world);
    const link = newestLink(desk.world, 's/case');
    await browser.submit(await enter(browser, link), { code: link.code }, 'search-again');

    expect((await searchStores(desk.world, { requestId: desk.id })).next).toBe('decide');

    expect((await desk.frozen())?.endings).toEqual([
      {
        ...{ storeId: 'stripe', collection: 'customers', rows: 1 },
        ends: [{ what: 'a running subscription', several: 'running subscriptions', count: 2 }],
      },
    ]);
  });

  it('may leave those records out instead, and then erases the rest', async () => {
    await desk.approve(await desk.tick(await desk.opened()));
    account.subscriptions.push(aSubscription('sub_9'));
    await desk.erase();
    await handToStaff(desk.world, { requestId: desk.id, taskToken: 'case' });
    const browser = openDesk(desk.world);
    const page = await enter(browser, newestLink(desk.world, 's/case'));
    await browser.submit(page, { totp: await desk.code() }, 'leave');

    const { next } = await eraseStores(desk.world, { requestId: desk.id });

    expect([next, jobs()]).toEqual(['ask-manual-stores', []]);
    expect(desk.world.connectors.shop?.rows.get('customers')).toHaveLength(1);
  });

  it('goes on where less runs than was ticked', async () => {
    await desk.approve(await desk.tick(await desk.opened()));
    account.subscriptions.splice(0, 1);

    expect((await desk.erase()).next).toBe('done');
    expect(jobs()).toEqual([['cus_1']]);
  });

  it('refuses what begins between the look and the call, and nothing has ended', async () => {
    await desk.approve(await desk.tick(await desk.opened()));
    const erase = desk.vendor.connector.erase.bind(desk.vendor.connector);
    desk.vendor.connector.erase = (...told) => {
      account.subscriptions.push(aSubscription('sub_9'));
      return erase(...told);
    };

    await desk.erase();

    expect(jobs()).toEqual([]);
    expect(lastOf((await desk.load()).log, 'store-unavailable')?.data).toMatchObject({
      ...{ storeId: 'stripe', phase: 'erase', kind: 'refused', place: { code: 'ends-more' } },
    });
  });

  it('survives a crash between the tick and the erasure, and one in the middle of it', async () => {
    await desk.approve(await desk.tick(await desk.opened()));
    const erase = desk.vendor.connector.erase.bind(desk.vendor.connector);
    desk.vendor.connector.erase = async (...told) => {
      desk.vendor.connector.erase = erase;
      await erase(...told);
      throw new Error('the process is gone');
    };
    await expect(desk.erase()).rejects.toThrow('the process is gone');
    desk.world.clock.forward('PT1H');

    expect((await eraseStores(desk.world, { requestId: desk.id })).next).toBe('done');
    expect(jobs()).toEqual([['cus_1']]);
    await notifyOutcome(desk.world, { requestId: desk.id });
    expect(person()).toContain('a running subscription will end with it');
  });
});

describe('who may tick', () => {
  it('needs as many approvals of the ticked manifest as an erasure does: one of before counts no more', async () => {
    await begin({ approvals: 2 });
    await desk.approve(await desk.opened(alma));
    const ticked = await desk.tick(await desk.opened(bruno), { 'end-0': 'yes' }, bruno);
    await desk.approve(ticked, bruno);
    expect(lastOf((await desk.load()).log, 'decided')).toBeUndefined();

    const second = await desk.opened(alma);
    expect(textOf(second.page.html)).toContain('Ticked by Bruno');
    expect(textOf(second.page.html)).toContain('It also ends a running subscription');
    await desk.approve(second, alma);
    const { hash } = (await desk.frozen()) ?? {};
    expect(lastOf((await desk.load()).log, 'decided')?.data).toMatchObject({
      staffId: 'alma',
      manifestHash: hash,
    });
    await desk.erase();
    expect(jobs()).toEqual([['cus_1']]);
  });

  it('is not somebody on whose word the request rests, while others can decide', async () => {
    await begin();
    await desk.world.register.append(desk.id, 'vouch', () => anEvent('claim-vouched', { staffId: 'alma' }));
    const { browser, page } = await desk.opened();
    const theirs = await browser.submit(page, { totp: await desk.code() }, 'factor');
    expect(textOf(theirs.html)).toContain('What the erasure would also end');
    expect(actsOf(theirs.html)).not.toContain('endings');

    const forced = await browser.submit(theirs, { 'end-0': 'yes', act: 'endings' }, 'search-again');

    expect(textOf(forced.html)).toContain('somebody else approves it: Bruno');
    expect(allOf((await desk.load()).log, 'manifest-frozen')).toHaveLength(1);
  });

  it('is asked before anything can be approved where all of it waits', async () => {
    await begin({ isAlone: true });
    const open = await desk.opened();
    expect(actsOf(open.page.html)).not.toContain('approved');
    expect(textOf(open.page.html)).toContain('Tick above what may end along with it');

    expect(actsOf((await desk.tick(open)).page.html)).toContain('approved');
  });
});
