import { lawAnswers } from '../../../functions/config/desk/law-answers';
import { parseDesk } from '../../../functions/config/desk/parse-desk';
import { allRegimes } from '../../../functions/config/laws/law-library';
import { deskWith } from './desk-text';

const california = { regime: 'us-ca-ccpa', because: 'x', know: 'specific-pieces' };

function answerTo(law: object, business: object = {}) {
  const text = `${deskWith(['laws', 1], law)}business: ${JSON.stringify(business)}\n`;
  const parsed = parseDesk(text, 'desk.yaml');
  return lawAnswers(parsed.desk, parsed.business).at(-1);
}

describe('a setting that says whether a law applies, beside the law’s own tests', () => {
  it.each([
    ['no', 200_000, 'binds', 'write applies: binds'],
    ['voluntary', 200_000, 'binds', 'write applies: binds'],
    ['binds', 12, 'doesNotBind', 'write applies: voluntary'],
  ])(
    'gets a warning if the file says %s and %i people make the answer %s',
    (applies, people, test, advice) => {
      const facts = { doesBusinessInPlace: true, peopleInPlace: people };

      const answer = answerTo(
        { ...california, applies, business: facts },
        { annualRevenueUsd: 1, revenueShareFromSale: 0 },
      );

      expect(answer?.test).toBe(test);
      expect(answer?.differs).toContain(advice);
      expect(answer?.reasons.join()).toContain('100,000 or more consumers');
    },
  );

  it.each([
    ['binds', { doesBusinessInPlace: true, annualRevenueUsd: 30_000_000 }],
    ['voluntary', { doesBusinessInPlace: false }],
    ['no', { doesBusinessInPlace: false }],
  ])('gets no warning if the file says %s and the tests agree', (applies, business) => {
    expect(answerTo({ ...california, applies, business })?.differs).toBeUndefined();
  });

  it.each(['binds', 'voluntary', 'no'])(
    'gets no warning about %s while the facts are not known',
    (applies) => {
      const answer = answerTo({ ...california, applies });

      expect(answer).toMatchObject({ applies, test: 'notKnown' });
      expect(answer?.differs).toBeUndefined();
    },
  );

  it('is judged by the fact of the law’s own place before the fact that holds everywhere', () => {
    const law = {
      regime: 'uk-gdpr',
      applies: 'binds',
      because: 'x',
      business: { offersToPeopleInPlace: true },
    };

    const answer = answerTo(law, {
      offersToPeopleInPlace: false,
      establishedInPlace: false,
      monitorsPeopleInPlace: false,
    });

    expect(answer?.test).toBe('binds');
  });

  it('can be decided by facts alone for every law there is', () => {
    const business = {
      annualRevenueUsd: 2e10,
      peopleInPlace: 5_000_000,
      revenueShareFromSale: 0.9,
      ...Object.fromEntries(
        ['establishedInPlace', 'offersToPeopleInPlace', 'monitorsPeopleInPlace', 'doesBusinessInPlace'].map(
          (fact) => [fact, true],
        ),
      ),
      sellsData: true,
      sellsSensitiveData: true,
      handlesSensitiveData: true,
      smallBusiness: false,
      dataBroker: true,
      largePlatform: true,
    };
    const laws = [...allRegimes().keys()].map((regime) => ({ regime, applies: 'no' as const, because: 'x' }));

    const answers = lawAnswers({ laws }, Object.fromEntries(laws.map(({ regime }) => [regime, business])));

    expect(answers.filter(({ test }) => test !== 'binds').map(({ regime }) => regime)).toEqual([]);
  });
});
