import type { Page } from 'playwright-core';
import type { WatchedBrowser } from './watched-browser';

const LONGEST_WAIT_MS = 60_000;
const BETWEEN_LOOKS_MS = 300;

/** Someone at the local run with a browser and the inbox: reads mails there, follows their links, types their codes. */
export class BrowserPerson {
  constructor(
    readonly browser: WatchedBrowser,
    private readonly url: string,
  ) {}

  get page(): Page {
    return this.browser.page;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.url).href);
  }

  /** Reloads the inbox until a mail with this subject to this address is there, and opens it. Returns the code it holds. */
  async openMail(to: string, subject: RegExp, already = 0): Promise<string> {
    const { page } = this;
    const until = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      await this.open('/inbox');
      const rows = page.locator('main tbody tr').filter({ hasText: to }).filter({ hasText: subject });
      if ((await rows.count()) > already) {
        await rows.first().locator('a').click();
        return /^\s*(\d{6})\s*$/m.exec(await page.locator('main pre').innerText())?.[1] ?? '';
      }
      if (performance.now() > until) throw new Error(`no mail to ${to} with ${subject}`);
      await new Promise((done) => setTimeout(done, BETWEEN_LOOKS_MS));
    }
  }

  /** How many mails with this subject an address has now. */
  async mails(to: string, subject: RegExp): Promise<number> {
    await this.open('/inbox');
    return this.page.locator('main tbody tr').filter({ hasText: to }).filter({ hasText: subject }).count();
  }

  /** Opens the mail, follows its link (never the one to the status page), types the code. */
  async followMail(to: string, subject: RegExp, button: RegExp | string, already = 0): Promise<string> {
    const code = await this.openMail(to, subject, already);
    await this.page.locator('main pre a:not([href*="/r/"])').first().click();
    await this.page.locator('main input[name="code"]').first().fill(code);
    await this.press(button);
    return code;
  }

  /** Presses a button of the page's main part. */
  async press(button: RegExp | string): Promise<void> {
    await this.page.locator('main').getByRole('button', { name: button }).first().click();
  }

  heading(): Promise<string> {
    return this.page.locator('main h1').first().innerText();
  }

  text(): Promise<string> {
    return this.page.locator('main').innerText();
  }
}
