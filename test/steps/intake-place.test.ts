import { aDesk } from '../builders/a-desk';
import { mia } from '../builders/shop-rows';
import { openFormOf } from './open-form';

const person = { forWhom: 'self', relation: 'customer', email: mia.email, right: 'access' };

function aShopInCalifornia(...laws: readonly string[]) {
  const binding = laws.map((regime) => ({ regime, applies: 'binds' as const, because: 'x' }));
  return openFormOf(aDesk({ place: 'US-CA', zone: 'America/Los_Angeles', laws: binding }));
}

describe('the form of a shop under laws that require different proofs', () => {
  it.each([
    ['asks where somebody lives who wants to see their data', {}, 400],
    ['takes who names a place', { place: 'DE' }, 202],
    ['takes who lives where no law of the shop counts', { place: 'other' }, 202],
    ['takes who wants the kinds of data alone', { wants: 'categories' }, 202],
    ['asks nobody else for a place', { right: 'erasure' }, 202],
  ])('%s', async (_what, more, status) => {
    const { world, browser } = aShopInCalifornia('us-ca-ccpa', 'eu-gdpr');
    const page = await browser.get('/');

    const answer = await browser.submit(page, { ...person, ...more });

    expect([answer.status, world.inbox.items.size]).toEqual([status, status === 202 ? 1 : 0]);
    expect(page.html).not.toContain('Where do you live? (optional)');
    if (status === 400) {
      expect(answer.html).toContain('href="#place"');
      expect(answer.html).toContain('laws differ in what you must prove');
    }
  });

  it.each([
    ['access', true],
    ['portability', false],
  ])(
    'offers the kinds of data alone, without a place, only if that is accepted: %s',
    async (right, isOffered) => {
      const { browser } = aShopInCalifornia('us-ca-ccpa', 'eu-gdpr');
      const page = await browser.get('/');

      const refused = await browser.submit(page, { ...person, right });
      const then = await browser.submit(refused, { ...person, right, wants: 'categories' });

      expect([refused.status, refused.html.includes('Or choose only the kinds of data')]).toEqual([
        400,
        isOffered,
      ]);
      expect(then.status).toBe(isOffered ? 202 : 400);
    },
  );

  it('leaves the place open if every law requires the same', async () => {
    const { world, browser } = aShopInCalifornia('us-ca-ccpa');
    const page = await browser.get('/');

    const answer = await browser.submit(page, person);

    expect([answer.status, world.inbox.items.size]).toEqual([202, 1]);
    expect(page.html).toContain('Where do you live? (optional)');
  });
});
