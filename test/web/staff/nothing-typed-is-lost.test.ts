import { mailStaff } from '../../../functions/casework/mail/mail-once';
import { staffDates } from '../../../functions/casework/mail/staff-facts';
import { staffLink } from '../../../functions/casework/mail/staff-link';
import type { NewEvent } from '../../../functions/domain/events';
import { openTasks } from '../../../functions/domain/open-work';
import { staffUnverifiedTask } from '../../../functions/emails/staff-mails';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { askManualStores } from '../../../functions/steps/ask-manual-stores/ask-manual-stores';
import { planErasure } from '../../../functions/steps/erase-stores/plan-erasure';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { tellRecipients } from '../../../functions/steps/tell-recipients/tell-recipients';
import { enterRequest } from '../../../functions/web/staff/enter-request';
import { alma, jonas } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, received, search, type World } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { approvedErasure } from '../../steps/erasure-saga';
import { aLetter } from './a-letter';
import { type Answer, type Browser, textOf } from './browser';
import { appCode, enter, type MailedLink, newestLink, openDesk, setUpApp } from './staff-desk';

const text = 'We wrote to the other office & wait for “their” answer, which takes <long>.';
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** A page on which staff write, and its form. */
interface Writing {
  readonly world: World;
  readonly id: string;
  readonly link: MailedLink;
  readonly act?: string;
  readonly field: string;
  readonly more?: Readonly<Record<string, string>>;
  /** What ends the request meanwhile. */
  readonly ends?: readonly NewEvent[];
}

const pages: Readonly<Record<string, () => Promise<Writing>>> = {
  'a refusal': () => decision('refuse', 'reason', { ground: 'excessive' }),
  'a question': () => decision('ask', 'question'),
  'a note to whoever takes over': () => decision('hand-over', 'note'),
  'the reason for an extension': () => decision('extend', 'reason', { ground: 'complexity' }),
  'the answer to a case': () => aCase(undefined, 'answer', { outcome: 'fulfilled' }),
  'the reason why a case takes longer': () => aCase('extend', 'reason', { ground: 'complexity' }),
  'why a doubt about a case is settled': () => aCase('settle', 'because'),
  'why something is kept': async () => {
    const world = aWorld({ map: aMap({ manual: true }) });
    const id = await approvedErasure(world, aForm().email);
    await planErasure(world, { requestId: id });
    await askManualStores(world, { requestId: id, taskToken: 'people' });
    const link = newestLink(world, 's/task', jonas.email);
    const { storeId } = openTasks(await world.register.load(id))[0] ?? { storeId: '' };
    const ends = [anEvent('stores-given-up', { storeIds: [storeId] })];
    return { world, id, link, field: 'ground', more: { answer: 'kept', until: '2034-12-31' }, ends };
  },
  'a doubt about who asks': async () => {
    const world = aWorld();
    const id = await received(world);
    const letter = { key: 'unverified', mail: staffUnverifiedTask, staffId: alma.id } as const;
    await mailStaff(world, id, letter, async (now) => ({
      ...staffDates(world, now),
      ...(await staffLink(world, now, { purpose: 'identity', staffId: alma.id, issue: 1 })),
    }));
    return { world, id, link: newestLink(world, 's/identity'), act: 'doubt', field: 'because' };
  },
};

async function decision(act: string, field: string, more = {}): Promise<Writing> {
  const world = aWorld();
  const id = await awaitingDecision(world);
  return { world, id, link: newestLink(world, 's/decide'), act, field, more };
}

async function aCase(act: string | undefined, field: string, more = {}): Promise<Writing> {
  const world = aWorld();
  const id = await received(world, aForm({ forWhom: 'child' }));
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  if (act === 'settle') await world.register.append(id, 'doubt', () => anEvent('identity-doubted'));
  return { world, id, link: newestLink(world, 's/case'), field, more, ...(act ? { act } : {}) };
}

function submit(browser: Browser, page: Answer, { act, field, more = {} }: Writing, code: string) {
  return browser.submit(page, { [field]: text, ...more, code }, act);
}

/** Whether the page holds the text, to send or to copy. */
function holds(html: string): boolean {
  return textOf(html).includes(text) || html.includes(`value="${escaped(text)}"`);
}

function escaped(raw: string): string {
  return raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

describe.each(Object.entries(pages))('what staff wrote (%s)', (_, open) => {
  it('is kept at the gate after a quarter of an hour, and is on the page again with the code', async () => {
    const writing = await open();
    const { world } = writing;
    const browser = openDesk(world);
    const page = await enter(browser, writing.link);

    world.clock.forward('PT16M');
    const gate = await submit(browser, page, writing, '');
    const back = await browser.submit(gate, { code: writing.link.code });

    expect([holds(gate.html), holds(back.html)]).toEqual([true, true]);
    expect(back.html).toContain(`name="${writing.field}"`);
  });

  it('is returned to copy where the link has expired or was guessed at, also by the page that says a fresh one is on its way', async () => {
    for (const how of ['time', 'tries']) {
      const writing = await open();
      const { world } = writing;
      const browser = openDesk(world);
      const page = await enter(browser, writing.link);
      world.clock.forward('PT16M');
      if (how === 'time') world.clock.forward('P8D');
      for (let n = 0; how === 'tries' && n < 4; n += 1)
        await openDesk(world).post(writing.link.path, { code: wrong(writing.link.code) });

      const spent = await submit(browser, page, writing, wrong(writing.link.code));
      const sent = await browser.submit(spent, {});

      expect([spent.status, holds(spent.html)]).toEqual([410, true]);
      expect([sent.status, holds(sent.html)]).toEqual([200, true]);
    }
  });

  it('is returned to copy where the request ended meanwhile', async () => {
    const writing = await open();
    const { world, id, link } = writing;
    const browser = openDesk(world);
    const page = await enter(browser, link);
    for (const event of writing.ends ?? [anEvent('withdrawn'), anEvent('closed')])
      await world.register.append(id, `late-${event.type}`, () => event);

    const late = await submit(browser, page, writing, link.code);

    expect([late.status, holds(late.html)]).toEqual([400, true]);
  });

  it('is stored nowhere on the desk', async () => {
    const writing = await open();
    const { world } = writing;
    const browser = openDesk(world);
    const page = await enter(browser, writing.link);
    world.clock.forward('PT16M');
    await submit(browser, page, writing, '');

    const kept = JSON.stringify([
      [...world.items.sessions],
      [...world.items.tokens],
      [...world.register.logs],
    ]);
    expect(kept).not.toContain('other office');
  });
});

describe('what staff wrote on a page that the app opens', () => {
  async function opened() {
    const world = aWorld();
    const requestId = 'dsr-k3m9qxt2b4da';
    await enterRequest(world, {
      requestId,
      form: aForm(),
      receivedAt: world.clock.now(),
      cameBy: 'post',
      staff: jonas,
      known: 'She stood in the shop.',
    });
    await search(world, requestId);
    await askDecision(world, { requestId, taskToken: 'decide' });
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const first = await enter(browser, link);
    const page = await browser.submit(first, { totp: await appCode(world) }, 'factor');
    world.clock.forward('PT16M');
    return { world, browser, link, page };
  }

  it('is there again once its code is typed, in a session that ended meanwhile', async () => {
    const { world, browser, link, page } = await opened();

    const refusal = { reason: text, ground: 'excessive', code: link.code };
    const asks = await browser.submit(page, refusal, 'refuse');
    const back = await browser.submit(asks, { totp: await appCode(world) }, 'factor');

    expect(textOf(asks.html)).toContain('Your authenticator app first');
    expect([holds(asks.html), holds(back.html)]).toEqual([true, true]);
    expect(back.html).toContain('id="refuse-reason"');
  });

  it('is kept on every page that asks for a code, even if that page itself stays open too long', async () => {
    const { world, browser, link, page } = await opened();

    const gate = await browser.submit(page, { reason: text, ground: 'excessive' }, 'refuse');
    const asks = await browser.submit(gate, { code: link.code });
    world.clock.forward('PT16M');
    const late = await browser.submit(asks, { totp: await appCode(world) }, 'factor');
    const anew = await browser.submit(late, { code: link.code });
    const back = await browser.submit(anew, { totp: await appCode(world) }, 'factor');

    expect([gate, asks, late, anew, back].map(({ html }) => holds(html))).toEqual(Array(5).fill(true));
    expect(back.html).toContain('id="refuse-reason"');
  });
});

const letter = { ...aLetter, message: text };

async function signIn(world: World, browser: Browser) {
  await browser.post('/s/in', { email: jonas.email });
  const half = await enter(browser, newestLink(world, 's/in', jonas.email));
  return browser.submit(half, { totp: await appCode(world, jonas) });
}

/** A letter that was sent after its writer's sign-in had ended. */
async function sentTooLate() {
  const world = aWorld();
  await setUpApp(world, jonas);
  const browser = openDesk(world);
  await signIn(world, browser);
  const page = await browser.get('/s/enter');
  world.clock.forward('PT20M');
  return { world, browser, ended: await browser.submit(page, letter) };
}

describe('a letter that took longer to type than the sign-in lasts', () => {
  it('is kept in the page until its writer is signed in again, and is then reviewed and sent', async () => {
    const { world, browser, ended } = await sentTooLate();
    const before = world.register.logs.size;
    const early = await browser.submit(ended, {});
    await signIn(world, browser);
    const again = await browser.submit(early, {});
    const untouched = world.register.logs.size;
    const done = await browser.submit(again, letter);

    expect([ended.status, early.status]).toEqual([403, 403]);
    expect(textOf(ended.html)).toContain('Your sign-in has ended');
    expect([ended, early, again].map(({ html }) => holds(html))).toEqual([true, true, true]);
    expect([before, untouched]).toEqual([0, 0]);
    expect(again.html).toContain('Lindenweg 4');
    expect(textOf(done.html)).toContain('The request is entered');
  });

  it('is the same form throughout, so that it is entered once', async () => {
    const { world, browser, ended } = await sentTooLate();
    await signIn(world, browser);
    const again = await browser.submit(ended, {});
    await browser.submit(again, letter);
    await browser.submit(again, letter);
    expect(world.register.logs.size).toBe(1);
  });
});

describe('the remark of a recipient', () => {
  async function opened() {
    const world = aWorld();
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    await tellRecipients(world, { requestId: id });
    const browser = openDesk(world);
    const link = newestLink(world, 'p', 'privacy@parcel.example.com');
    return { world, browser, link, page: await enter(browser, link) };
  }

  it('is returned to copy where the link has expired', async () => {
    const { world, browser, page } = await opened();
    world.clock.forward('P60D');

    const late = await browser.submit(page, { answer: 'cannot', remark: text });

    const sent = await browser.submit(late, {});

    expect([late.status, holds(late.html)]).toEqual([410, true]);
    expect([sent.status, holds(sent.html)]).toEqual([200, true]);
  });

  it('is kept at the gate, and is on the page again with the code', async () => {
    const { world, browser, link, page } = await opened();

    world.clock.forward('PT16M');
    const gate = await browser.submit(page, { answer: 'cannot', remark: text });
    const back = await browser.submit(gate, { code: link.code });

    expect([holds(gate.html), holds(back.html)]).toEqual([true, true]);
    expect(back.html).toContain('name="remark"');
  });
});
