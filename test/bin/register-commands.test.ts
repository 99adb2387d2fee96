import { auditLines } from '../../bin/commands/audit-verify';
import { metricsLines, requestMetrics } from '../../bin/commands/metrics';
import { listRequests, requestsLines } from '../../bin/commands/requests';
import { parseLog } from '../../functions/adapters/logged-event-schema';
import { lawsFor } from '../../functions/config/laws/law-library';
import type { LoggedEvent } from '../../functions/domain/events';
import type { AuditReader } from '../../functions/domain/evidence-store';
import { verifyEvidence } from '../../functions/watch/audit/verify-evidence';
import { aLog, logRegister } from './log-register';

const book = lawsFor(['eu-gdpr'], ['DE-BE']);
const march = aLog({ requestId: 'dsr-aaaabbbbcccc', receivedAt: '2026-03-05T09:00:00.000Z' });
const april = aLog({
  requestId: 'dsr-ddddeeeeffff',
  receivedAt: '2026-04-10T09:00:00.000Z',
  right: 'erasure',
});
const done = aLog({
  requestId: 'dsr-gggghhhhjjjj',
  receivedAt: '2026-03-01T09:00:00.000Z',
  closed: { at: '2026-03-11T09:00:00.000Z', outcome: 'fulfilled' },
});
const register = logRegister({
  'dsr-ddddeeeeffff': april,
  'dsr-gggghhhhjjjj': done,
  'dsr-aaaabbbbcccc': march,
});

describe('the list of requests', () => {
  const now = '2026-04-20T10:00:00.000Z';

  it('shows open requests, the one due first on top, and which are overdue', async () => {
    const lines = await listRequests({ register, book, now, all: false });

    expect(lines).toEqual([
      {
        requestId: 'dsr-aaaabbbbcccc',
        reference: 'DSR-AAAA-BBBB-CCCC',
        right: 'access',
        status: 'locating',
        receivedOn: '2026-03-05',
        latest: '2026-04-07',
        law: 'eu-gdpr',
        review: 'supported',
        overdue: true,
      },
      expect.objectContaining({ requestId: 'dsr-ddddeeeeffff', latest: '2026-05-11', overdue: false }),
    ]);
  });

  it('is not overdue on the latest day itself, until midnight at the establishment', async () => {
    const until = await listRequests({ register, book, now: '2026-04-07T21:59:59.000Z', all: false });
    const after = await listRequests({ register, book, now: '2026-04-07T22:00:00.000Z', all: false });

    expect([until[0]?.overdue, after[0]?.overdue]).toEqual([false, true]);
  });

  it('shows closed requests with their outcome when asked for all', async () => {
    const lines = await listRequests({ register, book, now, all: true });

    expect(requestsLines(lines, true)).toEqual([
      'request             right    status             received    latest',
      'DSR-GGGG-HHHH-JJJJ  access   closed: fulfilled  2026-03-01  2026-04-01',
      'DSR-AAAA-BBBB-CCCC  access   locating           2026-03-05  2026-04-07 OVERDUE',
      'DSR-DDDD-EEEE-FFFF  erasure  locating           2026-04-10  2026-05-11',
      '',
      '3 requests, 1 overdue.',
    ]);
  });

  it('marks the dates of a law that is not yet reviewed', async () => {
    const [line] = await listRequests({ register, book, now, all: false });
    const unsure = { ...line, law: 'us-va-vcdpa', review: 'notYetReviewed' } as NonNullable<typeof line>;

    const words = requestsLines([unsure], false);

    expect(words.join('\n')).toContain('2026-04-07 * OVERDUE');
    expect(words.at(-1)).toBe(
      '* not yet reviewed (us-va-vcdpa): have these dates checked before you rely on them.',
    );
  });

  it('says so when there is none', () => {
    expect(requestsLines([], false)).toEqual(['No open requests.']);
  });
});

const verified = (logs: AuditReader) => verifyEvidence({ register: logs, now: '2026-04-20T10:00:00.000Z' });

describe('audit verify', () => {
  it('passes when every chain is whole, and says what it could not see without the anchors', async () => {
    const report = await verified(register);

    expect(report).toMatchObject({ ok: true, requests: 3, entries: 7, faults: [] });
    expect(auditLines(report, false)).toEqual([
      'EVIDENCE_BUCKET is not set: a log that lost its end, or is missing entirely, would go unnoticed.',
      '3 logs with 7 entries read, 0 faults.',
    ]);
  });

  it.each([
    [
      'edited',
      march.map((e) => (e.seq === 2 ? { ...e, commandId: 'other' } : e)),
      2,
      'was changed after it was written',
    ],
    ['missing', march.slice(1), 1, 'is missing'],
    [
      'unlinked',
      [...march.slice(0, 1), { ...march[1], prev: 'f'.repeat(64) } as LoggedEvent],
      2,
      'does not follow',
    ],
    ['foreign', april, 1, 'belongs to another request'],
    ['missing', [], 1, 'is missing'],
  ])('names the first entry that is %s', async (kind, log, seq, words) => {
    const report = await verified(logRegister({ 'dsr-ddddeeeeffff': april, 'dsr-aaaabbbbcccc': log }));

    expect(report.ok).toBe(false);
    expect(report.faults).toEqual([{ requestId: 'dsr-aaaabbbbcccc', seq, kind }]);
    expect(auditLines(report)[0]).toContain(`dsr-aaaabbbbcccc: entry ${seq} ${words}`);
  });

  it('says until when the register is anchored, and which requests are in no anchor', async () => {
    const report = await verified(register);

    expect(
      auditLines({
        ...report,
        anchors: 9,
        until: '2026-04-20T08',
        unanchored: 2,
        wholeUnanchored: ['dsr-a'],
      }),
    ).toEqual([
      'dsr-a: no anchor covers this request yet',
      '9 anchors until 2026-04-20T08 UTC, 2 entries not anchored yet.',
      '3 logs with 7 entries read, 0 faults.',
    ]);
  });
});

describe('audit verify of a log that is no log', () => {
  it('names the request and goes on with the others', async () => {
    const broken = {
      ...register,
      history: async (id: string) => (id === 'dsr-gggghhhhjjjj' ? parseLog(['{}']) : register.history(id)),
    };

    const report = await verified(broken);

    expect(report).toMatchObject({
      requests: 3,
      faults: [{ requestId: 'dsr-gggghhhhjjjj', kind: 'unreadable' }],
    });
    expect(auditLines(report)[0]).toBe('dsr-gggghhhhjjjj: an entry can no longer be read');
  });

  it('does not take a register out of reach for a damaged one', async () => {
    const away = { ...register, history: () => Promise.reject(new Error('connection refused')) };

    await expect(verified(away)).rejects.toThrow('connection refused');
  });
});

describe.each([
  ['lists', '{"listed":true}'],
  ['summaries', undefined],
])('the metrics, from the %s,', (_, state) => {
  const items = { findCursor: async () => state };

  it('count by right what was received, is open, how it ended and how long it took', async () => {
    const figures = await requestMetrics({ register, items }, {});

    expect(figures).toEqual([
      { right: 'access', received: 2, open: 1, outcomes: { fulfilled: 1 }, medianDays: 10, meanDays: 10 },
      { right: 'erasure', received: 1, open: 1, outcomes: {}, medianDays: null, meanDays: null },
    ]);
    expect(metricsLines(figures)).toEqual([
      'right    received  open  outcomes     days, median / mean',
      'access   2         1     1 fulfilled  10 / 10',
      'erasure  1         1     -            -',
    ]);
  });

  it('take both days of the period in', async () => {
    const figures = await requestMetrics({ register, items }, { from: '2026-03-05', to: '2026-04-10' });

    expect(figures.map((line) => [line.right, line.received])).toEqual([
      ['access', 1],
      ['erasure', 1],
    ]);
  });

  it.each([
    [[1, 2, 6], 2, 3],
    [[1, 2, 3, 10], 2.5, 4],
    [[0, 1], 0.5, 0.5],
  ])('of %j days are median %d and mean %d', async (days, medianDays, meanDays) => {
    const logs = days.map((count, index) =>
      aLog({
        requestId: `dsr-${index}`,
        receivedAt: '2026-03-01T09:00:00.000Z',
        closed: { at: `2026-03-${String(1 + count).padStart(2, '0')}T08:00:00.000Z`, outcome: 'refused' },
      }),
    );

    const counted = logRegister(Object.fromEntries(logs.entries()));

    const figures = await requestMetrics({ register: counted, items }, {});

    expect(figures).toMatchObject([
      { received: days.length, outcomes: { refused: days.length }, medianDays, meanDays },
    ]);
  });

  it('say so when there is nothing to count', () => {
    expect(metricsLines([])).toEqual(['No requests in this period.']);
  });
});
