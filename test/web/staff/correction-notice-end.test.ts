import { staffLink } from '../../../functions/casework/mail/staff-link';
import { noticeEndsAt } from '../../../functions/domain/erasure-notice';
import { lastOf } from '../../../functions/domain/log-entries';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { mia } from '../../builders/shop-rows';
import { approvePlan, carryOut, correcting, savePlan, surname } from './a-correction';
import { textOf } from './browser';
import { enter, setUpApp } from './staff-desk';

const HOUR = 3_600_000;

/** A name approved so long after it was asked for, and what staff and the person read. */
async function approvedAfter(wait: string) {
  const one = await correcting([surname]);
  await setUpApp(one.world);
  one.world.clock.forward(wait);
  const wish = { purpose: 'decide', staffId: 'alma', issue: 9 } as const;
  const fresh = await staffLink(one.world, await one.world.register.load(one.id), wish);
  const link = { path: new URL(fresh.link).pathname, code: fresh.code };
  const saved = await savePlan(one, await enter(one.browser, link));
  await approvePlan({ ...one, link }, saved);
  expect(await carryOut(one)).toBe('give-notice');
  await giveNotice(one.world, { requestId: one.id, taskToken: 'notice' });
  const request = await one.world.register.load(one.id);
  const noticed = lastOf(request.log, 'erasure-noticed');
  const hours = (Date.parse(noticed?.data.endsAt ?? '') - Date.parse(noticed?.at ?? '')) / HOUR;
  const mail = one.world.mailbox.to(mia.email).at(-1)?.text.replace(/\s+/g, ' ') ?? '';
  return { one, request, noticed, hours, page: textOf(saved.html), mail };
}

describe('the notice before a correction with which an account could be taken over', () => {
  it.each(['P29D', 'P30D', 'P31D', 'P40D'])(
    'lasts at least a day, even %s after the request',
    async (wait) => {
      const { hours, one, request, noticed, mail } = await approvedAfter(wait);

      expect(hours).toBeGreaterThanOrEqual(24);
      expect(hours).toBeLessThan(72);
      expect(noticeEndsAt(request, one.world.book)).toBe(noticed?.data.endsAt);
      expect(mail).toContain(
        'This mail is our answer until you hear from us, at the address that the request came with, that it is done',
      );
    },
  );

  it('counts from the mail, where that was sent late', async () => {
    const { one, request } = await approvedAfter('P31D');
    const log = request.log.filter(
      ({ type, seq }) => type !== 'mailed' || seq < (lastOf(request.log, 'erasure-noticed')?.seq ?? 0),
    );

    const told = new Date(Date.parse(one.world.clock.now()) + 10 * HOUR).toISOString();

    const endsAt = noticeEndsAt({ ...request, log }, one.world.book, told);
    expect(Date.parse(endsAt ?? '') - Date.parse(told)).toBe(24 * HOUR);
  });

  it('is described to staff with its true length', async () => {
    const [early, late] = [await approvedAfter('P1D'), await approvedAfter('P30D')];

    expect(early.hours).toBe(72);
    expect(early.page).toContain('can stop it for 72 hours');
    expect(late.page).not.toContain('can stop it for 72 hours');
    expect(late.page).toMatch(/can stop it until .*2026.* if you approve it now/);
  });
});
