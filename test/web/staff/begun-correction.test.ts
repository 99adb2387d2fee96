import { carriedSoFar } from '../../../functions/domain/carried-so-far';
import type { NewEvent } from '../../../functions/domain/events';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { touchedSystems } from '../../../functions/domain/touched-systems';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { isPartlyCarriedOut } from '../../../functions/web/staff/decide/refuse';
import { happened } from '../../builders/a-world';
import { anEvent, aRequest } from '../../domain/a-log';
import { approvePlan, type Correcting, carryOut, correcting, customer, savePlan } from './a-correction';
import { optionsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

/** An approved correction of a greeting: the store writes it, and the function dies before it is recorded. */
async function unconfirmed(): Promise<Correcting> {
  const one = await correcting();
  await setUpApp(one.world);
  await approvePlan(one, await savePlan(one, await one.browser.get(`${one.link.path}/page`)));
  const { stores } = one.world;
  const dying = {
    call: async (storeId: string, request: unknown): Promise<unknown> => {
      await stores.call(storeId, request);
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
  await handToStaff(one.world, { requestId: one.id, taskToken: turn });
  const browser = openDesk(one.world);
  const link = newestLink(one.world, 's/case');
  return { browser, link, page: await enter(browser, link) };
}

describe('a correction that was begun and not confirmed', () => {
  it('is described as just that to staff who take over', async () => {
    const { page } = await casePage(await unconfirmed());

    expect(textOf(page.html)).toContain('it was begun in the shop’s database and not confirmed');
    expect(textOf(page.html)).not.toContain('nothing is written');
  });

  it.each(['refused', 'unverified', 'nothing-found'])(
    'is recorded as %s once staff looked and say that nothing is written, and no recipient is informed',
    async (outcome) => {
      const one = await unconfirmed();
      const { browser, link, page } = await casePage(one);
      const fields = { act: '', outcome, answer: 'We looked.', ground: 'not-identifiable', code: link.code };

      const unsaid = await browser.submit(page, fields);
      const before = lastOf((await load(one)).log, 'staff-finished');
      await browser.submit(unsaid, { ...fields, 'nothing-done': 'yes' });

      expect(unsaid.html).toContain('href="#nothing-done"');
      expect(unsaid.html).toContain('We looked.');
      expect(before).toBeUndefined();
      const after = await load(one);
      expect(lastOf(after.log, 'staff-finished')?.data).toMatchObject({ outcome, nothingDone: true });
      expect(touchedSystems(one.world.map, after)).toEqual([]);
    },
  );

  it('is refused by name only if the reader says so too, once its approval no longer counts', async () => {
    const one = await unconfirmed();
    await casePage(one);
    await one.world.register.append(one.id, 'renew', () => anEvent('search-renewed'));
    const { browser, page } = await casePage(one, 'second');
    const fields = { act: 'refuse-own-words', answer: 'No.', totp: await appCode(one.world) };

    const unsaid = await browser.submit(page, fields);
    const before = lastOf((await load(one)).log, 'staff-finished');
    await browser.submit(unsaid, { ...fields, 'nothing-done': 'yes' });

    expect(unsaid.html).toContain('href="#refuse-own-words-nothing-done"');
    expect(before).toBeUndefined();
    expect(lastOf((await load(one)).log, 'staff-finished')?.data.nothingDone).toBe(true);
  });

  it('is finished by the next try', async () => {
    const one = await unconfirmed();

    expect(await carryOut(one)).toBe('done');
    expect(allOf((await load(one)).log, 'store-corrected').map(({ data }) => data.left)).toEqual([[]]);
  });
});

describe('a correction that is known to be written', () => {
  it('is offered and recorded only as done, in full or in part, whatever is ticked', async () => {
    const one = await unconfirmed();
    await carryOut(one);
    const { browser, link, page } = await casePage(one);
    const fields = {
      act: '',
      outcome: 'refused',
      answer: 'We looked.',
      ground: 'not-identifiable',
      code: link.code,
    };

    const answer = await browser.submit(page, { ...fields, 'nothing-done': 'yes' });

    expect(Object.values(optionsOf(page.html, 'outcome'))).not.toContain('refused');
    expect(page.html).not.toContain('nothing-done');
    expect(textOf(answer.html)).toContain('Part of it is carried out already: say that it was done');
    expect(lastOf((await load(one)).log, 'staff-finished')).toBeUndefined();
  });
});

describe('how far an erasure has gone', () => {
  const begun = anEvent('erasure-begun', { call: 'c-1' });
  const answered = (erased: number, storeId = 'shop') =>
    anEvent('erasure-acknowledged', {
      storeId,
      collections: [{ collection: 'orders', erased, anonymised: 0, alreadyAbsent: 1, keptShared: 0 }],
    });
  const task = anEvent('task-asked');

  it.each<[string, string, readonly NewEvent[]]>([
    ['nothing', 'no store was told', []],
    ['perhaps', 'a store did not answer', [begun]],
    ['nothing', 'a store had nothing left to erase', [begun, answered(0)]],
    ['something', 'a store erased a record', [begun, answered(1)]],
    ['something', 'a log names no calls', [anEvent('erasure-begun'), anEvent('store-erased')]],
    [
      'perhaps',
      'another store is silent',
      [begun, answered(0), anEvent('erasure-begun', { storeId: 'help' })],
    ],
    ['something', 'an owner erased by hand', [task, anEvent('task-answered')]],
    ['nothing', 'an owner held nothing', [task, anEvent('task-answered', { answer: 'nothing-held' })]],
  ])('is %s where %s', (expected, _, entries) => {
    expect(carriedSoFar(aRequest('received', ...entries))).toBe(expected);
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
    expect(isPartlyCarriedOut(aRequest('received', ...entries))).toBe(expected);
  });
});
