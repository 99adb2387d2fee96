import { StoreUnavailableError } from '../../functions/connectors/connector';
import { faultError } from '../../functions/connectors/fault-error';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import type { Stores } from '../../functions/domain/ports';
import type { FaultKind } from '../../functions/domain/store-examination';
import { readLater } from '../../functions/steps/read-later/read-later';
import { aMap } from '../builders/a-map';
import type { World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { closed, ida, ids, readAfter, rowsOf, staffMails } from './closed-erasure';

const END = 'P7Y2M';
const lastMail = (world: World) => (staffMails(world).at(-1)?.text ?? '').replaceAll(/\s+/g, ' ');
const endOf = async (world: World, requestId: string) =>
  lastOf((await world.register.load(requestId)).log, 'kept-ended')?.data;

/** The same stores; each erasure is carried out and its reply lost, as long as there are faults. */
function losingReplies(world: World, ...faults: Error[]): World {
  const stores: Stores = {
    call: async (storeId: string, request: unknown): Promise<unknown> => {
      const answer = await world.stores.call(storeId, request);
      const fault = (request as { op: string }).op === 'erase' ? faults.shift() : undefined;
      if (fault) throw fault;
      return answer;
    },
  };
  return { ...world, stores };
}

async function shredded() {
  const { world, requestId } = await closed();
  await world.vault.shred(requestId);
  await world.register.append(requestId, 'shred', () => anEvent('shredded'));
  return { world, requestId };
}

describe('the end of a retention', () => {
  it('is recorded as intent, answer and end, in this order', async () => {
    const { world, requestId } = await shredded();

    await readAfter(world, requestId, END);

    const { log } = await world.register.load(requestId);
    expect(log.map((e) => e.type).filter((type) => type.startsWith('kept-end'))).toEqual([
      'kept-end-begun',
      'kept-end-acknowledged',
      'kept-ended',
    ]);
  });

  it('leaves to a person a row that is gone and was not erased by the desk: the table may be another one', async () => {
    const { world, requestId } = await shredded();
    world.connectors.shop?.rows.set('invoices', []);

    await readAfter(world, requestId, END);

    expect(await endOf(world, requestId)).toMatchObject({
      erased: 0,
      gone: 1,
      left: [{ storeId: 'shop', collection: 'invoices', rows: 1, because: 'gone' }],
    });
    expect(lastMail(world)).toContain('Invoices: 1 no longer there, though the desk did not erase them');
    expect(lastMail(world)).not.toContain('left alone');
  });

  it('counts as erased by the desk what went with a call whose answer was lost', async () => {
    const { world, requestId } = await shredded();
    world.clock.set('2034-01-01T01:00:00.000Z');
    await readLater(losingReplies(world, new StoreUnavailableError('lost')), { requestId });
    expect(ids(world, 'invoices')).toEqual(['i-1']);
    world.clock.forward('P1D');

    await readLater(world, { requestId });

    expect(await endOf(world, requestId)).toMatchObject({ erased: 1, gone: 0, left: [] });
  });

  it('waits for a call that may still be erasing, and counts as its own what went before the desk was killed', async () => {
    const { world, requestId } = await shredded();
    const killed = losingReplies(world, new Error('killed'));
    await expect(readAfter(killed, requestId, END)).rejects.toThrow('killed');

    await readLater(world, { requestId });
    expect(await endOf(world, requestId)).toBeUndefined();
    await readAfter(world, requestId, 'PT32M');

    expect(await endOf(world, requestId)).toMatchObject({ erased: 1, gone: 0, left: [] });
  });

  it('does not count as its own what somebody else erases between the check and the call', async () => {
    const { world, requestId } = await shredded();
    const stores: Stores = {
      call: (storeId: string, request: unknown): Promise<unknown> => {
        if ((request as { op: string }).op === 'erase') world.connectors.shop?.rows.set('invoices', []);
        return world.stores.call(storeId, request);
      },
    };

    await readAfter({ ...world, stores }, requestId, END);

    expect(await endOf(world, requestId)).toMatchObject({ erased: 0, gone: 1 });
    expect(lastMail(world)).toContain('no longer there');
  });
});

const kinds: readonly FaultKind[] = ['no-answer', 'refused', 'forbidden', 'misfit', 'beyond-approval'];

describe('a store that is unreadable long after an erasure', () => {
  it.each(kinds)('is reported to staff after some days, as what it is: %s', async (kind) => {
    const { world, requestId } = await closed();
    rowsOf(world, 'customers').push({ ...ida });
    if (world.connectors.shop) world.connectors.shop.fault = faultError('shop', { kind, place: {} });

    await readAfter(world, requestId, 'P8D');
    await readAfter(world, requestId, 'P3D');

    expect(lastMail(world)).toContain('so the desk cannot say what is in it');
    expect(lastMail(world)).not.toContain('erased again');
    const read = allOf((await world.register.load(requestId)).log, 'read-later');
    expect(read.at(-1)?.data.stores[0]).toMatchObject({ fault: kind, rows: 0 });
  });

  it.each([...kinds])('leaves the end of a retention to staff, by its reason: %s', async (kind) => {
    const { world, requestId } = await shredded();
    if (world.connectors.shop) world.connectors.shop.fault = faultError('shop', { kind, place: {} });

    await readAfter(world, requestId, END);
    await readAfter(world, requestId, 'P8D');

    expect((await endOf(world, requestId))?.left).toContainEqual(
      expect.objectContaining({ collection: 'invoices', because: kind }),
    );
    expect(await endOf(world, requestId)).toMatchObject({ erased: 0 });
    expect(lastMail(world)).toContain('the desk could not erase all of them by itself');
  });

  it('is reported as removed from the settings if it was, and never as erased', async () => {
    const { world, requestId } = await closed();
    const without = { ...world, map: aMap({ stores: [] }) };

    await readAfter(without, requestId, 'P8D');
    await readAfter(without, requestId, 'P4D');
    expect(lastMail(world)).toContain('The shop: the settings no longer name it');
    await readAfter(without, requestId, END);

    expect(lastMail(world)).toContain('in a store that the settings no longer name');
    expect(lastMail(world)).toContain('The shop');
    expect(await endOf(world, requestId)).toMatchObject({ erased: 0, gone: 0 });
  });
});
