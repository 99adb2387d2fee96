import { timersOf } from '../../functions/domain/timers';
import { aBook, aDesk } from '../builders/a-desk';
import { anEvent, aRequest, receivedAt, type Step } from './a-log';

const desk = aDesk();
const context = { desk, book: aBook(desk) };
const firstMail = anEvent('mailed', { key: 'acknowledge', kind: 'acknowledge-and-verify' });

function at(kind: string, ...steps: readonly Step[]) {
  return timersOf(aRequest(...steps), context).find((timer) => timer.kind === kind)?.at;
}

describe('a request that staff entered weeks after it came', () => {
  const received = anEvent('received', { right: 'access', channel: 'staff', receivedAt });

  it.each([20, 29, 32, 400])('leaves the person a week for the code, %i days late', (days) => {
    const entered = new Date(Date.parse(receivedAt) + days * 86_400_000).toISOString();
    const week = new Date(Date.parse(entered) + 6 * 86_400_000).toISOString();
    const closes = at(
      'close-unverified',
      { event: received, at: entered },
      { event: firstMail, at: entered },
    );

    expect(closes && closes > week).toBe(true);
  });

  it('rings the alarm once its date has passed, whoever has not typed the code', () => {
    const entered = '2026-05-20T09:00:00.000Z';
    const overdue = at('overdue', { event: received, at: entered }, { event: firstMail, at: entered });

    expect(overdue && overdue < entered).toBe(true);
  });

  it('that came in time ends three days before its date, as ever', () => {
    expect(
      at('close-unverified', { event: received, at: receivedAt }, { event: firstMail, at: receivedAt }),
    ).toMatch(/^2026-03-3|^2026-04-0/);
  });
});

describe('a notice before an erasure that went by post', () => {
  it('does not end before a letter can have arrived and the time of the notice has passed', () => {
    const ends = at(
      'end-erasure-notice',
      { event: anEvent('received', { right: 'erasure' }), at: receivedAt },
      ...(['identity-verified', 'store-searched', 'manifest-frozen', 'decision-asked', 'decided'] as const),
      {
        event: anEvent('erasure-noticed', { endsAt: '2026-03-04T09:00:00.000Z' }),
        at: '2026-03-03T09:00:00.000Z',
      },
      {
        event: anEvent('mailed', { key: 'erasure-notice', kind: 'erasure-notice', postedOn: '2026-03-03' }),
        at: '2026-03-03T10:00:00.000Z',
      },
    );

    expect(ends && ends >= '2026-03-07T00:00:00Z').toBe(true);
  });
});
