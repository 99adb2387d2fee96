import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Request } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Folder for pictures of the pages. */
const pictures = process.env.SCREENSHOTS ?? join(__dirname, '..', '..', 'coverage', 'screenshots');

const WIDTHS = { desktop: 900, phone: 360 } as const;
const NARROWEST = 320;

/** Traces of a program, which no page may show a person. */
const TRACES = /\bundefined\b|\bNaN\b|\[object |\bnull\b|Invalid Date|\{\{|\b\d{4}-\d\d-\d\dT\d\d:/;

/** Runs in the page: returns what sticks out to the right, if the page scrolls sideways. */
const STICKING_OUT = `(() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return '';
  const out = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 0.5);
  return root.scrollWidth + ': ' + out.slice(0, 3).map((e) => e.outerHTML.slice(0, 120)).join(' | ');
})()`;

/**
 * A Chromium without scripts and with an empty profile. It records what pages must not do: browser complaints
 * (such as a broken security policy), requests to another origin, a referrer, sideways scrolling.
 */
export class WatchedBrowser {
  readonly problems: string[] = [];
  /** Requested addresses on other origins: only the download may be among them. */
  readonly elsewhere: string[] = [];
  readonly requests: Request[] = [];
  private pictured = 0;

  private constructor(
    private readonly context: BrowserContext,
    /** The tab in which the person deals with the request. */
    readonly page: Page,
    /** A second tab, with the inbox. */
    readonly mailbox: Page,
    private readonly origin: string,
  ) {}

  static async open(origin: string, executablePath = '/usr/bin/chromium'): Promise<WatchedBrowser> {
    const profile = mkdtempSync(join(tmpdir(), 'rightsdesk-chromium-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath,
      args: FLAGS,
      javaScriptEnabled: false,
      acceptDownloads: true,
      viewport: { width: WIDTHS.desktop, height: 800 },
    });
    const page = context.pages()[0] ?? (await context.newPage());
    const browser = new WatchedBrowser(context, page, await context.newPage(), origin);
    browser.watch(browser.page);
    browser.watch(browser.mailbox);
    return browser;
  }

  private watch(page: Page): void {
    const { problems } = this;
    page.on('console', (message) => {
      // A returned form is a 400, and an expired link a 404: the page is there all the same.
      if (/the server responded with a status of (400|404)/.test(message.text())) return;
      if (message.type() === 'error' || message.type() === 'warning')
        problems.push(`${page.url()}: ${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
    page.on('request', (request) => {
      this.requests.push(request);
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== this.origin) this.elsewhere.push(request.url());
    });
    page.on('requestfinished', (request) => {
      request
        .allHeaders()
        .then((headers) => {
          if (headers.referer) problems.push(`${request.url()} was told where the person came from`);
        })
        .catch(() => undefined);
    });
  }

  /** How many times something was sent so far. */
  get posts(): number {
    return this.requests.filter((request) => request.method() === 'POST').length;
  }

  /**
   * Looks at the page as a person would: sideways scrolling on a narrow phone, traces of a program; and keeps
   * two pictures.
   */
  async look(name: string, page = this.page): Promise<void> {
    const { problems } = this;
    const text = await page.locator('body').innerText();
    const trace = TRACES.exec(text);
    if (trace)
      problems.push(
        `${name} (${page.url()}) shows "${text.slice(Math.max(0, trace.index - 40), trace.index + 60)}"`,
      );
    const wider = await this.wider(page);
    if (wider) problems.push(`${name} (${page.url()}) is wider than ${NARROWEST} pixels: ${wider}`);
    await this.picture(name, page);
  }

  /** What sticks out on the narrowest screen, if anything. */
  private async wider(page: Page): Promise<string> {
    await page.setViewportSize({ width: NARROWEST, height: 800 });
    const found = await page.evaluate<string>(STICKING_OUT);
    await page.setViewportSize({ width: WIDTHS.desktop, height: 800 });
    return found;
  }

  private async picture(name: string, page: Page): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    this.pictured += 1;
    const number = String(this.pictured).padStart(2, '0');
    for (const [screen, width] of Object.entries(WIDTHS)) {
      await page.setViewportSize({ width, height: 800 });
      await page.screenshot({ path: join(pictures, `${number}-${name}.${screen}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: WIDTHS.desktop, height: 800 });
  }

  close(): Promise<void> {
    return this.context.close();
  }
}
