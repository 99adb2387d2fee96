import type { RowTreatment } from '../../../functions/domain/manifest';
import { keptWords } from '../../../functions/web/staff/decide/kept-words';

const kept = (until: string): RowTreatment => ({
  action: 'retain',
  ground: 'Tax law keeps invoices',
  article: 's 147 AO',
  until,
});

describe('what staff read of rows that are kept by law', () => {
  it.each([
    [['2031-12-31', '2030-12-31'], 'until Wednesday 31 December 2031'],
    [['unknown', '2031-12-31', 'unknown'], 'until Wednesday 31 December 2031; no end date is set for 2'],
    [['unknown', 'unknown'], 'no end date is set'],
  ])('is the longest known end, and how many have none: %j', (ends, words) => {
    expect(keptWords(ends.map(kept))).toEqual({ because: `Tax law keeps invoices, ${words} (s 147 AO)` });
  });

  it('is apart from what the storage alone keeps, of which no law is claimed', () => {
    const locked: RowTreatment = {
      action: 'retain',
      ground: 'It is locked',
      article: '',
      until: '2031-12-31',
    };

    expect(keptWords([kept('2031-12-31'), locked])).toEqual({
      because: 'Tax law keeps invoices, until Wednesday 31 December 2031 (s 147 AO)',
      held: 'It is locked, until Wednesday 31 December 2031',
    });
  });

  it('is nothing where nothing is kept', () => {
    expect(keptWords([{ action: 'erase' }])).toEqual({});
  });
});
