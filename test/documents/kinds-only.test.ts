import { lawsFor } from '../../functions/config/laws/law-library';
import { kindsInWords } from '../../functions/documents/described';
import type { PackageInput } from '../../functions/documents/package-input';
import { forbiddenKinds, type LawView } from '../../functions/domain/never-shown';
import type { OptOutRecord } from '../../functions/domain/opt-out-state';
import { unreadReasons } from '../../functions/words/unread-text';
import { aField } from '../builders/a-map';
import { openedPackage } from './read-zip';
import { aCollection, aPackage, facts, map } from './sample-answer';
import { textOf } from './text-of';

const unprovenReason = 'We could not make sure enough that it is you';

const regime = lawsFor(['us-ca-ccpa'], ['US-CA']).regimes['us-ca-ccpa'];
if (!regime) throw new Error('the law of California is not in the library');
const california: LawView = {
  ...{ law: regime.shortName, article: 'x', binds: true },
  forbids: forbiddenKinds(regime, '2026-11-02'),
};

function kindsOnly(more: Partial<PackageInput> = {}) {
  return openedPackage(aPackage({ pieces: 'categories', piecesBecause: unprovenReason, ...more }));
}

/** Every value of every record and of everything typed by hand, as it could appear in a file. */
async function valuesOf(input: PackageInput): Promise<string[]> {
  const values: unknown[] = input.searchedBy.map(({ value }) => value);
  for (const store of map.stores)
    for (const { name } of store.collections)
      for await (const record of input.records(store.storeId, name))
        values.push(...valuesWithin(record.values));
  const texts = values.filter((value): value is string => typeof value === 'string' && value.length > 9);
  return [...texts, ...input.manualAnswers.flatMap(({ files }) => files.map(({ name }) => name))];
}

function valuesWithin(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesWithin) : [value];
}

describe('a package of kinds only', () => {
  it('contains no value of any record, file or identifier, and nothing that a person typed', async () => {
    const manualAnswers = aPackage().manualAnswers.map((answer) => ({ ...answer, note: 'Her aunt called' }));
    const deskRecords = { records: { requests: [] }, recordsKept: 'P3Y', stubKept: 'P6Y' };
    const { entries, text } = await kindsOnly({ manualAnswers, deskRecords });
    const all = textOf(text('index.html')) + text('README.txt');

    expect([...entries.keys()].sort()).toEqual(['README.txt', 'index.html']);
    expect((await valuesOf(aPackage())).filter((value) => all.includes(value))).toEqual([]);
    expect(all).not.toContain('Her aunt called');
    expect(all).not.toMatch(/\d+ records?\b/);
  });

  it('says "too" and "another" of what has to be looked at first only if something precedes it', async () => {
    for (const secret of [true, false]) {
      const unclear = aField('notes', 'Notes', { categories: ['user'] });
      const password = aField('secret', 'Password', { secret: true });
      const collection = aCollection('people', 'People', secret ? [unclear, password] : [unclear]);
      const { text } = await kindsOnly({
        map: {
          stores: [{ storeId: 's', title: 'Shop', kind: 'postgres', collections: [collection] }],
          systems: [],
          gaps: [],
        },
        ...{
          grounds: { ...aPackage().grounds, laws: [california] },
          manualAnswers: [],
          unread: [],
          unreached: [],
        },
        async *records() {
          yield { collection: 'people', key: { notes: 'x' }, facts: {}, values: { notes: 'x', secret: 'y' } };
        },
      });
      const page = textOf(text('index.html'));

      expect(page).toContain('What one of us would have to look at first');
      expect([secret, /Of this, too,/.test(page), /for another reason/.test(page)]).toEqual([
        secret,
        secret,
        secret,
      ]);
    }
  });

  it('says that it is one and why, and still what is held, where, why, who gets it and how long', async () => {
    const page = textOf((await kindsOnly()).text('index.html'));

    expect(page).toContain('The kinds of data we hold about you');
    expect(page).toContain(
      `This answer names the kinds of data, and not the data itself. ${unprovenReason}.`,
    );
    expect(page).toContain('Your profile for recommendations What kind of data Numbers that stand for you');
    expect(page).toContain('Where it comes from Worked out by us from your visits and orders');
    expect(page).toContain('Something about you is held there.');
  });

  it('says for how many kinds more proof would not help, which is as many as the full answer names but does not show', async () => {
    const { summary, text } = await kindsOnly();
    const whole = await openedPackage(aPackage());
    const named = textOf(whole.text('index.html')).match(/: held in \d+ records? of/g) ?? [];

    expect(whole.summary.described).toBe(named.length);
    expect(summary.described).toBe(named.length);
    expect(textOf(text('index.html'))).toContain(
      `Of ${kindsInWords(named.length)} we would only say that we hold it`,
    );
  });

  it.each(Object.keys(unreadReasons) as (keyof typeof unreadReasons)[])(
    'says that something could not be read, and not how much: %s',
    async (reason) => {
      for (const says of [undefined, 'nothing', 'handled', 'to-do'] as const) {
        const group = { storeId: 'shop', title: 'The shop’s database', reason, ...(says && { says }) };
        const pages = [1, 4321].map(async (places) => {
          const { text } = await kindsOnly({ unread: [{ ...group, places }] });
          return textOf(text('index.html'));
        });
        const [one, many] = await Promise.all(pages);

        expect(one).toBe(many);
        expect(one).not.toBe(textOf((await kindsOnly()).text('index.html')));
        expect(one).toContain(says ? 'One of us looked' : 'Nobody has looked there yet.');
      }
    },
  );

  it.each([
    ['opted-out', /It has been carried out\./],
    ['in-progress', /We are carrying it out\./],
    ['nothing-to-set', /We found no record of yours in which it had to be set\./],
    ['not-done', /It was not carried out in full\./],
  ] as const)(
    'gives the status of an opt-out, and neither when nor how it came: %s',
    async (status, words) => {
      const optOuts: OptOutRecord[] = (['form', 'staff', 'signal'] as const).map((cameBy, at) => ({
        ...{ reference: `DSR-7K3M-9QXT-2B4${at}`, on: `2026-02-0${at + 1}`, cameBy, status },
        ...(status === 'opted-out' ? { since: '2026-03-09' } : {}),
      }));
      const california = { form: 'https://privacy.example.com', optOuts };
      const page = textOf((await kindsOnly({ facts: { ...facts, california } })).text('index.html'));

      expect(page).toMatch(words);
      expect(page.match(/request not to sell or share your personal information/g)).toHaveLength(1);
      expect(page).not.toMatch(/DSR-7K3M|February 2026|9 March|signal of your browser|by our form/);
    },
  );
});
