import { readFileSync } from 'node:fs';
import { KEPT_RUN, readResults } from '../../bench/machinery/bench-results';
import { PERFORMANCE_PAGE, performancePage } from '../../generate/make-performance';

describe('docs/performance.md', () => {
  it('is what the kept run gives (else run npx tsx generate/make-performance.ts)', () => {
    expect(readFileSync(PERFORMANCE_PAGE, 'utf8')).toBe(performancePage(readResults(KEPT_RUN)));
  });
});

describe('bench/kept-results.json', () => {
  it('has every part of the bench', async () => {
    const { benchParts } = await import('../../bench/bench-parts');
    const kept = readResults(KEPT_RUN).parts.map(({ name }) => name);

    expect(kept).toEqual(expect.arrayContaining(benchParts.map(({ name }) => name)));
  });
});
