import { endingParts } from '../../functions/casework/evidence/ended-along';
import type { CollectionErasure } from '../../functions/documents/completion-input';
import { completionReport } from '../../functions/documents/completion-report';
import type { ManifestRow, RowTreatment } from '../../functions/domain/manifest';
import { anErasure } from './sample-erasure';
import { textOf } from './text-of';

const ends = [{ what: 'a running subscription', several: 'running subscriptions', count: 1 }];
const at = '2026-11-24T08:00:00Z';

function reportOn(more: Partial<CollectionErasure>): string {
  const counts = { erased: 1, anonymised: 0, alreadyAbsent: 0, keptShared: 0, retained: [] };
  const collections = [{ collection: 'customers', title: 'Customer', ...counts, ...more }];
  const store = { storeId: 'pay', title: 'Payments', state: 'erased' as const, erasedAt: at, collections };
  return textOf(completionReport(anErasure({ stores: [store] })).html);
}

const row = (id: string, treatment: RowTreatment): ManifestRow => ({
  ...{ collection: 'customers', key: { id }, facts: {}, treatment },
});
const ending = { what: 'a running subscription', several: 'running subscriptions', id: 'sub_1' };
const rows = [row('c1', { action: 'erase', ends: [ending] }), row('c2', { action: 'erase' })];

describe('the report of an erasure with which something else ends', () => {
  it.each([
    ['ended', 'a running subscription ended with it, unless already over by then.'],
    ['ordered', 'a running subscription will end with it, unless already over by then.'],
    ['unknown', 'a running subscription was to end with it; we do not know whether that happened.'],
  ] as const)('says no more than is known: %s', (state, words) => {
    expect(reportOn({ ended: { ends, state } })).toContain(`Customer: ${words}`);
  });

  it('says why something was left, and what the person can do', () => {
    expect(reportOn({ undecided: 1, erased: 0, wouldEnd: { records: 1, ends } })).toContain(
      'Customer, 1 record: erasing it would also end a running subscription, so we have not erased it; tell us if it may end.',
    );
  });

  it.each([
    [{ erased: 2 }, 'ended'],
    [{ erased: 1, submitted: 1 }, 'ordered'],
    [{ erased: 1 }, 'unknown'],
    [{ erased: 0, unknown: 1 }, 'unknown'],
    [{ erased: 0 }, undefined],
  ])('knows from receipts that name no rows: %j', (done, state) => {
    expect(endingParts(undefined, rows, done).ended?.state).toBe(state);
  });
});
