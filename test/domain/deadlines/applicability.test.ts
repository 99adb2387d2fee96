import { lawFor } from '../../../functions/config/laws/law-library';
import { applicability } from '../../../functions/domain/deadlines/applicability';

function answerOf(regime: string, facts: Parameters<typeof applicability>[1]) {
  return applicability(lawFor(regime, null).regime, facts);
}

describe('whom a law binds', () => {
  it('is anyone who offers goods to people in the EU, whatever their size', () => {
    const found = answerOf('eu-gdpr', { offersToPeopleInPlace: true, annualRevenueUsd: 1 });

    expect(found).toEqual({ answer: 'binds', reasons: ['It offers goods or services to people in the EEA'] });
  });

  it('is in California who passes one of three thresholds', () => {
    const small = {
      doesBusinessInPlace: true,
      annualRevenueUsd: 1e6,
      peopleInPlace: 500,
      revenueShareFromSale: 0,
    };

    expect(answerOf('us-ca-ccpa', small).answer).toBe('doesNotBind');
    expect(answerOf('us-ca-ccpa', { ...small, peopleInPlace: 100_000 }).answer).toBe('binds');
    expect(answerOf('us-ca-ccpa', { ...small, annualRevenueUsd: 26_625_000 }).answer).toBe('doesNotBind');
    expect(answerOf('us-ca-ccpa', { ...small, annualRevenueUsd: 26_625_001 }).answer).toBe('binds');
  });

  it('stays open while a fact that decides is not known', () => {
    const found = answerOf('us-va-vcdpa', { doesBusinessInPlace: true, peopleInPlace: 30_000 });

    expect(found.answer).toBe('notKnown');
    expect(found.reasons).toEqual(['It earns more than 50% of its gross revenue from selling data']);
  });

  it('is not a small business in Texas', () => {
    expect(answerOf('us-tx-tdpsa', { doesBusinessInPlace: true, smallBusiness: true }).answer).toBe(
      'doesNotBind',
    );
  });
});
