import { remediesOf } from '../../../functions/casework/evidence/remedies';
import { lawsFor } from '../../../functions/config/laws/law-library';
import type { Regime } from '../../../functions/domain/deadlines/law';
import { aBook, aDesk } from '../../builders/a-desk';

const ids = [
  'eu-gdpr',
  'uk-gdpr',
  'us-ca-ccpa',
  'us-ca-delete-act',
  'ch-fadp',
  'us-va-vcdpa',
  'ca-pipeda',
  'ca-qc-law25',
];
const { regimes } = lawsFor(ids, ['DE']);

function remedies(place: string, ...laws: string[]) {
  const desk = aDesk({
    place,
    laws: laws.map((regime) => ({ regime, applies: 'binds', because: 'x' })),
  });
  return remediesOf(
    laws.map((id) => regimes[id] as Regime),
    { desk, book: aBook(desk) },
  );
}

const own = aDesk().controller.authority.name;

describe('where a person may complain', () => {
  it('uses the authority of the settings only for a law of the desk’s own place', () => {
    expect(remedies('DE-BE', 'eu-gdpr').map(({ authority }) => authority.name)).toEqual([own]);
    expect(remedies('DE-BE', 'us-ca-ccpa').map(({ authority }) => authority.name)).toEqual([
      'California Privacy Protection Agency',
    ]);
    expect(remedies('US-CA', 'us-ca-ccpa').map(({ authority }) => authority.name)).toEqual([own]);
    expect(remedies('GB-ENG', 'eu-gdpr')[0]?.authority.name).not.toBe(own);
  });

  it('names authority and court of every law that governs, each once', () => {
    const all = remedies('DE-BE', 'eu-gdpr', 'us-ca-ccpa', 'us-ca-delete-act', 'ch-fadp');

    expect(all.map(({ law }) => law)).toEqual(['GDPR', 'CCPA', 'Delete Act', 'FADP']);
    expect(all.map(({ court }) => court !== undefined)).toEqual([true, true, false, true]);
  });

  it('names a province’s authority under its own law, and the country’s under the country’s law', () => {
    expect(remedies('CA-QC', 'ca-pipeda', 'ca-qc-law25').map(({ authority }) => authority.name)).toEqual([
      'Office of the Privacy Commissioner of Canada',
      own,
    ]);
    expect(remedies('CA-ON', 'ca-pipeda').map(({ authority }) => authority.name)).toEqual([own]);
  });

  it('does not mention a court that nobody has looked up', () => {
    expect(remedies('US-VA', 'us-va-vcdpa')[0]).not.toHaveProperty('court');
  });

  it.each(ids)('has sentences of its own: %s', (id) => {
    const { complaint, court = '' } = (regimes[id] as Regime).authority;

    expect(complaint).toMatch(/^[A-Z].*\.$/);
    expect(court).toMatch(/^$|^[A-Z].*\.$/);
  });
});
