import { dueReason } from '../../../functions/words/due-reason';
import { aBook, aDesk } from '../../builders/a-desk';
import { anEvent, aRequest } from '../../domain/a-log';

/** The reasons for the date of a request of 7 December 2026. */
function reasonFor(regimes: readonly string[], right: string, reader: 'person' | 'staff' = 'person') {
  const book = aBook(aDesk({ laws: regimes.map((regime) => ({ regime, applies: 'binds', because: 'x' })) }));
  const receivedAt = '2026-12-07T16:00:00.000Z';
  return dueReason(
    book,
    aRequest(anEvent('received', { right: right as 'access', regimes, receivedAt })),
    reader,
  );
}

describe('the reason for a date under a law that does not give the right', () => {
  it.each([
    ['us-ia-icdpa', 'rectification'],
    ['us-ca-delete-act', 'access'],
    ['nz-privacy', 'erasure'],
    ['sg-pdpa', 'erasure'],
    ['us-ca-ccpa', 'restriction'],
    ['us-va-vcdpa', 'objection'],
  ])('says so, and what the desk does: %s, %s', (regime, right) => {
    expect(reasonFor([regime], right)).toBe(
      'The law gives no right to this. We deal with it all the same, and this is the date we hold ourselves to.',
    );
    expect(reasonFor([regime], right, 'staff')).toMatch(
      /^The law gives no right to this\. Decide on it all the same/,
    );
  });

  it('says it of several laws', () => {
    expect(reasonFor(['us-ia-icdpa', 'us-ca-delete-act'], 'rectification')).toMatch(
      /^None of the laws that may apply gives a right to this\. /,
    );
  });

  it('does not say it if one of the laws gives the right', () => {
    expect(reasonFor(['us-ia-icdpa', 'us-va-vcdpa'], 'rectification')).toMatch(/^The law gives us 45 days/);
  });

  it.each([
    ['th-pdpa', 'rectification'],
    ['eu-gdpr', 'complaint'],
  ])('distinguishes a law without a number of days from one without the right: %s, %s', (regime, right) => {
    expect(reasonFor([regime], right)).toBe(
      'The law names no number of days; this is the date we hold ourselves to.',
    );
  });
});
