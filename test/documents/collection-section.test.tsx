import type { FieldValue } from '../../functions/connectors/connector';
import { CollectionSection } from '../../functions/documents/collection-section';
import { type CollectionFinding, tallyCollection } from '../../functions/documents/collection-tally';
import { disclosureRules } from '../../functions/documents/disclosure-rules';
import { RecordsTable } from '../../functions/documents/records-table';
import { aField } from '../builders/a-map';
import { openedPackage } from './read-zip';
import { aCollection, aPackage, grounds, map } from './sample-answer';
import { textOf } from './text-of';

const things = aCollection('things', 'Your things', [
  aField('id', 'Number'),
  aField('name', 'Name'),
  aField('empty', 'Always empty'),
  aField('other', 'Other person', { thirdParty: true }),
]);

function findingOf(...records: readonly Record<string, FieldValue>[]): CollectionFinding {
  const decision = { withholdings: [], releases: [] };
  const tally = tallyCollection(disclosureRules({ storeId: 'shop', collection: things, decision, grounds }));
  for (const [index, values] of records.entries()) {
    tally.add({ collection: 'things', key: { id: String(index) }, values });
  }
  return tally.finding();
}

function tableOf(...records: readonly Record<string, FieldValue>[]): string {
  return String(<RecordsTable finding={findingOf(...records)} id="t" caption="Things" />);
}

describe('the records of a collection', () => {
  it('are a table while they are short, with the titles of the map and without columns that are always empty', () => {
    const html = tableOf({ id: 1, name: 'a', empty: null }, { id: 2, name: null, empty: '' });

    expect(textOf(html)).toContain('Things No. Number Name 1 1 a 2 2 – empty');
    expect(html).toContain('<table class="records"');
  });

  it('are cards if a text is long, a value has parts, or there is only one record', () => {
    expect(tableOf({ id: 1, name: 'x'.repeat(200) }, { id: 2 })).not.toContain('<table');
    expect(tableOf({ id: 1, name: { first: 'a' } }, { id: 2 })).not.toContain('<table');
    expect(textOf(tableOf({ id: 1, name: 'Mirela' }))).toContain('Number 1 Name Mirela');
  });

  it('mark what is withheld in its place', () => {
    expect(textOf(tableOf({ id: 1, other: 'Jonas' }, { id: 2 }))).toContain(
      'Other person 1 1 withheld 2 2 – empty',
    );
  });

  it('are an empty text if there are none', () => {
    expect(tableOf()).toBe('');
  });

  it('lay out lists and groups, shorten very long texts and lists, and say so', () => {
    const text = textOf(
      tableOf({
        id: 1,
        name: { texts: ['y'.repeat(3000)], numbers: Array.from({ length: 60 }, (_, n) => n), ok: true },
      }),
    );

    expect(text).toContain(`${'y'.repeat(2000)}… (shortened here, whole in the data file)`);
    expect(text).toContain('10 further entries in the data file');
    expect(text).toContain('Ok yes');
  });
});

describe('the sample of a collection', () => {
  it('holds the first 200 records of any number', () => {
    const finding = findingOf(...Array.from({ length: 500 }, (_, id) => ({ id })));

    expect(finding.given).toBe(500);
    expect(finding.sample).toHaveLength(200);
  });

  it('stays small, however large the records are', () => {
    const name = Array.from({ length: 60 }, () => 'x'.repeat(2_000));
    const finding = findingOf(...Array.from({ length: 50 }, (_, id) => ({ id, name })));

    expect(finding.given).toBe(50);
    expect(finding.sample.length).toBeGreaterThan(3);
    expect(JSON.stringify(finding.sample).length).toBeLessThan(400_000);
  });

  it('holds the beginning of a long text, which the page says is shortened', () => {
    const finding = findingOf({ id: 1, name: 'x'.repeat(5_000_000) });
    const page = String(<CollectionSection finding={finding} systems={map.systems} id="a" />);

    expect(JSON.stringify(finding.sample).length).toBeLessThan(3_000);
    expect(page).toContain('(shortened here, whole in the data file)');
  });
});

describe("the staff's preview of a collection", () => {
  it('is word for word what is in the package', async () => {
    const input = aPackage();
    const [shop] = map.stores;
    const { text } = await openedPackage(input);
    for (const [index, collection] of (shop?.collections ?? []).entries()) {
      const tally = tallyCollection(
        disclosureRules({ storeId: 'shop', collection, decision: input.decision, grounds }),
      );
      for await (const record of input.records('shop', collection.name)) tally.add(record);

      const id = `store-1-${index + 1}`;
      const preview = String(<CollectionSection finding={tally.finding()} systems={map.systems} id={id} />);

      expect(text('index.html')).toContain(preview.replace(/(<\/section>)+$/, ''));
    }
  });
});
