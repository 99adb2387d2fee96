import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRegimes } from '../../../functions/config/laws/law-library';
import { KNOWN_LAWS } from '../../../functions/domain/deadlines/known-laws';
import { requestTypeOf } from '../../../functions/domain/deadlines/request-type-of';
import { rightNames } from '../../../functions/domain/rights';
import { confidenceOfSources, deadlineDocs } from '../../../generate/make-deadline-docs';
import { lawTable } from '../../../generate/make-law-table';

const docs = join(__dirname, '../../../docs');

describe('docs/law-table.md', () => {
  const page = lawTable();

  it('is what the law files say today (else run npx tsx generate/make-law-table.ts)', () => {
    expect(readFileSync(join(docs, 'law-table.md'), 'utf8')).toBe(page);
  });

  it('has a row for each right that a law gives, and none for others', () => {
    for (const law of allRegimes().values()) {
      const section = page.split('\n## ').find((part) => part.includes(`(\`${law.id}\`)`)) ?? '';
      const given = rightNames.filter((right) => requestTypeOf(law, right) !== undefined);

      expect(rightNames.filter((right) => section.includes(`\n| ${right} | `))).toEqual(given);
    }
  });
});

describe('the sources of the supported core', () => {
  const core = [...allRegimes().values()].filter(({ review }) => review === 'supported');

  it('are official for at least 49 rules, and the docs say how many', () => {
    const { official, elsewhere, unconfirmed } = confidenceOfSources(core);
    const all = official + elsewhere + unconfirmed;

    expect(official).toBeGreaterThanOrEqual(49);
    expect(readFileSync(join(docs, 'deadlines.md'), 'utf8')).toContain(
      `| The supported core | ${all} | ${official} | ${elsewhere} | ${unconfirmed} |`,
    );
  });

  it('that were read somewhere say when, and those that were not name no page where', () => {
    const sources = core.flatMap((law) => Object.values(law.sources));

    expect(sources.filter(({ confidence, readAt }) => confidence === 'unconfirmed' && readAt)).toEqual([]);
    expect(sources.filter(({ checked }) => !/^\d{4}-\d\d-\d\d$/.test(checked))).toEqual([]);
  });
});

describe('docs/deadlines.md', () => {
  const page = deadlineDocs();

  it('is what the law files say today (else run npx tsx generate/make-deadline-docs.ts)', () => {
    expect(readFileSync(join(docs, 'deadlines.md'), 'utf8')).toBe(page);
  });

  it('names each law that is known and not in the data, with the careful reading', () => {
    const missing = KNOWN_LAWS.filter(({ name, safe }) => !page.includes(name) || !page.includes(safe));

    expect(missing).toEqual([]);
    expect(KNOWN_LAWS.filter(({ source }) => source.confidence === 'official')).toEqual([]);
  });

  it('has none of them that is in the data', () => {
    const places = [...allRegimes().values()].flatMap(({ jurisdiction }) => jurisdiction);
    const states = KNOWN_LAWS.map(({ place }) => place).filter((place) => place !== 'EU');

    expect(states.filter((place) => places.includes(place))).toEqual([]);
  });

  it('says of every law but the supported core that it is not yet reviewed', () => {
    const marked = page.split('\n').filter((line) => line.includes('| **not yet reviewed** |'));

    expect(marked).toHaveLength(allRegimes().size - 3);
  });
});
