import { buildAnswerFacts } from '../../functions/casework/evidence/build-answer-facts';
import { keptUnderLaws } from '../../functions/casework/evidence/kept-under-laws';
import { lawViews } from '../../functions/casework/evidence/law-views';
import { allRegimes } from '../../functions/config/laws/law-library';
import type { Regime } from '../../functions/domain/deadlines/law';
import { givingArticle, requestTypeOf } from '../../functions/domain/deadlines/request-type-of';
import { governingLaws, leadingLaw } from '../../functions/domain/governing-laws';
import { refusingLaws } from '../../functions/domain/refusing-laws';
import { type Right, rightNames } from '../../functions/domain/rights';
import { aBook, aDesk } from '../builders/a-desk';
import { anEvent, aRequest } from './a-log';

/** Laws that begin after a day in October 2026, and those with a right that begins later than they do. */
const receivedOn = '2026-10-05';
const later = [...allRegimes().values()].filter(({ effective }) => effective > receivedOn);

function shop(id: string) {
  const desk = aDesk({
    place: 'DE-BE',
    laws: [id, 'eu-gdpr'].map((regime) => ({ regime, applies: 'binds', because: 'x' })),
  });
  return { desk, book: aBook(desk) };
}

/** Articles that only this law has: "Art. 17" may be one of another law as well. */
function articlesOf(law: Regime | undefined): string[] {
  const gdpr = Object.values(allRegimes().get('eu-gdpr')?.sources ?? {}).map(({ article }) => article);
  return Object.values(law?.sources ?? {})
    .map(({ article }) => article)
    .filter((article) => article.length > 6 && !gdpr.includes(article));
}

const daysOf = ({ requestTypes, effective: first }: Regime) => [
  ...new Set(
    Object.values(requestTypes).flatMap(({ effective = '' }) => (effective > first ? [effective] : [])),
  ),
];

/** Each right that a law has from a later day on than others, with the article that begins then. */
const begins = [...allRegimes().values()].flatMap((law) =>
  rightNames.flatMap((right) =>
    daysOf(law).flatMap((effective) => {
      const before = givingArticle(law, right, dayBefore(effective));
      const from = givingArticle(law, right, effective);
      return from !== undefined && from !== before ? [{ id: law.id, right, effective, before, from }] : [];
    }),
  ),
);

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

describe('an article that begins later than its law', () => {
  const openingOn = (id: string, right: Right, day: string) => {
    const desk = aDesk({ place: 'DE-BE', laws: [{ regime: id, applies: 'binds', because: 'x' }] });
    const clock = { now: () => '2027-06-01T12:00:00.000Z' };
    const receipt = { right, regimes: [id], receivedAt: `${day}T20:00:00.000Z`, zone: 'UTC' } as const;
    return buildAnswerFacts({ desk, book: aBook(desk), clock }, aRequest(anEvent('received', receipt))).texts
      .opening;
  };

  it.each(begins)('is the basis of what is asked from its day on, not before: $id, $right', (one) => {
    const { id, right, effective, before, from } = one;

    expect(openingOn(id, right, effective)).toContain(`${from} give`);
    expect(openingOn(id, right, dayBefore(dayBefore(effective)))).toMatch(
      before === undefined ? /"\.$/ : new RegExp(`${before.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} give`),
    );
  });
});

describe('a law before its first day', () => {
  it('is in the library, so that this test covers one', () => {
    expect(later.map(({ id }) => id)).toEqual(expect.arrayContaining(['in-dpdp', 'us-ok-ocdpa']));
  });

  it.each(later.map(({ id }) => id))(
    'governs nothing beside another, and everything that it gives after it: %s',
    (id) => {
      const deps = shop(id);
      const { effective = '' } = deps.book.regimes[id] ?? {};
      const on = (day: string) => governingLaws(deps, 'access', { livesIn: undefined, receivedOn: day });

      expect(on(receivedOn)).toEqual(['eu-gdpr']);
      expect(on(effective)).toContain(id);
    },
  );

  it.each(later.map(({ id }) => id))(
    'needs no ground for a refusal, and gives no copy, where an old log names it: %s',
    (id) => {
      const deps = shop(id);
      const receivedAt = `${receivedOn}T08:00:00.000Z`;
      for (const right of ['access', 'erasure'] as const) {
        const receipt = { right, regimes: [id, 'eu-gdpr'], receivedAt } as const;
        const request = aRequest(anEvent('received', receipt));

        expect(refusingLaws(deps, request).map(({ regime }) => regime.id)).toEqual(['eu-gdpr']);
        const view = lawViews(deps, request).find(({ law }) => law === deps.book.regimes[id]?.shortName);
        expect(view).toMatchObject({ article: '', binds: false });
      }
    },
  );

  it.each(later.map(({ id }) => id))('is no basis of an answer, where an old log names it: %s', (id) => {
    const deps = { ...shop(id), clock: { now: () => `${receivedOn}T08:00:00.000Z` } };
    for (const right of ['access', 'erasure', 'rectification'] as const) {
      const receipt = { right, regimes: [id, 'eu-gdpr'], receivedAt: `${receivedOn}T08:00:00.000Z` } as const;
      const request = aRequest(anEvent('received', receipt));
      const { opening, rights } = buildAnswerFacts(deps, request).texts;
      const [kept] = keptUnderLaws(deps, request, [
        { retained: [{ article: 's 147 AO; Art. 17(3)(b) GDPR' } as never] },
      ]);

      const said = [
        opening,
        ...rights.map(({ article }) => article),
        (kept?.retained[0] as { article?: string } | undefined)?.article,
      ].join('; ');
      for (const article of articlesOf(deps.book.regimes[id])) expect(said).not.toContain(article);
    }
  });

  it('does not lead for a right that it gives only later, where another law gives it', () => {
    const desk = aDesk({
      place: 'US-UT',
      laws: ['us-ut-ucpa', 'us-ca-ccpa'].map((regime) => ({ regime, applies: 'binds', because: 'x' })),
    });
    const leads = (receivedAt: string) =>
      leadingLaw(
        { desk, book: aBook(desk) },
        { right: 'rectification', received: { regimes: ['us-ut-ucpa', 'us-ca-ccpa'], receivedAt } },
      ).id;

    expect(leads('2026-06-01T18:00:00.000Z')).toBe('us-ca-ccpa');
    expect(leads('2026-07-02T18:00:00.000Z')).toBe('us-ut-ucpa');
  });

  it('counts from the first day of a right that a law gives later than the rest', () => {
    const deps = shop('us-ca-ccpa');
    const request = (receivedAt: string) =>
      aRequest(anEvent('received', { right: 'admt-opt-out', regimes: ['us-ca-ccpa'], receivedAt }));
    const law = deps.book.regimes['us-ca-ccpa'];

    expect(law && requestTypeOf(law, 'admt-opt-out')).toBeDefined();
    expect(lawViews(deps, request('2026-10-05T08:00:00.000Z'))[0]?.binds).toBe(false);
    expect(lawViews(deps, request('2027-01-04T08:00:00.000Z'))[0]?.binds).toBe(true);
  });
});
