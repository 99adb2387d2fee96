import type { CollectionMap } from '../../functions/domain/data-map';
import type { EventType } from '../../functions/domain/events';
import { lastOf } from '../../functions/domain/log-entries';
import { giveNotice } from '../../functions/steps/give-notice/give-notice';
import { aBook, aDesk } from '../builders/a-desk';
import { aField, aMap, shopStore } from '../builders/a-map';
import { aForm, aWorld, happened, search, verified } from '../builders/a-world';
import { mia, shopRows } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { linkIn } from '../fakes/memory-mailbox';
import { approvedErasure } from './erasure-saga';
import { addressOf, rowsOf, shopMap } from './random-shop';

const desk = aDesk();
const book = aBook(desk);
const rows = rowsOf([[0, { address: 0, orders: 1, invoices: [], reviews: 0, letters: 0 }]]);

async function erasureInNotice(now: string) {
  const world = aWorld({ desk, book, map: shopMap, rows, now });
  const requestId = await approvedErasure(world);
  await giveNotice(world, { requestId, taskToken: 'first' });
  return { world, requestId };
}

describe('the notice before an erasure', () => {
  it('lasts as long as the settings say, and is mailed once', async () => {
    const { world, requestId } = await erasureInNotice('2026-03-10T10:00:00.000Z');

    await giveNotice(world, { requestId, taskToken: 'again' });

    const request = await world.register.load(requestId);
    expect(request.status).toBe('erasure-notice');
    expect(request.log.find((e) => e.type === 'erasure-noticed')?.data).toEqual({
      endsAt: '2026-03-11T10:00:00.000Z',
    });
    expect(world.mailbox.to(addressOf(0))).toHaveLength(1);
    expect(world.workflow.answered).toEqual([]);
  });

  it.each([
    ['shortens rather than crosses the legal date', '2026-04-01T12:00:00.000Z', '2026-04-01T22:00:00.000Z'],
    ['ends at once when that date is there', '2026-04-02T08:00:00.000Z', '2026-04-02T08:00:00.000Z'],
    ['ends at once when it is past', '2026-05-02T08:00:00.000Z', '2026-05-02T08:00:00.000Z'],
  ])('%s', async (_, now, endsAt) => {
    const { world, requestId } = await erasureInNotice(now);

    const request = await world.register.load(requestId);

    expect(request.log.find((e) => e.type === 'erasure-noticed')?.data).toEqual({ endsAt });
  });

  it('is given again, with a link of its own, if staff let a paused erasure continue', async () => {
    const { world, requestId } = await erasureInNotice('2026-03-10T10:00:00.000Z');
    const add = (event: ReturnType<typeof anEvent>) =>
      world.register.append(requestId, event.type, () => event);
    await add(anEvent('erasure-paused'));
    await add(anEvent('handed-to-staff'));
    await add(anEvent('erasure-resumed', { endsAt: '2026-03-14T10:00:00.000Z' }));

    await giveNotice(world, { requestId, taskToken: 'second' });

    const mails = world.mailbox.to(addressOf(0));
    expect(mails).toHaveLength(2);
    expect(mails[1]?.text).toContain('14 March 2026');
    expect(linkIn(mails[1], 'n')).not.toBe(linkIn(mails[0], 'n'));
  });

  it('reports at once that a person took over, if the erasure was paused before the step waits', async () => {
    const { world, requestId } = await erasureInNotice('2026-03-10T10:00:00.000Z');
    await world.register.append(requestId, 'p', () => anEvent('erasure-paused'));
    await world.register.append(requestId, 'h', () => anEvent('handed-to-staff'));

    await giveNotice(world, { requestId, taskToken: 'late' });

    expect(world.workflow.answered).toEqual([{ taskToken: 'late', output: { next: 'by-person' } }]);
    expect(
      happened(await world.register.load(requestId)).filter((t) => t === 'erasure-noticed'),
    ).toHaveLength(1);
  });

  it('goes to every other address found of the person as well, once each, with a link of its own [A04]', async () => {
    const [customers, ...others] = shopStore.collections;
    const withWork = {
      ...customers,
      fields: [...(customers?.fields ?? []), aField('work_mail', 'At work', { identity: 'email' })],
      facts: ['id', 'email', 'work_mail'],
    } as CollectionMap;
    const rows = shopRows();
    const work = ['Mia@work.example.com', 'noah@work.example.com'];
    rows.customers = rows.customers?.map((row, n) => ({ ...row, work_mail: work[n] ?? null })) ?? [];
    const world = aWorld({
      desk,
      book,
      map: aMap({ stores: [{ ...shopStore, collections: [withWork, ...others] }] }),
      rows: { shop: rows },
      now: '2026-03-10T10:00:00.000Z',
    });
    const requestId = await approvedErasure(world, mia.email);

    await giveNotice(world, { requestId, taskToken: 'first' });
    await giveNotice(world, { requestId, taskToken: 'again' });

    const mails = ['mia.sommer@example.com', 'mia@work.example.com'].map((address) =>
      world.mailbox.to(address),
    );
    expect(mails.map((list) => list.length)).toEqual([1, 1]);
    expect(linkIn(mails[0]?.[0], 'n')).not.toBe(linkIn(mails[1]?.[0], 'n'));
    expect(world.mailbox.sent).toHaveLength(2);
    expect(JSON.stringify((await world.register.load(requestId)).log)).not.toContain('work.example.com');
  });

  it('does not go to an address that the person merely named, which may be somebody else’s', async () => {
    const world = aWorld({ desk, book, now: '2026-03-10T10:00:00.000Z' });
    const requestId = await verified(world, aForm({ right: 'erasure', email: 'stranger@example.com' }));
    await search(world, requestId);
    const add = (type: EventType, more = {}) =>
      world.register.append(requestId, type, () => ({ ...anEvent(type), ...more }));
    await add('identifiers-asked');
    await add('identifiers-given', { sealed: await world.vault.seal(requestId, { email: [mia.email] }) });
    await search(world, requestId);
    await add('decision-asked');
    await add('claim-vouched');
    await world.register.append(requestId, 'decide', (now) =>
      anEvent('decided', {
        manifestHash: lastOf(now.log, 'manifest-frozen')?.data.hash ?? '',
        staffId: 'bruno',
      }),
    );
    world.mailbox.sent.length = 0;

    await giveNotice(world, { requestId, taskToken: 'first' });

    expect(world.mailbox.sent.map(({ to }) => to).sort()).toEqual([mia.email, 'stranger@example.com']);
  });
});
