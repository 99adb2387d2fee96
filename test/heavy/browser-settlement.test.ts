import { Phone } from '../../local/demo/phone';
import { keptPhones } from '../../local/desk/staff-phones';
import { people } from '../../local/sample-shop/people';
import { type DeskProcess, startDeskProcess } from './browser-desk';
import { BrowserPerson } from './browser-person';
import { WatchedBrowser } from './watched-browser';

jest.setTimeout(300_000);

const { lena } = people;
const RUNDBRIEF = 'privacy@rundbrief.example';
/** Moving the clock sweeps every day in between. */
const LONGEST_SWEEPS_MS = 120_000;

let desk: DeskProcess;
let browser: WatchedBrowser;
let person: BrowserPerson;

beforeAll(async () => {
  desk = await startDeskProcess('2026-10-05T09:00:00Z');
  browser = await WatchedBrowser.open(desk.url);
  person = new BrowserPerson(browser, desk.url);
});

afterAll(async () => {
  await browser?.close();
  await desk?.stop();
});

async function forward(...buttons: readonly string[]): Promise<void> {
  for (const name of buttons)
    await person.page.getByRole('button', { name, exact: true }).click({ timeout: LONGEST_SWEEPS_MS });
}

/** Looks at the mail that is open, as its reader sees it. Returns its text. */
async function lookAtMail(name: string): Promise<string> {
  const { mailbox } = browser;
  const text = await mailbox.locator('main pre').innerText();
  await mailbox.goto(`${mailbox.url()}/html`);
  await browser.look(`mail-${name}`, mailbox);
  return text;
}

/** Opens the newest mail and the page behind it, with pictures of the mail and of the page. */
async function opened(to: string, subject: RegExp, name: string, already = 0): Promise<string> {
  await person.openMail(to, subject, { already });
  await lookAtMail(name);
  const code = await person.followMail(to, subject, { already, button: /./ });
  await browser.look(name);
  return code;
}

describe('an erasure that others were asked for and do later', () => {
  it('is promised by the owner of the support mailbox', async () => {
    await person.open('/');
    await person.page.locator('input[name="right"][value="erasure"]').check();
    await person.page.locator('input[name="email"]').fill(lena.email);
    await person.press('Send my request');
    await person.followMail(lena.email, /is this your mailbox/, { button: 'Yes, it was me' });
    await person.followMail('alma@example.com', /A decision is waiting/, { button: /./ });
    const phone = new Phone(keptPhones(desk.directory)['alma@example.com'] ?? '');
    await person.page.locator('#approve-totp').fill(await phone.code());
    await person.press(/^Approve/);
    await forward('+1 day', '+1 hour');

    const code = await opened('jonas@example.com', /A task for you/, 'task-asked-on');
    await person.page.locator('input[name="answer"][value="submitted"]').check();
    await person.page.locator('main input[name="code"]').fill(code);
    await person.press(/Save/);
    await browser.look('task-asked-on-mistakes');
    await person.page.locator('input[name="askedOn"]').fill('2026-10-06');
    await person.page.locator('input[name="confirmBy"]').fill('2026-10-20');
    await person.page.locator('main input[name="code"]').fill(code);
    await person.press(/Save/);
    await browser.look('task-asked-on-noted');

    expect(await person.heading()).toContain('Thank you');
  });

  it('is promised by a processor', async () => {
    await opened(RUNDBRIEF, /Please act on a data request/, 'recipient-asked');
    await person.page.locator('input[name="answer"][value="promised"]').check();
    await person.page.locator('input[name="by"]').fill('2026-10-27');
    await person.press('Send');
    await browser.look('recipient-promised');

    expect(await person.text()).toContain('27 October 2026');
  });

  it('is answered without a wait: what is done, what was asked for, and by when', async () => {
    await person.openMail(lena.email, /what is done, and what is asked for/);

    expect(await lookAtMail('rest-follows')).toContain('20 October 2026');
  });

  it('is asked about on its day, and put off by another promise', async () => {
    await person.open('/s');
    await forward('+1 week', '+1 week');

    const code = await opened('jonas@example.com', /Is it erased by now/, 'settlement');
    await person.page.locator('input[name="answer"][value="not-yet"]').check();
    await person.page.locator('input[name="confirmBy"]').fill('2026-10-28');
    await person.page.locator('main input[name="code"]').fill(code);
    await person.press(/Save/);
    await browser.look('settlement-not-yet');
  });

  it('is asked about again, as the processor is, and comes to all who decide when nobody answers', async () => {
    const before = await person.mails(RUNDBRIEF, /./);
    await person.open('/s');
    await forward('+1 week', '+1 week');
    await opened('jonas@example.com', /Is it erased by now/, 'settlement-again', 1);
    await person.openMail(RUNDBRIEF, /./, { already: before });
    await lookAtMail('recipient-asked-again');
    await person.followMail(RUNDBRIEF, /./, { already: before, button: /./ });
    await person.page.locator('input[name="answer"][value="done"]').check();
    await person.press('Send');
    await browser.look('recipient-confirmed');
    await person.open('/s');
    await forward('+1 week', '+1 week', '+1 day');

    await opened('alma@example.com', /NOT CONFIRMED/, 'settlement-overdue');
  });

  it('ends once it is confirmed, and the person is told', async () => {
    const code = await person.followMail('alma@example.com', /NOT CONFIRMED/, { button: /./ });
    await person.page.locator('input[name="answer"][value="done"]').check();
    await person.page.locator('input[name="on"]').fill('2026-11-10');
    await person.page.locator('main input[name="code"]').fill(code);
    await person.press(/Save/);
    await browser.look('settlement-done');
    await forward('+1 hour');

    await person.openMail(lena.email, /The rest of your data is erased as well/);
    expect(await lookAtMail('rest-erased')).toContain('10 November 2026');
  });
});

describe('every page', () => {
  it('is whole, loads nothing foreign, and is not too wide', () => {
    expect(browser.elsewhere).toEqual([]);
    expect(browser.problems).toEqual([]);
  });
});
