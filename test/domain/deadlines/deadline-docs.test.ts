import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deadlineDocs } from '../../../bin/make-deadline-docs';
import { allRegimes } from '../../../functions/domain/deadlines/law-library';

const docs = join(__dirname, '../../../docs');

describe('docs/deadlines.md', () => {
  const page = deadlineDocs();

  it('is what the law files say today (else run npx tsx bin/make-deadline-docs.ts)', () => {
    expect(readFileSync(join(docs, 'deadlines.md'), 'utf8')).toBe(page);
  });

  it('says of every law but the supported core that it is not yet reviewed', () => {
    const marked = page.split('\n').filter((line) => line.includes('| **not yet reviewed** |'));

    expect(marked).toHaveLength(allRegimes().size - 3);
  });
});
