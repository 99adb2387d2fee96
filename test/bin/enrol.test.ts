import { PassThrough } from 'node:stream';
import { enrolIn } from '../../bin/commands/enrol';
import { resetAppIn } from '../../bin/commands/reset-app';
import { tryTotp } from '../../functions/web/totp/staff-totp';
import { totpNeed } from '../../functions/web/totp/totp-need';
import { alma, bruno } from '../builders/a-desk';
import { aWorld, type World } from '../builders/a-world';
import { codeOf, setUpApp } from '../web/staff/staff-desk';
import { watchedConsole } from './watched-console';

const owner = { staff: alma, session: { hash: 'session' } };
const silent = async () => undefined;

/** Runs the command like a person who scans the key that it prints. */
async function enrolAs(world: World, type: (shown: string) => readonly string[], options = {}) {
  const { console, out, errors } = watchedConsole();
  const stdin = new PassThrough();
  const running = enrolIn(world, 'alma', options, { ...console, stdin });
  const secret = /type this key: ([A-Z2-7]{32})/.exec(out())?.[1] ?? '';
  for (const line of type(secret)) stdin.write(`${line}\n`);
  stdin.end();
  const code = await running;
  const recovery = [...out().matchAll(/^ {2}([a-z2-9]{5}-[a-z2-9]{5})$/gm)].map(([, found = '']) => found);
  return { code, out: out(), errors: errors(), secret, recovery };
}

function told(world: World, words: string): string[] {
  return world.mailbox.sent.filter((mail) => mail.text.replace(/\s+/g, ' ').includes(words)).map((m) => m.to);
}

const everybody = (world: World) => [alma.email, bruno.email, world.desk.escalateTo];

describe('enrol', () => {
  it('sets an app up once its code was typed, prints ten recovery codes, and tells everybody who decides', async () => {
    const world = aWorld();

    const done = await enrolAs(world, (secret) => ['000000', codeOf(secret, world.clock.now())]);
    world.clock.forward('PT30S');

    expect(done.code).toBe(0);
    expect(done.out).toContain('▀');
    expect(new Set(done.recovery).size).toBe(10);
    expect(await tryTotp(world, owner, codeOf(done.secret, world.clock.now()), silent)).toBe('right');
    expect(await tryTotp(world, owner, done.recovery[9] ?? '', silent)).toBe('right');
    expect(told(world, 'set up for Alma by the command line')).toEqual(everybody(world));
  });

  it('takes the code that was typed here nowhere else', async () => {
    const world = aWorld();

    const { secret } = await enrolAs(world, (key) => [codeOf(key, world.clock.now())]);

    expect(await tryTotp(world, owner, codeOf(secret, world.clock.now()), silent)).toBe('used');
  });

  it.each([[['000000', '000001', '12']], [[]], [['', 'abcdef']]])(
    'changes nothing when no valid code is typed (%j)',
    async (lines) => {
      const world = aWorld();

      const failed = await enrolAs(world, () => lines);

      expect(failed.code).toBe(1);
      expect(failed.errors).toContain('nothing was changed');
      expect(await world.items.findTotp('alma')).toBeUndefined();
      expect(world.mailbox.sent).toEqual([]);
    },
  );

  it('puts a new app in the place of another, which is worth nothing from then on', async () => {
    const world = aWorld();
    const old = await setUpApp(world);

    await enrolAs(world, (secret) => [codeOf(secret, world.clock.now())]);
    world.clock.forward('PT30S');

    expect(await tryTotp(world, owner, codeOf(old, world.clock.now()), silent)).toBe('wrong');
    expect(told(world, 'was replaced by another')).toEqual(everybody(world));
  });

  it('makes recovery codes anew, and the ones before are worth nothing', async () => {
    const world = aWorld();
    const first = await enrolAs(world, (secret) => [codeOf(secret, world.clock.now())]);

    const again = await enrolAs(world, () => [], { recoveryCodes: true });

    expect(await tryTotp(world, owner, first.recovery[0] ?? '', silent)).toBe('wrong');
    expect(await tryTotp(world, owner, again.recovery[0] ?? '', silent)).toBe('right');
    expect(told(world, 'New recovery codes were made for Alma')).toEqual(everybody(world));
  });

  it('says what it did even if the mails fail', async () => {
    const world = aWorld();
    world.mailbox.down = true;

    const done = await enrolAs(world, (secret) => [codeOf(secret, world.clock.now())]);

    expect(done.code).toBe(0);
    expect(done.recovery).toHaveLength(10);
    expect(done.errors).toContain('Inform the approvers yourself');
  });

  it('names the known ids for an unknown one', async () => {
    const { console } = watchedConsole();

    await expect(enrolIn(aWorld(), 'zoe', {}, console)).rejects.toThrow(
      'rightsdesk.yaml has alma, bruno, jonas',
    );
  });
});

describe('reset-app', () => {
  it('removes an app and tells everybody', async () => {
    const world = aWorld();
    await setUpApp(world);

    await resetAppIn(world, 'alma', {}, watchedConsole().console);

    expect(await totpNeed(world, owner)).toMatchObject({ kind: 'no-app' });
    expect(told(world, 'app of Alma was removed')).toEqual(everybody(world));
  });

  it('lets somebody try again, and tells of each lock anew', async () => {
    const world = aWorld();
    const secret = await setUpApp(world);
    const lock = async () => {
      for (let i = 0; i < 20; i += 1)
        await tryTotp(world, { ...owner, session: { hash: `${i}` } }, 'no code', silent);
    };
    await lock();
    const locked = await tryTotp(world, owner, codeOf(secret, world.clock.now()), silent);

    await resetAppIn(world, 'alma', { unlock: true }, watchedConsole().console);
    const open = await tryTotp(world, owner, codeOf(secret, world.clock.now()), silent);
    await lock();
    await resetAppIn(world, 'alma', { unlock: true }, watchedConsole().console);

    expect([locked, open]).toEqual(['locked', 'right']);
    expect(told(world, 'app of Alma was unlocked')).toEqual([...everybody(world), ...everybody(world)]);
  });

  it('says how to set one up where there is none', async () => {
    const { console, out } = watchedConsole();

    await resetAppIn(aWorld(), 'jonas', {}, console);

    expect(out()).toContain('npx rightsdesk enrol jonas');
  });
});
