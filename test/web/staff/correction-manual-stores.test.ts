import { lastOf } from '../../../functions/domain/log-entries';
import { recipientsToTell } from '../../../functions/domain/recipients';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { aDesk, jonas } from '../../builders/a-desk';
import { mailboxStore } from '../../builders/a-map';
import { aForm, aWorld, awaitingPeople, happened, search } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { approvePlan, carryOut, correctingMap, correctingRows, greeting, savePlan } from './a-correction';
import { textOf } from './browser';
import { enter, newestLink, openDesk, setUpApp } from './staff-desk';

/** A correction at a shop with a mailbox that only Jonas can look into, before he has looked. */
async function asked() {
  const map = correctingMap();
  const world = aWorld({
    map: { ...map, stores: [...map.stores, mailboxStore] },
    rows: correctingRows(),
    desk: aDesk(),
  });
  const id = await awaitingPeople(world, aForm({ right: 'rectification', corrections: [greeting] }));
  const browser = openDesk(world);
  const link = newestLink(world, 's/task', jonas.email);
  const page = await enter(browser, link);
  const say = async (answer: string) => browser.submit(page, { answer, code: link.code });
  return { world, id, page, say };
}

/** The same, decided on and written after Jonas has answered. */
async function corrected(answer: 'done' | 'nothing-held') {
  const { world, id, say } = await asked();
  await say(answer);
  expect(await search(world, id)).toBe('decide');
  await askDecision(world, { requestId: id, taskToken: 'decide' });
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide');
  await enter(browser, link);
  await setUpApp(world);
  const page = await browser.get(`${link.path}/page`);
  const one = { world, id, browser, link, page };
  await approvePlan(one, await savePlan(one, page));
  return { ...one, next: await carryOut(one), shown: textOf(page.html) };
}

describe('a correction where only a person can look into a store', () => {
  it('asks the store’s owner before the decision, with what is wrong, and takes no file', async () => {
    const { world, id, page, say } = await asked();

    expect(await search(world, id)).toBe('ask-manual-stores');
    expect(textOf(page.html)).toContain('Right: Herr');
    expect(page.html).not.toContain('type="file"');
    expect((await say('kept')).status).toBe(400);
    await say('nothing-held');
    expect(lastOf((await world.register.load(id)).log, 'task-answered')?.data.answer).toBe('nothing-held');
  });

  it('is completed by the desk where nothing is wrong in that store', async () => {
    const { next, shown } = await corrected('nothing-held');

    expect(next).toBe('done');
    expect(shown).not.toContain('a person still has to look');
  });

  it('goes to staff before anyone is told that it is done where something in that store is wrong as well', async () => {
    const { world, id, next } = await corrected('done');
    await handToStaff(world, { requestId: id, taskToken: 'case' });
    const page = await enter(openDesk(world), newestLink(world, 's/case'));

    expect(next).toBe('by-person');
    expect(textOf(page.html)).toContain(
      'the mailbox of support: whoever looks after it found something to correct',
    );
    expect(happened(await world.register.load(id))).not.toContain('recipient-told');
  });

  it('is announced to that store’s recipients too, once staff say that it is corrected', async () => {
    const { world, id } = await corrected('done');
    await world.register.append(id, 'finish', () => anEvent('staff-finished', { outcome: 'fulfilled' }));

    const told = recipientsToTell(world.map, await world.register.load(id));

    expect(told.map(({ id: is }) => is)).toEqual(['parcel', 'bank']);
  });

  it('says that nothing was found where neither a store nor a person found anything', async () => {
    const map = correctingMap();
    const world = aWorld({
      map: { ...map, stores: [...map.stores, mailboxStore] },
      rows: { shop: { customers: [], orders: [], invoices: [] } },
      desk: aDesk(),
    });
    const id = await awaitingPeople(world, aForm({ right: 'rectification', corrections: [greeting] }));
    const browser = openDesk(world);
    const link = newestLink(world, 's/task', jonas.email);

    await browser.submit(await enter(browser, link), { answer: 'nothing-held', code: link.code });
    await world.register.append(id, 'asked', () => anEvent('identifiers-asked'));
    await world.register.append(id, 'given', () => anEvent('identifiers-given', { count: 0 }));

    expect(await search(world, id)).toBe('nothing-found');
  });
});
