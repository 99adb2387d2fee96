import { mailProgress } from '../../functions/casework/mail/mail-progress';
import { lastOf } from '../../functions/domain/log-entries';
import { referenceOf } from '../../functions/domain/reference';
import { restrictionOf } from '../../functions/domain/restriction';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { aBook, aDesk, alma, bruno, jonas } from '../builders/a-desk';
import { aForm, aWorld, awaitingDecision, received, verified, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { optionsOf, textOf } from '../web/staff/browser';
import { enter, newestLink, openDesk } from '../web/staff/staff-desk';

const carl = { ...bruno, id: 'carl', name: 'Carl', email: 'carl@shop.example.com' };

function aDeskOfThree(regimes = ['us-va-vcdpa']): World {
  const laws = regimes.map((regime) => ({ regime, applies: 'binds', because: 'x' }) as const);
  const desk = aDesk({ laws, staff: [alma, bruno, carl, jonas] });
  return aWorld({ desk, book: aBook(desk), now: '2026-11-24T10:00:00.000Z' });
}

/** Alma refused Mia's request. */
async function refused(world: World): Promise<string> {
  const id = await awaitingDecision(world);
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide', alma.email);
  const page = await enter(browser, link);
  const ground = Object.values(optionsOf(page.html, 'refuse-ground')).find((value) => value !== '') ?? '';
  await browser.submit(page, { ground, reason: 'Too often.', code: link.code }, 'refuse');
  await notifyOutcome(world, { requestId: id });
  return id;
}

async function appealed(world: World, about: string, more: Parameters<typeof aForm>[0] = {}) {
  const form = aForm({ right: 'appeal', message: 'I asked once.', about: referenceOf(about), ...more });
  const id = await received(world, form);
  await handToStaff(world, { requestId: id, taskToken: `case:${id}` });
  return id;
}

async function openCase(world: World, email: string) {
  const browser = openDesk(world);
  const link = newestLink(world, 's/case', email);
  const page = await enter(browser, link);
  return {
    page,
    send: (fields: Record<string, string>, act?: string) =>
      browser.submit(page, { ...fields, code: link.code }, act),
    again: () => browser.get(page.path),
  };
}

const flat = (text = '') => text.replace(/\s+/g, ' ');
const lastTo = (world: World, email: string) => flat(world.mailbox.to(email).at(-1)?.text);
const upheld = { outcome: 'fulfilled', follow: 'anew', answer: 'You are right.' };
const notUpheld = { outcome: 'refused', answer: 'We stand by it.' };

describe('the outcome of a complaint or an appeal', () => {
  it.each([
    [notUpheld, upheld],
    [upheld, notUpheld],
  ])(
    'is what one of two wrote at once, and the other reads that theirs was not recorded',
    async (...both) => {
      const world = aDeskOfThree();
      const id = await appealed(world, await refused(world));
      const desks = [await openCase(world, bruno.email), await openCase(world, carl.email)];
      const before = world.register.logs.size;

      const pages = await Promise.all(desks.map((one, i) => one.send(both[i] ?? notUpheld)));
      await notifyOutcome(world, { requestId: id });

      const { outcome, log } = await world.register.load(id);
      const goesOn = outcome === 'fulfilled';
      expect(pages.map(({ status }) => status).sort()).toEqual([200, 400]);
      expect(world.register.logs.size - before).toBe(goesOn ? 1 : 0);
      expect(lastOf(log, 'carried-on') !== undefined).toBe(goesOn);
      expect(lastTo(world, mia.email).includes('We go on under the reference')).toBe(goesOn);
      expect(lastTo(world, mia.email)).toContain(goesOn ? 'You are right.' : 'We stand by it.');
    },
  );

  it('stays as it was recorded while the mail service is down, and the follow-up is opened once', async () => {
    const world = aDeskOfThree();
    const id = await appealed(world, await refused(world));
    const desk = await openCase(world, bruno.email);
    const before = world.register.logs.size;
    world.mailbox.down = true;

    const first = await desk.send(upheld);
    const second = await desk.send(notUpheld);
    await expect(notifyOutcome(world, { requestId: id })).rejects.toThrow();
    world.mailbox.down = false;
    await notifyOutcome(world, { requestId: id });
    await notifyOutcome(world, { requestId: id });

    expect([first.status, second.status]).toEqual([200, 400]);
    expect((await world.register.load(id)).outcome).toBe('fulfilled');
    expect(world.register.logs.size).toBe(before + 1);
    expect(lastTo(world, mia.email)).toContain('We go on under the reference');
  });

  it('offers nothing that needs destroyed data, and mails no reference that does not exist', async () => {
    const world = aDeskOfThree();
    const about = await refused(world);
    const id = await appealed(world, about);
    const desk = await openCase(world, bruno.email);
    await world.register.append(about, 'shred', () => anEvent('shredded'));
    await world.vault.shred(about);

    const shown = await desk.again();
    const tried = await desk.send(upheld);
    await desk.send({ ...upheld, follow: 'by-hand' });
    await notifyOutcome(world, { requestId: id });

    expect(shown.html).not.toContain('value="anew"');
    expect(textOf(shown.html)).toContain('destroyed');
    expect(tried.html).toContain('href="#follow"');
    expect(lastTo(world, mia.email)).not.toContain('We go on under the reference');
  });
});

describe('a letter from an address that does not belong to the request it is about', () => {
  const stranger = 'stranger@example.net';

  async function tied() {
    const world = aDeskOfThree();
    const about = await refused(world);
    const id = await appealed(world, 'dsr-000000000000', { email: stranger, message: 'You were wrong.' });
    await (await openCase(world, carl.email)).send({ about: referenceOf(about) }, 'tie');
    return { world, about, id, desk: await openCase(world, bruno.email) };
  }

  it('gets its progress and its outcome without a word about that request', async () => {
    const { world, about, id, desk } = await tied();
    await mailProgress(world, id, 1);
    await desk.send({ ...upheld, follow: 'nothing' });
    await notifyOutcome(world, { requestId: id });

    const mails = flat(
      world.mailbox
        .to(stranger)
        .map(({ text }) => text)
        .join('\n'),
    );
    expect(mails).toContain('You are right.');
    for (const word of [referenceOf(about), 'decided on it before', 'decide on it before', 'at first'])
      expect(mails).not.toContain(word);
  });

  it('starts nothing on somebody else’s proof', async () => {
    const { world, id, desk } = await tied();
    const before = world.register.logs.size;

    const tried = await desk.send(upheld);
    const text = textOf(desk.page.html);

    expect(desk.page.html).not.toContain('value="anew"');
    expect(text).toContain('another address');
    expect(text).not.toContain('The same address or number was proven in each');
    expect(tried.html).toContain('href="#follow"');
    expect(world.register.logs.size).toBe(before);
    expect(lastOf((await world.register.load(id)).log, 'staff-finished')).toBeUndefined();
  });
});

describe('a restriction', () => {
  it('that one member of staff wrote down has no effect if another refused', async () => {
    const world = aDeskOfThree();
    const id = await verified(world, aForm({ right: 'restriction' }));
    for (const event of [
      anEvent('handed-to-staff', { reason: 'right-by-staff' }),
      anEvent('restriction-set', { staffId: 'bruno', lookAgainOn: '2026-12-24' }),
      anEvent('staff-finished', { staffId: 'alma', outcome: 'refused' }),
    ])
      await world.register.append(id, event.type, () => event);

    expect(restrictionOf(await world.register.load(id))).toBeUndefined();
  });

  it('is only what the recorded outcome says', async () => {
    const world = aDeskOfThree();
    const id = await verified(world, aForm({ right: 'restriction' }));
    await world.register.append(id, 'hand', () => anEvent('handed-to-staff', { reason: 'right-by-staff' }));
    await handToStaff(world, { requestId: id, taskToken: 'case' });
    const set = { what: 'The note.', since: '2026-11-24', lookAgainOn: '2026-12-24' };
    const desks = [await openCase(world, alma.email), await openCase(world, bruno.email)];
    const ground = Object.entries(optionsOf(desks[0]?.page.html ?? '', 'ground'))[1]?.[1] ?? '';

    await Promise.all([
      desks[0]?.send({ ...notUpheld, ground }),
      desks[1]?.send({ ...set, outcome: 'fulfilled', answer: 'Done.' }),
    ]);

    const request = await world.register.load(id);
    const isDone = lastOf(request.log, 'staff-finished')?.data.outcome === 'fulfilled';
    expect(restrictionOf(request) !== undefined).toBe(isDone);
  });
});

describe('an appeal by somebody who has moved', () => {
  it('is also under the laws of the request it is about', async () => {
    const world = aDeskOfThree(['eu-gdpr', 'us-va-vcdpa']);
    const about = await refused(world);

    const id = await appealed(world, about, { livesIn: 'DE' });

    expect((await world.register.load(about)).received.regimes).toContain('us-va-vcdpa');
    expect((await world.register.load(id)).received.regimes.toSorted()).toEqual(['eu-gdpr', 'us-va-vcdpa']);
  });
});

describe('the progress of a complaint', () => {
  async function told(answers: readonly { readonly reachedOn?: string; readonly noted: string }[]) {
    const world = aDeskOfThree();
    const id = await received(world, aForm({ right: 'complaint', message: 'Nothing came.' }));
    await handToStaff(world, { requestId: id, taskToken: `case:${id}` });
    const add = (step: ReturnType<typeof anEvent>, name: string) =>
      world.register.append(id, name, () => step);
    const question = { questionId: 'question-1', staffId: 'bruno', pauses: false };
    await add(anEvent('question-asked', question), 'ask');
    for (const { reachedOn, noted } of answers) {
      world.clock.set(`${noted}T12:00:00.000Z`);
      const answer = { questionId: 'question-1', staffId: 'bruno', ...(reachedOn ? { reachedOn } : {}) };
      await add(anEvent('question-answered', answer), `answer-${noted}`);
    }
    await mailProgress(world, id, 1);
    return lastTo(world, mia.email);
  }

  it('gives the day on which an answer arrived, not when it was written down', async () => {
    const words = await told([{ reachedOn: '2026-11-26', noted: '2026-12-03' }]);

    expect(words).toContain('and you answered on Thursday 26 November 2026.');
    expect(words).not.toContain('3 December');
  });

  it('names the first of two, also if the letter was written down last', async () => {
    const words = await told([{ noted: '2026-11-30' }, { reachedOn: '2026-11-27', noted: '2026-12-03' }]);

    expect(words).toContain('and you answered on Friday 27 November 2026.');
  });

  it('says that it waits for the answer while there is none', async () => {
    expect(await told([])).toContain(
      'We asked you something on Tuesday 24 November 2026, and wait for your answer.',
    );
  });
});
