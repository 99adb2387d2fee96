import fc from 'fast-check';
import { enrolByCommand } from '../../../functions/web/totp/enrolment';
import { renewRecoveryCodes } from '../../../functions/web/totp/recovery-codes';
import {
  type TotpNews,
  type TotpOutcome,
  type TotpOwner,
  tryTotp,
  unlock,
} from '../../../functions/web/totp/staff-totp';
import { totpNeed } from '../../../functions/web/totp/totp-need';
import { alma, bruno } from '../../builders/a-desk';
import { aWorld, type World } from '../../builders/a-world';
import { testClock } from '../../fakes/test-clock';
import { codeOf, setUpApp } from '../staff/staff-desk';

const owner: TotpOwner = { staff: alma, session: { hash: 'session-1' } };
/** The first day on which a month's tries are counted. */
const monthOfTries = '2026-11-01T00:00:00.000Z';
const elsewhere: TotpOwner = { staff: alma, session: { hash: 'session-2' } };

/** A desk where Alma has an app, and the news that was sent about it. */
async function withApp(world: World = aWorld()) {
  const secret = await setUpApp(world);
  const told: TotpNews[] = [];
  const type = (typed: string, who: TotpOwner = owner): Promise<TotpOutcome> =>
    tryTotp(world, who, typed, async (news) => {
      told.push(news);
    });
  const right = () => codeOf(secret, world.clock.now());
  const wrong = () => (right() === '000000' ? '000001' : '000000');
  return { world, secret, told, type, right, wrong };
}

describe('the authenticator app of a member of staff', () => {
  it('exists only once it was set up', async () => {
    const world = aWorld();

    const before = await totpNeed(world, owner);
    const tried = await tryTotp(world, owner, '123456', async () => undefined);
    await setUpApp(world);

    expect(before).toEqual({ kind: 'no-app', staffId: 'alma', onPage: false });
    expect(tried).toBe('not-set-up');
    expect(await totpNeed(world, owner)).toEqual({ kind: 'totp' });
  });

  it('is kept sealed', async () => {
    const { world, secret } = await withApp();

    const kept = await world.items.findTotp(alma.id);

    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(await world.vault.unseal('desk', kept?.sealed ?? '')).toEqual({ secret });
  });

  it('is active if it was set up before there was a wait', async () => {
    const { world, secret, type } = await withApp();
    await world.items.dropTotp(alma.id);
    await world.items.saveTotp(alma.id, { sealed: await world.vault.seal('desk', { secret }) });

    expect(await totpNeed(world, owner)).toEqual({ kind: 'totp' });
    expect(await type(codeOf(secret, world.clock.now()))).toBe('right');
  });

  it('belongs to one person: no one else’s code fits', async () => {
    const { world, secret, type } = await withApp();
    await enrolByCommand(world, bruno, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');

    expect(await type(codeOf(secret, world.clock.now()), { ...owner, staff: bruno })).toBe('wrong');
    expect(await type(codeOf(secret, world.clock.now()), elsewhere)).toBe('right');
  });

  it('accepts each code once, even when it is sent twice at the same time [A10]', async () => {
    const { type, right } = await withApp();
    const code = right();

    const answers = await Promise.all([type(code), type(code, elsewhere)]);

    expect(answers.filter((answer) => answer === 'right')).toHaveLength(1);
    expect(await type(code)).toBe('used');
  });

  it('accepts the code of the step before and after, and none older than one that was used [A10]', async () => {
    const { world, secret, type } = await withApp();
    const at = (seconds: number) =>
      codeOf(secret, new Date(Date.parse(world.clock.now()) + seconds * 1000).toISOString());

    const answers = [];
    for (const seconds of [-60, 60, -30, 0, -30, 30, 0]) answers.push(await type(at(seconds)));

    expect(answers).toEqual(['wrong', 'wrong', 'right', 'right', 'used', 'right', 'used']);
  });

  it('counts each try of a session except empty ones, and stops at eight in a quarter of an hour', async () => {
    const { world, type, right, wrong } = await withApp();

    const empties = [];
    for (let i = 0; i < 20; i += 1) empties.push(await type(' '));
    const answers = [];
    for (let i = 0; i < 8; i += 1) answers.push(await type(wrong()));
    const shut = await type(right());
    const other = await type(right(), elsewhere);
    world.clock.forward('PT15M');

    expect(new Set(empties)).toEqual(new Set(['empty']));
    expect(new Set(answers)).toEqual(new Set(['wrong']));
    expect([shut, other]).toEqual(['too-often', 'right']);
    expect(await type(right())).toBe('right');
  });

  it.each(['12345', '1234567', 'abcdef', '１２３４５６', '-12345', '1e5'])(
    'takes %j for wrong',
    async (typed) => {
      const { type } = await withApp();

      expect(await type(typed)).toBe('wrong');
    },
  );

  it('uses the phone’s clock where the desk’s is moved', async () => {
    const world = aWorld();
    const phoneClock = testClock('2026-12-31T12:00:00.000Z');
    const deps = Object.assign(Object.create(world) as World, { phoneClock });
    const { secret, type } = await withApp(deps);

    expect(await type(codeOf(secret, world.clock.now()))).toBe('wrong');
    expect(await type(codeOf(secret, phoneClock.now()))).toBe('right');
  });
});

describe('guessing at an authenticator app', () => {
  it('ends after twenty wrong codes in a month, in however many sessions, while the owner signs in', async () => {
    const step = fc.record({
      who: fc.constantFrom('thief', 'owner', 'owner-mistypes'),
      session: fc.nat(30),
      waits: fc.constantFrom('PT31S', 'PT20M', 'PT5H'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 60, maxLength: 90 }), async (steps) => {
        const { world, type, right, wrong, told } = await withApp(aWorld({ now: monthOfTries }));
        let compared = 0;
        for (const { who, session, waits } of steps) {
          world.clock.forward(waits);
          if (who === 'thief') {
            const answer = await type(wrong(), { ...owner, session: { hash: `thief-${session}` } });
            if (answer !== 'too-often' && !told.includes('locked')) compared += 1;
          } else {
            if (who === 'owner-mistypes') await type(wrong());
            await type(right());
          }
        }
        expect(compared).toBeLessThanOrEqual(20);
        if (compared !== 19) expect(told.includes('locked')).toBe(compared > 19);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['P2D', 'P7D', 'P40D'])(
    'never adds up to a lock where one code is wrong each %s, whoever types it, over years',
    async (each) => {
      const { world, type, wrong } = await withApp();

      const answers = [];
      for (let n = 0; n < 100; n += 1) {
        answers.push(await type(wrong(), { ...owner, session: { hash: `${n}` } }));
        world.clock.forward(each);
      }

      expect(new Set(answers)).toEqual(new Set(['wrong']));
    },
  );

  it('leaves it locked, announced once, until it is unlocked, however long that takes', async () => {
    const { world, type, right, wrong, told } = await withApp();
    for (let n = 0; n < 20; n += 1) await type(wrong(), { ...owner, session: { hash: `${n}` } });

    const answers = [];
    for (let month = 0; month < 24; month += 1) {
      world.clock.forward('P31D');
      answers.push(await type(right()), await type(wrong(), elsewhere));
    }
    await unlock(world, alma.id);
    world.clock.forward('PT30S');

    expect(new Set(answers)).toEqual(new Set(['locked']));
    expect(told).toEqual(['locked']);
    expect(await type(right())).toBe('right');
  });

  it('never locks somebody who mistypes now and then', async () => {
    const { world, type, right, wrong } = await withApp();

    const answers = [];
    for (let day = 0; day < 60; day += 1) {
      await type(wrong());
      await type(wrong());
      answers.push(await type(right()));
      world.clock.forward('P1D');
    }

    expect(new Set(answers)).toEqual(new Set(['right']));
  });

  it('locks it for everyone, even at the same time, until a recovery code or the command line unlocks it', async () => {
    const { world, type, right, wrong, told } = await withApp();
    const { codes = [] } = (await renewRecoveryCodes(world, alma.id)) ?? {};
    const grind = () =>
      Promise.all(
        Array.from({ length: 30 }, (_, i) => type(wrong(), { ...owner, session: { hash: `${i}` } })),
      );

    const answers = await grind();
    const shut = await type(right());
    const recovered = await type(codes[3] ?? '', elsewhere);
    world.clock.forward('PT30S');
    const open = await type(right(), elsewhere);
    await grind();
    await unlock(world, alma.id);
    world.clock.forward('PT30S');

    expect(answers.filter((answer) => answer === 'wrong')).toHaveLength(19);
    expect(told).toContain('locked');
    expect([shut, recovered, open]).toEqual(['locked', 'right', 'right']);
    expect(await type(right(), elsewhere)).toBe('right');
  });
});

describe('recovery codes', () => {
  it('are ten, work once each in any spelling, and are kept as hashes', async () => {
    const { world, type, told } = await withApp();
    const { codes = [] } = (await renewRecoveryCodes(world, alma.id)) ?? {};
    const kept = JSON.stringify(await world.items.findTotp(alma.id));

    const answers = [];
    for (const code of codes) answers.push(await type(` ${code.toUpperCase()} `));
    const again = await type(codes[0] ?? '');

    expect(new Set(codes).size).toBe(10);
    expect(codes.filter((code) => kept.includes(code) || kept.includes(code.replace('-', '')))).toEqual([]);
    expect(new Set(answers)).toEqual(new Set(['right']));
    expect(again).toBe('wrong');
    expect(told).toHaveLength(10);
  });

  it('work once if one is sent twice at once', async () => {
    const { world, type } = await withApp();
    const { codes = [] } = (await renewRecoveryCodes(world, alma.id)) ?? {};

    const answers = await Promise.all([type(codes[0] ?? ''), type(codes[0] ?? '', elsewhere)]);

    expect(answers.filter((answer) => answer === 'right')).toHaveLength(1);
  });

  it('are worth nothing once there are new ones, and count as tries of their session', async () => {
    const { world, type } = await withApp();
    const { codes = [] } = (await renewRecoveryCodes(world, alma.id)) ?? {};
    await renewRecoveryCodes(world, alma.id);

    const answers = [];
    for (let i = 0; i < 9; i += 1) answers.push(await type(codes[0] ?? ''));

    expect(answers).toEqual([...Array(8).fill('wrong'), 'too-often']);
  });

  it('are not used up when the mail about it cannot be sent', async () => {
    const { world } = await withApp();
    const { codes: [code = ''] = [] } = (await renewRecoveryCodes(world, alma.id)) ?? {};
    const down = async () => {
      throw new Error('no mail leaves');
    };

    await expect(tryTotp(world, owner, code, down)).rejects.toThrow('no mail leaves');

    expect(await tryTotp(world, owner, code, async () => undefined)).toBe('right');
  });
});
