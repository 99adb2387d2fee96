import { elsewherePlace } from '../../../functions/casework/mail/mail-notice';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { aField } from '../../builders/a-map';
import { search } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import {
  approvePlan,
  type Correcting,
  carryOut,
  correcting,
  correctingMap,
  correctingRows,
  customer,
  savePlan,
  surname,
} from './a-correction';
import { textOf } from './browser';
import { enter, newestLink, setUpApp } from './staff-desk';

const OLD = 'mia.old@example.com';

/** A shop whose accounts hold an older address beside the one that asks. */
function withOldAddress() {
  const map = correctingMap();
  const [shop, ...others] = map.stores;
  const [customers, ...rest] = shop?.collections ?? [];
  if (!shop || !customers) throw new Error('the shop has customers');
  const older = aField('older_email', 'Older address', { identity: 'email' });
  const changed = {
    ...customers,
    fields: [...customers.fields, older],
    facts: [...customers.facts, 'older_email'],
  };
  const rows = correctingRows();
  const held = (rows.shop?.customers ?? []).map((row) => ({
    ...row,
    older_email: row.id === 'c-1' ? OLD : null,
  }));
  return {
    map: { ...map, stores: [{ ...shop, collections: [changed, ...rest] }, ...others] },
    rows: { shop: { ...rows.shop, customers: held } },
  };
}

type How = 'refused' | 'came back';

/**
 * An approved new surname; the notice to the older address does not arrive, and the time to stop it is over.
 */
async function unheard(how: How): Promise<Correcting> {
  const one = await correcting([surname], withOldAddress());
  await setUpApp(one.world);
  const page = await one.browser.get(`${one.link.path}/page`);
  await approvePlan(one, await savePlan(one, page));
  await notice(one, how, 1);
  return one;
}

async function notice(one: Correcting, how: How, turn: number): Promise<void> {
  const { world, id } = one;
  if (how === 'refused') world.mailbox.refuses.set(OLD, 'address');
  await giveNotice(world, { requestId: id, taskToken: `notice-${turn}` });
  const sent = allOf((await load(one)).log, 'mailed').findLast(({ data }) => elsewherePlace(data.key) === 1);
  if (how === 'came back' && sent)
    await world.register.append(id, `back-${turn}`, () => anEvent('mail-bounced', { ...sent.data }));
  await world.register.append(id, `over-${turn}`, () => anEvent('erasure-notice-ended'));
}

const load = ({ world, id }: Correcting) => world.register.load(id);

/** Staff give it back, and open its page again. */
async function searchedAgain(one: Correcting) {
  const { world, id, browser } = one;
  await world.register.append(id, 'renew', () => anEvent('search-renewed'));
  await search(world, id);
  await askDecision(world, { requestId: id, taskToken: 'again' });
  world.clock.forward('PT1M');
  const link = newestLink(world, 's/decide');
  return { ...one, link, page: await enter(browser, link) };
}

describe.each<How>(['refused', 'came back'])(
  'a notice of a correction to an address on file that %s',
  (how) => {
    it('prevents the correction, and staff read why', async () => {
      const one = await unheard(how);
      const mails = one.world.mailbox.to(OLD).length;

      const next = await carryOut(one);
      await handToStaff(one.world, { requestId: one.id, taskToken: 'case' });

      const request = await load(one);
      expect([next, request.status, customer(one)?.name]).toEqual(['by-person', 'with-staff', 'Mia Sommer']);
      expect(lastOf(request.log, 'handed-to-staff')?.data.reason).toBe('notice-unheard');
      const page = await enter(one.browser, newestLink(one.world, 's/case'));
      expect(textOf(page.html)).toContain('An address on file did not get the notice of a correction');
      expect(textOf(page.html)).toContain('Give it back to the desk');
      expect(textOf(page.html)).toContain('an address on file did not get the notice: whoever reads it');
      expect(textOf(page.html)).not.toContain('nobody stopped it');
      expect(JSON.stringify(request.log.map(({ data }) => data))).not.toContain(OLD);
      expect(one.world.mailbox.to(OLD)).toHaveLength(mails);
    });

    it('is described on the page of the next decision, after which it is written even if that address stays silent', async () => {
      const one = await unheard(how);
      await carryOut(one);
      const again = await searchedAgain(one);
      const text = textOf(again.page.html);
      await approvePlan(
        again,
        await savePlan(again, again.page, { 'way-1': 'correct', 'new-0-0': 'Mia Winter' }),
      );

      const before = [await carryOut(again), customer(one)?.name];
      await notice(again, how, 2);
      const after = [await carryOut(again), customer(one)?.name];

      expect(text).toContain('The notice did not reach every address on file');
      expect(text).toContain(OLD);
      expect(before).toEqual(['give-notice', 'Mia Sommer']);
      expect(after).toEqual(['done', 'Mia Winter']);
    });

    it('stops nothing that a store was told to write already: nobody could say that nothing is written', async () => {
      const one = await unheard(how);
      const version = lastOf((await load(one)).log, 'manifest-frozen')?.data.version ?? 0;
      const begun = anEvent('correction-begun', { storeId: 'shop', version });
      await one.world.register.append(one.id, 'begun', () => begun);

      expect([await carryOut(one), customer(one)?.name]).toEqual(['done', 'Mia Winter']);
    });

    it('counts as received once staff have posted it', async () => {
      const one = await unheard(how);
      const key = 'erasure-notice:elsewhere-1';
      const posted = anEvent('mailed', {
        key,
        kind: 'correction-notice',
        to: 'requester',
        postedOn: '2026-11-24',
      });
      await one.world.register.append(one.id, 'posted', () => posted);

      expect([await carryOut(one), customer(one)?.name]).toEqual(['done', 'Mia Winter']);
    });
  },
);

describe('a notice of a correction that every address received', () => {
  it('is followed by the correction, and no page mentions silent addresses', async () => {
    const one = await correcting([surname], withOldAddress());
    await setUpApp(one.world);
    const page = await one.browser.get(`${one.link.path}/page`);
    await approvePlan(one, await savePlan(one, page));
    await giveNotice(one.world, { requestId: one.id, taskToken: 'notice' });
    await one.world.register.append(one.id, 'over', () => anEvent('erasure-notice-ended'));

    expect(one.world.mailbox.to(OLD)).toHaveLength(1);
    expect([await carryOut(one), customer(one)?.name]).toEqual(['done', 'Mia Winter']);
    expect(textOf(page.html)).not.toContain('did not reach');
  });
});
