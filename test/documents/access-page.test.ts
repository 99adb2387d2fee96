import type { ExportedRecord } from '../../functions/connectors/connector';
import type { PackageInput } from '../../functions/documents/package-input';
import { aField } from '../builders/a-map';
import { openedPackage } from './read-zip';
import { aCollection, aPackage, facts, map } from './sample-answer';
import { textOf } from './text-of';

async function page(more: Partial<PackageInput> = {}): Promise<string> {
  return (await openedPackage(aPackage(more))).text('index.html');
}

const hostile = `"><img src=x onerror=alert(1)><script>alert(1)</script>'&lt;\u202e\u0000`;

describe('the readable page of a package', () => {
  it('says everything that Article 15 requires of a collection', async () => {
    const text = textOf(await page());

    expect(text).toContain('What we think you like');
    expect(text).toContain('Where it comes from Worked out by us from your visits and orders');
    expect(text).toContain(
      'Recommending lamps and answering in the chat Legal basis: your consent (Article 6(1)(a) GDPR). Kept: 6 months.',
    );
    expect(text).toContain(
      'Lantern Models Inc. Runs the language model of the assistant (on our behalf). Contact: privacy@lantern-models.example.com',
    );
    expect(text).toContain('United States of America Protected by: EU-US Data Privacy Framework');
    expect(text).toContain('Whether you may pay by invoice How it works: A score from 0 to 100');
    expect(text).toContain('What it means for you: You may have to pay before we send the parcel.');
    expect(text).toContain(
      'Kept because the law says so: tax law keeps invoices § 147 AO. Kept: 8 years from “Ordered”, to the end of that calendar year.',
    );
  });

  it('names the controller, the request, the rights and where to complain', async () => {
    const html = await page();
    const text = textOf(html);

    expect(text).toContain(
      `Reference ${facts.reference} Received on 2 November 2026 We answer on 24 November 2026`,
    );
    expect(text).toContain(
      'Responsible for your data Alma’s Lamps GmbH, Oranienstraße 14, 10999 Berlin, Germany',
    );
    expect(text).toContain('Data protection officer Dr. Idil Karaca, dpo@almas-lamps.example.com');
    for (const right of facts.texts.rights) expect(text).toContain(`${right.title} ${right.text}`);
    expect(text).toContain(facts.texts.remedies[0]?.complaint);
    expect(text).toContain(facts.texts.remedies[0]?.court);
    expect(html).toContain('<a href="https://www.datenschutz-berlin.de/"');
  });

  it('says what was withheld, how many and on which ground, and that a secret is held', async () => {
    const text = textOf(await page());

    expect(text).toContain(
      'Gift recipient “Your orders”, The shop’s database 6 It is about another person as well',
    );
    expect(text).toContain(
      'Whole records “Your reviews”, The shop’s database 1 It is about another person and would harm them',
    );
    expect(text).toContain('Password: held in 1 record of “Your customer account”, The shop’s database');
    expect(text).toContain('Password held, never shown');
  });

  it('says so when nothing was withheld', async () => {
    const text = textOf(
      await page({
        decision: { withholdings: [], releases: [] },
        map: {
          stores: [{ storeId: 's', title: 'The shop', kind: 'postgres', collections: [] }],
          ...{ systems: [], gaps: [] },
        },
        unreached: [],
      }),
    );

    expect(text).toContain('What we did not give you Nothing was withheld.');
    expect(text).toContain('We found no records about you.');
  });

  it('says that everything is given only if that is so', async () => {
    const open = {
      decision: { withholdings: [], releases: [] },
      map: { ...map, stores: map.stores.slice(3, 4) },
    };
    const by = { name: 'Tomasz Wilk', role: 'support', on: '2026-11-16' };
    const things = aCollection('things', 'Things', [aField('id', 'Number')]);
    const stores = [
      { storeId: 's', title: 'S', kind: 'postgres' as const, collections: [things] },
      ...open.map.stores,
    ];
    const some: Partial<PackageInput> = {
      ...open,
      map: { ...map, stores },
      async *records() {
        yield { collection: 'things', key: { id: '1' }, values: { id: 1 } };
      },
    };
    const withheld = { ground: 'it names a witness', article: '' };
    const manualAnswers = [{ storeId: 'mailbox', by, outcome: 'given' as const, files: [], withheld }];

    expect(textOf(await page(some))).toContain(
      'We found 1 record about you. One of us looked by hand, and found data about you. You get all of it. ',
    );
    expect(textOf(await page({ ...some, manualAnswers }))).toContain(
      'You get all of it, except for what is listed',
    );
  });

  it('names stores that could not be reached, when they were tried, and that the answer is not complete', async () => {
    const text = textOf(await page());

    expect(text).toContain('This answer is not complete yet. Still missing: The newsletter tool');
    expect(text).toContain('We tried 3 times: Friday 20 November 2026, 09:00 (Europe/Berlin)');
  });

  it('says who looked into a store by hand, and waits for one who has not answered', async () => {
    const answered = textOf(await page());
    const open = textOf(await page({ manualAnswers: [] }));
    const none = textOf(
      await page({
        manualAnswers: [
          {
            storeId: 'mailbox',
            by: { name: 'Tomasz Wilk', role: 'support', on: '2026-11-16' },
            outcome: 'nothing-held',
            files: [],
          },
        ],
      }),
    );

    expect(answered).toContain(
      'Tomasz Wilk (customer service) looked here by hand on 16 November 2026. What was found is given to you as files.',
    );
    expect(answered).toContain('Your letters and our answers What kind of data What you wrote or sent');
    expect(open).toContain('Only a person can look here, and nobody has answered yet.');
    expect(open).toContain('Still missing: The mailbox of support, The newsletter tool');
    expect(none).toContain('Nothing about you is held.');
  });

  it('says what a person withheld, and what was found without a file', async () => {
    const by = { name: 'Tomasz Wilk', role: 'support', on: '2026-11-16' };
    const answer = { storeId: 'mailbox', by, files: [] };
    const withheld = { ground: 'it names a witness', article: '' };

    const all = textOf(await page({ manualAnswers: [{ ...answer, outcome: 'withheld', withheld }] }));
    const some = textOf(
      await page({ manualAnswers: [{ ...answer, outcome: 'given', note: 'One letter, lost.', withheld }] }),
    );

    expect(all).toContain('What is held there is withheld: It names a witness.');
    expect(all).toContain('Found by hand The mailbox of support not counted It names a witness');
    expect(some).toContain(
      'What was found is told here. Something was withheld: It names a witness. One letter, lost.',
    );
  });

  it('shows the first 200 records and refers to the files for the rest', async () => {
    const html = await page();
    const text = textOf(html);

    expect(text).toContain('Your orders: the first 200 of 230 records');
    expect(text).toContain('30 more records in the files.');
    expect(text).toContain('B-20679');
    expect(text).not.toContain('B-20680');
    expect(html).toContain('href="csv/shop/orders.csv"');
  });

  it('links every stored file to its place in the package, and never to a place that does not exist', async () => {
    const { entries, text } = await openedPackage(aPackage());
    const html = text('index.html');

    const links = [...html.matchAll(/href="([^"#:]+)"/g)].map(([, href]) => href);
    const anchors = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);

    expect(links).toContain('files/files/0001-broken-switch.jpg');
    for (const link of links) expect([...entries.keys()]).toContain(link);
    for (const anchor of anchors) expect(html).toContain(`id="${anchor}"`);
  });

  it('loads nothing, runs nothing, and forbids the browser to do so', async () => {
    const html = await page();

    expect(html).toContain(
      'http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-',
    );
    expect(html).not.toMatch(/<script|<link|<iframe|<object|<img|@import|url\(|\sstyle=|\ssrc=|\son[a-z]+=/i);
  });

  it('shows hostile values, names and texts as text', async () => {
    const evil = aCollection(hostile, hostile, [aField('id', hostile), aField('text', 'Text')], {
      source: hostile,
    });
    const record: ExportedRecord = {
      collection: hostile,
      key: { id: hostile },
      values: { id: hostile, text: { [hostile]: [hostile] } },
      file: { name: hostile, content: (async function* () {})() },
    };
    const html = await page({
      map: {
        stores: [{ storeId: hostile, title: hostile, kind: 's3', collections: [evil] }],
        systems: [],
        gaps: [],
      },
      facts: {
        ...facts,
        controller: { ...facts.controller, legalName: hostile, website: 'javascript:alert(1)' },
      },
      async *records() {
        yield record;
      },
      decision: {
        withholdings: [
          { storeId: hostile, collection: hostile, field: 'x', ground: hostile, article: hostile },
        ],
        releases: [],
      },
    });

    expect(html).not.toMatch(/<script|<img|href="javascript/i);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('is accessible: language, one main heading, captions, column headings, no skipped heading level', async () => {
    const html = await page();

    expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/<table/g)?.length).toBe(html.match(/<caption/g)?.length);
    expect(html.match(/<th(?=[ >])/g)?.length).toBe(html.match(/<th [^>]*scope="/g)?.length);
    const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    for (const [index, level] of levels.entries())
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
