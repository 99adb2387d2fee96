import { lawFor } from '../../../functions/config/laws/law-library';
import { deadlines } from '../../../functions/domain/deadlines/deadline';
import type { DeadlineCase, DeadlineEvent } from '../../../functions/domain/deadlines/deadline-case';
import { lastDayOf } from '../../../functions/domain/deadlines/last-day';

const access: DeadlineCase = {
  regime: 'eu-gdpr',
  requestType: 'access',
  place: 'DE',
  zone: 'Europe/Berlin',
  received: '2026-06-01T09:00:00+02:00',
  events: [],
};

function lastDay(...events: [type: DeadlineEvent['type'], day: string][]): string | null {
  const request = { ...access, events: events.map(([type, day]) => ({ type, at: `${day}T10:00:00+02:00` })) };
  return lastDayOf(deadlines(request, lawFor(request.regime, request.place)));
}

describe('the last day to answer', () => {
  it('is the plain date, and the extended one once a notice in time was given', () => {
    expect(lastDay()).toBe('2026-07-01');
    expect(lastDay(['extended', '2026-06-20'])).toBe('2026-09-01');
    expect(lastDay(['extended', '2026-07-02'])).toBe('2026-07-01');
  });

  it('is the unsuspended date while a question is open', () => {
    expect(lastDay(['identity_requested', '2026-06-02'])).toBe('2026-07-01');
  });

  it('is the unsuspended extended date when the question came after the notice', () => {
    expect(lastDay(['extended', '2026-06-20'], ['clarification_requested', '2026-07-06'])).toBe('2026-09-01');
  });

  it('is not moved by a notice that only the open suspension made timely', () => {
    expect(lastDay(['identity_requested', '2026-06-02'], ['extended', '2026-07-20'])).toBe('2026-07-01');
  });
});
