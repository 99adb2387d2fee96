import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { eraseStores } from '../../../functions/steps/erase-stores/erase-stores';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { searchStores } from '../../../functions/steps/search-stores/search-stores';
import { mia } from '../../builders/shop-rows';
import { shippedVendor } from '../../connectors/vendors/shipped-vendor';
import {
  aSubscription,
  lettingPaymentsGo,
  withSeveralCustomersEach,
} from '../../connectors/vendors/stripe-shop';
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
import { type VendorDecision, vendorDecision } from './a-vendor-decision';
import { type Answer, type Browser, textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

jest.setTimeout(120_000);

let account: StripeAccount;
let desk: VendorDecision;

/** Two customers of the same person, of whom one has a subscription that was ticked; approved. */
async function approved(
  edit = withSeveralCustomersEach,
  charges = [aCharge('ch_1', 'cus_1'), aCharge('ch_3', 'cus_3')],
): Promise<void> {
  account = anAccount({
    customers: [aCustomer('cus_1', mia.email), aCustomer('cus_3', mia.email)],
    charges,
    subscriptions: [aSubscription('sub_1')],
  });
  desk = await vendorDecision({
    shipped: shippedVendor('stripe', {}, edit),
    title: 'Stripe',
    secrets: { api_key: 'sk_test_1' },
    answer: stripeStandIn(account),
  });
  await desk.approve(await desk.tick(await desk.opened()));
}

/** As if Stripe erased a customer while the call lasts. */
const atOnce = (text: string) =>
  lettingPaymentsGo(text).replace('own_record: true', 'physical: { endpoint: customer_deletion }');

/** Erases, while a subscription begins right before the call, and further ones right after it. */
async function eraseWhile(before: string, ...after: readonly string[]): Promise<void> {
  const erase = desk.vendor.connector.erase.bind(desk.vendor.connector);
  desk.vendor.connector.erase = async (...told) => {
    account.subscriptions.push(aSubscription('sub_9', before));
    const receipt = await erase(...told);
    account.subscriptions.push(...after.map((customer) => aSubscription('sub_8', customer)));
    return receipt;
  };
  await desk.erase();
  desk.vendor.connector.erase = erase;
}

async function caseOf(): Promise<{ browser: Browser; page: Answer; code: string }> {
  await handToStaff(desk.world, { requestId: desk.id, taskToken: 'case' });
  const browser = openDesk(desk.world);
  const link = newestLink(desk.world, 's/case');
  return { browser, page: await enter(browser, link), code: link.code };
}

afterEach(() => desk.vendor.close());

/** Staff let the desk search again instead of deciding what was held back. */
async function searchAgain(): Promise<void> {
  const { browser, page, code } = await caseOf();
  await browser.submit(page, { code, totp: await desk.code() }, 'search-again');
  await searchStores(desk.world, { requestId: desk.id });
  await askDecision(desk.world, { requestId: desk.id, taskToken: 'decide-2' });
}

const jobs = () => [...account.jobs.values()].map(({ customers }) => customers);

describe('where a vendor took the order for one customer and something holds back the other', () => {
  it('only the one that was not ordered stops, whatever begins for the one that was', async () => {
    await approved();
    await eraseWhile('cus_3', 'cus_1');

    expect(jobs()).toEqual([['cus_1']]);
    expect(lastOf((await desk.load()).log, 'erasure-drifted')?.data).toMatchObject({
      ...{ reason: 'ends-more', collections: [{ collection: 'customers', rows: 1 }] },
    });
  });

  it('leaves out only what was not ordered, and the person reads what ends with the order', async () => {
    await approved();
    await eraseWhile('cus_3', 'cus_1');
    const { browser, page } = await caseOf();
    await browser.submit(page, { totp: await desk.code() }, 'leave');
    await eraseStores(desk.world, { requestId: desk.id });
    await notifyOutcome(desk.world, { requestId: desk.id });

    expect(jobs()).toEqual([['cus_1']]);
    expect(toPerson(desk)).toContain(
      'Stripe: Your customer record for payments: a running subscription will end with it',
    );
    expect(toPerson(desk)).toContain('Your customer record for payments: 1 record; we have not decided yet');
  });

  it('tells staff what was asked for, and not that nothing was', async () => {
    await approved();
    await eraseWhile('cus_3');

    const text = textOf((await caseOf()).page.html);

    expect(text).not.toMatch(/nothing was erased here/i);
    expect(text).toContain(
      'The desk has asked for the erasure of 2 records here. The desk erases nothing more here until you decide.',
    );
  });

  it('tells staff what was erased at once', async () => {
    await approved(atOnce, []);
    await eraseWhile('cus_3');

    const text = textOf((await caseOf()).page.html);

    expect(account.customers.map(({ deleted }) => deleted)).toEqual([true, undefined]);
    expect(text).not.toMatch(/nothing was erased here/i);
    expect(text).toContain('The desk has erased or blanked 1 record here.');
  });

  it('does not tell staff that nothing was erased where the answer to a call was lost', async () => {
    await approved();
    const erase = desk.vendor.connector.erase.bind(desk.vendor.connector);
    desk.vendor.connector.erase = async (...told) => {
      desk.vendor.connector.erase = erase;
      await erase(...told);
      account.subscriptions.push(aSubscription('sub_9'));
      throw new Error('the process is gone');
    };
    await expect(desk.erase()).rejects.toThrow('the process is gone');
    desk.world.clock.forward('PT1H');
    await eraseStores(desk.world, { requestId: desk.id });

    const text = textOf((await caseOf()).page.html);

    expect(text).not.toMatch(/nothing was erased here/i);
    expect(text).toContain('A call was not answered and may have erased or asked for more.');
  });

  describe('and staff let the desk search again', () => {
    beforeEach(async () => {
      await approved();
      await eraseWhile('cus_3');
      await searchAgain();
    });

    it('the decision shows what was asked for, when, and that leaving it out takes nothing back', async () => {
      const text = textOf((await desk.opened()).page.html);

      expect(text).toContain('2 asked for already, 2 undecided.');
      expect(text).toContain(
        'Asked for on Tuesday 24 November 2026: 1 record. The vendor took the order, and is to carry it out by Tuesday 1 December 2026, with what ends along. Leaving it out does not take that back: only the vendor can stop it.',
      );
    });

    it('only what was not ordered waits for a tick', async () => {
      expect((await desk.frozen())?.endings).toMatchObject([
        { collection: 'customers', rows: 1, ends: [{ what: 'a running subscription', count: 1 }] },
      ]);
    });

    it('the order stands: nothing is asked for twice, and the person reads what was asked for', async () => {
      await desk.approve(await desk.opened());
      await desk.erase();
      await notifyOutcome(desk.world, { requestId: desk.id });

      expect(jobs()).toEqual([['cus_1']]);
      expect(lastOf((await desk.load()).log, 'store-erased')?.data).toMatchObject({
        ...{ submitted: 2, remaining: 0 },
      });
      expect(toPerson(desk)).toContain('Stripe: 2 records; asked for on');
      expect(toPerson(desk)).toContain(
        'Your customer record for payments: a running subscription will end with it',
      );
      expect(toPerson(desk)).toContain(
        'Your customer record for payments: 1 record; erasing it would also end a running subscription, so we have not erased it',
      );
    });

    it('the person who takes the request back reads that the order cannot be taken back', async () => {
      await desk.world.register.append(desk.id, 'withdrawn', () => anEvent('withdrawn'));
      await notifyOutcome(desk.world, { requestId: desk.id });

      expect(toPerson(desk)).toContain('we have stopped');
      expect(toPerson(desk)).toContain('Part of it was done before you took it back');
    });

    it('it settles later with what was ordered since', async () => {
      await desk.approve(await desk.tick(await desk.opened()));
      expect((await desk.erase()).next).toBe('done');
      expect(jobs()).toEqual([['cus_1'], ['cus_3']]);
      await notifyOutcome(desk.world, { requestId: desk.id });
      await desk.close();
      finishRedactions(account);
      desk.world.clock.forward('P8D');
      await sweep(desk);

      expect(lastOf((await desk.load()).log, 'erasure-settled')?.data).toEqual({
        storeId: 'stripe',
        rows: 4,
      });
    });

    it('what the vendor has erased of it meanwhile has not vanished, and is told as erased', async () => {
      await desk.approve(await desk.tick(await desk.opened()));
      finishRedactions(account);

      expect((await desk.erase()).next).toBe('done');
      await notifyOutcome(desk.world, { requestId: desk.id });

      expect(jobs()).toEqual([['cus_1'], ['cus_3']]);
      expect(toPerson(desk)).toContain('Stripe: 2 records; asked for on');
      expect(toPerson(desk)).toContain('Stripe: Your customer record for payments: 1 erased');
      expect(allOf((await desk.load()).log, 'erasure-drifted')).toHaveLength(1);
    });
  });
});

describe('where a vendor erased one customer at once, and the other was ticked after a new search', () => {
  beforeEach(async () => {
    await approved(atOnce, []);
    await eraseWhile('cus_3');
    await searchAgain();
    await desk.approve(await desk.tick(await desk.opened()));
  });

  it('what was erased before the search is no sign that the other has ended along', async () => {
    for (const customer of account.customers) customer.deleted = true;
    await desk.erase();
    const { browser, page } = await caseOf();
    await browser.submit(page, { totp: await desk.code() }, 'accept');

    expect((await eraseStores(desk.world, { requestId: desk.id })).next).toBe('done');
    await notifyOutcome(desk.world, { requestId: desk.id });

    expect(toPerson(desk)).toContain('Your customer record for payments: 1 erased');
    expect(toPerson(desk)).not.toMatch(/ended with it/);
  });

  it('the other is told with what ended with it', async () => {
    expect((await desk.erase()).next).toBe('done');
    await notifyOutcome(desk.world, { requestId: desk.id });

    expect(toPerson(desk)).toContain('Your customer record for payments: 2 erased');
    expect(toPerson(desk)).toMatch(/running subscription ended with it/);
    expect(toPerson(desk)).not.toContain('we do not know');
  });

  it('an order stands for a customer whom the new search does not find any more', async () => {
    await approved();
    await eraseWhile('cus_3');
    const [customer] = account.customers;
    Object.assign(customer ?? {}, { email: 'elsewhere@example.com' });
    account.subscriptions.splice(0);
    const { browser, page, code } = await caseOf();
    await browser.submit(page, { code, totp: await desk.code() }, 'search-again');
    await searchStores(desk.world, { requestId: desk.id });
    await askDecision(desk.world, { requestId: desk.id, taskToken: 'decide-2' });

    const open = await desk.opened();
    expect(textOf(open.page.html)).toContain('The search does not find 1 of them any more.');
    await desk.approve(open);
    await desk.erase();
    await notifyOutcome(desk.world, { requestId: desk.id });

    expect(jobs()).toEqual([['cus_1'], ['cus_3']]);
    expect(toPerson(desk)).toContain('Stripe: 4 records; asked for on');
    expect(toPerson(desk)).not.toContain('we have not decided yet');
  });
});
