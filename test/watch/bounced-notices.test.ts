import { mailExtension } from '../../functions/casework/mail/mail-extension';
import { dueDates } from '../../functions/domain/due-dates';
import type { NewEvent } from '../../functions/domain/events';
import type { Mail } from '../../functions/domain/ports';
import { openLetters, undeliveredToReport } from '../../functions/domain/undelivered';
import { giveNotice } from '../../functions/steps/give-notice/give-notice';
import { undeliveredRows } from '../../functions/web/staff/undelivered-rows';
import { aForm, aWorld, awaitingDecision, happened, received, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { approvedErasure } from '../steps/erasure-saga';
import { comesBack } from './a-bounce';
import { aWatch } from './a-watch';

const email = 'mia.sommer@example.com';

/** The bounce of the first mail of this kind is reported before the desk has recorded the mail as sent. */
function bounceFirst(world: World, kind: string): void {
  const { mailbox } = world;
  const send = mailbox.send.bind(mailbox);
  mailbox.send = async (mail: Mail) => {
    await send(mail);
    if (mail.tags?.kind === kind) await comesBack(world, mail);
  };
}

async function extended(world: World, id: string): Promise<void> {
  const sealed = await world.vault.seal(id, 'complex');
  const actor = { kind: 'staff', id: 'alma' } as const;
  await world.register.append(id, 'extend-1', () => ({ ...anEvent('extended'), actor, sealed }));
  await mailExtension(world, id);
}

async function recordEvents(world: World, id: string, events: NewEvent[]): Promise<void> {
  for (const [n, event] of events.entries()) await world.register.append(id, `e${n}`, () => event);
}

describe('an extension whose notice bounced', () => {
  const about = ({ log }: { log: readonly { seq: number; type: string }[] }) => {
    const seq = log.find(({ type }) => type === 'extended')?.seq;
    return { key: `extension-${seq}`, kind: 'extension-notice', to: 'requester' } as const;
  };

  async function told() {
    const world = aWorld();
    const id = await awaitingDecision(world, aForm({ email }));
    const before = dueDates(await world.register.load(id), world.book).latest;
    await extended(world, id);
    const request = await world.register.load(id);
    const dueOn = async () => dueDates(await world.register.load(id), world.book).latest;
    expect(await dueOn()).not.toBe(before);
    return { world, id, before, dueOn, notice: about(request), later: await dueOn() };
  }

  it.each([
    ['an automatic reply', (n: object) => anEvent('mail-bounced', { ...n, lasting: false })],
    ['a complaint', (n: object) => anEvent('mail-complained', n)],
    ['another bounce', (n: object) => anEvent('mail-bounced', n)],
  ])('moves no date, whatever was reported first: %s', async (_, first) => {
    const { world, id, before, dueOn, notice } = await told();

    await recordEvents(world, id, [first(notice), anEvent('mail-bounced', notice)]);

    expect(await dueOn()).toBe(before);
    expect(openLetters(await world.register.load(id)).map(({ data }) => data.key)).toEqual([notice.key]);
  });

  it('moves the date once the letter is posted, also if the bounce is reported twice', async () => {
    const { world, id, dueOn, notice, later } = await told();
    const back = anEvent('mail-bounced', notice);

    await recordEvents(world, id, [back, anEvent('mailed', { ...notice, postedOn: '2026-03-03' }), back]);

    expect(await dueOn()).toBe(later);
    expect(openLetters(await world.register.load(id))).toEqual([]);
  });

  it('moves no date if it bounced before it was recorded as sent', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world, aForm({ email }));
    const before = dueDates(await world.register.load(id), world.book).latest;
    bounceFirst(world, 'extension-notice');

    await extended(world, id);

    const request = await world.register.load(id);
    expect(happened(request).slice(-1)).toEqual(['mailed']);
    expect(dueDates(request, world.book).latest).toBe(before);
    expect(openLetters(request)).toHaveLength(1);
    expect(undeliveredRows(world, request).map(({ since }) => since)).toEqual([undefined]);
  });
});

it('is mailed again if its mail bounced and was never recorded as sent', async () => {
  const world = aWorld();
  const id = await awaitingDecision(world, aForm({ email }));
  await world.register.append(id, 'extend-1', () => anEvent('extended'));
  const key = `extension-${(await world.register.load(id)).log.length}`;
  const data = { key, kind: 'extension-notice', to: 'requester' } as const;
  await world.register.append(id, 'back', () => anEvent('mail-bounced', data));

  await mailExtension(world, id);

  expect(world.mailbox.to(email).at(-1)?.tags?.kind).toBe('extension-notice');
});

describe('an erasure notice that bounced before it was recorded as sent', () => {
  it('lets nothing be erased, and is a letter to post', async () => {
    const watch = aWatch({ now: '2026-03-10T10:00:00.000Z' });
    const { world } = watch;
    const id = await approvedErasure(world, email);
    bounceFirst(world, 'erasure-notice');

    await giveNotice(world, { requestId: id, taskToken: 'notice' });
    await watch.days(4);

    const request = await world.register.load(id);
    expect(happened(request)).not.toContain('erasure-notice-ended');
    expect(openLetters(request).map(({ data }) => data.key)).toEqual(['erasure-notice']);
  });
});

describe('a mail from staff to somebody whose first mail bounced', () => {
  const caused = ['extension-notice', 'ask-proof'] as const;
  const first = { key: 'acknowledge', kind: 'acknowledge-and-verify', to: 'requester' } as const;

  async function cameBackFirst() {
    const world = aWorld();
    const id = await received(world, aForm({ email }));
    await recordEvents(world, id, [anEvent('mail-bounced', first), anEvent('reminded')]);
    return { world, id };
  }

  const keysToTell = async (world: World, id: string) =>
    undeliveredToReport(await world.register.load(id)).map(({ data }) => data.kind);

  it.each(caused)('is reported to staff if it bounces as well: %s', async (kind) => {
    const { world, id } = await cameBackFirst();
    const actor = { kind: 'staff', id: 'alma' } as const;
    await world.register.append(id, 'act', () => ({ ...anEvent('identity-doubted'), actor }));
    const mail = { key: 'by-staff', kind, to: 'requester' } as const;
    await world.register.append(id, 'm', () => anEvent('mailed', mail));
    await world.register.append(id, 'b', () => anEvent('mail-bounced', mail));
    await world.register.append(id, 'b-again', () => anEvent('mail-bounced', mail));

    expect(await keysToTell(world, id)).toEqual(['acknowledge-and-verify', kind]);
  });

  it('is not reported again for a link, or if no member of staff acted', async () => {
    const { world, id } = await cameBackFirst();
    for (const kind of ['verify-reminder', 'unverified-notice', 'opt-out-done']) {
      const mail = { key: kind, kind, to: 'requester' } as const;
      await world.register.append(id, `m-${kind}`, () => anEvent('mailed', mail));
      await world.register.append(id, `b-${kind}`, () => anEvent('mail-bounced', mail));
    }

    expect(await keysToTell(world, id)).toEqual(['acknowledge-and-verify']);
  });
});
