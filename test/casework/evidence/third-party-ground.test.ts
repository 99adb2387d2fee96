import { disclosureGrounds } from '../../../functions/casework/evidence/read-disclosure';
import { allRegimes } from '../../../functions/config/laws/law-library';
import { requestTypeOf } from '../../../functions/domain/deadlines/request-type-of';
import { aBook, aDesk } from '../../builders/a-desk';
import { anEvent, aRequest } from '../../domain/a-log';

const giving = [...allRegimes().values()]
  .filter((regime) => requestTypeOf(regime, 'access'))
  .map(({ id }) => id);

function articleUnder(...laws: readonly (readonly [string, 'binds' | 'voluntary'])[]): string {
  const desk = aDesk({ laws: laws.map(([regime, applies]) => ({ regime, applies, because: 'x' })) });
  const receipt = { regimes: laws.map(([regime]) => regime), receivedAt: '2027-06-07T08:00:00.000Z' };
  const request = aRequest(anEvent('received', { right: 'access', ...receipt }));
  return disclosureGrounds({ desk, book: aBook(desk) }, request).rightsOfOthers.article;
}

describe('the article for withholding data about somebody else', () => {
  it.each(giving)('exists under every law that gives a copy: %s', (id) => {
    expect(articleUnder([id, 'binds'])).not.toBe('');
  });

  it('is that of each law that binds, and of none followed voluntarily beside one', () => {
    expect(articleUnder(['eu-gdpr', 'binds'], ['ch-fadp', 'binds'])).toBe(
      'GDPR Art 15(4); FADP Art 26(1)(b), 29(1)',
    );
    expect(articleUnder(['eu-gdpr', 'binds'], ['ch-fadp', 'voluntary'])).toBe('GDPR Art 15(4)');
    expect(articleUnder(['ch-fadp', 'voluntary'])).toBe('FADP Art 26(1)(b), 29(1)');
  });
});
