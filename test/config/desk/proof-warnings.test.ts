import { lawBookOf } from '../../../functions/config/desk/law-book-of';
import { proofWarnings } from '../../../functions/config/desk/proof-warnings';
import type { DataMap } from '../../../functions/domain/data-map';
import type { Desk } from '../../../functions/domain/desk';
import { californianDesk, pointedMap } from '../../builders/a-californian';
import { aDesk } from '../../builders/a-desk';
import { aField, aMap, shopStore } from '../../builders/a-map';

function warningsOf(desk: Desk, map: DataMap): string[] {
  return proofWarnings({ desk, map, book: lawBookOf(desk) });
}

const policy = { ...aDesk().controller, privacyPolicy: 'https://www.example.com/privacy' };

describe('a desk under a law that wants stronger proof before data is shown', () => {
  it('gets no warning with a privacy policy and three data points', () => {
    expect(warningsOf(californianDesk({ controller: policy }), pointedMap())).toEqual([]);
  });

  it('gets a warning that it has no policy to direct people to, and too few data points to prove enough', () => {
    const [withoutPolicy, tooFew] = warningsOf(californianDesk(), aMap());

    expect(withoutPolicy).toMatch(/^controller\.privacyPolicy: is missing/);
    expect(tooFew).toMatch(/^data map: 0 of 3 data points/);
  });

  it('gets a warning about a mark that is not used', () => {
    const [customers, ...others] = shopStore.collections;
    if (!customers) throw new Error('no customers');
    const email = aField('email', 'E-mail', { identity: 'email', dataPoint: true });
    const fields = [...customers.fields.filter(({ name }) => name !== 'email'), email];
    const map = aMap({ stores: [{ ...shopStore, collections: [{ ...customers, fields }, ...others] }] });

    expect(warningsOf(californianDesk({ controller: policy }), map).join('\n')).toContain(
      'customers.email is marked as a data point and not used as one',
    );
  });

  it('gets no warning if the GDPR binds it too', () => {
    const laws = (['eu-gdpr', 'us-ca-ccpa'] as const).map(
      (regime) => ({ regime, applies: 'binds', because: 'x' }) as const,
    );

    expect(warningsOf(aDesk({ laws }), aMap())).toEqual([]);
  });
});
