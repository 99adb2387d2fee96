import type { StaffMember } from '../../../functions/domain/desk';
import { lastOf } from '../../../functions/domain/log-entries';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { aDesk, alma, bruno } from '../../builders/a-desk';
import { aForm, aWorld, received } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { optionsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

const again: StaffMember = { ...alma, id: 'alma-too', email: alma.email.replace('@', '+desk@') };

/** A request that carries on what Alma refused and that a person looks after. */
async function carriedOn(staff: readonly StaffMember[] = [alma, bruno], reader: StaffMember = alma) {
  const world = aWorld({ desk: aDesk({ staff }) });
  const id = await received(world, aForm());
  await world.register.append(id, 'carries-on', () => anEvent('carries-on', { refusedBy: ['alma'] }));
  await world.register.append(id, 'hand', () => anEvent('handed-to-staff', { reason: 'staff-choice' }));
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  const browser = openDesk(world);
  const link = newestLink(world, 's/case', reader.email);
  const page = await enter(browser, link);
  const end = async () => lastOf((await world.register.load(id)).log, 'staff-finished')?.data;
  return { world, id, browser, link, page, end, text: textOf(page.html) };
}

const refusal = { outcome: 'refused', answer: 'No again.', ground: 'not-identifiable' };

describe('a case that carries on what was refused', () => {
  it('tells the one who refused it why they may not again, and who can', async () => {
    const { page, text } = await carriedOn();

    expect(text).toContain('You decided on this before');
    expect(text).toContain(`${bruno.name} can`);
    expect(Object.values(optionsOf(page.html, 'outcome'))).not.toContain('refused');
    expect(page.html).not.toContain('refuse-own-words');
  });

  it('is not refused again by them, on a ground or by name, and returns what they wrote', async () => {
    const { world, browser, link, page, end } = await carriedOn();

    const onGround = await browser.submit(page, { ...refusal, code: link.code });
    const totp = await appCode(world);
    const byName = await browser.submit(page, { ...refusal, act: 'refuse-own-words', totp });

    for (const { html } of [onGround, byName]) {
      expect(html).toContain('href="#outcome"');
      expect(textOf(html)).toContain(`${bruno.name} can`);
    }
    expect(onGround.html).toContain('No again.');
    expect(await end()).toBeUndefined();
  });

  it('is not refused by bypassing the page either', async () => {
    const { world, id } = await carriedOn();
    const finish = (staffId: string, outcome: 'refused' | 'fulfilled') =>
      world.register.append(id, `end-${staffId}`, () => anEvent('staff-finished', { outcome, staffId }));

    await expect(finish('alma', 'refused')).rejects.toThrow();
    expect(lastOf((await finish('bruno', 'refused')).log, 'staff-finished')?.data.staffId).toBe('bruno');
  });

  it.each(['fulfilled', 'partly-fulfilled', 'nothing-found'])(
    'can be ended by them as %s',
    async (outcome) => {
      const { browser, link, page, end } = await carriedOn();

      await browser.submit(page, { ...refusal, outcome, code: link.code });

      expect((await end())?.outcome).toBe(outcome);
    },
  );

  it('can be refused by somebody else', async () => {
    const { browser, link, page, end, text } = await carriedOn([alma, bruno], bruno);

    await browser.submit(page, { ...refusal, code: link.code });

    expect(text).not.toContain('You decided on this before');
    expect((await end())?.outcome).toBe('refused');
  });

  it('is refused by them only in their own words, with the app, where no one else can, as is recorded and told', async () => {
    const { world, id, browser, link, page, end, text } = await carriedOn([alma]);

    await browser.submit(page, { ...refusal, code: link.code });
    const onGround = await end();
    const totp = await appCode(world);
    await browser.submit(page, { ...refusal, act: 'refuse-own-words', totp });
    await notifyOutcome(world, { requestId: id });

    expect(text).toContain('Nobody else here can decide');
    expect(onGround).toBeUndefined();
    expect(await end()).toEqual({
      outcome: 'refused',
      staffId: 'alma',
      ground: 'own-words',
      nobodyElse: true,
    });
    const told = (world.mailbox.to(mia.email).at(-1)?.text ?? '').replace(/\s+/g, ' ');
    expect(told).toContain(`It was decided by ${alma.name}, who decided on it before`);
    expect(told).not.toContain('None of the grounds');
  });

  it('is not refused on a ground under another name with the same mailbox', async () => {
    const { browser, link, page, end, text } = await carriedOn([alma, again], again);

    await browser.submit(page, { ...refusal, code: link.code });

    expect(text).toContain('Nobody else here can decide');
    expect(await end()).toBeUndefined();
  });
});
