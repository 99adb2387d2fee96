import type { RowTreatment } from '../../../functions/domain/manifest';
import { retentionReasons } from '../../../functions/web/staff/decide/retention-reasons';

const kept = (until: string): RowTreatment => ({
  action: 'retain',
  ground: 'Tax law keeps invoices',
  article: 's 147 AO',
  until,
});

describe('the text on rows that are kept', () => {
  it.each([
    [['2031-12-31', '2030-12-31'], 'until Wednesday 31 December 2031'],
    [['unknown', '2031-12-31', 'unknown'], 'until Wednesday 31 December 2031; no end date is set for 2'],
    [['unknown', 'unknown'], 'no end date is set'],
  ])('gives the longest known end, and how many have none: %j', (ends, words) => {
    expect(retentionReasons(ends.map(kept))).toEqual({
      because: `Tax law keeps invoices, ${words} (s 147 AO)`,
    });
  });

  it('separates what a law keeps from what only the storage keeps', () => {
    const locked: RowTreatment = {
      action: 'retain',
      ground: 'It is locked',
      article: '',
      until: '2031-12-31',
    };

    expect(retentionReasons([kept('2031-12-31'), locked])).toEqual({
      because: 'Tax law keeps invoices, until Wednesday 31 December 2031 (s 147 AO)',
      held: 'It is locked, until Wednesday 31 December 2031',
    });
  });

  it('is empty where nothing is kept', () => {
    expect(retentionReasons([{ action: 'erase' }])).toEqual({});
  });
});
