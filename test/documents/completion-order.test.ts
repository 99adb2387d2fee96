import type { OrderFacts, StoreCompletion } from '../../functions/documents/completion-input';
import { completionReport } from '../../functions/documents/completion-report';
import { anErasure } from './sample-erasure';
import { textOf } from './text-of';

const by = { name: 'Alma', role: 'staff', on: '2026-11-24' };
const at = '2026-11-24T08:00:00Z';
const order: OrderFacts = { askedOn: '2026-11-24', confirmBy: '2027-01-15' };

const newsletter = (outcome: 'submitted' | 'done' | 'kept', of: OrderFacts): StoreCompletion => ({
  storeId: 'newsletter',
  title: 'Newsletter',
  state: 'by-person',
  answer: { by, outcome, order: of, ...(of.kept ? { kept: of.kept } : {}) },
});

const payments = (submitted: number, of: OrderFacts): StoreCompletion => ({
  storeId: 'payments',
  title: 'Payments',
  state: 'erased',
  erasedAt: at,
  secondReading: {
    readAt: at,
    found: submitted > 0 ? [{ collection: 'cards', title: 'Cards', records: submitted, unexplained: 0 }] : [],
  },
  collections: [
    {
      ...{ collection: 'cards', title: 'Cards', erased: 2 - submitted, anonymised: 0, submitted },
      ...{ alreadyAbsent: 0, keptShared: 0, retained: [] },
    },
  ],
  order: of,
});

function reportOf(...stores: readonly StoreCompletion[]) {
  const { html, json } = completionReport(anErasure({ stores }));
  return { json, text: textOf(html) };
}

describe('the report of an erasure that others were asked for', () => {
  it('says what was asked for, when, and by when it is confirmed, and claims nothing', () => {
    const { json, text } = reportOf(newsletter('submitted', order), payments(2, order));

    expect(text).toContain('What is done, and what is asked for');
    expect(text).toContain(
      'Newsletter: asked for on Tuesday 24 November 2026, to be confirmed by Friday 15 January 2027',
    );
    expect(text).toContain('Payments: 2 records, asked for on Tuesday 24 November 2026');
    expect(text).toContain('asked for, not confirmed yet 2');
    expect(text).toContain('Still there: Cards, 2 records');
    expect(text).not.toContain('has been erased.');
    expect(json.complete).toBe(false);
    expect(json.totals.erased).toBe(0);
  });

  it('says on which day it was confirmed, and is complete', () => {
    const done = { ...order, confirmedOn: '2027-01-12' };
    const { json, text } = reportOf(newsletter('done', done), payments(0, done));

    expect(text.match(/Asked for on .{0,40}and confirmed on .{0,20}12 January 2027/g)).toHaveLength(2);
    expect(json.complete).toBe(true);
    expect(json.totals.erased).toBe(2);
  });

  it('says why it was refused, until when, and never that it was done', () => {
    const kept = { ...order, kept: { ground: 'a law of theirs', article: '', until: '2034-12-31' } };
    const { text, json } = reportOf(newsletter('kept', kept), payments(2, kept));

    expect(text).toContain('What is held there is kept: a law of theirs');
    expect(text).toContain('not carried out: a law of theirs');
    expect(text).toContain('Asked for, and not carried out: Payments: 2 records');
    expect(text).not.toContain('to be confirmed by');
    expect(text).not.toContain('Still open');
    expect(json.totals.erased).toBe(0);
  });
});
