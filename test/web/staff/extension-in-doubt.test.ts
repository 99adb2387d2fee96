import { staffLink } from '../../../functions/casework/mail/staff-link';
import { dueDates } from '../../../functions/domain/due-dates';
import { lastOf } from '../../../functions/domain/log-entries';
import { extensionOffer, lawThatHoldsDate } from '../../../functions/web/staff/decide/extension-offer';
import { aShop, binds, Visit } from '../a-visit';
import { optionsOf, textOf } from './browser';
import { appCode, enter, openDesk, setUpApp } from './staff-desk';

/** A copy requested on 2 March; on 4 March staff doubt who its sender is. */
async function doubted(place: string, zone: string, laws: readonly string[], livesIn: string) {
  const world = aShop(place, zone, laws.map(binds), { now: '2026-03-02T09:00:00.000Z' });
  const visit = new Visit(world);
  await visit.ask('access', livesIn);
  await visit.prove();
  await visit.toDecision();
  await setUpApp(world);
  world.clock.forward('P2D');
  const desk = openDesk(world);
  const { link, code } = await staffLink(world, await visit.load(), {
    purpose: 'identity',
    staffId: 'alma',
    issue: 51,
  });
  const page = await enter(desk, { path: new URL(link).pathname, code });
  await desk.submit(page, { because: 'odd', code, totp: await appCode(world) }, 'doubt');
  return { world, visit };
}

const mixed = [
  ['DE-BE', 'Europe/Berlin', ['eu-gdpr', 'us-ca-ccpa'], 'US-CA'],
  ['DE-BE', 'Europe/Berlin', ['eu-gdpr', 'us-va-vcdpa'], 'US-VA'],
  ['GB-ENG', 'Europe/London', ['uk-gdpr', 'us-ca-ccpa'], 'US-CA'],
] as const;

describe('an extension while staff doubt who asks', () => {
  it.each(mixed)(
    'is offered for the law whose clock runs on: %s, %s, %j',
    async (place, zone, laws, livesIn) => {
      const { world, visit } = await doubted(place, zone, laws, livesIn);

      for (const days of ['P1D', 'P10D', 'P25D', 'P6D']) {
        world.clock.forward(days);
        const offer = extensionOffer(world, await visit.load());

        expect([world.clock.now(), offer?.laws[0]?.regime]).toEqual([world.clock.now(), laws[1]]);
        expect(offer?.lawfulUntil).toBe('2026-04-16');
        expect(offer?.until).toBe('2026-05-31');
      }
      world.clock.forward('P2D');
      expect(extensionOffer(world, await visit.load())).toBeUndefined();
    },
  );

  it.each([
    ['DE-BE', 'Europe/Berlin', ['eu-gdpr'], 'DE'],
    ['GB-ENG', 'Europe/London', ['uk-gdpr'], 'GB'],
  ] as const)(
    'is not offered where every clock is paused: %s, %s, %j',
    async (place, zone, laws, livesIn) => {
      const { world, visit } = await doubted(place, zone, laws, livesIn);
      const request = await visit.load();

      expect(extensionOffer(world, request)).toBeUndefined();
      expect(lawThatHoldsDate(world, request)).toBeUndefined();
      expect(await visit.status()).toContain('The clock has stood still since Wednesday 4 March 2026');
    },
  );

  it.each(mixed)(
    'is announced with the date that it moves: %s, %s, %j',
    async (place, zone, laws, livesIn) => {
      const { visit } = await doubted(place, zone, laws, livesIn);
      const page = await visit.toDecision();
      const grounds = Object.values(optionsOf(page.html, 'extend-ground')).filter(Boolean);

      const done = await visit.act(
        page,
        { ground: grounds[0] ?? '', reason: 'Much to look through.' },
        'extend',
      );

      expect([done.status, textOf(done.html)]).toEqual([200, expect.stringContaining('longer')]);
      expect(lastOf((await visit.load()).log, 'extended')?.data.grounds).toHaveProperty(laws[1]);
      const mail = visit.mails().at(-1)?.replaceAll(/\s+/g, ' ');
      expect(mail).toMatch(/Our answer was due by Thursday 16 April 2026/);
      expect(mail).toMatch(/answer by Sunday 31 May 2026 at the latest/);
    },
  );

  it.each(mixed)(
    'never tells the person that all clocks are paused: %s, %s, %j',
    async (place, zone, laws, livesIn) => {
      const { world, visit } = await doubted(place, zone, laws, livesIn);

      const status = await visit.status();

      expect(dueDates(await visit.load(), world.book).paused).toBe(true);
      expect(status).not.toContain('The clock has stood still');
      expect(status).toContain(
        'The clock of one law that may apply has stood still since Wednesday 4 March 2026',
      );
      expect(status).toContain('That of another runs on, until Thursday 16 April 2026.');
      expect(status).toContain('under another that may apply it runs on, until Thursday 16 April 2026');
    },
  );
});
