import { lastOf } from '../../functions/domain/log-entries';
import { isOutOfReach } from '../../functions/domain/unreachable';
import { recordMailEvents } from '../../functions/watch/note-bounce';
import { aForm, aWorld, received, type World } from '../builders/a-world';

const email = 'mia.sommer@example.com';

async function says(world: World, told: object): Promise<void> {
  const tags = Object.entries(world.mailbox.to(email)[0]?.tags ?? {}).map(([name, tag]) => [name, [tag]]);
  const mail = { messageId: 'm', tags: Object.fromEntries(tags) };
  await recordMailEvents(world, { Records: [{ Sns: { Message: JSON.stringify({ ...told, mail }) } }] });
}

const general = (...bouncedRecipients: object[]) => {
  const codes = { bounceType: 'Transient', bounceSubType: 'General', feedbackId: 'f' };
  return { eventType: 'Bounce', bounce: { ...codes, bouncedRecipients } };
};
const report = (more: object) => ({ emailAddress: email, ...more });
const expired = 'smtp; 550 4.4.7 Message expired: unable to deliver in 840 minutes.';

describe('a general bounce', () => {
  it.each([
    ['a mail that SES gave up on', report({ action: 'failed', status: '4.4.7', diagnosticCode: expired })],
    ['only an action', report({ action: 'failed' })],
    ['an action in capitals', report({ action: 'Failed' })],
    ['a lasting status', report({ status: '5.7.1' })],
    ['a passing status', report({ status: '4.4.1' })],
    ['only a text', report({ diagnosticCode: expired })],
    ['a mail that is put off', report({ action: 'delayed', status: '4.2.0' })],
    ['a word that nobody knows', report({ action: 'anew' })],
  ])('whose report is of %s did not arrive', async (_, recipient) => {
    const world = aWorld();
    const id = await received(world, aForm({ email }));

    await says(world, general(recipient));

    const { log } = await world.register.load(id);
    expect(lastOf(log, 'mail-bounced')?.data).toMatchObject({ lasting: true, type: 'Transient' });
    expect(JSON.stringify(log)).not.toContain('expired');
  });

  it.each([
    ['no report at all', report({})],
    ['empty fields', report({ action: null, status: '', diagnosticCode: null })],
    ['a mail that was delivered', report({ action: 'delivered', status: '2.0.0' })],
  ])('with %s, as of an automatic reply, is only recorded', async (_, recipient) => {
    const world = aWorld();
    const id = await received(world, aForm({ email }));

    await says(world, general(recipient));

    expect(lastOf((await world.register.load(id)).log, 'mail-bounced')?.data.lasting).toBe(false);
  });

  it('with one report of a failure among several counts as not arrived', async () => {
    const world = aWorld();
    const id = await received(world, aForm({ email }));

    await says(world, general(report({}), report({ action: 'failed', status: '4.4.7' })));

    expect(lastOf((await world.register.load(id)).log, 'mail-bounced')?.data.lasting).toBe(true);
  });
});

it.each(['Reject', 'Rendering Failure'])(
  'does not mark an address as dead if the mail service rejected our text: %s',
  async (eventType) => {
    const world = aWorld();
    const id = await received(world, aForm({ email }));

    await says(world, { eventType });

    expect(isOutOfReach(await world.register.load(id), world.clock.now())).toBe(false);
  },
);
