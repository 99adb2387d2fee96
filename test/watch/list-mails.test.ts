import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { allOf } from '../../functions/domain/log-entries';
import type { Mail } from '../../functions/domain/ports';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { recordMailEvents } from '../../functions/watch/note-bounce';
import { watchDeadlines } from '../../functions/watch/watch-deadlines';
import { simulatedFeedback } from '../../local/aws/ses-simulator';
import { aDesk, alma, bruno } from '../builders/a-desk';
import { aForm, received, verified, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aWatch, type Watch } from './a-watch';

const { escalateTo } = aDesk();

async function optOuts(world: World): Promise<void> {
  for (let n = 0; n < 2; n += 1) {
    const id = await verified(world, aForm());
    for (const recipientId of ['bank', 'parcel'])
      await world.register.append(id, `queue-${recipientId}`, () =>
        anEvent('recipient-queued', { recipientId }),
      );
  }
}

/** First mails that no address accepts: more than are reported to staff one by one. */
async function refusedMails(world: World): Promise<void> {
  for (let n = 0; n < 7; n += 1) {
    const email = `typo-${n}@example.com`;
    world.mailbox.refuses.set(email, 'address');
    await received(world, aForm({ email }));
  }
}

async function unreadItem(world: World): Promise<void> {
  const item = { ...world.vault.sealItem('dsr-aaaaaaaaaaaa', aForm()), sealed: '' };
  await world.inbox.put({ ...item, receivedAt: world.clock.now() } as never);
}

async function strangers(world: World): Promise<void> {
  for (let n = 0; n < 14; n += 1) {
    const form = aForm({ right: 'complaint', message: 'x', email: `stranger-${n}@example.com` });
    const requestId = await received(world, form);
    await handToStaff(world, { requestId, taskToken: `case:${requestId}` });
  }
}

interface List {
  readonly arises: (world: World) => Promise<void>;
  readonly isOne: (mail: Mail) => boolean;
}

/** Every kind of mail about several requests. */
const lists: Readonly<Record<string, List>> = {
  'opt-outs for a recipient': { arises: optOuts, isOne: ({ to }) => to === 'privacy@bank.example.com' },
  'mails that did not arrive': {
    arises: refusedMails,
    isOne: ({ to, subject }) => to === alma.email && /did not reach those/.test(subject),
  },
  'items that nobody can read': {
    arises: unreadItem,
    isOne: ({ to, subject }) => to === alma.email && /cannot be read/.test(subject),
  },
  'requests of strangers': {
    arises: strangers,
    isOne: ({ to, subject }) => to === alma.email && /people we do not know/.test(subject),
  },
};

const names = Object.keys(lists);

/** A day and a half of sweeps, an hour apart. */
async function nextMorning({ world, sweep }: Pick<Watch, 'world' | 'sweep'>): Promise<void> {
  for (let hour = 0; hour < 36; hour += 1) {
    world.clock.forward('PT1H');
    await sweep();
  }
}

function cameBack(world: World, { tags = {} }: Mail) {
  const event = simulatedFeedback({
    ...{ messageId: '0100-example', sentAt: world.clock.now(), from: 'privacy@example.com' },
    to: ['bounce@simulator.amazonses.com'],
    ...{ cc: [], bcc: [], replyTo: [], subject: '', text: '', html: '', headers: {} },
    tags,
    configurationSet: 'rightsdesk',
  });
  return { Records: [{ Sns: { Message: JSON.stringify(event) } }] };
}

async function logs(world: World): Promise<DataSubjectRequest[]> {
  return Promise.all([...world.register.logs.keys()].map((id) => world.register.load(id)));
}

describe('a list about several requests', () => {
  it.each(names)('that bounces is reported to staff: %s', async (name) => {
    const watch = aWatch();
    const { world } = watch;
    await lists[name]?.arises(world);
    await nextMorning(watch);
    const list = world.mailbox.sent.filter((mail) => lists[name]?.isOne(mail)).at(-1) as Mail;
    const before = world.mailbox.sent.length;

    const { noted } = await recordMailEvents(world, cameBack(world, list));
    const told = world.mailbox.sent.slice(before);

    expect(noted).toBe(1);
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ to }) => [alma.email, bruno.email, escalateTo].includes(to))).toBe(true);
    expect(told.some(({ to }) => to === list.to)).toBe(false);
    expect(told[0]?.text).toMatch(/came back/);
    if (name.includes('recipient')) expect(told[0]?.text).toMatch(/other requests/);
  });

  it.each(names)('is sent once although two sweeps run at once: %s', async (name) => {
    const [alone, twice] = [aWatch(), aWatch()];
    for (const { world } of [alone, twice]) await lists[name]?.arises(world);
    const both = async () => {
      await Promise.all([twice.sweep(), twice.sweep()]);
      return twice.sweep();
    };

    await nextMorning(alone);
    await nextMorning({ world: twice.world, sweep: both });

    const count = ({ world }: Watch) => world.mailbox.sent.filter((mail) => lists[name]?.isOne(mail)).length;
    expect(count(twice)).toBe(count(alone));
    expect(count(alone)).toBeGreaterThan(0);
  });

  it.each(names)('is sent although the log of another request cannot be read: %s', async (name) => {
    const { world, deps } = aWatch();
    const damaged = await received(world, aForm({ email: 'damaged@example.com' }));
    await lists[name]?.arises(world);
    const register = Object.create(world.register) as typeof world.register;
    register.due = async function* (until) {
      yield { requestId: damaged, nextCheckAt: until, announcedSeq: 0 };
      yield* world.register.due(until);
    };
    register.load = async (id) => {
      if (id === damaged) throw new Error('the log has a gap');
      return world.register.load(id);
    };
    const sweep = () => watchDeadlines({ ...deps, register });

    await nextMorning({ world, sweep });

    expect(world.mailbox.sent.filter((mail) => lists[name]?.isOne(mail)).length).toBeGreaterThan(0);
    const others = (await logs(world)).filter(({ requestId }) => requestId !== damaged);
    expect(others.flatMap(({ log }) => allOf(log, 'timer-failed'))).toEqual([]);
  });
});
