import { readFileSync } from 'node:fs';
import { DRAFT_PAGE, withFigures } from '../../generate/make-draft-figures';
import { type MeasuredSchema, measureOwnSchemas } from './own-schemas';

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
    ]);
  });

  it('have no reference that the answer key does not know', () => {
    expect(measured.flatMap(({ references }) => references.wrong)).toEqual([]);
  });

  it('are as good as docs/map-draft.md says', () => {
    const page = readFileSync(DRAFT_PAGE, 'utf8');

    expect(withFigures(page, measured)).toBe(page);
  });
});
