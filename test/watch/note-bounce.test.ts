import { mailAboutUndelivered } from '../../functions/casework/mail/mail-once';
import { mailOf, mailTags } from '../../functions/casework/mail/mail-tags';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { openLetters, undeliveredToReport } from '../../functions/domain/undelivered';
import { isUnreachable } from '../../functions/domain/unreachable';
import { recordMailEvents } from '../../functions/watch/note-bounce';
import { simulatedFeedback } from '../../local/aws/ses-simulator';
import { alma, bruno } from '../builders/a-desk';
import { aForm, aWorld, awaitingDecision, received, type World } from '../builders/a-world';
import { aWatch } from './a-watch';

// Long enough for forty days of sweeps on a busy machine.
jest.setTimeout(60_000);

/** What SES reports on the newest mail to an address, as if the address were a mailbox of its simulator. */
function reportFeedback(
  world: World,
  to: string,
  scenario: 'bounce' | 'suppressionlist' | 'complaint' | 'ooto',
) {
  const mail = world.mailbox.to(to).at(-1);
  const event = simulatedFeedback({
    messageId: '0100-example',
    sentAt: world.clock.now(),
    from: 'privacy@example.com',
    to: [`${scenario}@simulator.amazonses.com`],
    cc: [],
    bcc: [],
    replyTo: [],
    subject: '',
    text: '',
    html: '',
    headers: {},
    tags: mail?.tags ?? {},
    configurationSet: 'rightsdesk',
  });
  return { Records: [{ Sns: { Message: JSON.stringify(event) } }] };
}

function bounced(world: World, id: string, key: string) {
  return world.register.append(id, `bounce-${key}`, () => ({
    type: 'mail-bounced',
    data: {
      key,
      kind: 'opt-out-done',
      to: 'requester',
      lasting: true,
      type: 'Permanent',
      subtype: 'General',
    },
    actor: { kind: 'desk' },
  }));
}

function closed(world: World, id: string) {
  const outcome = { outcome: 'fulfilled' } as const;
  return world.register.append(id, 'close', () => ({
    type: 'closed',
    data: outcome,
    actor: { kind: 'desk' },
  }));
}

function proven(world: World, id: string) {
  return world.register.append(id, 'verify-1', () => ({
    type: 'identity-verified',
    data: { method: 'mailbox' },
    actor: { kind: 'requester' },
  }));
}

async function answeredByStaff(world: World, id: string) {
  await world.register.append(id, 'hand-over', () => ({
    type: 'handed-to-staff',
    data: { reason: 'child' },
    actor: { kind: 'desk' },
  }));
  await world.register.append(id, 'finish', () => ({
    type: 'staff-finished',
    data: { outcome: 'fulfilled', staffId: 'alma' },
    actor: { kind: 'staff', id: 'alma' },
  }));
}

function letterMails(world: World, to: string, words: string): number {
  return world.mailbox.to(to).filter(({ text }) => text.includes(words)).length;
}

const ida = 'ida@gone.example';

describe('a mail that bounces', () => {
  it.each(['bounce', 'suppressionlist'] as const)(
    'is an event of its request, and staff are informed at once: %s [F17]',
    async (scenario) => {
      const world = aWorld();
      const id = await received(world, aForm({ email: ida }));

      expect(await recordMailEvents(world, reportFeedback(world, ida, scenario))).toEqual({
        noted: 1,
        untied: 0,
      });

      const request = await world.register.load(id);
      expect(lastOf(request.log, 'mail-bounced')?.data).toMatchObject({
        key: 'acknowledge',
        kind: 'acknowledge-and-verify',
        to: 'requester',
        lasting: true,
        type: 'Permanent',
      });
      expect(isUnreachable(request, world.clock.now())).toBe(true);
      expect(openLetters(request)).toHaveLength(1);
      expect(JSON.stringify(request.log)).not.toContain('gone.example');
      for (const { email } of [alma, bruno])
        expect(world.mailbox.to(email).at(-1)?.text).toContain('A mail to the person came back');
    },
  );

  it('is recorded once, however often and in whatever order it is reported', async () => {
    const world = aWorld();
    const id = await received(world, aForm({ email: ida }));
    const event = reportFeedback(world, ida, 'bounce');
    await Promise.all([recordMailEvents(world, event), recordMailEvents(world, event)]);
    await recordMailEvents(world, event);
    expect(allOf((await world.register.load(id)).log, 'mail-bounced')).toHaveLength(1);
    expect(world.mailbox.to(alma.email)).toHaveLength(1);
  });

  it.each([
    ['Transient', 'MailboxFull'],
    ['Transient', 'MessageTooLarge'],
    ['Transient', 'ContentRejected'],
    ['Transient', 'AttachmentRejected'],
    ['Transient', 'ANewOne'],
    ['Transient', undefined],
    ['Undetermined', 'Undetermined'],
  ])(
    'that SES gave up on did not arrive, and people are informed: %s %s',
    async (bounceType, bounceSubType) => {
      const world = aWorld();
      const id = await received(world, aForm({ email: ida }));
      const { Records } = reportFeedback(world, ida, 'bounce');
      const event = JSON.parse(Records[0]?.Sns.Message ?? '');
      Object.assign(event.bounce, { bounceType, bounceSubType });
      await recordMailEvents(world, { Records: [{ Sns: { Message: JSON.stringify(event) } }] });
      const request = await world.register.load(id);
      expect(lastOf(request.log, 'mail-bounced')?.data.lasting).toBe(true);
      expect(openLetters(request)).toHaveLength(1);
      expect(world.mailbox.to(alma.email)).toHaveLength(1);
    },
  );

  it('for a temporary reason is only recorded', async () => {
    const world = aWorld();
    const id = await received(world, aForm({ email: ida }));
    await recordMailEvents(world, reportFeedback(world, ida, 'ooto'));
    expect(lastOf((await world.register.load(id)).log, 'mail-bounced')?.data.lasting).toBe(false);
    expect(world.mailbox.to(alma.email)).toHaveLength(0);
  });

  it.each(['access', 'opt-out-of-sale'] as const)(
    'of a stranger who proved nothing is reported once, and brings no reminders: nobody can post anything [%s]',
    async (right) => {
      const watch = aWatch();
      const { world } = watch;
      const id = await received(world, aForm({ right, email: ida }));
      await bounced(world, id, right === 'access' ? 'acknowledge' : 'outcome');
      if (right !== 'access') await closed(world, id);
      await watch.days(200);

      const { log } = await world.register.load(id);
      expect(log.filter(({ commandId }) => commandId.startsWith('letter-'))).toEqual([]);
      for (const { email } of [alma, bruno]) {
        expect(letterMails(world, email, 'came back')).toBe(1);
        expect(letterMails(world, email, 'still to be posted')).toBe(0);
      }
      expect(openLetters(await world.register.load(id))).toHaveLength(1);
    },
  );

  it('of many strangers at once is reported five times, and then in one list the next morning', async () => {
    const watch = aWatch();
    const { world } = watch;
    const ids = [];
    for (let n = 0; n < 40; n += 1) {
      const id = await received(
        world,
        aForm({ right: 'opt-out-of-sale', email: `nobody.${n}@gone.example` }),
      );
      await bounced(world, id, 'outcome');
      await closed(world, id);
      await mailAboutUndelivered(world, id);
      ids.push(id);
    }
    expect(letterMails(world, alma.email, 'came back')).toBe(5);
    await watch.sweep();
    expect(world.mailbox.to(alma.email)).toHaveLength(5);
    world.mailbox.refuses.set(alma.email, 'address');
    await watch.days(30);

    expect(world.mailbox.to(alma.email)).toHaveLength(5);
    expect(world.mailbox.to(bruno.email)).toHaveLength(6);
    expect(letterMails(world, bruno.email, '35')).toBe(1);
    for (const id of ids) expect(undeliveredToReport(await world.register.load(id))).toEqual([]);
  });

  it.each(['a proven request', 'a request that staff answered'])(
    'of %s brings reminders at growing intervals, which end',
    async (whose) => {
      const watch = aWatch();
      const { world } = watch;
      const id = await received(world, aForm({ email: ida }));
      if (whose === 'a proven request') await proven(world, id);
      else await answeredByStaff(world, id);
      await bounced(world, id, 'outcome');
      await closed(world, id);
      const began = Date.parse(world.clock.now());
      await watch.days(300);

      const { log } = await world.register.load(id);
      const days = log
        .filter(({ commandId }) => commandId.startsWith('letter-'))
        .map(({ at }) => Math.round((Date.parse(at) - began) / 86_400_000));
      expect(days).toHaveLength(6);
      const waits = days.map((day, n) => day - (days[n - 1] ?? 0));
      expect(waits.every((wait, n) => n === 0 || wait > (waits[n - 1] ?? 0))).toBe(true);
      expect(letterMails(world, alma.email, 'still to be posted')).toBe(6);
    },
  );

  it('to one member of staff is reported to the others and to the second address', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    await recordMailEvents(world, reportFeedback(world, alma.email, 'bounce'));
    expect(world.mailbox.to(bruno.email).at(-1)?.text).toContain('A mail to one of you came back');
    expect(world.mailbox.to(world.desk.escalateTo).at(-1)?.text).toContain('A mail to one of you came back');
  });

  it('that belongs to no request, or is no such event, is counted and changes nothing', async () => {
    const world = aWorld();
    const events = ['{', '{}', JSON.stringify({ eventType: 'Bounce', mail: { messageId: 'm', tags: {} } })];
    const Records = events.map((Message) => ({ Sns: { Message } }));
    expect(await recordMailEvents(world, { Records })).toEqual({ noted: 0, untied: 3 });
  });
});

it('does not stop legal notices after a complaint, but stops reminders [F17]', async () => {
  const watch = aWatch();
  const id = await received(watch.world, aForm({ email: ida }));
  await recordMailEvents(watch.world, reportFeedback(watch.world, ida, 'complaint'));

  await watch.days(40);

  const { log } = await watch.world.register.load(id);
  expect(lastOf(log, 'mail-complained')?.data.type).toBe('abuse');
  const kinds = allOf(log, 'mailed').filter((e) => e.data.to === 'requester');
  expect(kinds.map((e) => e.data.kind)).toEqual(['acknowledge-and-verify', 'unverified-notice']);
});

it('is tied to its request by tags that SES accepts', () => {
  const mail = {
    requestId: 'dsr-a1',
    key: 'remind-staff-aim-for-2026:alma',
    kind: 'staff-reminder',
    to: 'staff',
  } as const;
  const tags = mailTags(mail);
  for (const text of Object.entries(tags).flat()) expect(text).toMatch(/^[\w-]{1,256}$/);
  expect(mailOf(tags)).toEqual(mail);
});
