import { certaintyAdvice } from '../../../functions/web/staff/decide/certainty-advice';
import { californianDesk, pointedMap } from '../../builders/a-californian';
import { aDesk } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision } from '../../builders/a-world';
import { mia, shopRows } from '../../builders/shop-rows';

/** The shop's map in which the favourite shade is sensitive. */
const map = {
  ...pointedMap(),
  stores: pointedMap().stores.map((store) => ({
    ...store,
    collections: store.collections.map((collection) => ({
      ...collection,
      fields: collection.fields.map((field) =>
        field.name === 'newsletter' ? { ...field, sensitive: true } : field,
      ),
    })),
  })),
};

async function said(
  right: 'erasure' | 'rectification' | 'access',
  more: object = {},
  desk = californianDesk(),
) {
  const world = aWorld({ desk, map, rows: { shop: shopRows() } });
  const id = await awaitingDecision(world, aForm({ email: mia.email, right, livesIn: 'US-CA', ...more }));
  return certaintyAdvice(world, await world.register.load(id));
}

const corrections = [
  { wish: 'change' as const, what: 'My birth date', now: '1990-05-31', right: '1990-05-30' },
];

describe('the advice to approvers on being more certain', () => {
  it('names sensitive data before it is erased, and what can be asked for', async () => {
    expect(await said('erasure')).toMatch(
      /consider whether a code .* \(11 CCR 7062\(d\)\)\. If not, ask them below .* such as Date of birth, Lamp club since, Favourite shade/,
    );
  });

  it('never counts what is to be corrected as proof, whatever the person calls it', async () => {
    const words = await said('rectification', { corrections });

    expect(words).toContain('11 CCR 7060(h)');
    expect(words).toContain('such as Lamp club since, Favourite shade');
    expect(words).not.toContain('Date of birth');
  });

  it('is empty for a copy, and under a law with one level of proof', async () => {
    const inBerlin = aDesk({ stores: aDesk().stores.filter(({ id }) => id === 'shop') });

    expect(await said('access')).toBe('');
    expect(await said('erasure', { livesIn: 'DE' }, inBerlin)).toBe('');
  });
});
