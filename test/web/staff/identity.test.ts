import { mailStaff } from '../../../functions/casework/mail/mail-once';
import { staffDates } from '../../../functions/casework/mail/staff-facts';
import { staffLink } from '../../../functions/casework/mail/staff-link';
import { isVerified } from '../../../functions/domain/data-subject-request';
import { dueDates } from '../../../functions/domain/due-dates';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { staffUnverifiedTask } from '../../../functions/emails/staff-mails';
import { aForm, aWorld, happened, received } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { linkIn } from '../../fakes/memory-mailbox';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

/** A request whose sender is not proven, of which staff were informed. */
async function opened(right: 'access' | 'erasure' = 'access') {
  const world = aWorld();
  const id = await received(world, aForm({ right }));
  const letter = { key: 'unverified', mail: staffUnverifiedTask, staffId: 'alma' } as const;
  await mailStaff(world, id, letter, async (now) => ({
    ...staffDates(world, now),
    ...(await staffLink(world, now, { purpose: 'identity', staffId: 'alma', issue: 1 })),
  }));
  const browser = openDesk(world);
  const link = newestLink(world, 's/identity');
  await setUpApp(world);
  const page = await enter(browser, link);
  return { world, id, browser, link, page, load: () => world.register.load(id) };
}

const because = 'They called from the number on file.';

describe('who is asking', () => {
  it('is known when a member of staff says why', async () => {
    const { world, id, browser, link, page, load } = await opened();

    const byMail = await browser.submit(page, { because, code: link.code }, 'known');
    const totp = await appCode(world);
    const done = await browser.submit(page, { because, totp }, 'known');
    const twice = await browser.submit(page, { because, totp }, 'known');

    const request = await load();
    const event = lastOf(request.log, 'identity-verified');
    expect(byMail.html).toContain('href="#known-totp"');
    expect(done.html).toContain('you know who this is');
    expect(twice.html).toBe(done.html);
    expect(event?.data).toEqual({ method: 'staff-known', staffId: 'alma' });
    expect(await world.vault.unseal(id, event?.sealed ?? '')).toBe(because);
    expect(request.status).toBe('locating');
    expect(world.workflow.started).toHaveLength(1);
  });

  it('is doubted with a reason: the clock is paused where the law says so, and the person is asked', async () => {
    const { world, browser, link, page, load } = await opened();

    const done = await browser.submit(page, { because: 'The wording is odd.', code: link.code }, 'doubt');
    await browser.submit(page, { because: 'The wording is odd.', code: link.code }, 'doubt');

    const request = await load();
    const mails = world.mailbox.to(mia.email).filter((m) => m.text.includes('The wording is odd.'));
    expect(textOf(page.html)).toContain('The clock stops until they do');
    expect(done.html).toContain('you doubt who this is');
    expect(allOf(request.log, 'identity-doubted')).toHaveLength(1);
    expect(dueDates(request, world.book).paused).toBe(true);
    expect(mails).toHaveLength(1);
    expect(linkIn(mails[0], 'q')).toMatch(/^\/q\//);
  });

  it('is asked later when the mail failed the first time', async () => {
    const { world, browser, link, page } = await opened();
    const send = () => browser.submit(page, { because: 'The wording is odd.', code: link.code }, 'doubt');
    world.mailbox.down = true;

    await expect(send()).rejects.toThrow('did not answer');
    world.mailbox.down = false;
    await send();

    expect(world.mailbox.to(mia.email).filter((m) => m.text.includes('odd'))).toHaveLength(1);
  });

  it('can be settled by staff who know, and then counts as proven', async () => {
    const { world, browser, link, page, load } = await opened();
    await browser.submit(page, { because: 'The wording is odd.', code: link.code }, 'doubt');

    const doubted = await browser.get(`${link.path}/page`);
    await browser.submit(doubted, { because, totp: await appCode(world) }, 'known');

    expect(textOf(doubted.html)).toContain('One of you doubts who this is');
    expect(actsOf(doubted.html)).toEqual(['note-answer', 'known']);
    expect(isVerified(await load())).toBe(true);
  });

  it('needs a reason and the code for either', async () => {
    const { browser, link, page, load } = await opened();

    const noReason = await browser.submit(page, { because: ' ', code: link.code }, 'known');
    const noCode = await browser.submit(page, { because, code: '' }, 'doubt');

    expect(noReason.html).toContain('href="#known-because"');
    expect(noCode.html).toContain('href="#doubt-code"');
    expect(noCode.html).toContain(because);
    expect(happened(await load())).not.toContain('identity-verified');
    expect(happened(await load())).not.toContain('identity-doubted');
  });
});
