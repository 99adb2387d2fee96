import { findLink } from '../../../functions/casework/links/open-link';
import { mailFactorPending } from '../../../functions/casework/mail/mail-factor-change';
import { mailNoticeElsewhere } from '../../../functions/casework/mail/mail-notice';
import { plusDuration } from '../../../functions/domain/civil-time';
import { noticeEndsAt } from '../../../functions/domain/erasure-notice';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { countsFrom } from '../../../functions/web/totp/authenticator';
import { aBook, aDesk, alma } from '../../builders/a-desk';
import { aForm, aWorld, type World } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { linkIn } from '../../fakes/memory-mailbox';
import { approvedErasure } from '../../steps/erasure-saga';

interface Stop {
  readonly purpose: 'factor' | 'notice';
  /** First part of the link's path. */
  readonly kind: string;
  /** Instant from which there is nothing left to stop. */
  readonly ends: string;
}

async function erasureInNotice(world: World) {
  const id = await approvedErasure(world, aForm().email);
  await giveNotice(world, { requestId: id, taskToken: 'first' });
  return id;
}

async function notice(world: World, id: string): Promise<Stop> {
  const ends = noticeEndsAt(await world.register.load(id), world.book, world.clock.now()) ?? '';
  return { purpose: 'notice', kind: 'n', ends };
}

/** What a mailed link can stop. */
const stops: Readonly<Record<string, (world: World) => Promise<Stop>>> = {
  'an app that waits': async (world) => {
    const totp = { sealed: 'x', state: 'pending', since: world.clock.now(), by: 'page', version: 1 } as const;
    await mailFactorPending(world, { staff: alma, totp, countsFrom: countsFrom(totp) });
    return { purpose: 'factor', kind: 's/factor', ends: countsFrom(totp) };
  },
  'an erasure': async (world) => notice(world, await erasureInNotice(world)),
  'an erasure, for another address': async (world) => {
    const id = await erasureInNotice(world);
    const request = await world.register.load(id);
    await mailNoticeElsewhere(world, request, { at: 1, address: 'other@example.com' });
    return notice(world, id);
  },
  'an erasure whose notice was told again later': async (world) => {
    world.mailbox.down = true;
    const id = await erasureInNotice(world).catch(() => undefined);
    expect(id).toBeUndefined();
    world.mailbox.down = false;
    world.clock.forward('PT20H');
    const [requestId = ''] = [...world.register.logs.keys()];
    await giveNotice(world, { requestId, taskToken: 'again' });
    return notice(world, requestId);
  },
  'an erasure that goes on after a pause': async (world) => {
    const id = await erasureInNotice(world);
    const endsAt = plusDuration(world.clock.now(), world.desk.waits.erasureNotice, 'UTC');
    for (const event of [
      anEvent('erasure-paused'),
      anEvent('handed-to-staff'),
      anEvent('erasure-resumed', { endsAt }),
    ])
      await world.register.append(id, event.type, () => event);
    await giveNotice(world, { requestId: id, taskToken: 'second' });
    return notice(world, id);
  },
};

const lifetimes = ['PT15M', 'PT30H', 'P7D'];

describe.each(Object.entries(stops))('a link that stops %s', (_, mail) => {
  it.each(lifetimes)(
    'opens as long as there is something to stop, even if links live %s',
    async (linkLife) => {
      for (const erasureNotice of ['PT24H', 'P10D']) {
        const desk = aDesk();
        const short = { ...desk, waits: { ...desk.waits, linkLife, erasureNotice } };
        const world = aWorld({ desk: short, book: aBook(short), now: '2026-03-10T10:00:00.000Z' });

        const { purpose, kind, ends } = await mail(world);
        const path = linkIn(
          world.mailbox.sent.findLast(({ text }) => text.includes(`/${kind}/`)),
          kind,
        );
        const left = Date.parse(ends) - Date.parse(world.clock.now());
        world.clock.forward(`PT${left / 1000 - 1}S`);

        expect(left).toBeGreaterThan(0);
        expect(await findLink(world, purpose, path.split('/').at(-1) ?? '')).toMatchObject({ state: 'open' });
      }
    },
  );
});
