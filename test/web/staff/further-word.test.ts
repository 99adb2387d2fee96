import type { StaffMember } from '../../../functions/domain/desk';
import { eraseStores } from '../../../functions/steps/erase-stores/erase-stores';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { aDesk, alma, bruno, jonas } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { mia, shopRows } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

jest.setTimeout(60_000);

const clara: StaffMember = { ...bruno, id: 'clara', name: 'Clara', email: 'clara@shop.example.com' };

interface Case {
  readonly staff: readonly StaffMember[];
  readonly needed: 1 | 2;
  /** Who settled a doubt about who asks. */
  readonly vouched?: StaffMember;
  readonly approved: readonly StaffMember[];
}

/** An order of Mia's now belongs to Noah's account; or Mia has ordered once more. */
const drifts = {
  theirs: (world: World) =>
    Object.assign(ordersOf(world).find(({ id }) => id === 'o-1') ?? {}, { customer_id: 'c-2' }),
  accept: (world: World) =>
    ordersOf(world).push({ id: 'o-9', customer_id: 'c-1', item: 'Lamp', gift_for: '' }),
} as const;
const contested = { theirs: 'o-1', accept: 'o-9' } as const;

const ordersOf = (world: World) => world.connectors.shop?.rows.get('orders') ?? [];

/** An approved erasure that stopped at rows that were never approved. */
async function stopped({ staff, needed, vouched, approved }: Case, way: keyof typeof drifts) {
  const desk = aDesk({ staff: [...staff, jonas], approvals: { erasure: needed } });
  const world = aWorld({
    desk: { ...desk, stores: desk.stores.filter(({ id }) => id === 'shop') },
    map: aMap(),
    rows: { shop: shopRows() },
  });
  const id = await awaitingDecision(world, aForm({ right: 'erasure', email: mia.email }));
  const append = (type: Parameters<typeof anEvent>[0], data = {}) =>
    world.register.append(id, `${type}-1`, () => anEvent(type, data));
  if (vouched) {
    await append('identity-doubted', { staffId: vouched.id });
    await append('identity-doubt-settled', { staffId: vouched.id });
  }
  for (const one of approved) {
    const { manifestHash, manifestVersion } = await frozenOf(world, id);
    const isLast = one === approved.at(-1);
    const data = { staffId: one.id, manifestHash, manifestVersion, factor: 'totp' as const };
    const event = isLast ? anEvent('decided', data) : anEvent('approval-given', data);
    await world.register.append(id, `approve-${one.id}`, () => event);
  }
  await append('erasure-noticed');
  await append('erasure-notice-ended');
  drifts[way](world);
  await eraseStores(world, { requestId: id });
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  return { world, id };
}

async function frozenOf(world: World, id: string) {
  const frozen = (await world.register.load(id)).log.findLast((e) => e.type === 'manifest-frozen')?.data;
  const { hash: manifestHash, version: manifestVersion } = frozen as { hash: string; version: number };
  return { manifestHash, manifestVersion };
}

/** What `staff` read after saying so with their app. Where the page does not offer it, the form is forced. */
async function say(world: World, staff: StaffMember, act: keyof typeof drifts): Promise<string> {
  const browser = openDesk(world);
  const page = await enter(browser, newestLink(world, 's/case', staff.email));
  world.clock.forward('PT60S');
  const totp = await appCode(world, staff);
  const offered = actsOf(page.html).includes(act);
  const answer = await browser.submit(page, { totp, act }, offered ? act : 'search-again');
  return textOf(answer.html);
}

/** Whether the rows that were never approved are gone after the erasure was told to go on. */
async function isGone({ world, id }: { world: World; id: string }, way: keyof typeof drifts) {
  if ((await world.register.load(id)).status === 'fulfilling') await eraseStores(world, { requestId: id });
  return !ordersOf(world).some((row) => row.id === contested[way]);
}

const both = [alma, bruno];
const three = [alma, bruno, clara];

describe('rows never approved, at which an erasure stopped', () => {
  it.each<[string, Case, keyof typeof drifts, readonly StaffMember[]]>([
    ['one of two who must approve', { staff: both, needed: 2, approved: both }, 'theirs', [alma]],
    ['one of two who must approve', { staff: both, needed: 2, approved: both }, 'accept', [bruno]],
    ['one of two, twice', { staff: both, needed: 2, approved: both }, 'accept', [alma, alma]],
    [
      'one of three, of whom two must approve',
      { staff: three, needed: 2, approved: both },
      'theirs',
      [clara],
    ],
    ['the one who approved', { staff: both, needed: 1, approved: [alma] }, 'theirs', [alma]],
    ['who said who asks', { staff: both, needed: 1, vouched: alma, approved: [bruno] }, 'accept', [alma]],
    ['who said who asks', { staff: both, needed: 1, vouched: alma, approved: [bruno] }, 'theirs', [alma]],
    [
      'who approved on another’s word',
      { staff: both, needed: 1, vouched: alma, approved: [bruno] },
      'theirs',
      [bruno],
    ],
  ])('are not erased on the word of %s [A16]', async (_who, given, way, sayers) => {
    const stop = await stopped(given, way);

    const read = [];
    for (const one of sayers) read.push(await say(stop.world, one, way));

    expect(await isGone(stop, way)).toBe(false);
    for (const text of read) expect(text).toContain('somebody else who may decide has to say the same');
  });

  it.each<[string, Case, keyof typeof drifts, readonly StaffMember[]]>([
    ['both who must approve', { staff: both, needed: 2, approved: both }, 'theirs', both],
    ['both who must approve', { staff: both, needed: 2, approved: both }, 'accept', both],
    [
      'who approved, of what the store says is the person’s',
      { staff: both, needed: 1, approved: [alma] },
      'accept',
      [alma],
    ],
    ['somebody who has said nothing yet', { staff: both, needed: 1, approved: [alma] }, 'theirs', [bruno]],
    ['the third', { staff: three, needed: 1, vouched: alma, approved: [bruno] }, 'theirs', [clara]],
    [
      'both of two on whose words it rests',
      { staff: both, needed: 1, vouched: alma, approved: [bruno] },
      'theirs',
      both,
    ],
    ['the only one who may decide', { staff: [alma], needed: 1, approved: [alma] }, 'theirs', [alma]],
  ])('are erased on the word of %s', async (_who, given, way, sayers) => {
    const stop = await stopped(given, way);

    for (const one of sayers) await say(stop.world, one, way);

    expect(await isGone(stop, way)).toBe(true);
  });

  it('show who has said so to the next person who opens the page', async () => {
    const { world } = await stopped({ staff: both, needed: 2, approved: both }, 'accept');
    await say(world, alma, 'accept');

    const page = await enter(openDesk(world), newestLink(world, 's/case', bruno.email));

    expect(textOf(page.html)).toContain('Alma said so. Somebody else has to say the same.');
  });

  it('need a new decision where too few are left who may say so, and the page says how', async () => {
    const stop = await stopped({ staff: both, needed: 2, approved: both }, 'accept');
    const { world } = stop;
    const left = { ...world, desk: { ...world.desk, staff: [alma, jonas] } };
    const browser = openDesk(left);
    const page = await enter(browser, newestLink(world, 's/case'));
    world.clock.forward('PT60S');

    const forced = await browser.submit(page, { totp: await appCode(world), act: 'accept' }, 'leave');

    expect(actsOf(page.html)).toEqual(expect.arrayContaining(['leave', 'search-again']));
    expect(actsOf(page.html)).not.toContain('accept');
    expect(textOf(page.html)).toContain(
      'Let the desk search again, below, so that a new decision is made on them.',
    );
    expect(forced.status).toBe(400);
    expect(await isGone(stop, 'accept')).toBe(false);
  });
});
