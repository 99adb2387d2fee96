import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { draftFirstMap } from '../../functions/config/first-map/draft-first-map';
import type { FirstMap } from '../../functions/config/first-map/first-map';
import { writeFirstMap } from '../../functions/config/first-map/write-first-map';
import { readDataMap } from '../../functions/config/map/load-data-map';
import type { StoreSurvey } from '../../functions/connectors/survey';
import { randomSurvey } from './random-survey';

jest.setTimeout(120_000);

/** What a draft may leave open; anything else is a fault of the draft. */
const LEFT_OPEN = [
  /guess(?:es)? that nobody has reviewed$/,
  /^does not say what an erasure does here$/,
  /^does not say where the data comes from$/,
  /^no system says what it is used for$/,
  /^nothing leads from a person to its rows$/,
  /^is shared, but no reference says which rows point at it$/,
];

describe('a draft of any store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'random-drafts-'));
  const file = join(folder, 'store.yaml');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const draft = (survey: StoreSurvey) => draftFirstMap(survey, { datasetKey: 'store', title: 'Store' });
  const read = (map: FirstMap) => {
    writeFileSync(file, writeFirstMap(map));
    return readDataMap([], [{ id: 'store', title: 'Store', kind: 'postgres', datasets: [file] }]).map;
  };

  it('is read by the desk, names every table and field, and leaves open only what a draft may', () => {
    fc.assert(
      fc.property(randomSurvey, (survey) => {
        const map = read(draft(survey));
        const [store] = map.stores;
        const named = new Map(store?.collections.map((one) => [one.name, one]));
        for (const { name, fields } of survey.collections) {
          const collection = named.get(name);
          expect(collection !== undefined || store?.ignored?.includes(name)).toBe(true);
          if (collection)
            expect(collection.fields.map((one) => one.name)).toEqual(fields.map((one) => one.name));
        }
        const others = map.gaps.filter(({ problem }) => !LEFT_OPEN.some((known) => known.test(problem)));
        expect(others).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('is marked for review in every collection', () => {
    fc.assert(
      fc.property(randomSurvey, (survey) => {
        expect(draft(survey).collections.filter(({ review }) => review.length === 0)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('destroys only rows that hang on one record alone, and nothing below that may be kept or somebody else’s', () => {
    let treated = 0;
    fc.assert(
      fc.property(randomSurvey, (survey) => {
        const map = draft(survey);
        const nobodys = new Set(
          map.collections.filter(({ role }) => role === 'nobody').map(({ name }) => name),
        );
        for (const { name, onErasure } of map.collections) {
          if (onErasure === undefined) continue;
          treated += 1;
          for (const below of withDependents(name, survey)) {
            const one = survey.collections.find((other) => other.name === below);
            const up = (one?.references ?? []).filter(({ to }) => !nobodys.has(to));
            expect([below, up.length, up[0]?.onDelete]).toEqual([below, 1, 'goes-too']);
            expect(below).not.toMatch(/order|invoice|payment|audit|log/);
          }
        }
      }),
      { numRuns: 1_500 },
    );
    expect(treated).toBeGreaterThan(20);
  });

  it('holds no control character, whatever the store calls its tables', () => {
    fc.assert(
      fc.property(randomSurvey, (survey) => {
        expect(writeFirstMap(draft(survey))).not.toMatch(/[^\n\P{C}]|[\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 200 },
    );
  });
});

/** A table and all whose rows the store would delete or refuse with it. */
function withDependents(name: string, { collections }: StoreSurvey): ReadonlySet<string> {
  const all = new Set([name]);
  for (const parent of all)
    for (const { name: child, references } of collections)
      if (references.some(({ to }) => to === parent)) all.add(child);
  return all;
}
