import { lawFor, lawsFor } from '../../../functions/config/laws/law-library';
import { deadlines } from '../../../functions/domain/deadlines/deadline';
import type { DeadlineCase } from '../../../functions/domain/deadlines/deadline-case';

const desk: DeadlineCase = {
  regime: 'uk-gdpr',
  requestType: 'access',
  place: 'DE-BE',
  zone: 'Europe/Berlin',
  received: '2026-09-03T09:00:00+02:00',
  events: [],
};

const book = lawsFor(['eu-gdpr', 'uk-gdpr', 'us-ca-ccpa'], ['DE-BE']);

describe('the calendar of a desk abroad', () => {
  it('moves no date of a law that does not look to its place', () => {
    const ascension = { ...desk, received: '2026-04-14T09:00:00+02:00' };

    expect(deadlines({ ...ascension, regime: 'eu-gdpr' }, book).respondBy).toBe('2026-05-15');
    expect(deadlines(ascension, book).respondBy).toBe('2026-05-14');
    expect(deadlines(ascension, lawFor('uk-gdpr', 'DE-BE')).respondBy).toBe('2026-05-14');
    expect(deadlines(ascension, book).explain.map((step) => step.text)).toContain(
      'Holidays of DE-BE do not count under this law; counted by: weekends only',
    );
  });

  it("counts California's business days wherever the desk is", () => {
    const easter = {
      regime: 'us-ca-ccpa',
      requestType: 'optOutSaleSharing',
      received: '2026-04-01T09:00:00+02:00',
    };
    const labor = { ...easter, received: '2026-09-01T09:00:00+02:00' };

    expect(deadlines({ ...desk, ...easter }, book).respondBy).toBe('2026-04-22');
    expect(deadlines({ ...desk, ...labor }, book).respondBy).toBe('2026-09-23');
    expect(deadlines({ ...desk, ...labor }, book).computedWith.calendar).toBe('US-CA');
    expect(deadlines({ ...desk, ...labor, place: null }, book).respondBy).toBe('2026-09-23');
  });

  it('falls back to weekends when the law came without its own calendar', () => {
    const law = { regime: lawFor('us-ca-ccpa', null).regime, calendar: lawFor('eu-gdpr', 'DE-BE').calendar };
    const labor = {
      ...desk,
      regime: 'us-ca-ccpa',
      requestType: 'optOutSaleSharing',
      received: '2026-09-01T09:00:00+02:00',
    };

    expect(deadlines(labor, law).respondBy).toBe('2026-09-22');
  });
});
