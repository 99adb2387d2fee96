import { readFileSync } from 'node:fs';
import { currentSummary } from '../../cost/current-summary';
import { readPrices } from '../../cost/prices';
import { COST_PAGE, costPage, searchedMegabytes } from '../../generate/make-cost';

const summary = currentSummary();
const page = costPage(summary, searchedMegabytes());

describe('docs/cost.md', () => {
  it('is what counts, prices and the stack give today (else run npx tsx generate/make-cost.ts)', () => {
    expect(readFileSync(COST_PAGE, 'utf8')).toBe(page);
  });

  it('names every price with the AWS page it comes from', () => {
    const links = Object.values(readPrices().prices).map(({ link }) => link);

    expect(links.filter((link) => !page.includes(`(${link})`))).toEqual([]);
  });

  it('names every fixed charge', () => {
    expect(summary.fixed.map(({ what }) => what).filter((what) => !page.includes(what))).toEqual([]);
  });
});
