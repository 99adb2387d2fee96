import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pageStamp, picturedPages } from '../../local/demo/pictured-pages';
import { freePort } from '../../local/free-port';

jest.setTimeout(120_000);

const folder = join(__dirname, '..', '..', 'docs', 'pictures');
const NAMES = ['form', 'decision', 'report'] as const;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

describe('the pictures that the README shows', () => {
  it.each(NAMES)('%s.png is there, and small enough for a README', (name) => {
    const path = join(folder, `${name}.png`);

    expect(readFileSync(path).subarray(0, 4)).toEqual(PNG);
    expect(statSync(path).size).toBeLessThan(250_000);
  });

  it('show the pages as they are now; after a change of a page run generate/make-pictures.ts', async () => {
    const { nickname, ...pages } = await picturedPages(await freePort());
    const now = Object.fromEntries(NAMES.map((name) => [name, pageStamp(pages[name], nickname)]));

    expect(now).toEqual(JSON.parse(readFileSync(join(folder, 'stamps.json'), 'utf8')));
  });

  it('are all in the README', () => {
    const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

    expect(NAMES.filter((name) => !readme.includes(`docs/pictures/${name}.png`))).toEqual([]);
  });
});

describe('the fingerprint of a page', () => {
  const page = (text: string, style = 'a{}') =>
    `<html><head><style>${style}</style></head><body><p class="x">${text}</p></body></html>`;

  it('is the same for another reference, another date and another nickname', () => {
    expect(pageStamp(page('DSR-AB12-CD34-EF56 of 5 May, red fox'), 'red fox')).toBe(
      pageStamp(page('DSR-ZZ99-CD34-EF56 of 6 May, blue owl'), 'blue owl'),
    );
  });

  it('differs for another word or another style', () => {
    expect(pageStamp(page('Ask us'), '')).not.toBe(pageStamp(page('Ask'), ''));
    expect(pageStamp(page('Ask'), '')).not.toBe(pageStamp(page('Ask', 'b{}'), ''));
  });
});
