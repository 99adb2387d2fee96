import fc from 'fast-check';
import { hashCode, hashToken, issueLink, LINK_PATHS } from '../../../functions/casework/links/issue-link';
import { findLink, MAX_CODE_TRIES, tryCode } from '../../../functions/casework/links/open-link';
import { tokenInUrl } from '../../../functions/casework/mail/mail-code';
import type { DeskItems } from '../../../functions/domain/desk-items';
import type { LinkPurpose } from '../../../functions/domain/event-facts';
import { aBook, aDesk } from '../../builders/a-desk';
import { aWorld } from '../../builders/a-world';

jest.setTimeout(60_000);

const desk = aDesk();
const book = aBook(desk);
const requestId = 'dsr-000000000001';
const purposes = Object.keys(LINK_PATHS) as LinkPurpose[];

async function aLinkedWorld(purpose: LinkPurpose = 'verify') {
  const world = aWorld({ desk, book });
  await world.vault.adopt(requestId);
  const link = await issueLink(world, { requestId, purpose, issue: 1 });
  return { world, link, token: tokenInUrl(link.url) };
}

/** Items that refuse every change, since looking must not need any. */
function readOnly(items: DeskItems): DeskItems {
  const reads = ['findToken', 'findSession', 'waits', 'findTotp', 'findCursor'];
  return new Proxy(items, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (typeof value !== 'function' || reads.includes(String(name))) return value;
      return () => {
        throw new Error(`${String(name)} changes something`);
      };
    },
  });
}

const wrongCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a mailed link', () => {
  it('is long and random, and is stored only as a hash', async () => {
    const { world, link, token } = await aLinkedWorld();

    const kept = JSON.stringify([...world.items.tokens.values()]);

    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(link.code).toMatch(/^\d{6}$/);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(link.code);
    expect(kept).toContain(hashToken(token));
    expect(kept).toContain(hashCode(token, link.code));
  });

  it('is identical when it is issued again, and keeps its end', async () => {
    const { world, link } = await aLinkedWorld();
    world.clock.forward('P3D');

    expect(await issueLink(world, { requestId, purpose: 'verify', issue: 1 })).toEqual(link);
  });

  it('gets no tries back when it is issued again', async () => {
    const { world, link, token } = await aLinkedWorld();
    await tryCode(world, 'verify', token, wrongCode(link.code));
    await issueLink(world, { requestId, purpose: 'verify', issue: 1 });

    expect(await findLink(world, 'verify', token)).toMatchObject({
      state: 'open',
      triesLeft: MAX_CODE_TRIES - 1,
    });
  });

  it('differs for each issue, purpose, member of staff, subject and request', async () => {
    const { world } = await aLinkedWorld();
    await world.vault.adopt('dsr-000000000002');
    const wish = { requestId, purpose: 'decide', issue: 1, staffId: 'alma', subjectId: 'x' } as const;
    const wishes = [
      wish,
      { ...wish, issue: 2 },
      { ...wish, purpose: 'case' as const },
      { ...wish, staffId: 'bruno' },
      { ...wish, subjectId: 'y' },
      { ...wish, requestId: 'dsr-000000000002' },
    ];

    const links = await Promise.all(wishes.map((w) => issueLink(world, w)));

    expect(new Set(links.map((l) => tokenInUrl(l.url))).size).toBe(wishes.length);
    expect(new Set(links.map((l) => l.code)).size).toBe(wishes.length);
  });

  it('works until the instant it expires, and not at that instant [A10]', async () => {
    const { world, link, token } = await aLinkedWorld();
    world.clock.set('2026-12-01T09:59:59.999Z');
    const before = (await findLink(world, 'verify', token)).state;
    world.clock.set(link.expiresAt);

    const at = (await findLink(world, 'verify', token)).state;
    const typed = (await tryCode(world, 'verify', token, link.code)).outcome;

    expect(link.expiresAt).toBe('2026-12-01T10:00:00.000Z');
    expect([before, at, typed]).toEqual(['open', 'expired', 'expired']);
  });

  it('is unknown if it was never issued', async () => {
    const { world } = await aLinkedWorld();

    expect(await findLink(world, 'verify', 'made-up')).toEqual({ state: 'unknown' });
    expect(await tryCode(world, 'verify', 'made-up', '123456')).toEqual({ outcome: 'unknown' });
  });

  it.each(purposes)('for %s opens nothing else', async (purpose) => {
    const { world, link, token } = await aLinkedWorld(purpose);

    for (const other of purposes.filter((p) => p !== purpose)) {
      expect((await findLink(world, other, token)).state).toBe('unknown');
      expect((await tryCode(world, other, token, link.code)).outcome).toBe('unknown');
    }
    expect((await tryCode(world, purpose, token, link.code)).outcome).toBe('right');
  });
});

describe('looking at a link', () => {
  it('changes nothing, however often [A07]', async () => {
    const { world, token } = await aLinkedWorld();
    const scanner = { ...world, items: readOnly(world.items) };

    for (let n = 0; n < 50; n += 1) await findLink(scanner, 'verify', token);

    expect(await findLink(world, 'verify', token)).toMatchObject({
      state: 'open',
      triesLeft: MAX_CODE_TRIES,
    });
  });

  it('does not count an empty code as a try, because scanners submit empty forms [A08]', async () => {
    const { world, token } = await aLinkedWorld();
    const scanner = { ...world, items: readOnly(world.items) };

    for (const typed of ['', ' ', ' - ', '\t\n'])
      expect(await tryCode(scanner, 'verify', token, typed)).toMatchObject({
        outcome: 'empty',
        triesLeft: MAX_CODE_TRIES,
      });
  });
});

describe('a typed code', () => {
  it.each([
    ['as mailed', (code: string) => code],
    ['with a space in the middle', (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`],
    ['with a dash and blanks around it', (code: string) => ` ${code.slice(0, 3)}-${code.slice(3)} `],
  ])('is right %s', async (_, typed) => {
    const { world, link, token } = await aLinkedWorld();

    expect((await tryCode(world, 'verify', token, typed(link.code))).outcome).toBe('right');
  });

  it('is accepted on the fifth try, but not after five wrong ones', async () => {
    for (const [wrongOnes, outcome] of [
      [4, 'right'],
      [5, 'expired'],
    ] as const) {
      const { world, link, token } = await aLinkedWorld();
      for (let n = 0; n < wrongOnes; n += 1)
        expect(await tryCode(world, 'verify', token, wrongCode(link.code))).toMatchObject({
          outcome: 'wrong',
          triesLeft: MAX_CODE_TRIES - 1 - n,
        });

      expect((await tryCode(world, 'verify', token, link.code)).outcome).toBe(outcome);
    }
  });

  it.each(['link', 'page'] as const)('works at a %s as often as its lifetime allows', async (at) => {
    const { world, link, token } = await aLinkedWorld('decide');
    for (let n = 0; n < 4; n += 1) await tryCode(world, 'decide', token, wrongCode(link.code), at);

    const results = [];
    for (let n = 0; n < 20; n += 1)
      results.push((await tryCode(world, 'decide', token, link.code, at)).outcome);

    expect(new Set(results)).toEqual(new Set(['right']));
  });

  it.each(['link', 'page'] as const)(
    'can be guessed five times at a %s, however many right codes come between or at the same time [R08]',
    async (at) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), { maxLength: 12 }),
          async (rounds) => {
            const { world, link, token } = await aLinkedWorld('decide');
            const type = (isRight: boolean) =>
              tryCode(world, 'decide', token, isRight ? link.code : wrongCode(link.code), at);
            const results = [];
            for (const atOnce of rounds) results.push(...(await Promise.all(atOnce.map(type))));

            const wrongOnes = results.filter(({ outcome }) => outcome === 'wrong').length;
            const typed = rounds.flat().filter((isRight) => !isRight).length;
            expect(wrongOnes).toBeLessThanOrEqual(MAX_CODE_TRIES);
            const after = (await type(true)).outcome;
            if (typed < MAX_CODE_TRIES) expect(after).toBe('right');
            if (wrongOnes === MAX_CODE_TRIES) expect(after).toBe('expired');
          },
        ),
      );
    },
  );

  it('is compared at most five times if two hundred come at once [R08]', async () => {
    const { world, link, token } = await aLinkedWorld();

    const results = await Promise.all(
      Array.from({ length: 200 }, () => tryCode(world, 'verify', token, wrongCode(link.code))),
    );

    expect(results.filter((a) => a.outcome === 'wrong')).toHaveLength(MAX_CODE_TRIES);
    expect(results.filter((a) => a.outcome === 'expired')).toHaveLength(195);
    expect((await tryCode(world, 'verify', token, link.code)).outcome).toBe('expired');
  });

  it('is never accepted if it differs, whatever is typed', async () => {
    const { world, link, token } = await aLinkedWorld();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (typed) => {
        fc.pre(typed.replace(/[\s-]/g, '') !== link.code);
        const { tokens } = world.items;
        for (const [hash, item] of tokens) tokens.set(hash, { ...item, attempts: 0 });

        expect((await tryCode(world, 'verify', token, typed)).outcome).not.toBe('right');
      }),
    );
  });

  it('does not open another link', async () => {
    const { world, link } = await aLinkedWorld();
    const second = await issueLink(world, { requestId, purpose: 'verify', issue: 2 });

    expect((await tryCode(world, 'verify', tokenInUrl(second.url), link.code)).outcome).toBe('wrong');
  });
});
