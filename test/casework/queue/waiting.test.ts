import type { CompletionReport } from '../../../functions/documents/completion-facts';
import { type DataSubjectRequest, wasMailed } from '../../../functions/domain/data-subject-request';
import { NotAllowedError } from '../../../functions/domain/errors';
import { referenceOf } from '../../../functions/domain/reference';
import { aDesk } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, happened, received, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { eraseRounds } from '../../steps/erasure-saga';
import { aWatch, type Watch } from '../../watch/a-watch';
import { asked, packageOf, run, step } from './two-requests';

jest.setTimeout(60_000);

const flat = (text = '') => text.replaceAll(/\s+/g, ' ');

function isThere({ world }: Watch): boolean {
  const rows = [...(world.connectors.shop?.rows.get('orders') ?? [])];
  return rows.some((row) => row.customer_id === mia.id);
}

function setDown({ world }: Watch, storeId: string, down: boolean): void {
  const store = world.connectors[storeId];
  if (store) store.down = down;
}

const desk = aDesk({ stores: aDesk().stores.filter(({ kind }) => kind !== 'manual') });
const twoStores = { desk, map: aMap({ sensitive: true }) };

/** An approved erasure whose notice is over. */
async function dueErasure(world: World): Promise<string> {
  const erasure = await asked(world, 'erasure');
  for (let n = 0; n < 4; n += 1) await step(world, erasure);
  return erasure;
}

/** An access that is proven at that moment, while the store of profiles is down. */
async function overlappingRequests() {
  const watch = aWatch(twoStores);
  const { world } = watch;
  const erasure = await dueErasure(world);
  setDown(watch, 'profiles', true);
  const access = await asked(world, 'access');
  await run(world, access);
  return { watch, world, erasure, access };
}

describe('an erasure that is due while the person waits for a copy', () => {
  it('waits until the copy is sealed, although a store was down when it was due', async () => {
    const { watch, world, erasure, access } = await overlappingRequests();

    const waiting = await run(world, erasure);
    const before = isThere(watch);
    setDown(watch, 'profiles', false);
    await watch.days(1);
    const copied = await run(world, access);
    await watch.days(1);
    const erased = await run(world, erasure);

    expect([waiting, before, copied, erased]).toEqual(['await-stores', true, 'answered', 'answered']);
    expect(isThere(watch)).toBe(false);
    const { page, data } = await packageOf(world, access);
    expect(data).toContain('cataract');
    expect(page).not.toContain('not complete');
  });

  it('waits until three days before the date at most; then staff and both answers say so', async () => {
    const { watch, world, erasure, access } = await overlappingRequests();
    await run(world, erasure);
    world.mailbox.sent.length = 0;

    await watch.days(28);
    const waited = isThere(watch);
    await watch.days(1);
    setDown(watch, 'profiles', false);
    await run(world, erasure);
    await run(world, access);

    expect([waited, isThere(watch)]).toEqual([true, false]);
    const mails = world.mailbox.sent.map(({ to, text }) => [to, flat(text)] as const);
    expect(mails.filter(([, text]) => text.includes('waited for another request'))).toHaveLength(2);
    expect(
      mails.filter(([to, text]) => to === mia.email && text.includes('lacks what we have erased')),
    ).toHaveLength(1);
    expect((await packageOf(world, access)).page).toContain('This copy is not complete');
    expect(watch.notes).toEqual([]);
  });

  it('goes on if the person withdraws the access', async () => {
    const { watch, world, erasure, access } = await overlappingRequests();
    await run(world, erasure);

    await world.register.append(access, 'withdraw', () => anEvent('withdrawn'));
    await watch.days(1);
    setDown(watch, 'profiles', false);

    expect(await run(world, erasure)).toBe('answered');
    expect(isThere(watch)).toBe(false);
  });

  it('can still be withdrawn, and then the access goes on alone', async () => {
    const { watch, world, erasure, access } = await overlappingRequests();
    await run(world, erasure);

    await world.register.append(erasure, 'withdraw', () => anEvent('withdrawn'));
    setDown(watch, 'profiles', false);
    await watch.days(1);

    expect(await run(world, access)).toBe('answered');
    expect(await eraseRounds(world, erasure)).toBe('ended');
    expect(isThere(watch)).toBe(true);
  });

  it('cannot be withdrawn once it has begun', async () => {
    const watch = aWatch(twoStores);
    const erasure = await dueErasure(watch.world);
    setDown(watch, 'profiles', true);
    await run(watch.world, erasure);

    const taken = watch.world.register.append(erasure, 'withdraw', () => anEvent('withdrawn'));

    await expect(taken).rejects.toThrow(NotAllowedError);
  });

  it('says in the copy what it removed, if the access is proven after it began', async () => {
    const watch = aWatch(twoStores);
    const { world } = watch;
    const erasure = await dueErasure(world);
    setDown(watch, 'shop', true);
    await run(world, erasure);

    setDown(watch, 'shop', false);
    const access = await asked(world, 'access');
    await run(world, access);

    const { page } = await packageOf(world, access);
    expect(page).toContain('This copy is not complete: on Monday 2 March 2026 we began an erasure');
    expect(page).toContain('It has erased or blanked 1 record so far.');
    expect(flat(world.mailbox.to(mia.email).at(-1)?.text)).toContain('This copy is not complete');
  });

  it('says in an answer of kinds that it removed something, but not how much, when or by which request', async () => {
    const watch = aWatch(twoStores);
    const { world } = watch;
    const erasure = await dueErasure(world);
    setDown(watch, 'shop', true);
    await run(world, erasure);

    setDown(watch, 'shop', false);
    const access = await asked(world, 'access', mia.email, { wants: 'categories' });
    await run(world, access);

    for (const text of [
      (await packageOf(world, access)).page,
      flat(world.mailbox.to(mia.email).at(-1)?.text),
    ]) {
      expect(text).toContain(
        'Before this answer was made, we began an erasure. Kinds of data of which it left nothing',
      );
      expect(text).not.toContain('you had asked for');
      expect(text).not.toContain(referenceOf(erasure));
      expect(text).not.toMatch(/\d+ records?\b|on Monday 2 March 2026 we/);
    }
  });

  it('does not wait for a request that is unproven or about somebody else [R04]', async () => {
    const watch = aWatch(twoStores);
    const { world } = watch;
    const erasure = await dueErasure(world);
    for (let n = 0; n < 30; n += 1) await received(world, aForm());
    await asked(world, 'access', 'noah.winter@example.com');

    const stands = await run(world, erasure);

    expect([stands, isThere(watch)]).toEqual(['answered', false]);
    expect(happened(await world.register.load(erasure))).not.toContain('linked');
  });

  it('waits for a copy whose proof is doubted, since the doubt may be settled', async () => {
    const watch = aWatch(twoStores);
    const { world } = watch;
    const erasure = await dueErasure(world);
    const doubted = await asked(world, 'access');
    await world.register.append(doubted, 'doubt', () => anEvent('identity-doubted'));

    expect([await run(world, erasure), isThere(watch)]).toEqual(['await-stores', true]);
  });
});

describe('two erasures of one person', () => {
  it('go one after the other, and the second does not count what the first erased', async () => {
    const watch = aWatch(twoStores);
    const { world } = watch;
    const first = await dueErasure(world);
    world.clock.forward('PT1M');
    const second = await dueErasure(world);

    const stands = [await run(world, second), await run(world, first)];
    await watch.days(1);
    stands.push(await run(world, second));

    expect(stands).toEqual(['await-stores', 'answered', 'answered']);
    const told = world.mailbox.to(mia.email).at(-1);
    expect(told?.subject).toContain('we have to keep it, and why');
    expect(flat(told?.text)).toContain(
      `An erasure came before this one: on Monday 2 March 2026 we began an erasure`,
    );
    expect(flat(told?.text)).toContain(`${referenceOf(first)}). It has erased or blanked 4 records.`);
    const report = (await world.objects.get(second, 'completion-report.json')) as CompletionReport;
    expect([report.totals.erased, report.totals.anonymised]).toEqual([0, 0]);
    expect(report.otherRequests?.[0]).toContain('An erasure came before this one');
  });

  it('go in the same order whichever starts first', async () => {
    const watch = aWatch(twoStores);
    const { world } = watch;
    const ids = [await dueErasure(world), await dueErasure(world), await dueErasure(world)];

    for (let round = 0; round < 4; round += 1) {
      await Promise.all(ids.map((id) => run(world, id)));
      await watch.days(1);
    }

    const begun = await Promise.all(ids.map(async (id) => (await world.register.load(id)).log));
    const counts = begun.map((log) => log.filter((e) => e.type === 'erasure-begun').length);
    expect(counts.filter((n) => n > 0)).toHaveLength(1);
    expect(begun.every((log) => wasMailed({ log } as DataSubjectRequest, 'outcome'))).toBe(true);
  });
});
