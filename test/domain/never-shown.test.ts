import fc from 'fast-check';
import { lawsFor } from '../../functions/config/laws/law-library';
import { DATA_CATEGORIES } from '../../functions/config/map/data-categories';
import type { Regime } from '../../functions/domain/deadlines/law';
import { forbiddenKinds, type LawView, shownByLaw } from '../../functions/domain/never-shown';

/**
 * Written by hand from 11 CCR 7024(d) and the state laws after it: which fideslang categories hold what may
 * only be named.
 */
const named = [
  'user.government_id',
  'user.government_id.birth_certificate',
  'user.government_id.drivers_license_number',
  'user.government_id.immigration',
  'user.government_id.national_identification_number',
  'user.government_id.passport_number',
  'user.government_id.vehicle_registration',
  'user.financial.bank_account',
  'user.financial.credit_card',
  'user.health_and_medical.insurance_beneficiary_id',
  'user.health_and_medical.record_id',
  'user.health_and_medical.genetic',
  'user.biometric',
  'user.biometric.fingerprint',
  'user.biometric.health',
  'user.biometric.retinal',
  'user.biometric.voice',
  'user.authorization',
  'user.authorization.biometric',
  'user.authorization.credentials',
  'user.authorization.password',
  'system.authentication',
];

/** First day of receipt from which the law has its list; all other laws have none. */
const listsFrom: Readonly<Record<string, string>> = {
  'us-ca-ccpa': '2020-01-01',
  'us-mn-mcdpa': '2020-01-01',
  'us-mt-mcdpa': '2025-10-01',
  'us-ct-ctdpa': '2026-07-01',
};

const ids = ['eu-gdpr', 'uk-gdpr', 'ch-fadp', 'us-va-vcdpa', 'nz-privacy', ...Object.keys(listsFrom)];
const { regimes } = lawsFor(ids, ['DE']);
const regimeOf = (id: string) => regimes[id] as Regime;

interface Governs {
  readonly id: string;
  readonly binds: boolean;
}

function view({ id, binds }: Governs, receivedOn: string): LawView {
  return { law: id, article: `copy under ${id}`, binds, forbids: forbiddenKinds(regimeOf(id), receivedOn) };
}

const law = (id: string): fc.Arbitrary<Governs> => fc.record({ id: fc.constant(id), binds: fc.boolean() });
const governing = fc.uniqueArray(fc.constantFrom(...ids).chain(law), {
  selector: ({ id }) => id,
  minLength: 1,
});
const category = fc.constantFrom(...DATA_CATEGORIES);
const day = fc.constantFrom(
  '2025-07-31',
  '2025-09-30',
  '2025-10-01',
  '2026-06-30',
  '2026-07-01',
  '2026-11-29',
);

/** The table, computed independently of the code. */
function expected(laws: readonly Governs[], of: string, receivedOn: string): string {
  const wide = ['user.financial', 'user.health_and_medical', 'user', 'system'].includes(of);
  if (!named.includes(of) && !wide) return 'shown';
  const strong = laws.some(({ binds }) => binds) ? laws.filter(({ binds }) => binds) : laws;
  const forbid = strong.filter(({ id }) => (listsFrom[id] ?? '9999') <= receivedOn);
  if (forbid.length === 0) return 'shown';
  if (wide) return 'unclear';
  return forbid.length === strong.length ? 'described' : 'conflict';
}

describe('what may be shown of a field', () => {
  it('follows from its category, the laws that govern, and the day of receipt', () => {
    fc.assert(
      fc.property(governing, category, day, (laws, of, receivedOn) => {
        const shown = shownByLaw(
          laws.map((one) => view(one, receivedOn)),
          [of],
        );

        expect(shown.kind).toBe(expected(laws, of, receivedOn));
      }),
      { numRuns: 2000 },
    );
  });

  it('is named with the article of the law that forbids it', () => {
    const laws = [view({ id: 'us-ca-ccpa', binds: true }, '2026-11-29')];

    expect(shownByLaw(laws, ['user.financial.bank_account'])).toEqual({
      kind: 'described',
      words: 'financial account number',
      forbidden: [{ law: 'us-ca-ccpa', article: '11 CCR 7024(d)' }],
      owed: [],
    });
  });

  it('is all of it under the laws of Europe alone', () => {
    const laws = ['eu-gdpr', 'uk-gdpr'].map((id) => view({ id, binds: true }, '2026-11-29'));

    expect(DATA_CATEGORIES.filter((of) => shownByLaw(laws, [of]).kind !== 'shown')).toEqual([]);
  });

  it('covers what lies below a category, one that is declared to be like it, and any of several', () => {
    const laws = [view({ id: 'us-ca-ccpa', binds: true }, '2026-11-29')];
    const kindOf = (...categories: string[]) => shownByLaw(laws, categories).kind;

    expect(kindOf('user.government_id.tax')).toBe('described');
    expect(kindOf('user.loyalty', 'user.financial.bank_account')).toBe('described');
    expect(kindOf('user.government_identity')).toBe('shown');
    expect(kindOf('user.content', 'user.biometric.voice')).toBe('described');
  });
});
