import { allOf } from '../../functions/domain/log-entries';
import { closeUnverified, tellUnverified } from '../../functions/watch/unverified';
import { aBook, aDesk } from '../builders/a-desk';
import { received } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { aWatch } from './a-watch';

const noticeOf = (mails: readonly { text: string }[]) => mails.at(-1)?.text.replaceAll(/\s+/g, ' ') ?? '';

describe('the written notice "we could not verify you"', () => {
  it('gives the day on which the last link was sent, not that of the receipt', async () => {
    const watch = aWatch();
    const id = await received(watch.world);
    await watch.days(40);

    const { log } = await watch.world.register.load(id);
    const days = allOf(log, 'mailed')
      .filter((e) => e.data.kind === 'verify-reminder')
      .map((e) => Number(e.at.slice(8, 10)));
    expect(noticeOf(watch.world.mailbox.to(mia.email))).toMatch(
      new RegExp(`for the last time on \\w+ ${days.at(-1)} March 2026, and nobody has used them`),
    );
  });

  it('names the way to complain under every law that may apply', async () => {
    const laws = ['eu-gdpr', 'uk-gdpr', 'us-ca-ccpa'].map((regime) => {
      return { regime, applies: 'binds', because: 'x' } as const;
    });
    const desk = aDesk({ laws });
    const watch = aWatch({ desk, book: aBook(desk) });
    await received(watch.world);
    await watch.days(40);

    const notice = noticeOf(watch.world.mailbox.to(mia.email));
    expect(notice).toMatch(/GDPR: You can complain to a data protection authority.*authority\.example\.com/);
    expect(notice).toMatch(/UK GDPR: You can complain to us.*ico\.org\.uk/);
    expect(notice).toMatch(
      /CCPA: You can complain to the California Privacy Protection Agency.*cppa\.ca\.gov/,
    );
    for (const regime of ['eu-gdpr', 'uk-gdpr']) {
      const court = watch.world.book.regimes[regime]?.authority.court ?? 'take the matter to a court';
      expect(notice.split(court)).toHaveLength(2);
    }
  });

  it('gives no day if no link was sent before', async () => {
    const watch = aWatch();
    const { world } = watch;
    const { mailbox } = world;
    const send = mailbox.send.bind(mailbox);
    mailbox.send = async () => {
      throw new Error('away');
    };
    const id = await received(world).catch(() => undefined);
    mailbox.send = send;
    const request = await world.register.load(id ?? [...world.register.logs.keys()][0] ?? '');
    world.clock.set('2026-03-31T09:00:00.000Z');
    const timer = { kind: 'close-unverified', key: 'close-unverified-0', at: world.clock.now() } as const;

    await closeUnverified(watch.deps, request, timer);
    await tellUnverified(watch.deps, request, {
      ...timer,
      kind: 'tell-unverified',
      key: `tell-${timer.key}`,
    });

    expect(noticeOf(mailbox.to(mia.email))).toContain(
      'No link and code have left for this address before this mail',
    );
    expect(noticeOf(mailbox.to(mia.email))).not.toContain('for the last time on');
  });
});
