import { completionReport } from '../../functions/documents/completion-report';
import { erasureVerdict } from '../../functions/documents/erasure-verdict';
import { retentionReasons } from '../../functions/web/staff/decide/retention-reasons';
import { anErasure } from './sample-erasure';

const lock = { ground: 'The storage is locked against deletion (Object Lock)', article: '', records: 1 };
const law = { ground: 'tax law', article: 's 147 AO', until: '2034-12-31', records: 1 };
const at = '2026-11-24T08:00:00Z';

function reportWith(...retained: readonly (typeof law)[]) {
  const nothing = { erased: 0, anonymised: 0, alreadyAbsent: 0, keptShared: 0 };
  const input = {
    ...anErasure(),
    stores: [
      {
        storeId: 'files',
        title: 'Files',
        state: 'erased' as const,
        erasedAt: at,
        secondReading: { readAt: at, found: [] },
        collections: [{ collection: 'chats', title: 'Chats', ...nothing, retained }],
      },
    ],
  };
  const { json, html } = completionReport(input);
  return { json, text: html.replaceAll(/<[^>]*>/g, ' '), verdict: erasureVerdict(input, json) };
}

describe('what only the storage keeps, and no law', () => {
  it.each(['2030-05-01', 'unknown'])('is reported as such, and leaves the report incomplete: %s', (until) => {
    const { json, text, verdict } = reportWith({ ...lock, until });

    expect([json.complete, verdict]).toEqual([false, 'all-kept']);
    expect(json.totals).toMatchObject({ retained: 1, heldByStorage: 1 });
    expect(json.missing).toEqual([
      { storeId: 'files', title: 'Files', reason: 'held-by-storage', count: 1, settled: true },
    ]);
    expect(text).toContain('our storage cannot remove it yet');
    expect(text).not.toMatch(/because a law says so|\(\s*\)|unknown|NaN|undefined/);
    expect(text).toContain(until === 'unknown' ? 'no end date is set' : '1 May 2030');
  });

  it('is listed beside what a law keeps, each under its own heading', () => {
    const { json, text } = reportWith(law, { ...lock, until: 'unknown' });

    expect(json.totals).toMatchObject({ retained: 2, heldByStorage: 1 });
    expect(text).toContain('because a law says so');
    expect(text).toContain('our storage cannot remove it yet');
  });

  it('is shown to staff before the approval, separate from the law and without empty brackets', () => {
    const retain = { action: 'retain' } as const;

    expect(
      retentionReasons([
        { ...retain, ...law },
        { ...retain, ...lock, until: 'unknown' },
        { ...retain, ...lock, until: '2030-05-01' },
      ]),
    ).toEqual({
      because: 'tax law, until Sunday 31 December 2034 (s 147 AO)',
      held: `${lock.ground}, until Wednesday 1 May 2030; no end date is set for 1`,
    });
    expect(retentionReasons([{ action: 'erase' }])).toEqual({});
  });
});
