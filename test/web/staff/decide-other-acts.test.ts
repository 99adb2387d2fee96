import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { aBook, aDesk, alma, bruno } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { linkIn } from '../../fakes/memory-mailbox';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

async function opened(settings: { world?: World; right?: 'access' | 'erasure' } = {}) {
  const world = settings.world ?? aWorld();
  const id = await awaitingDecision(world, aForm({ right: settings.right ?? 'access' }));
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide');
  const page = await enter(browser, link);
  return { world, id, browser, link, page, load: () => world.register.load(id) };
}

describe('asking the person', () => {
  it('mails the question with a link, and shows the answer once it is there', async () => {
    const { world, id, browser, link, page, load } = await opened();

    const done = await browser.submit(
      page,
      { question: 'Which account do you mean?', code: link.code },
      'ask',
    );

    const asked = lastOf((await load()).log, 'question-asked');
    const mail = world.mailbox.to(mia.email).at(-1);
    expect(done.html).toContain('Your question is on its way');
    expect(asked?.data).toEqual({ questionId: 'question-1', staffId: 'alma', pauses: false });
    expect(mail?.text).toContain('Which account do you mean?');
    expect(linkIn(mail, 'q')).toMatch(/^\/q\//);
    const sealed = await world.vault.seal(id, 'The old one, <b>please</b>');
    await world.register.append(id, 'answer-question-1', () => ({
      type: 'question-answered',
      data: { questionId: 'question-1' },
      sealed,
      actor: { kind: 'requester' },
    }));
    const after = await browser.get(`${link.path}/page`);
    expect(after.html).toContain('The old one, &lt;b&gt;please&lt;/b&gt;');
  });

  it('pauses the clock only where the law has that pause for this right, and staff ask for it', async () => {
    const access = await opened();
    const erasure = await opened({ right: 'erasure' });
    const fields = { question: 'Which?', pauses: 'yes' };

    await access.browser.submit(access.page, { ...fields, code: access.link.code }, 'ask');
    await erasure.browser.submit(erasure.page, { ...fields, code: erasure.link.code }, 'ask');

    expect(access.page.html).toContain('id="ask-pauses"');
    expect(lastOf((await access.load()).log, 'question-asked')?.data.pauses).toBe(true);
    expect(erasure.page.html).not.toContain('id="ask-pauses"');
    expect(lastOf((await erasure.load()).log, 'question-asked')?.data.pauses).toBe(false);
  });

  it('asks once for a double click, and again for another question', async () => {
    const { world, browser, link, page, load } = await opened();
    const send = (from: typeof page) => browser.submit(from, { question: 'Which?', code: link.code }, 'ask');

    await Promise.all([send(page), send(page)]);
    await send(await browser.get(`${link.path}/page`));

    const ids = allOf((await load()).log, 'question-asked').map((e) => e.data.questionId);
    expect(ids).toEqual(['question-1', 'question-2']);
    expect(world.mailbox.to(mia.email).filter((m) => m.subject.includes('question'))).toHaveLength(2);
  });
});

describe('handing over', () => {
  it('takes the request out of the automatic path, with a sealed note', async () => {
    const { world, id, browser, link, page, load } = await opened();
    await world.items.saveWait(id, 'ask-decision', 'token-1');

    const done = await browser.submit(page, { note: 'She phoned; be gentle.', code: link.code }, 'hand-over');
    const later = await browser.get(`${link.path}/page`);

    const decided = lastOf((await load()).log, 'decided');
    expect(done.html).toContain('Handed over');
    expect((await load()).status).toBe('with-staff');
    expect(await world.vault.unseal(id, decided?.sealed ?? '')).toBe('She phoned; be gentle.');
    expect(world.workflow.answered).toEqual([{ taskToken: 'token-1', output: { next: 'by-person' } }]);
    expect(later.html).toContain('Handed over');
  });
});

describe('a doubt about who is asking', () => {
  it('prevents every decision until staff settle it', async () => {
    const { world, id, browser, link, page, load } = await opened();
    const sealed = await world.vault.seal(id, 'the wording is odd');
    await world.register.append(id, 'doubt', () => ({
      type: 'identity-doubted',
      data: { staffId: bruno.id, askedAt: world.clock.now() },
      sealed,
      actor: { kind: 'staff', id: bruno.id },
    }));

    const forced = await browser.submit(page, { code: link.code }, 'approved-in-part');
    const doubted = await browser.get(`${link.path}/page`);
    const settled = await browser.submit(
      doubted,
      { because: 'I called the number on file.', totp: await appCode(world) },
      'settle',
    );
    const hers = await browser.get(`${link.path}/page`);
    const his = openDesk(world);
    const gate = await enter(his, newestLink(world, 's/decide', bruno.email));
    const fresh = await his.submit(gate, { totp: await appCode(world, bruno) }, 'factor');
    const { code } = newestLink(world, 's/decide', bruno.email);
    const done = await his.submit(fresh, { code }, 'approved-in-part');

    expect(textOf(forced.html)).toContain('while one of you doubts who is asking');
    expect(textOf(doubted.html)).toContain('Bruno has doubted since');
    expect(actsOf(doubted.html)).not.toContain('approved-in-part');
    expect(actsOf(doubted.html)).not.toContain('refuse');
    expect(settled.html).toContain('the doubt is settled');
    expect(textOf(hers.html)).toContain('somebody else approves it: Bruno');
    expect(done.html).toContain('Approved in part');
    expect((await load()).status).toBe('fulfilling');
  });
});

describe('the dates on the decision page', () => {
  it('name the other laws’ clocks and the laws that were not reviewed', async () => {
    const laws = [
      { regime: 'eu-gdpr', applies: 'binds', because: '' },
      { regime: 'us-ca-ccpa', applies: 'voluntary', because: '' },
      { regime: 'us-va-vcdpa', applies: 'voluntary', because: '' },
    ] as const;
    const desk = aDesk({ laws });
    const { page } = await opened({ world: aWorld({ desk, book: aBook(desk) }) });

    const text = textOf(page.html);

    expect(text).toContain('Due on Thursday 24 December 2026');
    expect(text).toMatch(/Under CCPA[^.]* the latest date is Friday 8 January 2027/);
    expect(text).toMatch(/The rules of [^.]*VCDPA[^.]* are not yet reviewed/);
  });
});

describe('a decision page opened at another time', () => {
  it('shows the status and offers only what is lawful then', async () => {
    const { browser, link, page } = await opened();
    await browser.submit(page, { code: link.code }, 'approved-in-part');

    const later = await browser.get(`${link.path}/page`);

    expect(textOf(later.html)).toContain('Where it stands: Being carried out.');
    expect(actsOf(later.html).sort()).toEqual(['ask', 'extend']);
    expect(later.html).not.toContain('Lamp Aurora');
  });

  it('rejects an unknown act', async () => {
    const { browser, page, load } = await opened();

    for (const act of ['constructor', '__proto__', 'toString', '']) {
      const answer = await browser.submit(page, { act }, 'refuse');
      expect(answer.status).toBe(400);
    }

    expect((await load()).status).toBe('awaiting-decision');
    expect(alma.may).toContain('decide');
  });
});
