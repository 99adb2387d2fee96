import { dueDates } from '../../../functions/domain/due-dates';
import { lastOf } from '../../../functions/domain/log-entries';
import { aDesk } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, happened, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { actsOf, formOf, optionsOf, textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

async function opened(settings: { world?: World; right?: 'access' | 'erasure' } = {}) {
  const world = settings.world ?? aWorld();
  const id = await awaitingDecision(world, aForm({ right: settings.right ?? 'access' }));
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide');
  const page = await enter(browser, link);
  return { world, id, browser, link, page, load: () => world.register.load(id) };
}

const reason = 'Your request was the ninth this month, and nothing had changed.';

describe('refusing', () => {
  it('needs a ground of the law and a reason, and seals the reason', async () => {
    const { world, id, browser, link, page, load } = await opened();

    const done = await browser.submit(page, { ground: 'excessive', reason, code: link.code }, 'refuse');

    const decided = lastOf((await load()).log, 'decided');
    expect(done.html).toContain('<h1>Refused</h1>');
    expect(decided?.data).toMatchObject({ decision: 'refused', ground: 'excessive', factor: 'mail-code' });
    expect(await world.vault.unseal(id, decided?.sealed ?? '')).toBe(reason);
    expect(JSON.stringify(decided?.data)).not.toContain('ninth');
  });

  it('names the fields that are wrong and keeps what was typed', async () => {
    const { browser, link, page, load } = await opened();

    const noGround = await browser.submit(page, { ground: 'because', reason, code: link.code }, 'refuse');
    const noReason = await browser.submit(
      page,
      { ground: 'excessive', reason: ' ', code: link.code },
      'refuse',
    );
    const tooLong = await browser.submit(
      page,
      { ground: 'excessive', reason: 'x'.repeat(2001), code: link.code },
      'refuse',
    );
    const noCode = await browser.submit(page, { ground: 'excessive', reason, code: '' }, 'refuse');

    expect(noGround.html).toContain('href="#refuse-ground"');
    expect(noGround.html).toContain(reason);
    expect(noReason.html).toContain('href="#refuse-reason"');
    expect(noReason.html).toContain('<option value="excessive" selected=""');
    expect(textOf(tooLong.html)).toContain('Please use at most 2,000 characters.');
    expect(noCode.html).toContain('href="#refuse-code"');
    expect([noGround, noReason, tooLong, noCode].map((a) => a.status)).toEqual([400, 400, 400, 400]);
    expect((await load()).status).toBe('awaiting-decision');
  });

  it('offers the grounds for the right that was asked for, and no others', async () => {
    const { page } = await opened({ right: 'erasure' });

    const grounds = Object.values(optionsOf(page.html, 'refuse-ground'));

    expect(grounds).toContain('legal-claims');
    expect(grounds).not.toContain('rights-of-others');
  });

  it('shows the same page when the form is sent twice', async () => {
    const { browser, link, page, load } = await opened();
    const send = () => browser.submit(page, { ground: 'excessive', reason, code: link.code }, 'refuse');

    const answers = [await send(), await send()];

    expect(answers[1]?.html).toBe(answers[0]?.html);
    expect(happened(await load()).filter((type) => type === 'decided')).toHaveLength(1);
  });
});

describe('extending the deadline', () => {
  it('tells the person the new date, the ground and the reason, and moves the date', async () => {
    const { world, browser, link, page, load } = await opened();

    const done = await browser.submit(page, { ground: 'complexity', reason, code: link.code }, 'extend');

    const request = await load();
    const mail = world.mailbox.to(mia.email).at(-1);
    expect(textOf(page.html)).toContain('Take longer, until Wednesday 24 February 2027');
    expect(done.html).toContain('The answer may take longer');
    expect(lastOf(request.log, 'extended')?.data).toMatchObject({ regime: 'eu-gdpr', ground: 'complexity' });
    expect(dueDates(request, world.book).latest).toBe('2027-02-24');
    expect(mail?.text).toContain('Our answer was due by Thursday 24');
    expect(mail?.text).toContain('Wednesday 24 February 2027');
    expect(mail?.text).toContain(reason.slice(0, 30));
    expect(request.status).toBe('awaiting-decision');
  });

  it('is offered once, and mails once when the form is sent twice', async () => {
    const { world, browser, link, page } = await opened();
    const send = () => browser.submit(page, { ground: 'complexity', reason, code: link.code }, 'extend');

    const answers = [await send(), await send()];
    const after = await browser.get(`${link.path}/page`);

    expect(answers[1]?.html).toBe(answers[0]?.html);
    expect(world.mailbox.to(mia.email).filter((m) => m.subject.includes('longer'))).toHaveLength(1);
    expect(actsOf(after.html)).not.toContain('extend');
  });

  it('mails later when the provider was down the first time', async () => {
    const { world, browser, link, page } = await opened();
    const send = () => browser.submit(page, { ground: 'complexity', reason, code: link.code }, 'extend');
    world.mailbox.down = true;

    await expect(send()).rejects.toThrow('did not answer');
    world.mailbox.down = false;
    const done = await send();

    expect(done.html).toContain('The answer may take longer');
    expect(world.mailbox.to(mia.email).filter((m) => m.subject.includes('longer'))).toHaveLength(1);
  });

  it('is neither offered nor done once the first date has passed', async () => {
    const desk = aDesk({ waits: { ...aDesk().waits, linkLife: 'P60D' } });
    const { world, browser, link, page, load } = await opened({ world: aWorld({ desk }) });
    const form = formOf(page.html, 'extend');
    world.clock.set('2026-12-25T09:00:00.000Z');

    const fresh = await enter(browser, link);
    const late = await browser.post(form.action, {
      ...form.hidden,
      ground: 'complexity',
      reason,
      code: link.code,
    });

    expect(actsOf(fresh.html)).not.toContain('extend');
    expect(late.html).toContain('This is no longer possible');
    expect(happened(await load())).not.toContain('extended');
  });
});
