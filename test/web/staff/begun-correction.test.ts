import { allOf, lastOf } from '../../../functions/domain/data-subject-request';
import type { NewEvent } from '../../../functions/domain/events';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { isBegun } from '../../../functions/web/staff/decide/refuse';
import { happened } from '../../builders/a-world';
import { anEvent, aRequest } from '../../domain/a-log';
import { approvePlan, type Correcting, carryOut, correcting, customer, savePlan } from './a-correction';
import { textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

/** An approved correction of a greeting; the store writes it, and the function dies before it is noted. */
async function unconfirmed(): Promise<Correcting> {
  const one = await correcting();
  await setUpApp(one.world);
  await approvePlan(one, await savePlan(one, await one.browser.get(`${one.link.path}/page`)));
  const { stores } = one.world;
  const dying = {
    call: async <T>(storeId: string, request: unknown): Promise<T> => {
      await stores.call<T>(storeId, request);
      throw new Error('the function died');
    },
  };
  await expect(carryOut({ ...one, world: { ...one.world, stores: dying } })).rejects.toThrow('died');
  expect([customer(one)?.greeting, happened(await load(one)).includes('store-corrected')]).toEqual([
    'Herr',
    false,
  ]);
  return one;
}

const load = ({ world, id }: Correcting) => world.register.load(id);

async function casePage(one: Correcting, turn = 'first') {
  const handed = anEvent('handed-to-staff', { reason: 'correction-left' });
  await one.world.register.append(one.id, turn, () => handed);
  await handToStaff(one.world)({ requestId: one.id, taskToken: turn });
  const browser = openDesk(one.world);
  const link = newestLink(one.world, 's/case');
  return { browser, link, page: await enter(browser, link) };
}

describe('a correction that was begun and not confirmed', () => {
  it('is said to be just that, where a person goes on', async () => {
    const { page } = await casePage(await unconfirmed());

    expect(textOf(page.html)).toContain('it was begun in the shop’s database and not confirmed');
    expect(textOf(page.html)).not.toContain('nothing is written');
  });

  it.each(['refused', 'unverified', 'nothing-found'])('is not recorded as %s', async (outcome) => {
    const one = await unconfirmed();
    const { browser, link, page } = await casePage(one);
    const fields = { act: '', outcome, answer: 'We looked.', ground: 'not-identifiable' };

    const answer = await browser.submit(page, { ...fields, code: link.code });

    expect(textOf(answer.html)).toContain('Part of it is carried out already, or may be');
    expect(answer.html).toContain('We looked.');
    expect(lastOf((await load(one)).log, 'staff-finished')).toBeUndefined();
  });

  it('is not refused by name either, once its approval counts no more', async () => {
    const one = await unconfirmed();
    await casePage(one);
    await one.world.register.append(one.id, 'renew', () => anEvent('search-renewed'));
    const { browser, page } = await casePage(one, 'second');
    const fields = { act: 'refuse-own-words', answer: 'No.', totp: await appCode(one.world) };

    await browser.submit(page, fields);

    expect(page.html).not.toContain('refuse-own-words');
    expect(lastOf((await load(one)).log, 'staff-finished')).toBeUndefined();
  });

  it('is finished by the next try', async () => {
    const one = await unconfirmed();

    expect(await carryOut(one)).toBe('done');
    expect(allOf((await load(one)).log, 'store-corrected').map(({ data }) => data.left)).toEqual([[]]);
  });
});

describe('whether something is corrected already', () => {
  const field = { storeId: 'shop', collection: 'customers', field: 'name' };
  const begun = anEvent('correction-begun');
  const left = (because: 'refused' | 'changed' | 'gone' | 'undone') =>
    anEvent('store-corrected', { left: [{ ...field, because }] });

  it.each<[boolean, string, readonly NewEvent[]]>([
    [false, 'nothing was begun', []],
    [true, 'a store was told to write', [begun]],
    [true, 'it was written', [begun, anEvent('store-corrected', { done: [field] })]],
    [true, 'a rule of the store put something else there', [begun, left('undone')]],
    [false, 'the store refused it', [begun, left('refused')]],
    [false, 'the record holds something else', [begun, left('changed')]],
    [false, 'the record is gone', [begun, left('gone')]],
    [
      true,
      'another store is silent',
      [begun, anEvent('correction-begun', { storeId: 'help' }), left('refused')],
    ],
    [
      true,
      'it was begun once more, of a later decision',
      [begun, left('refused'), anEvent('correction-begun', { version: 2 })],
    ],
  ])('is %s where %s', (expected, _, entries) => {
    expect(isBegun(aRequest('received', ...entries))).toBe(expected);
  });
});
