import { MailQuotaError } from '../../functions/domain/errors';
import { type MailClass, mailOrder } from '../../functions/domain/mail-order';
import type { Mail } from '../../functions/domain/ports';
import type { Right } from '../../functions/domain/rights';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { optOutStores } from '../../functions/steps/opt-out-stores/opt-out-stores';
import { tellRecipients } from '../../functions/steps/tell-recipients/tell-recipients';
import { aBook, aDesk } from '../builders/a-desk';
import { aForm, awaitingDecision, received, verified, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { aWatch, type Watch } from './a-watch';

const desk = aDesk();
const book = aBook(desk);

/** The class of each kind of mail; a kind that is not listed is to staff. */
const classes: Readonly<Record<string, MailClass>> = {
  'staff-overdue': 'alarm',
  escalation: 'alarm',
  'unverified-notice': 'dated',
  'prove-address': 'proven',
  'access-reminder': 'proven',
  'acknowledge-and-verify': 'unproven',
  'verify-reminder': 'unproven',
  'acknowledge-by-person': 'unproven',
  'opt-out-done': 'unproven',
};

/** Lists belong to no request and have no tags. */
function classOf(mail: Mail): MailClass | 'notice' {
  if (mail.subject.includes('had to wait')) return 'notice';
  if (!mail.tags && /Opt-outs/.test(mail.subject)) return 'recipients';
  return classes[mail.tags?.kind ?? ''] ?? 'staff';
}

/** A mail service that accepts this many more mails, and then says that the quota is used up. */
function quotaOf(world: World) {
  const send = world.mailbox.send.bind(world.mailbox);
  const quota = { left: 0, asked: 0 };
  world.mailbox.send = async (mail) => {
    quota.asked += 1;
    if (quota.left <= 0) throw new MailQuotaError('no more today');
    await send(mail);
    quota.left -= 1;
  };
  return quota;
}

let turn = 0;
async function note(world: World, requestId: string, ...events: readonly Parameters<typeof anEvent>[]) {
  for (const [type, data] of events) {
    turn += 1;
    await world.register.append(requestId, `note-${turn}`, () => anEvent(type as 'mailed', data as never));
  }
}

/** Ways to make a mail wait on the day of the test, one for each kind. */
const waiting: readonly ((world: World, n: number) => Promise<unknown>)[] = [
  async (world) => note(world, await verified(world, aForm({ right: 'restriction' })), ['handed-to-staff']),
  (world, n) => received(world, aForm({ email: `someone-${n}@example.com` })),
  async (world, n) => optedOut(world, mia.email, n % 2 ? 'marketing-objection' : 'opt-out-of-sale'),
  (world) => awaitingDecision(world),
  async (world) =>
    note(
      world,
      await verified(world),
      ...(['store-searched', 'manifest-frozen', 'decision-asked', 'decided', 'package-made'] as const).map(
        (type) => [type] as [typeof type],
      ),
      ['mailed', { key: 'outcome', kind: 'access-ready', to: 'requester' }],
      ['closed'],
    ),
];

async function optedOut(world: World, email: string, right: Right): Promise<void> {
  const requestId = await received(world, aForm({ right, email }));
  await optOutStores(world, { requestId });
  await tellRecipients(world, { requestId });
  await notifyOutcome(world, { requestId });
}

/** Numbers from a seed, so that a failing case can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** A desk on which mails of all kinds wait, since the quota has been used up for some time. */
async function deskWithWaitingMails(
  seed: number,
): Promise<{ watch: Watch; quota: ReturnType<typeof quotaOf> }> {
  const watch = aWatch({ desk, book });
  const next = randomFrom(seed);
  for (let n = 0; n < 12; n += 1) {
    await waiting[Math.floor(next() * waiting.length)]?.(watch.world, n);
    watch.world.clock.forward('PT1H');
  }
  const quota = quotaOf(watch.world);
  watch.world.clock.forward(`P${24 + Math.floor(next() * 14)}D`);
  for (let n = 0; n < 4; n += 1)
    await optedOut(watch.world, `late-${n}@example.com`, 'marketing-objection').catch(() => undefined);
  for (let sweep = 0; sweep < 3; sweep += 1) {
    watch.world.clock.forward('PT10M');
    await watch.sweep();
  }
  return { watch, quota };
}

describe('mails that wait because the quota is used up', () => {
  it.each([1, 2, 4, 6])('leave in order, as far as the quota lasts: seed %i', async (seed) => {
    const { watch, quota } = await deskWithWaitingMails(seed);
    const { world } = watch;
    const before = world.mailbox.sent.length;
    quota.left = 3 + seed;
    watch.world.clock.forward('PT10M');
    await watch.sweep();
    const first = world.mailbox.sent.slice(before).map(classOf);
    quota.left = Number.POSITIVE_INFINITY;
    world.clock.forward('PT10M');
    await watch.sweep();
    const rest = world.mailbox.sent.slice(before + first.length).map(classOf);

    expect(first[0]).toBe('notice');
    const ranks = (list: readonly (MailClass | 'notice')[]) =>
      list.filter((one): one is MailClass => one !== 'notice').map((one) => mailOrder.indexOf(one));
    expect(ranks(first)).toHaveLength(2 + seed);
    expect(ranks(first)).toEqual([...ranks(first)].sort());
    expect(Math.max(...ranks(first))).toBeLessThanOrEqual(Math.min(...ranks(rest)));
    expect(rest.length).toBeGreaterThan(0);
  });

  it('ask the mail service once per sweep, and none of them is recorded as failed or lost', async () => {
    const { watch, quota } = await deskWithWaitingMails(7);
    const asked = quota.asked;
    for (let sweep = 0; sweep < 30; sweep += 1) {
      watch.world.clock.forward('PT10M');
      await watch.sweep();
    }

    expect(quota.asked - asked).toBeLessThanOrEqual(30);
    const logs = [...watch.world.register.logs.values()].flat();
    expect(logs.filter(({ type }) => type === 'timer-failed')).toEqual([]);
    quota.left = Number.POSITIVE_INFINITY;
    watch.world.clock.forward('PT10M');
    await watch.sweep();
    expect(classOf(watch.world.mailbox.sent.at(-1) as Mail)).not.toBe('notice');
  });

  it('are reported once, to the second address, and a sweep that may mail again works as usual', async () => {
    const { watch, quota } = await deskWithWaitingMails(8);
    quota.left = Number.POSITIVE_INFINITY;
    for (let sweep = 0; sweep < 6; sweep += 1) {
      watch.world.clock.forward('PT10M');
      await watch.sweep();
    }

    const notices = watch.world.mailbox.sent.filter((mail) => classOf(mail) === 'notice');
    expect(notices.map(({ to }) => to)).toEqual([desk.escalateTo]);
  });
});
