import type { Locator, Page } from 'playwright-core';
import type { WatchedBrowser } from './watched-browser';

const LONGEST_WAIT_MS = 60_000;
const BETWEEN_LOOKS_MS = 300;

export interface SeenMail {
  /** Six digits; empty if the mail contains none. */
  readonly code: string;
  /** The link that the mail is about; never the one to the status page. */
  readonly link: string;
}

/** Waits until there are more than `already` such mails; then takes the newest, or the `nth` before it. */
interface WhichMail {
  readonly already?: number;
  readonly nth?: number;
}

/**
 * A person at the local run with a browser and the inbox: reads mails there, follows their links, types their
 * codes.
 */
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

  /**
   * Reloads the inbox, in its own tab, until there are more than `already` such mails, and opens the newest
   * (or the `nth` before it).
   */
  async openMail(to: string, subject: RegExp, { already = 0, nth = 0 }: WhichMail = {}): Promise<SeenMail> {
    const { mailbox } = this.browser;
    const until = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      const rows = await this.rows(to, subject);
      if ((await rows.count()) > already) break;
      if (performance.now() > until) throw new Error(`no mail to ${to} with ${subject}`);
      await new Promise((done) => setTimeout(done, BETWEEN_LOOKS_MS));
    }
    await (await this.rows(to, subject)).nth(nth).locator('a').click();
    const text = mailbox.locator('main pre');
    const code = /^\s*(\d{6})\s*$/m.exec(await text.innerText())?.[1] ?? '';
    const link = text.locator('a:not([href*="/r/"])').first();
    return { code, link: (await link.count()) > 0 ? ((await link.getAttribute('href')) ?? '') : '' };
  }

  /** How many mails with this subject an address has now. */
  async mails(to: string, subject: RegExp): Promise<number> {
    return (await this.rows(to, subject)).count();
  }

  private async rows(to: string, subject: RegExp): Promise<Locator> {
    const { mailbox } = this.browser;
    await mailbox.goto(new URL('/inbox', this.url).href);
    return mailbox.locator('main tbody tr').filter({ hasText: to }).filter({ hasText: subject });
  }

  /**
   * Opens the mail, follows its link, and types its code. Returns the code, since some pages ask for it
   * again.
   */
  async followMail(
    to: string,
    subject: RegExp,
    then: WhichMail & { button: RegExp | string },
  ): Promise<string> {
    const { code, link } = await this.openMail(to, subject, then);
    await this.open(link);
    await this.page.locator('main input[name="code"]').first().fill(code);
    await this.press(then.button);
    return code;
  }

  /** Presses a button in the main part of the page. */
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
