import { isWithdrawn } from '../../../functions/domain/data-subject-request';
import { NotAllowedError } from '../../../functions/domain/errors';
import { aWorld, happened, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { asked, step } from './two-requests';

jest.setTimeout(120_000);

const SEEDS = 200;

/** An erasure that waits for a copy, which has just been sealed. */
async function queuedErasure(world: World): Promise<string> {
  const erasure = await asked(world, 'erasure');
  for (let n = 0; n < 4; n += 1) await step(world, erasure);
  const access = await asked(world, 'access');
  await step(world, erasure);
  await step(world, access);
  return erasure;
}

async function withdrawDuring(world: World, erasure: string, turns: number): Promise<boolean> {
  for (let n = turns; n > 0; n -= 1) await new Promise((done) => setImmediate(done));
  try {
    await world.register.append(erasure, 'withdraw', () => anEvent('withdrawn'));
    return true;
  } catch (error) {
    if (error instanceof NotAllowedError) return false;
    throw error;
  }
}

describe('an erasure that is withdrawn in the instant in which its wait ends', () => {
  it('either erases nothing or says that it is too late, never both [R05]', async () => {
    const ends = { back: 0, late: 0 };
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const world = aWorld();
      const erasure = await queuedErasure(world);

      const [isBack] = await Promise.all([
        withdrawDuring(world, erasure, (seed * 7) % 40),
        step(world, erasure).catch((error: unknown) => {
          if (!(error instanceof NotAllowedError)) throw error;
        }),
      ]);

      const request = await world.register.load(erasure);
      const orders = world.connectors.shop?.rows.get('orders') ?? [];
      const isWhole = orders.filter((row) => row.customer_id === mia.id).length === 2;
      expect([seed, isBack, isWithdrawn(request), happened(request).includes('erasure-begun')]).toEqual([
        seed,
        isWhole,
        isWhole,
        !isWhole,
      ]);
      ends[isBack ? 'back' : 'late'] += 1;
    }

    expect(Math.min(ends.back, ends.late)).toBeGreaterThan(SEEDS / 20);
  });
});
