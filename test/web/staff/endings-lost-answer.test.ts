import type { CompletionReport } from '../../../functions/documents/completion-facts';
import { carriedSoFar } from '../../../functions/domain/carried-so-far';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { eraseStores } from '../../../functions/steps/erase-stores/erase-stores';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { searchStores } from '../../../functions/steps/search-stores/search-stores';
import { mia } from '../../builders/shop-rows';
import type { AskedCall } from '../../connectors/vendor-stand-in';
import { shippedVendor } from '../../connectors/vendors/shipped-vendor';
import { aSubscription, withSeveralCustomersEach } from '../../connectors/vendors/stripe-shop';
import {
  aCharge,
  aCustomer,
  anAccount,
  type StripeAccount,
  stripeStandIn,
} from '../../connectors/vendors/stripe-stand-in';
import { anEvent } from '../../domain/a-log';
import { toPerson } from '../../steps/settlement-world';
import { type VendorDecision, vendorDecision } from './a-vendor-decision';
import { type Answer, type Browser, textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

jest.setTimeout(120_000);

let account: StripeAccount;
let desk: VendorDecision;
/** Whether Stripe does what it is asked and its answer gets lost on the way. */
let isCut: (call: AskedCall) => boolean;

/** A customer with a subscription that was ticked, and one without; approved. */
async function begin(isAlone = false): Promise<void> {
  isCut = () => false;
  account = anAccount({
    customers: [aCustomer('cus_1', mia.email), aCustomer('cus_3', mia.email)],
    charges: [aCharge('ch_1', 'cus_1')],
    subscriptions: [aSubscription('sub_1')],
  });
  const answer = stripeStandIn(account);
  desk = await vendorDecision({
    shipped: shippedVendor('stripe', {}, withSeveralCustomersEach),
    title: 'Stripe',
    secrets: { api_key: 'sk_test_1' },
    isAlone,
    answer: (call) => {
      const given = answer(call);
      return isCut(call) ? { status: 502, body: 'gateway' } : given;
    },
  });
  await desk.approve(await desk.tick(await desk.opened()));
}

afterEach(() => desk.vendor.close());

const log = async () => (await desk.load()).log;
const jobs = () => [...account.jobs.values()].map(({ customers, status }) => [...customers, status]);
const report = async () =>
  (await desk.world.objects.get(desk.id, 'completion-report.json')) as CompletionReport;

/** The process is gone after the call, and meanwhile another subscription begins for each customer. */
async function crashAfterCall(): Promise<void> {
  const erase = desk.vendor.connector.erase.bind(desk.vendor.connector);
  desk.vendor.connector.erase = async (...told) => {
    desk.vendor.connector.erase = erase;
    await erase(...told);
    account.subscriptions.push(aSubscription('sub_8', 'cus_1'), aSubscription('sub_9', 'cus_3'));
    throw new Error('the process is gone');
  };
  await expect(desk.erase()).rejects.toThrow('the process is gone');
  desk.world.clock.forward('PT1H');
  await eraseStores(desk.world, { requestId: desk.id });
}

async function caseOf(): Promise<{ browser: Browser; page: Answer; code: string }> {
  await handToStaff(desk.world, { requestId: desk.id, taskToken: 'case' });
  const browser = openDesk(desk.world);
  const link = newestLink(desk.world, 's/case');
  return { browser, page: await enter(browser, link), code: link.code };
}

async function searchAgain(): Promise<void> {
  const { browser, page, code } = await caseOf();
  await browser.submit(page, { code, totp: await desk.code() }, 'search-again');
  await searchStores(desk.world, { requestId: desk.id });
  await askDecision(desk.world, { requestId: desk.id, taskToken: 'decide-2' });
}

async function finish(): Promise<void> {
  await eraseStores(desk.world, { requestId: desk.id });
  await notifyOutcome(desk.world, { requestId: desk.id });
}

const MAY_GO =
  'we told it to erase without an answer, so it may still erase that, whatever we have decided since';

describe('where the answer to an order was lost, and staff decide something else', () => {
  beforeEach(() => begin());

  it('says on the page where it stopped that leaving out takes no order back', async () => {
    await crashAfterCall();
    expect(jobs()).toEqual([
      ['cus_1', 'redacting'],
      ['cus_3', 'redacting'],
    ]);

    expect(textOf((await caseOf()).page.html)).toContain('leaving it out does not take that back');
  });

  it('the person does not read that what was left out stays, nor that it is not decided yet', async () => {
    await crashAfterCall();
    const { browser, page } = await caseOf();
    await browser.submit(page, { totp: await desk.code() }, 'leave');
    await finish();

    expect(toPerson(desk)).toContain(`3 records that ${MAY_GO}`);
    expect(toPerson(desk)).toContain(
      'a running subscription was to end with it; we do not know whether that happened',
    );
    expect(toPerson(desk)).not.toContain('we have not decided yet');
    const { complete, missing, totals } = await report();
    expect([complete, totals.undecided]).toEqual([false, 0]);
    expect(missing).toContainEqual(expect.objectContaining({ reason: 'may-still-go', count: 3 }));
  });

  it('the decision after a new search shows what was asked for, when, and that it may go', async () => {
    await crashAfterCall();
    await searchAgain();

    const text = textOf((await desk.opened()).page.html);

    expect(text).toContain(
      'Asked for on Tuesday 24 November 2026, and the answer was lost: 2 records. The vendor may still carry it out',
    );
    expect(text).toContain('leaving it out takes nothing back');
  });

  it('the person who takes the request back reads that it may have been done', async () => {
    await desk.vendor.close();
    await begin(true);
    await crashAfterCall();
    await searchAgain();
    await desk.world.register.append(desk.id, 'withdrawn', () => anEvent('withdrawn'));
    await notifyOutcome(desk.world, { requestId: desk.id });

    expect(toPerson(desk)).toContain('Part of it may have been done before you took it back');
  });

  it('the person is not told that it was left for the sake of what would end', async () => {
    await crashAfterCall();
    account.subscriptions.splice(-1);
    await searchAgain();
    await desk.approve(await desk.opened());
    await desk.erase();
    await notifyOutcome(desk.world, { requestId: desk.id });

    expect(toPerson(desk)).toContain('Stripe: 1 record; asked for on');
    expect(toPerson(desk)).toContain(`2 records that ${MAY_GO}`);
    expect(toPerson(desk)).not.toContain('so we have not erased it');
  });

  it('is asked for again under the same key where staff tick it, and is then an order like any other', async () => {
    await crashAfterCall();
    await searchAgain();
    await desk.approve(await desk.tick(await desk.opened()));
    await desk.erase();
    await notifyOutcome(desk.world, { requestId: desk.id });

    expect(jobs()).toHaveLength(2);
    expect(toPerson(desk)).toContain('Stripe: 3 records; asked for on');
    expect(toPerson(desk)).not.toContain(MAY_GO);
  });

  it('nobody can refuse all of it as if nothing was done', async () => {
    await desk.vendor.close();
    await begin(true);
    await crashAfterCall();

    expect(carriedSoFar(await desk.load())).toBe('perhaps');
  });
});

describe('where a connection was cut for one of several rows', () => {
  beforeEach(async () => {
    await begin();
    isCut = ({ path, body }) => path.endsWith('/run') && body !== undefined && account.jobs.size === 2;
    await desk.erase();
    isCut = () => false;
  });

  it('records which one it was, and counts the others as asked for', async () => {
    const acknowledged = lastOf(await log(), 'erasure-acknowledged')?.data;

    expect(acknowledged).toMatchObject({
      collections: expect.arrayContaining([
        expect.objectContaining({ collection: 'customers', submitted: 1 }),
      ]),
      lost: { collections: expect.arrayContaining([{ collection: 'customers', rows: 1 }]) },
    });
    expect(JSON.stringify(await log())).not.toMatch(/cus_|ch_1|prj_/);
  });

  it('asks for it again at once, and for no other', async () => {
    await desk.world.register.append(desk.id, 'mended', () => ({
      type: 'stores-retried',
      data: { storeIds: ['stripe'] },
      actor: { kind: 'desk' },
    }));
    await finish();

    expect(jobs()).toHaveLength(2);
    expect(toPerson(desk)).toContain('Stripe: 3 records; asked for on');
  });
});

describe('where the vendor is down before it is asked for anything', () => {
  it('nothing counts as asked for', async () => {
    await begin(true);
    const erase = desk.vendor.connector.erase.bind(desk.vendor.connector);
    desk.vendor.connector.erase = (...told) => {
      isCut = ({ path }) => path.startsWith('/v1/customers/');
      return erase(...told);
    };
    await desk.erase();

    const [answer] = allOf(await log(), 'erasure-acknowledged');
    expect(answer?.data).toMatchObject({ by: 'answer' });
    expect(answer?.data.lost).toBeUndefined();
    expect(carriedSoFar(await desk.load())).toBe('nothing');
  });
});
