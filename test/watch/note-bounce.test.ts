import { allOf, lastOf } from '../../functions/domain/data-subject-request';
import { isUnreachable, openLetters } from '../../functions/domain/undelivered';
import { mailOf, mailTags } from '../../functions/mailing/mail-tags';
import { noteBounce } from '../../functions/watch/note-bounce';
import { simulatedFeedback } from '../../local/aws/ses-simulator';
import { alma, bruno } from '../builders/a-desk';
import { aForm, aWorld, awaitingDecision, received, type World } from '../builders/a-world';
import { aWatch } from './a-watch';

// Forty days of sweeps, on a busy machine.
jest.setTimeout(60_000);

/** What SES says of the newest mail to an address, as if that were a mailbox of its simulator. */
function told(world: World, to: string, scenario: 'bounce' | 'suppressionlist' | 'complaint' | 'ooto') {
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

const ida = 'ida@gone.example';

describe('a mail that bounces', () => {
  it.each(['bounce', 'suppressionlist'] as const)(
    'is an event of its request, and staff hear of it at once: %s [F17]',
    async (scenario) => {
      const world = aWorld();
      const id = await received(world, aForm({ email: ida }));

      expect(await noteBounce(world)(told(world, ida, scenario))).toEqual({ noted: 1, untied: 0 });

      const request = await world.register.load(id);
      expect(lastOf(request.log, 'mail-bounced')?.data).toMatchObject({
        key: 'acknowledge',
        kind: 'acknowledge-and-verify',
        to: 'requester',
        lasting: true,
        type: 'Permanent',
      });
      expect(isUnreachable(request)).toBe(true);
      expect(openLetters(request)).toHaveLength(1);
      expect(JSON.stringify(request.log)).not.toContain('gone.example');
      for (const { email } of [alma, bruno])
        expect(world.mailbox.to(email).at(-1)?.text).toContain('A mail to the person came back');
    },
  );

  it('is noted once, however often and in whatever order it is told', async () => {
    const world = aWorld();
    const id = await received(world, aForm({ email: ida }));
    const event = told(world, ida, 'bounce');
    await Promise.all([noteBounce(world)(event), noteBounce(world)(event)]);
    await noteBounce(world)(event);
    expect(allOf((await world.register.load(id)).log, 'mail-bounced')).toHaveLength(1);
    expect(world.mailbox.to(alma.email)).toHaveLength(1);
  });

  it('for a passing reason is only noted', async () => {
    const world = aWorld();
    const id = await received(world, aForm({ email: ida }));
    await noteBounce(world)(told(world, ida, 'ooto'));
    expect(lastOf((await world.register.load(id)).log, 'mail-bounced')?.data.lasting).toBe(false);
    expect(world.mailbox.to(alma.email)).toHaveLength(0);
  });

  it('keeps the request open: silence of somebody who was never reached is no answer', async () => {
    const watch = aWatch();
    const id = await received(watch.world, aForm({ email: ida }));
    await noteBounce(watch.world)(told(watch.world, ida, 'bounce'));
    await watch.days(45);
    const request = await watch.world.register.load(id);
    expect(request.status).toBe('with-staff');
    expect(request.log.map(({ type }) => type)).toContain('overdue');
  });

  it('to one member of staff is told to the others and to the second address', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    await noteBounce(world)(told(world, alma.email, 'bounce'));
    expect(world.mailbox.to(bruno.email).at(-1)?.text).toContain('A mail to one of you came back');
    expect(world.mailbox.to(world.desk.escalateTo).at(-1)?.text).toContain('A mail to one of you came back');
  });

  it('that belongs to no request, or is no such event, is counted and changes nothing', async () => {
    const world = aWorld();
    const events = ['{', '{}', JSON.stringify({ eventType: 'Bounce', mail: { messageId: 'm', tags: {} } })];
    const Records = events.map((Message) => ({ Sns: { Message } }));
    expect(await noteBounce(world)({ Records })).toEqual({ noted: 0, untied: 3 });
  });
});

it('sends legal notices still after a complaint, and no more reminders [F17]', async () => {
  const watch = aWatch();
  const id = await received(watch.world, aForm({ email: ida }));
  await noteBounce(watch.world)(told(watch.world, ida, 'complaint'));

  await watch.days(40);

  const { log } = await watch.world.register.load(id);
  expect(lastOf(log, 'mail-complained')?.data.type).toBe('abuse');
  const kinds = allOf(log, 'mailed').filter((e) => e.data.to === 'requester');
  expect(kinds.map((e) => e.data.kind)).toEqual(['acknowledge-and-verify', 'unverified-notice']);
});

it('ties each mail to its request by tags that SES takes', () => {
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
