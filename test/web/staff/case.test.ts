import { lastOf } from '../../../functions/domain/log-entries';
import { eraseStores } from '../../../functions/steps/erase-stores/erase-stores';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { aBook, aDesk, alma, bruno } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, received, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { formOf, optionsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

async function opened(world: World = aWorld()) {
  const id = await received(world, aForm({ forWhom: 'child', message: 'For my son Ben' }));
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  const browser = openDesk(world);
  const link = newestLink(world, 's/case');
  const page = await enter(browser, link);
  return { world, id, browser, link, page, load: () => world.register.load(id) };
}

const answer = 'We sent you everything about Ben by letter.';

describe('a case that a person looks after', () => {
  it('says why, what to do, by when, and what the person wrote', async () => {
    const { page } = await opened();

    const text = textOf(page.html);

    expect(text).toContain('It is made for a child.');
    expect(text).toContain('For my son Ben');
    expect(text).toContain('Due on Thursday 24 December 2026');
  });

  it('records the outcome, seals the answer, and wakes the request', async () => {
    const { world, id, browser, link, page, load } = await opened();

    const done = await browser.submit(page, { outcome: 'fulfilled', answer, code: link.code });

    const event = lastOf((await load()).log, 'staff-finished');
    expect(done.html).toContain('The outcome is recorded');
    expect(event?.data).toEqual({ outcome: 'fulfilled', staffId: 'alma' });
    expect(await world.vault.unseal(id, event?.sealed ?? '')).toBe(answer);
    expect(world.workflow.answered).toEqual([{ taskToken: 'case', output: { next: 'finished' } }]);
  });

  it('is refused only on a ground of the law, which the person is told', async () => {
    const { world, id, browser, link, page } = await opened();
    const fields = { outcome: 'refused', answer, code: link.code };

    const groundless = await browser.submit(page, fields);
    await browser.submit(page, { ...fields, ground: 'not-identifiable' });
    await notifyOutcome(world, { requestId: id });

    const mail = world.mailbox.to(mia.email).at(-1);
    expect(groundless.html).toContain('href="#ground"');
    expect(groundless.html).toContain(answer);
    expect(mail?.text).toContain('We cannot tell which data is yours');
    expect(mail?.text).toContain('Art 11(2)');
  });

  it('names what is missing and keeps what was typed', async () => {
    const { browser, link, page, load } = await opened();

    const noOutcome = await browser.submit(page, { outcome: 'closed', answer, code: link.code });
    const noAnswer = await browser.submit(page, { outcome: 'fulfilled', answer: '', code: link.code });
    const noCode = await browser.submit(page, { outcome: 'fulfilled', answer, code: '' });

    expect(noOutcome.html).toContain('href="#outcome"');
    expect(noOutcome.html).toContain(answer);
    expect(noAnswer.html).toContain('href="#answer"');
    expect(noCode.html).toContain('href="#code"');
    expect(lastOf((await load()).log, 'staff-finished')).toBeUndefined();
  });

  it('is recorded once, even when a colleague sends another answer later', async () => {
    const { world, browser, link, page, load } = await opened();
    const other = openDesk(world);
    const others = newestLink(world, 's/case', bruno.email);
    const otherPage = await enter(other, others);

    await browser.submit(page, { outcome: 'fulfilled', answer, code: link.code });
    const late = await other.submit(otherPage, { outcome: 'refused', answer: 'No.', code: others.code });

    expect(late.html).toContain('This has been decided');
    expect((await load()).log.filter((e) => e.type === 'staff-finished')).toHaveLength(1);
    expect(lastOf((await load()).log, 'staff-finished')?.data.outcome).toBe('fulfilled');
  });

  it('tells a second click of the same that it is recorded, and returns a different text to the same reader', async () => {
    const { browser, link, page } = await opened();
    const fields = { outcome: 'fulfilled', answer, code: link.code };

    const first = await browser.submit(page, fields);
    const again = await browser.submit(page, fields);
    const other = await browser.submit(page, { ...fields, answer: 'We sent you half of it.' });

    expect(again.html).toBe(first.html);
    expect(other.html).toContain('This has been decided');
    expect(other.html).toContain('We sent you half of it.');
  });

  it.each([
    ['nothing', ''],
    ['a part of it', answer.slice(0, 12)],
    ['more than fits', 'x'.repeat(4_001)],
  ])('does not take a second answer for the recorded one where it holds %s', async (_, words) => {
    const { browser, link, page } = await opened();
    const fields = { outcome: 'fulfilled', answer, code: link.code };
    await browser.submit(page, fields);

    const other = await browser.submit(page, { ...fields, answer: words });

    expect(other.html).toContain('This has been decided');
  });

  it('can be extended while the law allows it, on its grounds, and the person is told at once', async () => {
    const { world, browser, link, page, load } = await opened();
    const reason = 'We have to ask another office.';

    const groundless = await browser.submit(page, { reason, code: link.code }, 'extend');
    const done = await browser.submit(page, { ground: 'complexity', reason, code: link.code }, 'extend');

    expect(textOf(page.html)).toContain('Lawful only if the person is told by Thursday 24 December 2026');
    expect(groundless.html).toContain('href="#extend-ground"');
    expect(groundless.html).toContain(reason);
    expect(done.html).toContain('The answer may take longer');
    expect(lastOf((await load()).log, 'extended')?.data.regime).toBe('eu-gdpr');
    expect(world.mailbox.to(mia.email).at(-1)?.text).toContain('We have to ask another office.');
  });

  it('asks for the day where the law sets no length, and accepts only one that moves the date', async () => {
    const desk = aDesk({ laws: [{ regime: 'nz-privacy', applies: 'binds', because: 'x' }] });
    const { browser, link, page, load } = await opened(aWorld({ desk, book: aBook(desk) }));
    const ground = Object.values(optionsOf(page.html, 'extend-ground')).find((value) => value !== '') ?? '';
    const fields = { ground, reason: 'We have to consult.', code: link.code };

    const days = ['', '2026-11-30', '2031-01-01', '2026-02-30'];
    const wrong = [];
    for (const until of days) wrong.push(await browser.submit(page, { ...fields, until }, 'extend'));
    const done = await browser.submit(page, { ...fields, until: '2027-02-26' }, 'extend');

    expect(wrong.map(({ html }) => html.includes('href="#extend-until"'))).toEqual(days.map(() => true));
    expect(done.html).toContain('The answer may take longer');
    expect(lastOf((await load()).log, 'extended')?.data.until).toBe('2027-02-26');
  });

  it('shows the notes beside the deadline', async () => {
    const desk = aDesk({
      laws: ['eu-gdpr', 'us-va-vcdpa'].map((regime) => ({ regime, applies: 'binds', because: 'x' })),
    });

    const { page } = await opened(aWorld({ desk, book: aBook(desk) }));

    expect(textOf(page.html)).toMatch(/Under [^.]*VCDPA[^.]* the latest date is Friday 8 January 2027/);
    expect(textOf(page.html)).toMatch(/The rules of [^.]*VCDPA[^.]* are not yet reviewed/);
  });

  it('is closed to a member of staff who asks for their own data', async () => {
    const world = aWorld();
    await received(world, aForm({ relation: 'employee', email: alma.email }));
    const [id = ''] = world.register.logs.keys();
    await handToStaff(world, { requestId: id, taskToken: 'case' });
    const browser = openDesk(world);
    const link = newestLink(world, 's/case');

    const page = await enter(browser, link);
    const forced = await browser.post(`${link.path}/page`, { outcome: 'fulfilled', answer, code: link.code });

    expect([page.status, forced.status]).toEqual([403, 403]);
    expect(lastOf((await world.register.load(id)).log, 'staff-finished')).toBeUndefined();
  });

  it('shows the note of the colleague who handed it over', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const [id = ''] = world.register.logs.keys();
    const browser = openDesk(world);
    const decide = newestLink(world, 's/decide');
    const note = 'She phoned; be <gentle>.';
    await browser.submit(await enter(browser, decide), { note, code: decide.code }, 'hand-over');
    await handToStaff(world, { requestId: id, taskToken: 'case' });

    const page = await enter(browser, newestLink(world, 's/case'));

    expect(page.html).toContain('She phoned; be &lt;gentle&gt;.');
  });
});

describe('an erasure that the person paused', () => {
  async function paused(by = alma, vouching?: string) {
    const world = aWorld();
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    if (vouching) {
      const told = { staffId: vouching };
      await world.register.append(id, 'doubt', () => anEvent('identity-doubted', told));
      await world.register.append(id, 'settle', () => anEvent('identity-doubt-settled', told));
    }
    const browser = openDesk(world);
    const gate = await enter(browser, newestLink(world, 's/decide', by.email));
    const typed = { totp: await appCode(world, by) };
    const decide = vouching ? await browser.submit(gate, typed, 'factor') : gate;
    world.clock.forward('PT30S');
    await browser.submit(decide, { totp: await appCode(world, by) }, 'approved');
    const sealed = await world.vault.seal(id, 'I never asked for this!');
    const desk = { kind: 'desk' } as const;
    await world.register.append(id, 'notice', () => ({
      type: 'erasure-noticed',
      data: { endsAt: '2026-11-25T10:00:00.000Z' },
      actor: desk,
    }));
    await world.register.append(id, 'pause', () => ({
      type: 'erasure-paused',
      data: {},
      sealed,
      actor: desk,
    }));
    await world.register.append(id, 'handed', () => ({
      type: 'handed-to-staff',
      data: { reason: 'staff-choice' },
      actor: desk,
    }));
    await handToStaff(world, { requestId: id, taskToken: 'case' });
    return { world, id, browser, link: newestLink(world, 's/case') };
  }

  it('goes on only with the authenticator app, after a second notice', async () => {
    const { world, id, browser, link } = await paused();
    const page = await enter(browser, link);

    const byMail = await browser.submit(page, { code: link.code }, 'resume');
    world.clock.forward('PT30S');
    const totp = await appCode(world);
    const done = await browser.submit(page, { totp }, 'resume');
    const twice = await browser.submit(page, { totp }, 'resume');

    const request = await world.register.load(id);
    expect(textOf(page.html)).toContain('I never asked for this!');
    expect(byMail.html).toContain('href="#resume-totp"');
    expect(done.html).toContain('The erasure goes on');
    expect(twice.html).toBe(done.html);
    expect(request.status).toBe('erasure-notice');
    expect(lastOf(request.log, 'erasure-resumed')?.data).toMatchObject({
      staffId: 'alma',
      endsAt: '2026-11-25T10:01:00.000Z',
    });
  });

  it('is not resumed by somebody on whose word it rests, while somebody else may decide [A16]', async () => {
    const { world, id, link } = await paused(bruno, 'alma');
    const hers = openDesk(world);
    const page = await enter(hers, link);
    world.clock.forward('PT30S');
    const totp = await appCode(world);

    const forced = await hers.submit(page, { totp, act: 'resume' });
    const before = lastOf((await world.register.load(id)).log, 'erasure-resumed');
    const his = openDesk(world);
    const hisPage = await enter(his, newestLink(world, 's/case', bruno.email));
    world.clock.forward('PT30S');
    await his.submit(hisPage, { totp: await appCode(world, bruno) }, 'resume');

    expect(textOf(page.html)).toContain('somebody else lets it go on: Bruno');
    expect(page.html).not.toContain('value="resume"');
    expect(textOf(forced.html)).toContain('somebody else lets it go on: Bruno');
    expect(before).toBeUndefined();
    expect(lastOf((await world.register.load(id)).log, 'erasure-resumed')?.data.staffId).toBe('bruno');
  });

  it('can instead be answered by hand and ended', async () => {
    const { world, id, browser, link } = await paused();
    const page = await enter(browser, link);
    const form = formOf(page.html.slice(page.html.indexOf('How it ended')));

    await browser.post(form.action, {
      ...form.hidden,
      outcome: 'refused',
      ground: 'not-identifiable',
      answer: 'We erased nothing.',
      code: link.code,
    });

    expect(lastOf((await world.register.load(id)).log, 'staff-finished')?.data.outcome).toBe('refused');
  });
});

describe('an erasure that stopped at data added since its approval', () => {
  async function stopped(change: (world: World) => void) {
    const world = aWorld();
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    const browser = openDesk(world);
    const decide = await enter(browser, newestLink(world, 's/decide'));
    await browser.submit(decide, { totp: await appCode(world) }, 'approved');
    const desk = { kind: 'desk' } as const;
    const endsAt = '2026-11-25T10:00:00.000Z';
    await world.register.append(id, 'notice', () => ({
      type: 'erasure-noticed',
      data: { endsAt },
      actor: desk,
    }));
    await world.register.append(id, 'over', () => ({
      type: 'erasure-notice-ended',
      data: {},
      actor: desk,
    }));
    change(world);
    await eraseStores(world, { requestId: id });
    await handToStaff(world, { requestId: id, taskToken: 'case' });
    const link = newestLink(world, 's/case');
    world.clock.forward('PT30S');
    const page = await enter(browser, link);
    return { world, id, browser, page, totp: await appCode(world), code: link.code };
  }
  const order = { id: 'o-9', customer_id: 'c-1', item: 'Lamp Delta', gift_for: '' };

  it('says what was added and where, and erases it too once the app confirms', async () => {
    const { world, id, browser, page, totp, code } = await stopped((w) =>
      w.connectors.shop?.rows.get('orders')?.push(order),
    );

    const byMail = await browser.submit(page, { code }, 'accept');
    const done = await browser.submit(page, { totp }, 'accept');
    const twice = await browser.submit(page, { totp }, 'accept');
    await eraseStores(world, { requestId: id });

    expect(textOf(page.html)).toContain('Orders (orders): 1');
    expect(byMail.html).toContain('href="#accept-totp"');
    expect(done.html).toContain('The erasure goes on');
    expect(twice.html).toBe(done.html);
    expect((await world.register.load(id)).status).toBe('fulfilling');
    expect(world.connectors.shop?.rows.get('orders')?.map((row) => row.id)).toEqual(['o-3']);
  });

  it('does not go on without a new search where records are missing, and says what to look at', async () => {
    const { page } = await stopped((w) => w.connectors.shop?.rows.set('invoices', []));

    const text = textOf(page.html);
    expect(text).toContain('Records that have to be kept are no longer there.');
    expect(text).toContain('Invoices (invoices): 1 record');
    expect(page.html).not.toContain('value="accept"');
  });
});
