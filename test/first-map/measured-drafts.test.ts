import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftFirstMap } from '../../functions/config/first-map/draft-first-map';
import { writeFirstMap } from '../../functions/config/first-map/write-first-map';
import { readDataMap } from '../../functions/config/map/load-data-map';
import { DRAFT_PAGE, withFigures } from '../../generate/make-draft-figures';
import { MYSQL_SCHEMAS, recordedSurvey } from './mysql-schemas';
import { type MeasuredSchema, measureOwnSchemas } from './own-schemas';

const LEFT_OPEN = [
  /that nobody has reviewed$/,
  /^does not say (?:what an erasure does here|where the data comes from)$/,
  /^no system says what it is used for$/,
  /^nothing leads from a person to its rows$/,
];

jest.setTimeout(180_000);

describe('drafts of common schemas', () => {
  let measured: readonly MeasuredSchema[] = [];
  beforeAll(async () => {
    measured = await measureOwnSchemas();
  });

  it('hold no wrong guess that would be unsafe if nobody reviewed it', () => {
    expect(measured.map(({ name, unsafe }) => [name, unsafe])).toEqual([
      ['shop', []],
      ['clinic', []],
      ['teams', []],
      ['campsite (MySQL)', []],
      ['campsite without keys (MySQL)', []],
      ['woocommerce (MySQL)', []],
      ['verein (MySQL)', []],
      ['salon (MySQL)', []],
    ]);
  });

  it('have no reference that the answer key does not know', () => {
    expect(measured.flatMap(({ references }) => references.wrong)).toEqual([]);
  });

  it.each(MYSQL_SCHEMAS)(
    'are read by the desk, with nothing wrong but what a draft leaves open: %s',
    (name) => {
      const file = join(mkdtempSync(join(tmpdir(), 'measured-')), 'shop.yaml');
      const drafted = draftFirstMap(recordedSurvey(name), { datasetKey: 'shop', title: 'Shop' });
      writeFileSync(file, writeFirstMap(drafted));
      const { map } = readDataMap([], [{ id: 'shop', title: 'Shop', kind: 'mysql', datasets: [file] }]);

      expect(map.gaps.filter(({ problem }) => !LEFT_OPEN.some((known) => known.test(problem)))).toEqual([]);
    },
  );

  it('are as good as docs/map-draft.md says', () => {
    const page = readFileSync(DRAFT_PAGE, 'utf8');

    expect(withFigures(page, measured)).toBe(page);
  });
});
