import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { type PicturedPages, pageStamp, picturedPages } from '../local/demo/pictured-pages';
import { freePort } from '../local/free-port';

const FOLDER = join(__dirname, '..', 'docs', 'pictures');
type Name = Exclude<keyof PicturedPages, 'nickname'>;

const SIZES: Readonly<Record<Name, { width: number; height: number }>> = {
  form: { width: 760, height: 900 },
  decision: { width: 900, height: 1100 },
  report: { width: 900, height: 1100 },
};

async function take(browser: Browser, name: Name, html: string): Promise<void> {
  const page = await browser.newPage({ viewport: SIZES[name], javaScriptEnabled: false });
  await page.setContent(html);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await page.close();
}

/** Takes the pictures of a running desk that the README shows. Needs Debian's chromium, or CHROMIUM=path. */
async function makePictures(): Promise<void> {
  const pages = await picturedPages(await freePort());
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const names = Object.keys(SIZES) as Name[];
  for (const name of names) await take(browser, name, pages[name]);
  await browser.close();
  const stamps = Object.fromEntries(names.map((name) => [name, pageStamp(pages[name], pages.nickname)]));
  writeFileSync(join(FOLDER, 'stamps.json'), `${JSON.stringify(stamps, null, 2)}\n`);
}

if (require.main === module) void makePictures();
