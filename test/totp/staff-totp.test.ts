import { type TotpOwner, totpNeed, tryTotp } from '../../functions/totp/staff-totp';
import { alma, bruno } from '../builders/a-desk';
import { aWorld, type World } from '../builders/a-world';
import { testClock } from '../fakes/test-clock';
import { codeOf } from '../web/staff/staff-desk';

const owner: TotpOwner = { staff: alma, session: { hash: 'session-1' } };
const elsewhere: TotpOwner = { staff: alma, session: { hash: 'session-2' } };

async function secretFor(world: World, who: TotpOwner): Promise<string> {
  const need = await totpNeed(world, who);
  return need.kind === 'enrol' ? need.secret : '';
}

describe('the authenticator app of a member of staff', () => {
  it('is set up by the first right code, and only then', async () => {
    const world = aWorld();
    const secret = await secretFor(world, owner);
    const shownAgain = await secretFor(world, owner);
    const shownElsewhere = await secretFor(world, elsewhere);
    const before = await world.items.findTotp(alma.id);

    const answer = await tryTotp(world, owner, codeOf(secret, world.clock.now()));

    expect(shownAgain).toBe(secret);
    expect(shownElsewhere).not.toBe(secret);
    expect(before).toBeUndefined();
    expect(answer).toBe('right');
    expect(await totpNeed(world, elsewhere)).toEqual({ kind: 'totp' });
  });

  it('is kept sealed', async () => {
    const world = aWorld();
    const secret = await secretFor(world, owner);

    await tryTotp(world, owner, codeOf(secret, world.clock.now()));

    const kept = (await world.items.findTotp(alma.id)) ?? '';
    expect(kept).not.toContain(secret);
    expect(await world.vault.unseal('desk', kept)).toEqual({ secret });
  });

  it('is one person’s: nobody else’s code fits, and one set up elsewhere does not', async () => {
    const world = aWorld();
    const secret = await secretFor(world, owner);
    const other = await secretFor(world, elsewhere);
    await tryTotp(world, owner, codeOf(secret, world.clock.now()));
    world.clock.forward('PT30S');
    const now = world.clock.now();

    expect(await tryTotp(world, { ...owner, staff: bruno }, codeOf(secret, now))).toBe('wrong');
    expect(await tryTotp(world, elsewhere, codeOf(other, now))).toBe('wrong');
    expect(await tryTotp(world, elsewhere, codeOf(secret, now))).toBe('right');
  });

  it('gives each code once, also when it is sent twice at the same time [A10]', async () => {
    const world = aWorld();
    const secret = await secretFor(world, owner);
    const code = codeOf(secret, world.clock.now());

    const answers = await Promise.all([tryTotp(world, owner, code), tryTotp(world, owner, code)]);
    const later = await tryTotp(world, owner, code);

    expect(answers.filter((answer) => answer === 'right')).toHaveLength(1);
    expect(later).toBe('used');
  });

  it('counts each try, the empty one excepted, and stops at eight in a quarter of an hour', async () => {
    const world = aWorld();
    const secret = await secretFor(world, owner);
    const right = codeOf(secret, world.clock.now());
    const wrong = right === '000000' ? '000001' : '000000';

    const empties = [];
    for (let i = 0; i < 20; i += 1) empties.push(await tryTotp(world, owner, ' '));
    const answers = [];
    for (let i = 0; i < 8; i += 1) answers.push(await tryTotp(world, owner, wrong));
    const shut = await tryTotp(world, owner, right);
    world.clock.forward('PT15M');
    const open = await tryTotp(world, owner, codeOf(secret, world.clock.now()));

    expect(new Set(empties)).toEqual(new Set(['empty']));
    expect(new Set(answers)).toEqual(new Set(['wrong']));
    expect(shut).toBe('too-often');
    expect(open).toBe('right');
  });

  it.each(['12345', '1234567', 'abcdef', '１２３４５６', '-12345', '1e5'])(
    'takes %j for wrong',
    async (typed) => {
      expect(await tryTotp(aWorld(), owner, typed)).toBe('wrong');
    },
  );

  it('goes by the phone’s clock where the desk’s is moved', async () => {
    const world = aWorld();
    const phoneClock = testClock('2026-12-31T12:00:00.000Z');
    const deps = Object.assign(Object.create(world) as World, { phoneClock });
    const need = await totpNeed(deps, owner);
    const secret = need.kind === 'enrol' ? need.secret : '';

    expect(await tryTotp(deps, owner, codeOf(secret, world.clock.now()))).toBe('wrong');
    expect(await tryTotp(deps, owner, codeOf(secret, phoneClock.now()))).toBe('right');
  });
});
