import type { DataMap } from '../../functions/domain/data-map';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { isLifted } from '../../functions/domain/restriction';
import { RESTRICTION_MARK } from '../../functions/domain/restriction-marks';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { readLater } from '../../functions/steps/read-later/read-later';
import { alma } from '../builders/a-desk';
import { aCollection, aField, aMap, shopStore } from '../builders/a-map';
import { aForm, verified } from '../builders/a-world';
import { mia, shopRows } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { textOf } from '../web/staff/browser';
import { enter, newestLink, openDesk } from '../web/staff/staff-desk';
import { aWatch, type Watch } from './a-watch';

/** The shop's accounts have a field that marks them as restricted. */
function markingMap(): DataMap {
  const [customers, ...rest] = shopStore.collections;
  if (!customers) throw new Error('the shop has customers');
  const optOut = [
    { right: RESTRICTION_MARK.on, value: true },
    { right: RESTRICTION_MARK.off, value: false },
  ];
  const fields = [...customers.fields, aField('restricted', 'Restricted', { optOut })];
  return aMap({ stores: [{ ...shopStore, collections: [{ ...customers, fields }, ...rest] }] });
}

/** In addition, a mailbox in which a person sets the mark. */
function mapWithMailbox(): DataMap {
  const map = markingMap();
  const optOut = [{ right: RESTRICTION_MARK.on, value: true }];
  const mails = aCollection('mails', 'Mails', { fields: [aField('folder', 'Folder', { optOut })] });
  const mailbox = {
    ...shopStore,
    storeId: 'support',
    kind: 'manual',
    title: 'the mailbox of support',
  } as const;
  return { ...map, stores: [...map.stores, { ...mailbox, collections: [mails] }] };
}

const rows = () => {
  const shop = shopRows();
  return {
    shop: { ...shop, customers: (shop.customers ?? []).map((row) => ({ ...row, restricted: false })) },
  };
};

const fields = {
  outcome: 'fulfilled',
  what: 'All of it.',
  since: '2026-03-02',
  lookAgainOn: '2026-04-01',
  answer: 'We wait until you have sent the letter.',
  mark: 'yes',
};

async function restrictionRequest(watch: Watch): Promise<string> {
  const { world } = watch;
  const id = await verified(world, aForm({ right: 'restriction' }));
  await world.register.append(id, 'hand', () => anEvent('handed-to-staff', { reason: 'right-by-staff' }));
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  return id;
}

async function post({ world }: Watch, typed: Record<string, string>, act?: string) {
  const browser = openDesk(world);
  const link = newestLink(world, 's/case', alma.email);
  const page = await enter(browser, link);
  return { page, done: await browser.submit(page, { ...typed, code: link.code }, act) };
}

async function restricted(watch: Watch, typed: Record<string, string> = fields): Promise<string> {
  const id = await restrictionRequest(watch);
  await post(watch, typed);
  await notifyOutcome(watch.world, { requestId: id });
  return id;
}

async function liftRestriction(watch: Watch, unmark: Record<string, string>): Promise<string> {
  const id = await restricted(watch);
  await watch.days(31);
  await post(watch, { endsOn: '2026-04-10', reason: 'It was checked.', ...unmark }, 'lift');
  return id;
}

const marking = () => aWatch({ map: markingMap(), rows: rows() });
const load = ({ world }: Watch, id: string) => world.register.load(id);
const mailToMia = ({ world }: Watch) => (world.mailbox.to(mia.email).at(-1)?.text ?? '').replace(/\s+/g, ' ');
const marks = ({ world }: Watch) =>
  (world.connectors.shop?.rows.get('customers') ?? []).map((row) => row.restricted);

describe('a restriction if the map has a mark for records', () => {
  it('sets the mark for this data subject only, before they are informed, and says where', async () => {
    const watch = marking();
    const id = await restricted(watch);

    expect(marks(watch)).toEqual([true, false]);
    expect(lastOf((await load(watch, id)).log, 'restriction-marked')?.data).toMatchObject({
      on: true,
      found: 1,
    });
    expect(mailToMia(watch)).toContain('Your records now carry a mark');
  });

  it('asks staff whether the mark covers the whole record, and sets nothing if it does not', async () => {
    const watch = marking();
    await restrictionRequest(watch);
    const { mark: _, ...silent } = fields;

    const { page, done } = await post(watch, silent);
    await post(watch, { ...fields, mark: 'no' });
    const [id = ''] = watch.world.register.logs.keys();
    await notifyOutcome(watch.world, { requestId: id });

    expect(textOf(page.html)).toContain('Shall the desk mark their records as restricted?');
    expect(done.html).toContain('href="#mark"');
    expect(marks(watch)).toEqual([false, false]);
    expect(mailToMia(watch)).toContain('a person here sees to it');
    expect(mailToMia(watch)).not.toContain('carry a mark');
  });

  it('informs staff and the person of a store that does not accept it, and answers all the same', async () => {
    const watch = marking();
    const id = await restrictionRequest(watch);
    await post(watch, fields);
    if (watch.world.connectors.shop) watch.world.connectors.shop.down = true;
    await notifyOutcome(watch.world, { requestId: id });

    const toAlma = (watch.world.mailbox.to(alma.email).at(-1)?.text ?? '').replace(/\s+/g, ' ');
    expect((await load(watch, id)).status).toBe('closed');
    expect(mailToMia(watch)).toContain('a person here sees to it');
    expect(mailToMia(watch)).not.toContain('carry a mark');
    expect(toAlma).toContain('could not be marked as restricted');
  });

  it('says where a person sets it, and reminds them of it once the data may be used again', async () => {
    const watch = aWatch({ map: mapWithMailbox(), rows: rows() });
    await restricted(watch);
    const letter = mailToMia(watch).replaceAll(' > ', ' ');
    await watch.days(31);
    await post(watch, { endsOn: '2026-04-10', reason: 'It was checked.', unmark: 'yes' }, 'lift');
    await watch.days(9);

    expect(letter).toContain('Your records now carry a mark that says so in: the shop’s database.');
    expect(letter).toContain(
      'No mark was set automatically in: the mailbox of support. A person here sees to it.',
    );
    const toAlma = (watch.world.mailbox.to(alma.email).at(-1)?.text ?? '').replace(/\s+/g, ' ');
    expect(toAlma).toContain('a mark that you may have set by hand in: the mailbox of support');
  });

  it('keeps the mark until the person got the notice and the day has come, and removes it then', async () => {
    const watch = marking();
    const id = await liftRestriction(watch, { unmark: 'yes' });
    await watch.days(6);
    await readLater(watch.world, { requestId: id });
    const early = marks(watch);
    await watch.days(3);
    const started = watch.world.workflow.started.filter(({ machine }) => machine === 'after-erasure');
    await readLater(watch.world, { requestId: id });
    await readLater(watch.world, { requestId: id });
    const { length } = started;
    await watch.days(3);

    expect(isLifted(await load(watch, id))).toBe(true);
    expect([early, marks(watch)]).toEqual([
      [true, false],
      [false, false],
    ]);
    expect(length).toBeGreaterThan(0);
    const after = watch.world.workflow.started.filter(({ machine }) => machine === 'after-erasure');
    expect(after).toHaveLength(length);
    expect(allOf((await load(watch, id)).log, 'restriction-marked').map(({ data }) => data.on)).toEqual([
      true,
      false,
    ]);
  });

  it('asks whether to remove the mark with it, and leaves it if another restriction needs it', async () => {
    const watch = marking();
    const id = await liftRestriction(watch, {});
    expect(lastOf((await load(watch, id)).log, 'restriction-ending')).toBeUndefined();

    await post(watch, { endsOn: '2026-04-10', reason: 'It was checked.', unmark: 'no' }, 'lift');
    await watch.days(9);
    await readLater(watch.world, { requestId: id });

    expect(isLifted(await load(watch, id))).toBe(true);
    expect(marks(watch)).toEqual([true, false]);
  });
});

describe('a restriction if the map has no mark', () => {
  it('is reported to staff as such, and the person learns that somebody sees to it', async () => {
    const watch = aWatch();
    const id = await restrictionRequest(watch);
    const { mark: _, ...typed } = fields;
    const { page } = await post(watch, typed);
    await notifyOutcome(watch.world, { requestId: id });

    expect(textOf(page.html)).toContain('names no field that marks records as restricted');
    expect(page.html).not.toContain('name="mark"');
    expect(mailToMia(watch)).toContain('a person here sees to it');
  });
});
