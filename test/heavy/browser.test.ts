import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Phone } from '../../local/demo/phone';
import { zipEntries } from '../../local/demo/zip-entries';
import { keptPhones } from '../../local/desk/staff-phones';
import { people } from '../../local/sample-shop/people';
import { type DeskProcess, startDeskProcess } from './browser-desk';
import { BrowserPerson } from './browser-person';
import { WatchedBrowser } from './watched-browser';

jest.setTimeout(300_000);

const { lena, tariq } = people;
const FORM_BUDGET = 14 * 1024;

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

async function ask(right: string, email: string): Promise<void> {
  await person.open('/');
  await person.page.locator(`input[name="right"][value="${right}"]`).check();
  await person.page.locator('input[name="email"]').fill(email);
  await person.press('Send my request');
}

async function unzipped(zip: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rightsdesk-package-'));
  for (const [name, content] of await zipEntries(readFileSync(zip))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

describe('the form, in a browser without scripts', () => {
  it('loads in at most two requests and 14 KB', async () => {
    const before = browser.requests.length;

    await person.open('/');

    const loaded = browser.requests.slice(before);
    const sizes = await Promise.all(loaded.map((request) => request.sizes()));
    const bytes = sizes.reduce((sum, size) => sum + size.responseBodySize + size.responseHeadersSize, 0);
    expect(loaded.length).toBeLessThanOrEqual(2);
    expect(bytes).toBeLessThanOrEqual(FORM_BUDGET);
    await browser.look('form');
  });

  it('says what is missing and keeps what was typed', async () => {
    await person.open('/');
    await person.page.locator('input[name="name"]').fill('Lena Brandt');
    await person.press('Send my request');

    expect(await person.text()).toContain('Please check');
    expect(await person.page.locator('input[name="name"]').inputValue()).toBe('Lena Brandt');
    await browser.look('form-with-mistakes');
  });

  it('sends nothing twice if the person goes back', async () => {
    await ask('access', lena.email);
    await browser.look('form-received');
    const sent = browser.posts;

    await person.page.goBack();

    expect(browser.posts).toBe(sent);
    expect(await person.mails(lena.email, /is this your mailbox/)).toBe(1);
    await browser.look('inbox');
  });
});

describe('an access request, in a browser without scripts', () => {
  it('continues once the mailed code is typed', async () => {
    await person.followMail(lena.email, /is this your mailbox/, { button: 'Yes, it was me' });

    expect(await person.heading()).toContain('Thank you');
    await browser.look('code-right');
  });

  it('asks the owner of the support mailbox, who uploads what is there', async () => {
    const code = await person.followMail('jonas@example.com', /A task for you/, { button: /./ });
    await browser.look('task');
    await person.page.locator('input[name="answer"][value="done"]').check();
    await person.page.locator('input[name="files"]').setInputFiles({
      name: 'complaint.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Dear shop, my lamp flickers. Lena Brandt'),
    });
    await person.page.locator('main input[name="code"]').fill(code);
    await person.press(/Save/);

    await browser.look('task-done');
    expect(await person.text()).toMatch(/thank you/i);
  });

  it('shows staff what the person would get before they approve it', async () => {
    const code = await person.followMail('alma@example.com', /A decision is waiting/, { button: /./ });
    await browser.look('decide-access');
    expect(await person.text()).toContain('complaint.txt');
    await person.page.locator('#approve-code').fill(code);

    await person.press(/^Approve/);

    expect(await person.text()).toMatch(/approved/i);
    await browser.look('approved');
  });

  it('is downloaded from another origin by a plain link, behind a fresh code', async () => {
    const ready = await person.openMail(lena.email, /Your data is ready/);
    await person.open(ready.link);
    await browser.look('download-start');
    await person.press('Send me a code');
    await browser.look('download-code');
    const { code } = await person.openMail(lena.email, /Your code for request/);
    await person.page.locator('main input[name="code"]').fill(code);
    await person.press('Go to my data');
    await browser.look('download-ready');
    const [download] = await Promise.all([
      person.page.waitForEvent('download'),
      person.page.getByRole('button', { name: /^download/i }).click(),
    ]);

    const folder = await unzipped(await download.path());
    expect(new Set(browser.elsewhere.map((url) => new URL(url).origin)).size).toBe(1);
    expect(download.suggestedFilename()).toMatch(/^DSR-.*\.zip$/);
    await person.page.goto(pathToFileURL(join(folder, 'index.html')).href);
    const read = await person.page.locator('body').innerText();
    expect(read).toContain('Brandt');
    expect(read).not.toContain(tariq.lastName);
    await browser.look('package');
  });
});

describe('an erasure, in a browser without scripts', () => {
  it('requires the authenticator app', async () => {
    const tasks = await person.mails('alma@example.com', /A decision is waiting/);
    await ask('erasure', lena.email);
    await person.followMail(lena.email, /is this your mailbox/, { button: 'Yes, it was me', already: 1 });
    await person.followMail('alma@example.com', /A decision is waiting/, { button: /./, already: tasks });
    const phone = new Phone(keptPhones(desk.directory)['alma@example.com'] ?? '');
    await browser.look('decide-erasure');

    await person.page.locator('#approve-totp').fill(await phone.code());
    await person.press(/^Approve/);

    expect(await person.text()).toMatch(/approved/i);
    await browser.look('approved-erasure');
  });

  it('begins when its day of notice is over: the bar on the page moves the clock', async () => {
    await person.openMail(lena.email, /about to be erased/);
    await browser.look('mail-erasure-notice', browser.mailbox);
    const tasks = await person.mails('jonas@example.com', /A task for you/);

    await person.page.getByRole('button', { name: '+1 day' }).click();
    await person.page.getByRole('button', { name: '+1 hour' }).click();

    expect(await person.page.locator('.notice').innerText()).toContain('Tuesday 6 October 2026');
    const code = await person.followMail('jonas@example.com', /A task for you/, {
      button: /./,
      already: tasks,
    });
    await browser.look('task-erasure');
    await person.page.locator('input[name="answer"][value="done"]').check();
    await person.page.locator('main input[name="code"]').fill(code);
    await person.press(/Save/);
    await browser.look('task-erasure-done');
  });

  it('ends in a report of what was erased and what stays, behind a fresh code', async () => {
    const done = await person.openMail(lena.email, /we keep most of it/);
    await browser.look('mail-erased', browser.mailbox);
    const codes = await person.mails(lena.email, /Your code for request/);
    await person.open(done.link);
    await browser.look('report-start');
    await person.press('Send me a code');
    const { code } = await person.openMail(lena.email, /Your code for request/, { already: codes });
    await person.page.locator('main input[name="code"]').fill(code);
    await person.press(/./);
    await browser.look('report-ready');
    const [download] = await Promise.all([
      person.page.waitForEvent('download'),
      person.page.getByRole('button', { name: /^download/i }).click(),
    ]);

    const file = join(mkdtempSync(join(tmpdir(), 'rightsdesk-report-')), 'completion-report.html');
    await download.saveAs(file);
    await person.page.goto(pathToFileURL(file).href);
    expect(await person.page.locator('body').innerText()).toMatch(/invoice/i);
    await browser.look('completion-report');
  });
});

describe('every page on the way', () => {
  it('keeps its security policy, asks no other origin, sends no referrer, and does not scroll sideways [A11]', () => {
    expect(browser.problems).toEqual([]);
  });
});
