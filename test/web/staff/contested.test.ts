import { contestedSays } from '../../../functions/domain/contested-rows';
import type { CollectionMap } from '../../../functions/domain/data-map';
import type { StaffMember } from '../../../functions/domain/desk';
import { lastOf } from '../../../functions/domain/log-entries';
import { openTasks } from '../../../functions/domain/open-work';
import { timersOf } from '../../../functions/domain/timers';
import { askManualStores } from '../../../functions/steps/ask-manual-stores/ask-manual-stores';
import { assemblePackage } from '../../../functions/steps/assemble-package/assemble-package';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { carryOutTimer } from '../../../functions/watch/carry-out-timer';
import { buildPreview } from '../../../functions/web/staff/decide/preview';
import { aDesk, alma, bruno } from '../../builders/a-desk';
import { aField, aMap, shopStore } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { logText } from '../../builders/log-text';
import { mia, shopRows } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

jest.setTimeout(60_000);

/** A request for a copy, opened by Alma; one of Noah's orders names Mia's address. */
async function opened(sensitive = false) {
  const contact = aField('contact', 'Address', { identity: 'email', ...(sensitive ? { sensitive } : {}) });
  const collections = shopStore.collections.map(
    (one): CollectionMap =>
      one.name !== 'orders'
        ? one
        : {
            ...one,
            fields: [...one.fields, contact],
            facts: [...one.facts, 'contact'],
            reachedBy: [...one.reachedBy, { field: 'contact', identity: 'email' }],
          },
  );
  const rows = shopRows();
  rows.orders = (rows.orders ?? []).map((row) => (row.id === 'o-3' ? { ...row, contact: mia.email } : row));
  const desk = aDesk();
  const world = aWorld({
    desk: { ...desk, stores: desk.stores.filter(({ id }) => id === 'shop') },
    map: aMap({ stores: [{ ...shopStore, collections }] }),
    rows: { shop: rows },
  });
  const id = await awaitingDecision(world, aForm({ right: 'access', email: mia.email }));
  const browser = openDesk(world);
  const page = await enter(browser, newestLink(world, 's/decide'));
  const orders = async () => {
    const preview = await buildPreview(world, await world.register.load(id));
    const found = preview?.stores[0]?.findings.find((f) => f.collection.name === 'orders');
    return [found?.given, found?.withheldRecords[0]?.ground];
  };
  return { world, id, browser, page, orders };
}

/** How many values the sample shop never shows to anybody. */
const secretNotes = 1;

const approvals = (html: string) => actsOf(html).filter((act) => act.startsWith('approved'));

describe('records of a copy that name somebody else as well', () => {
  it('prevent an approval until staff say whose they are', async () => {
    const { page } = await opened();

    expect(approvals(page.html)).toEqual([]);
    expect(textOf(page.html)).toContain('Say whose the records are that name somebody else as well.');
  });

  it.each([
    ['theirs', 3, undefined],
    ['others', 2, 'it is somebody else’s record, although it names you as well'],
    [
      'unclear',
      2,
      'it names somebody else as well; we could not find out in time whose it is, and one of us looks into it and writes to you',
    ],
  ] as const)('are treated as staff say: %s', async (says, given, ground) => {
    const { world, id, browser, page, orders } = await opened();

    const saved = await browser.submit(page, { 'whose-0': says, note: 'Noah called' }, 'contested');

    expect(approvals(saved.html)).toHaveLength(says === 'unclear' ? 1 : 0);
    expect(await orders()).toEqual([given, ground]);
    const said = lastOf((await world.register.load(id)).log, 'contested-settled');
    expect(said?.data).toMatchObject({ storeId: 'shop', collection: 'orders', rows: 1, says });
    expect(logText(said)).not.toContain('Noah');
  });

  it.each(['theirs', 'others'])(
    'need an approval by somebody other than the one who said whose they are: %s',
    async (says) => {
      const { world, id, browser, page } = await opened();
      const mine = newestLink(world, 's/decide');
      const saved = await browser.submit(page, { 'whose-0': says }, 'contested');

      const forced = await browser.submit(saved, { code: mine.code, act: 'approved-in-part' }, 'ask');
      const before = lastOf((await world.register.load(id)).log, 'decided');
      const his = newestLink(world, 's/decide', bruno.email);
      const theirs = await enter(browser, his);
      await browser.submit(theirs, { code: his.code }, approvals(theirs.html)[0] ?? '');

      expect(forced.status).toBe(400);
      expect(textOf(saved.html)).toContain('somebody else approves it: Bruno');
      expect(before).toBeUndefined();
      expect(lastOf((await world.register.load(id)).log, 'decided')?.data.staffId).toBe('bruno');
    },
  );

  it('take the app where the approval takes it, and nothing is recorded without it', async () => {
    const { world, id, browser, page } = await opened(true);

    const asked = await browser.submit(page, { 'whose-0': 'theirs' }, 'contested');
    const before = lastOf((await world.register.load(id)).log, 'contested-settled');
    await setUpApp(world, alma);
    world.clock.forward('PT30S');
    const open = await browser.submit(asked, { totp: await appCode(world, alma) }, 'factor');
    await browser.submit(open, { 'whose-0': 'theirs' }, 'contested');

    expect(textOf(asked.html)).toContain('Your authenticator app first');
    expect(asked.html).toContain('Back to the request');
    expect(before).toBeUndefined();
    expect(lastOf((await world.register.load(id)).log, 'contested-settled')?.data.says).toBe('theirs');
  });
});

describe('records whose owner was unclear when the copy was approved', () => {
  /** Approved without them, with the copy under way. */
  async function approvedUnclear(by = alma, vouching?: StaffMember) {
    const opening = await opened();
    const { world, id } = opening;
    if (vouching) await vouch(world, id, vouching);
    for (const one of [alma, bruno]) await setUpApp(world, one);
    const browser = by === alma ? opening.browser : openDesk(world);
    const link = newestLink(world, 's/decide', by.email);
    const gate = await enter(browser, link);
    const page = vouching ? await browser.submit(gate, { totp: await appCode(world, by) }, 'factor') : gate;
    const saved = await browser.submit(page, { 'whose-0': 'unclear' }, 'contested');
    await browser.submit(saved, { code: link.code }, 'approved-in-part');
    await askManualStores(world, { requestId: id, taskToken: 'copy' });
    const load = () => world.register.load(id);
    return { ...opening, load, task: async () => enter(browser, newestLink(world, 's/task')) };
  }

  /** Vouches for the requester: settles a doubt about who asks. */
  async function vouch(world: World, id: string, { id: staffId }: StaffMember): Promise<void> {
    await world.register.append(id, 'doubt', () => anEvent('identity-doubted', { staffId }));
    await world.register.append(id, 'settle', () => anEvent('identity-doubt-settled', { staffId }));
  }

  /** Says, as one of those who have the task, that the records are this person's, with the app. */
  async function saysTheirs(world: World, staff: StaffMember): Promise<string> {
    const browser = openDesk(world);
    const link = newestLink(world, 's/task', staff.email);
    const page = await enter(browser, link);
    world.clock.forward('PT60S');
    const totp = await appCode(world, staff);
    return textOf((await browser.submit(page, { 'whose-0': 'theirs', totp })).html);
  }

  /** What the person reads, and how the request ended. */
  async function answeredIn(world: World, requestId: string) {
    await assemblePackage(world, { requestId });
    await notifyOutcome(world, { requestId });
    const { log } = await world.register.load(requestId);
    const mail = world.mailbox.to(mia.email).at(-1)?.text ?? '';
    return { mail, outcome: lastOf(log, 'closed')?.data.outcome, given: lastOf(log, 'package-made')?.data };
  }

  it('are a task with a date for all approvers, and the copy waits for it', async () => {
    const { world, load, task } = await approvedUnclear();

    expect(openTasks(await load())).toMatchObject([{ kind: 'contested', storeId: 'shop' }]);
    expect(world.workflow.answered.map(({ taskToken }) => taskToken)).not.toContain('copy');
    const { html } = await task();
    expect(textOf(html)).toContain('Please answer by');
    expect(textOf(html)).toContain('Orders in the shop’s database: 1 record');
  });

  it('go into the copy once an approver says that they are this person’s', async () => {
    const { world, id, browser, load } = await approvedUnclear();
    const his = newestLink(world, 's/task', bruno.email);
    const page = await enter(browser, his);

    const unsaid = await browser.submit(page, { totp: await appCode(world, bruno) });
    await browser.submit(unsaid, { 'whose-0': 'theirs', totp: await appCode(world, bruno) });

    expect(openTasks(await load())).toEqual([]);
    expect(world.workflow.answered).toContainEqual({ taskToken: 'copy', output: { next: 'go-on' } });
    const { given, mail } = await answeredIn(world, id);
    expect(given?.withheld).toBe(secretNotes);
    expect(mail).not.toContain('somebody else');
  });

  it.each<[string, StaffMember, StaffMember | undefined, readonly StaffMember[]]>([
    ['the one who approved it without them', alma, undefined, [alma]],
    ['the same, twice', alma, undefined, [alma, alma]],
    ['who said who asks', bruno, alma, [alma]],
    ['who approved on another’s word', bruno, alma, [bruno]],
  ])('go into no copy on the word of %s [A16]', async (_who, by, vouching, sayers) => {
    const { world, id, load } = await approvedUnclear(by, vouching);

    const read = [];
    for (const one of sayers) read.push(await saysTheirs(world, one));

    for (const text of read) expect(text).toContain('somebody else who may decide has to say the same');
    expect(openTasks(await load())).toHaveLength(1);
    expect(contestedSays(await load(), { storeId: 'shop', collection: 'orders' })).toBe('unclear');
    expect(world.workflow.answered.map(({ taskToken }) => taskToken)).not.toContain('copy');
    const { given } = await answeredIn(world, id);
    expect(given?.withheld).toBe(secretNotes + 1);
  });

  it.each(['theirs', 'others'])(
    'cannot be attributed with access to a mailbox alone: %s [A16]',
    async (says) => {
      const { world, load } = await approvedUnclear();
      const his = newestLink(world, 's/task', bruno.email);
      const browser = openDesk(world);

      await browser.submit(await enter(browser, his), { 'whose-0': says, code: his.code });

      expect(openTasks(await load())).toHaveLength(1);
    },
  );

  it('go into the copy if both on whose words it rests say so, with their apps', async () => {
    const { world, id, load } = await approvedUnclear(bruno, alma);
    const hers = await enter(openDesk(world), newestLink(world, 's/task'));

    await saysTheirs(world, alma);
    const his = await enter(openDesk(world), newestLink(world, 's/task', bruno.email));
    await saysTheirs(world, bruno);

    expect(hers.html).toContain('name="totp"');
    expect(textOf(his.html)).toContain('Alma said that it is this person’s. Somebody else has to say');
    expect(openTasks(await load())).toEqual([]);
    expect((await answeredIn(world, id)).given?.withheld).toBe(secretNotes);
  });

  it('are described as somebody else’s once an approver says so', async () => {
    const { world, id, browser, task } = await approvedUnclear();

    await browser.submit(await task(), { 'whose-0': 'others', totp: await appCode(world, alma) });

    const { outcome, given, mail } = await answeredIn(world, id);
    expect([outcome, given?.withheld]).toEqual(['partly-fulfilled', secretNotes + 1]);
    expect(mail).toContain('somebody else’s record');
  });

  it('are described as unclear, to the person and to staff, when the deadline is near and the task is unanswered', async () => {
    const { world, id, browser, load } = await approvedUnclear();
    const timer = timersOf(await load(), world).find(({ kind }) => kind === 'give-up-stores');
    if (!timer) throw new Error('nothing ends the wait');
    world.clock.set(timer.at);

    const watch = { ...world, receive: async () => undefined, logFailure: () => undefined };
    await carryOutTimer(watch, await load(), timer);
    const tell = timersOf(await load(), world).find(({ kind }) => kind === 'tell-given-up');
    if (tell) await carryOutTimer(watch, await load(), tell);

    expect(world.workflow.answered).toContainEqual({ taskToken: 'copy', output: { next: 'go-on' } });
    expect(world.mailbox.to(alma.email).at(-1)?.text).toContain('whose some records in');
    const { outcome, mail } = await answeredIn(world, id);
    expect(outcome).toBeUndefined();
    expect(mail.replaceAll(/\s+/g, ' ')).toContain('one of us looks into it and writes to you');
    await handToStaff(world, { requestId: id, taskToken: 'case' });
    const link = newestLink(world, 's/case');
    const page = await enter(browser, link);
    expect(textOf(page.html)).toContain('Orders in the shop’s database: 1 record that name somebody else');
    const answer = 'The order was yours: it is attached.';
    await browser.submit(page, { outcome: 'fulfilled', answer, code: link.code });
    await notifyOutcome(world, { requestId: id });
    expect((await load()).status).toBe('closed');
    expect(world.mailbox.to(mia.email).at(-1)?.text).toContain(answer);
  });
});
