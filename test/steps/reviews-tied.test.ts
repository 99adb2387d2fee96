import type { StaffMember } from '../../functions/domain/desk';
import { dueDates } from '../../functions/domain/due-dates';
import { lastOf } from '../../functions/domain/log-entries';
import { referenceOf } from '../../functions/domain/reference';
import { askDecision } from '../../functions/steps/ask-decision/ask-decision';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { aBook, aDesk, alma, bruno, jonas } from '../builders/a-desk';
import { aForm, aWorld, awaitingDecision, received, search, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { optionsOf, textOf } from '../web/staff/browser';
import { enter, newestLink, openDesk, signedInWithApp } from '../web/staff/staff-desk';

function under(regime: string, staff: readonly StaffMember[] = [alma, bruno, jonas]): World {
  const desk = aDesk({ laws: [{ regime, applies: 'binds', because: 'x' }], staff });
  return aWorld({ desk, book: aBook(desk), now: '2026-11-24T10:00:00.000Z' });
}

/** Mia asks to see her data, and a member of staff refuses. */
async function refused(world: World, by: StaffMember = alma): Promise<string> {
  const id = await awaitingDecision(world);
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide', by.email);
  const page = await enter(browser, link);
  const ground = Object.values(optionsOf(page.html, 'refuse-ground')).find((value) => value !== '') ?? '';
  const fields = { ground, reason: 'We think that you ask too often.', code: link.code };
  await browser.submit(page, fields, 'refuse');
  await notifyOutcome(world, { requestId: id });
  return id;
}

async function appealed(world: World, about: string, more: Parameters<typeof aForm>[0] = {}) {
  const form = aForm({ right: 'appeal', message: 'I asked once.', about: referenceOf(about), ...more });
  const id = await received(world, form);
  await handToStaff(world, { requestId: id, taskToken: `case:${id}` });
  return id;
}

const mailsTo = (world: World, email: string, kind: RegExp) =>
  world.mailbox.to(email).filter(({ text }) => kind.test(text));

const mailToMia = (world: World) => (world.mailbox.to(mia.email).at(-1)?.text ?? '').replace(/\s+/g, ' ');

async function caseOf(world: World, id: string, who: StaffMember) {
  const browser = openDesk(world);
  const link = newestLink(world, 's/case', who.email);
  return { id, browser, link, page: await enter(browser, link) };
}

async function end(world: World, of: Awaited<ReturnType<typeof caseOf>>, fields: Record<string, string>) {
  const done = await of.browser.submit(of.page, {
    answer: 'We counted again.',
    ...fields,
    code: of.link.code,
  });
  await notifyOutcome(world, { requestId: of.id });
  return done;
}

describe('an answer that refuses', () => {
  it('links to the form with its reference filled in, and promises no other reader', async () => {
    const world = under('us-va-vcdpa');
    const id = await refused(world);

    const words = mailToMia(world);

    expect(words).toContain(`/?right=appeal&about=${referenceOf(id)}`);
    expect(words).toContain('within 60 calendar days of your appeal');
    expect(words).not.toMatch(/someone else/i);
  });
});

describe('an appeal', () => {
  it('and the request it is about name each other', async () => {
    const world = under('us-va-vcdpa');
    const about = await refused(world);
    const id = await appealed(world, about);

    const tie = lastOf((await world.register.load(id)).log, 'review-tied');

    expect(tie?.data).toEqual({ aboutId: about, by: 'reference', decidedBy: ['alma'] });
    expect(lastOf((await world.register.load(about)).log, 'appealed')?.data.appealId).toBe(id);
  });

  it('is shown beside the request it is about, with links both ways', async () => {
    const world = under('us-va-vcdpa');
    const about = await refused(world);
    const id = await appealed(world, about);
    const browser = await signedInWithApp(world);

    const pages = [];
    for (const one of [about, id]) pages.push(await browser.get(`/s/request/${referenceOf(one)}`));

    expect(textOf(pages[0]?.html ?? '')).toContain(`The person appealed against it in ${referenceOf(id)}`);
    expect(textOf(pages[1]?.html ?? '')).toContain(`It is about ${referenceOf(about)}`);
  });

  it('goes to those who did not decide before, and the requester learns so', async () => {
    const world = under('us-va-vcdpa');
    const before = mailsTo(world, alma.email, /appeal/).length;
    await appealed(world, await refused(world));

    expect(mailsTo(world, alma.email, /appeal/)).toHaveLength(before);
    expect(mailsTo(world, bruno.email, /appeal/).length).toBeGreaterThan(0);
    expect(mailToMia(world)).toContain('somebody else here will');
  });

  it('is shown with the earlier decision, who made it and on which ground', async () => {
    const world = under('us-va-vcdpa');
    const about = await refused(world);
    const { page } = await caseOf(world, await appealed(world, about), bruno);

    const text = textOf(page.html);

    for (const shown of [referenceOf(about), 'Alma', 'We think that you ask too often.', 'Refused'])
      expect(text).toContain(shown);
  });

  it('cannot be decided by the person who refused, while somebody else can', async () => {
    const world = under('us-va-vcdpa');
    const id = await appealed(world, await refused(world));
    const browser = openDesk(world);
    const { staffLink } = await import('../../functions/casework/mail/staff-link');
    const wish = { purpose: 'case', staffId: 'alma', issue: 9 } as const;
    const { link, code } = await staffLink(world, await world.register.load(id), wish);
    const page = await enter(browser, { path: new URL(link).pathname, code });

    const posted = await browser.post(page.path, { outcome: 'refused', answer: 'No.', code });

    expect([page.status, posted.status]).toEqual([403, 403]);
    expect(textOf(page.html)).toContain('Bruno can');
    expect(textOf(posted.html)).toContain('No.');
    expect(lastOf((await world.register.load(id)).log, 'staff-finished')).toBeUndefined();
  });

  it('cannot be ended in the register by the person who refused, unless it says that no one else could', async () => {
    const world = under('us-va-vcdpa');
    const id = await appealed(world, await refused(world));
    const data = { outcome: 'refused', staffId: 'alma' } as const;
    const finish = (more: object) =>
      world.register.append(id, `finish-${JSON.stringify(more)}`, () => ({
        type: 'staff-finished',
        data: { ...data, ...more },
        actor: { kind: 'staff', id: 'alma' },
      }));

    await expect(finish({})).rejects.toThrow();
    await expect(finish({ nobodyElse: true })).resolves.toBeDefined();
  });

  it.each([
    [
      'has an id of their own with the same mailbox',
      { ...bruno, id: 'alma-2', email: 'alma+2@shop.example.com' },
    ],
    ['may not decide', { ...bruno, may: ['enter'] }],
  ] as const)('is reviewed by the same person if the only other one %s, and says so', async (_, other) => {
    const world = under('us-va-vcdpa', [alma, other as StaffMember, jonas]);
    const about = await refused(world);
    const id = await appealed(world, about);

    expect(mailToMia(world)).toContain('The same person looks at it again');
    const of = await caseOf(world, id, alma);
    expect(textOf(of.page.html)).toContain('You decided on this yourself');
    await end(world, of, { outcome: 'refused' });

    const words = mailToMia(world);
    expect(words).toContain('the same person looked at it again');
    expect(words).not.toMatch(/somebody else/i);
  });

  it('is open to everyone left, once the person who refused has left', async () => {
    const world = under('us-va-vcdpa');
    const about = await refused(world);
    Object.assign(world, { desk: { ...world.desk, staff: [bruno, jonas] } });

    const of = await caseOf(world, await appealed(world, about), bruno);
    await end(world, of, { outcome: 'refused' });

    expect(mailToMia(world)).toContain('Somebody looked at it who had not decided on it before.');
  });

  it.each([
    ['us-co-cpa', true, '2027-01-08'],
    ['us-mn-mcdpa', true, '2027-01-08'],
    ['us-va-vcdpa', false, '2027-01-23'],
  ] as const)('keeps the time of %s, and may take longer there: %s', async (law, longer, latest) => {
    const world = under(law);
    const id = await appealed(world, await refused(world));

    const { page } = await caseOf(world, id, bruno);

    expect(dueDates(await world.register.load(id), world.book).latest).toBe(latest);
    expect(page.html.includes('extend-ground')).toBe(longer);
  });

  it('that is not upheld gives the reasons, and names the Attorney General', async () => {
    const world = under('us-va-vcdpa');
    const of = await caseOf(world, await appealed(world, await refused(world)), bruno);

    await end(world, of, { outcome: 'refused' });

    const words = mailToMia(world);
    expect(words).toContain('We counted again.');
    expect(words).toContain('keep to what we decided');
    expect(words).toContain('Attorney General of Virginia');
    expect(words).not.toContain('You can appeal');
  });

  it('that is upheld does what was first asked for, under the old proof, as a request of its own', async () => {
    const world = under('us-va-vcdpa');
    const about = await refused(world);
    const of = await caseOf(world, await appealed(world, about), bruno);

    const unsaid = await of.browser.submit(of.page, {
      outcome: 'fulfilled',
      answer: 'x',
      code: of.link.code,
    });
    await end(world, of, { outcome: 'fulfilled', follow: 'anew' });

    expect(unsaid.html).toContain('href="#follow"');
    const review = await world.register.load(of.id);
    const next = lastOf(review.log, 'carried-on')?.data.requestId ?? '';
    const request = await world.register.load(next);
    expect([request.right, request.status]).toEqual(['access', 'locating']);
    expect(lastOf(request.log, 'carries-on')?.data).toEqual({
      fromId: of.id,
      proofOf: about,
      refusedBy: ['alma'],
      vouchedBy: [],
    });
    expect(mailToMia(world)).toContain(referenceOf(next));
    expect(world.workflow.started.map((e) => e.machine)).toContain('data-subject-request');
  });

  it('that is upheld lets the person who refused approve, but not refuse again', async () => {
    const world = under('us-va-vcdpa');
    const of = await caseOf(world, await appealed(world, await refused(world)), bruno);
    await end(world, of, { outcome: 'fulfilled', follow: 'anew' });
    const next = lastOf((await world.register.load(of.id)).log, 'carried-on')?.data.requestId ?? '';
    await search(world, next);
    await askDecision(world, { requestId: next, taskToken: 'anew' });
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide', alma.email);
    const page = await enter(browser, link);
    const ground = Object.values(optionsOf(page.html, 'refuse-ground')).find((value) => value !== '') ?? '';

    const again = await browser.submit(page, { ground, reason: 'No again.', code: link.code }, 'refuse');
    const text = textOf(page.html);

    expect(text).toContain('which this carries on');
    expect(text).toContain(`It carries on from ${referenceOf(of.id)}.`);
    expect(textOf(again.html)).toContain('You decided on this before');
    expect(again.html).toContain('No again.');
    const refuse = anEvent('decided', {
      decision: 'refused',
      staffId: 'alma',
      manifestHash: lastOf((await world.register.load(next)).log, 'manifest-frozen')?.data.hash ?? '',
    });
    await expect(world.register.append(next, 'refuse-past-the-page', () => refuse)).rejects.toThrow();
  });

  it('that is upheld asks for a proof if none was given then', async () => {
    const world = under('us-va-vcdpa');
    const about = await received(world);
    const end1 = anEvent('closed', { outcome: 'unverified' });
    await world.register.append(about, 'end', () => end1);
    const of = await caseOf(world, await appealed(world, about), bruno);

    await end(world, of, { outcome: 'fulfilled', follow: 'anew' });

    const next = lastOf((await world.register.load(of.id)).log, 'carried-on')?.data.requestId ?? '';
    expect((await world.register.load(next)).status).toBe('awaiting-verification');
    expect(world.mailbox.to(mia.email).some(({ text }) => text.includes(referenceOf(next)))).toBe(true);
  });

  it('that is upheld twice at once opens one request', async () => {
    const world = under('us-va-vcdpa');
    const of = await caseOf(world, await appealed(world, await refused(world)), bruno);
    const fields = { outcome: 'fulfilled', follow: 'anew', answer: 'Yes.', code: of.link.code };
    const before = world.register.logs.size;

    await Promise.all([of.browser.submit(of.page, fields), of.browser.submit(of.page, fields)]);
    await notifyOutcome(world, { requestId: of.id });

    expect(world.register.logs.size).toBe(before + 1);
  });

  it('against the answer to an appeal is reviewed, and says whom the person need not wait for', async () => {
    const world = under('us-va-vcdpa');
    const first = await caseOf(world, await appealed(world, await refused(world)), bruno);
    await end(world, first, { outcome: 'refused' });

    const second = await appealed(world, first.id, { message: 'Once more.' });

    expect(mailToMia(world)).toContain('You have had our answer to an appeal before.');
    expect(mailToMia(world)).toContain('Attorney General of Virginia');
    expect(lastOf((await world.register.load(second)).log, 'review-tied')?.data.decidedBy).toEqual([
      'bruno',
      'alma',
    ]);
  });
});

describe('a reference that is not the person’s own', () => {
  it.each([
    ['of nothing', async () => 'dsr-000000000000', {}],
    ['of somebody else', refused, { email: 'someone.else@example.com' }],
  ] as const)('%s links nothing, is answered like any other, and is shown to staff', async (_, of, more) => {
    const world = under('us-va-vcdpa');
    const about = await of(world);
    const id = await appealed(world, about, more);

    const { page } = await caseOf(world, id, bruno);

    expect(lastOf((await world.register.load(id)).log, 'review-tied')).toBeUndefined();
    expect(textOf(page.html)).toContain(`They named ${referenceOf(about)}`);
    expect(mailToMia(world)).not.toContain('It is about');
  });

  it('still excludes the person who decided the request it names', async () => {
    const world = under('us-va-vcdpa');
    const about = await refused(world);
    const id = await appealed(world, about, { email: 'mia.new@example.com' });

    const { page } = await caseOf(world, id, alma);

    expect([page.status, textOf(page.html).includes('Bruno can')]).toEqual([403, true]);
  });

  it('can be linked by hand, and then the person who decided that request is excluded', async () => {
    const world = under('us-va-vcdpa');
    const about = await refused(world);
    const id = await appealed(world, about, { email: 'mia.new@example.com' });
    const of = await caseOf(world, id, bruno);

    const wrong = await of.browser.submit(
      of.page,
      { about: 'DSR-0000-0000-0000', code: of.link.code },
      'tie',
    );
    const tied = await of.browser.submit(of.page, { about: referenceOf(about), code: of.link.code }, 'tie');

    expect(wrong.html).toContain('href="#tie-about"');
    expect(textOf(tied.html)).toContain('This letter came from another address');
    expect(lastOf((await world.register.load(id)).log, 'review-tied')?.data).toEqual({
      aboutId: about,
      by: 'staff',
      decidedBy: ['alma'],
      staffId: 'bruno',
    });
  });
});
