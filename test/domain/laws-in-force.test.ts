import { allRegimes } from '../../functions/domain/deadlines/law-library';
import { requestTypeOf } from '../../functions/domain/deadlines/request-type-of';
import { governingLaws } from '../../functions/domain/governing-laws';
import { refusingLaws } from '../../functions/domain/refusing-laws';
import { lawViews } from '../../functions/findings/law-views';
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

describe('a law before its first day', () => {
  it('is in the library, so that this holds of something', () => {
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
