import { type Damage, mailDamage } from '../../../functions/casework/mail/mail-damage';
import { aDesk, alma, bruno } from '../../builders/a-desk';
import { aWorld, type World } from '../../builders/a-world';

const office = aDesk().escalateTo;
const words = { about: 'Something is wrong', remedy: 'Look', chapter: 'evidence broken' };

const damage = (found: readonly string[]): Damage => ({ kind: 'restored', found, words });
const findings = (n: number, from = 0) => Array.from({ length: n }, (_, i) => `finding ${from + i}`);
const mailCount = ({ mailbox }: World, to: string = office) => mailbox.to(to).length;

/** A sweep every hour that finds this damage. */
async function sweeps(world: World, n: number, found: (sweep: number) => readonly string[]): Promise<void> {
  for (let sweep = 0; sweep < n; sweep += 1) {
    await mailDamage(world, damage(found(sweep)));
    world.clock.forward('PT1H');
  }
}

describe('damage to the desk’s evidence', () => {
  it.each([1, 299, 301, 4_000])(
    'is reported once, and weekly while it lasts, with %d findings',
    async (n) => {
      const world = aWorld();

      await sweeps(world, 6, () => findings(n));
      expect(mailCount(world)).toBe(1);

      world.clock.forward('P7D');
      await sweeps(world, 6, () => findings(n));
      expect(mailCount(world)).toBe(2);
    },
  );

  it.each([
    ['more than anybody can remember', () => findings(5_100)],
    ['other findings with each sweep', (sweep: number) => findings(40, sweep * 40)],
    ['more with each sweep', (sweep: number) => findings(10 * (sweep + 1))],
  ])('makes one mail a day to each reader, also when it is %s', async (_, found) => {
    const world = aWorld();

    await sweeps(world, 72, found);

    for (const to of [alma.email, bruno.email, office]) {
      expect(mailCount(world, to)).toBeGreaterThanOrEqual(3);
      expect(mailCount(world, to)).toBeLessThanOrEqual(4);
    }
  });

  it('that is found later the same day is reported the next day, even if it is not found again', async () => {
    const world = aWorld();
    await mailDamage(world, damage(['first']));
    await mailDamage(world, damage(['second']));
    expect(mailCount(world)).toBe(1);

    world.clock.forward('P1D');
    await mailDamage(world, damage([]));
    await mailDamage(world, damage([]));

    expect(mailCount(world)).toBe(2);
    expect(world.mailbox.to(office).at(-1)?.text).toContain('second');
  });

  it('is reported even if the stored memory of earlier reports is not ours', async () => {
    for (const junk of [
      '{',
      'null',
      '[["finding 0","2099",true]]',
      '{"next":"2099-01-01T00:00:00Z","heard":7}',
    ]) {
      const world = aWorld();
      for (const id of [alma.id, bruno.id, 'second'])
        await world.items.saveCursor(`told-restored-${id}`, junk);
      await world.items.saveCursor('untold-restored', junk);

      await mailDamage(world, damage(['finding 0']));

      expect(mailCount(world)).toBe(1);
    }
  });
});
