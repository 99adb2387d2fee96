import { Phone } from '../../local/demo/phone';
import { keptPhones } from '../../local/desk/staff-phones';
import { people } from '../../local/sample-shop/people';
import { type DeskProcess, startDeskProcess } from './browser-desk';
import { BrowserPerson } from './browser-person';
import { WatchedBrowser } from './watched-browser';

jest.setTimeout(300_000);

const { ottilie, tariq, zoe, gerhard } = people;
const SIGN_IN = /sign in/i;
const LONGEST_PAGE_MS = 15_000;
/** Moving the clock sweeps every day in between. */
const LONGEST_SWEEPS_MS = 120_000;

let desk: DeskProcess;
let browser: WatchedBrowser;
let person: BrowserPerson;
let phone: Phone;

beforeAll(async () => {
  desk = await startDeskProcess('2026-10-05T09:00:00Z');
  browser = await WatchedBrowser.open(desk.url);
  person = new BrowserPerson(browser, desk.url);
  phone = new Phone(keptPhones(desk.directory)['alma@example.com'] ?? '');
});

afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

async function ask(right: string, email: string, more: Record<string, string> = {}): Promise<void> {
  await person.open('/');
  await person.page.locator(`input[name="right"][value="${right}"]`).check();
  for (const [name, value] of Object.entries(more))
    await person.page.locator(`input[name="${name}"][value="${value}"]`).check();
  await person.page.locator('input[name="email"]').fill(email);
  await person.page.locator('textarea[name="message"]').fill('My name is spelled Marchetti, with two t.');
  await person.press('Send my request');
}

async function signIn(): Promise<void> {
  const before = await person.mails('alma@example.com', SIGN_IN);
  await person.open('/s');
  await browser.look('staff-sign-in');
  await person.page.locator('input[name="email"]').fill('alma@example.com');
  await person.press(/./);
  await browser.look('staff-sign-in-sent');
  const mail = await person.openMail('alma@example.com', SIGN_IN, { already: before });
  await person.open(mail.link);
  await person.page.locator('main input[name="code"]').fill(mail.code);
  await person.press(/./);
  await browser.look('staff-sign-in-app');
  await person.page.locator('#sign-in-totp').fill(await phone.code());
  await person.press(/./);
}

/** Opens every mail that is in the inbox now, as its reader sees it. */
async function lookAtMails(): Promise<void> {
  const { mailbox } = browser;
  await mailbox.goto(`${desk.url}/inbox`);
  const links = await mailbox.locator('main tbody a').all();
  const mails = await Promise.all(
    links.map(async (link) => ({ url: await link.getAttribute('href'), subject: await link.textContent() })),
  );
  const seen = new Set<string>();
  for (const { url, subject } of mails) {
    const kind = (subject ?? '')
      .replace(/[:(].*|DSR-\S+/g, '')
      .trim()
      .replace(/\W+/g, '-')
      .toLowerCase();
    if (seen.has(kind)) continue;
    seen.add(kind);
    await mailbox.goto(`${desk.url}${url}/html`);
    await browser.look(`mail-${kind}`, mailbox);
  }
}

describe('before any request', () => {
  it('the local pages say where to begin', async () => {
    for (const [name, path] of Object.entries({
      local: '/local',
      'inbox-empty': '/inbox',
      'opt-out': '/opt-out',
    })) {
      await person.open(path);
      await browser.look(name);
    }
  });

  it('staff sign in with a mailed code and find nothing open', async () => {
    await signIn();

    await browser.look('open-requests-none');
    expect(await person.heading()).toContain('Open requests');
  });
});

describe('requests of many kinds', () => {
  it('come in, and each person sees the status', async () => {
    await ask('access', ottilie.email);
    await person.followMail(ottilie.email, /is this your mailbox/, { button: 'Yes, it was me' });
    await person.page.locator('main a.button').click();
    await browser.look('status');
    await ask('erasure', 'nobody@example.com');
    await person.followMail('nobody@example.com', /is this your mailbox/, { button: 'Yes, it was me' });
    const other = await person.openMail('nobody@example.com', /./, { already: 1 });
    await person.open(other.link);
    await browser.look('other-identifiers');
    await ask('marketing-objection', tariq.email);
    await browser.look('opt-out-received');
    await ask('rectification', zoe.email);
    const proof = await person.openMail(zoe.email, /is this your mailbox/);
    await person.open(proof.link);
    await browser.look('verify');
    await person.page.locator('main input[name="code"]').fill('000000');
    await person.press('Yes, it was me');
    await browser.look('verify-wrong');
    await person.page.locator('main input[name="code"]').fill(proof.code);
    await person.press('Yes, it was me');
    await ask('erasure', gerhard.email, { forWhom: 'deceased' });
    await ask('erasure', ottilie.email);
    await person.followMail(ottilie.email, /is this your mailbox/, { button: 'Yes, it was me', already: 1 });
    await person.open('/v/no-such-link');
    await browser.look('link-problem');
  });

  it('a withdrawal takes a fresh code', async () => {
    const { mailbox } = browser;
    await person.openMail(tariq.email, /./);
    await browser.look('mail-opt-out', mailbox);
    await person.openMail(zoe.email, /is this your mailbox/);
    await person.open((await mailbox.locator('main pre a[href*="/r/"]').first().getAttribute('href')) ?? '');
    await browser.look('status-open');
  });
});

describe('staff', () => {
  it('record a letter with the day on which it came', async () => {
    await person.open('/s/enter');
    await browser.look('staff-entry');
    await person.press('Enter it');
    await browser.look('staff-entry-mistakes');
  });

  it('decide on a customer with 5,000 orders on fast pages', async () => {
    const code = await person.followMail('jonas@example.com', /A task for you/, { button: /./ });
    await person.page.locator('input[name="answer"][value="nothing-held"]').check();
    await person.page.locator('main input[name="code"]').fill(code);
    await person.press(/Save/);
    const took: number[] = [];
    for (const [right, nth] of Object.entries({ access: 0, erasure: 1 })) {
      const mail = await person.openMail('alma@example.com', /A decision is waiting/, { already: 1, nth });
      await person.open(mail.link);
      await browser.look(`decide-gate-${right}`);
      await person.page.locator('main input[name="code"]').fill(mail.code);
      const began = performance.now();
      await person.press(/./);
      await person.page.waitForLoadState();
      took.push(performance.now() - began);
      await browser.look(`decide-large-${right}`);
    }

    expect(Math.max(...took)).toBeLessThan(LONGEST_PAGE_MS);
  });

  it('see what is open, the most urgent first', async () => {
    await person.open('/s');
    await browser.look('open-requests');
    expect(await person.page.locator('main tbody tr').count()).toBeGreaterThanOrEqual(4);
    await person.openMail('alma@example.com', /task|case|request|look/i);
    const mails = await person.mails('alma@example.com', /./);
    expect(mails).toBeGreaterThan(3);
    await person.followMail('alma@example.com', /for you/, { button: /./ });
    await browser.look('case');
  });

  it('are reminded, and informed when a date has passed', async () => {
    await person.open('/s');
    await person.page.getByRole('button', { name: '+30 days' }).click({ timeout: LONGEST_SWEEPS_MS });
    await person.page.getByRole('button', { name: '+1 week' }).click({ timeout: LONGEST_SWEEPS_MS });
    await signIn();
    await browser.look('open-requests-overdue');

    expect(await person.text()).toMatch(/overdue/);
    await lookAtMails();
  });
});

describe('every page', () => {
  it('is whole, loads nothing foreign, and is not too wide', () => {
    expect(browser.elsewhere).toEqual([]);
    expect(browser.problems).toEqual([]);
  });
});
