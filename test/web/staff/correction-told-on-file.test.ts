import { addressesElsewhere } from '../../../functions/casework/evidence/addresses-elsewhere';
import type { CollectionMap, DataMap, FieldMap } from '../../../functions/domain/data-map';
import type { LoggedEvent } from '../../../functions/domain/events';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { aField } from '../../builders/a-map';
import { anEvent } from '../../domain/a-log';
import type { MemoryRow } from '../../fakes/memory-connector';
import {
  approvePlan,
  carryOut,
  correcting,
  correctingMap,
  correctingRows,
  savePlan,
  surname,
} from './a-correction';
import { setUpApp } from './staff-desk';

const PRIVATE = 'mia.private@example.org';

interface Held {
  readonly collection?: string;
  readonly field: FieldMap;
  readonly value: string;
  /** The search reads the field, as the map has it for mail addresses. */
  readonly located?: boolean;
}

function changed(map: DataMap, name: string, change: (one: CollectionMap) => CollectionMap): DataMap {
  const stores = map.stores.map((store) => ({
    ...store,
    collections: store.collections.map((one) => (one.name === name ? change(one) : one)),
  }));
  return { ...map, stores };
}

/**
 * An approved new surname, where Mia's record holds one more field, and Noah's has the same with his address.
 */
async function decided({ collection = 'customers', field, value, located = true }: Held) {
  const map = changed(correctingMap(), collection, (one) => ({
    ...one,
    fields: [...one.fields, field],
    facts: located ? [...one.facts, field.name] : one.facts,
  }));
  const rows = correctingRows();
  const isHers = (row: MemoryRow) => row.id === 'c-1' || row.customer_id === 'c-1';
  const held = (rows.shop?.[collection] ?? []).map((row) => ({
    ...row,
    [field.name]: isHers(row) ? value : 'noah.private@example.org',
  }));
  const one = await correcting([surname], { map, rows: { shop: { ...rows.shop, [collection]: held } } });
  await setUpApp(one.world);
  await approvePlan(one, await savePlan(one, await one.browser.get(`${one.link.path}/page`)));
  expect(await carryOut(one)).toBe('give-notice');
  return one;
}

/** The addresses that get the notice. */
async function toldWith(held: Held): Promise<string[]> {
  const one = await decided(held);
  const before = one.world.mailbox.sent.length;
  await giveNotice(one.world, { requestId: one.id, taskToken: 'notice' });
  return one.world.mailbox.sent
    .slice(before)
    .map(({ to }) => to)
    .toSorted();
}

const email = { categories: ['user.contact.email'] };
const recovery = aField('recovery', 'Address to recover the account', email);

describe('the notice before a correction with which an account could be taken over', () => {
  it.each([
    ['by which nobody is searched for', { field: recovery, value: PRIVATE }],
    ['by which people are found', { field: { ...recovery, identity: 'email' }, value: PRIVATE }],
    [
      'under a category of its own',
      {
        field: { ...recovery, categories: ['user.ours'], treatedAs: ['user.ours', ...email.categories] },
        value: PRIVATE,
      },
    ],
    ['under a wider category', { field: { ...recovery, categories: ['user.contact'] }, value: PRIVATE }],
    ['in another spelling', { field: recovery, value: `Mia <${PRIVATE.toUpperCase()}>` }],
    [
      'in a field that only the copy shows',
      { field: aField('notes', 'Notes'), value: `mailto:${PRIVATE}`, located: false },
    ],
  ] as [string, Held][])('goes to an address on the person’s own record %s', async (_, held) => {
    expect(await toldWith(held)).toEqual(['mia.private@example.org', 'mia.sommer@example.com']);
  });

  it.each([
    ['somebody else’s', { field: { ...recovery, thirdParty: true }, value: PRIVATE }],
    ['never shown', { field: { ...recovery, secret: true }, value: PRIVATE }],
    ['in a record that is not the person’s own', { collection: 'orders', field: recovery, value: PRIVATE }],
    ['the one that asked', { field: recovery, value: 'Mia.Sommer@example.com' }],
  ] as [string, Held][])('does not go to an address that is %s', async (_, held) => {
    expect(await toldWith(held)).toEqual(['mia.sommer@example.com']);
  });

  it('goes to the addresses on file however many others the requester gave', async () => {
    const names = Array.from({ length: 9 }, (_, n) => `aaa${n}@example.net`);

    const { world, id } = await decided({ field: recovery, value: 'zoe.private@example.org' });
    const request = await world.register.load(id);
    const given = anEvent('identifiers-given');
    const sealed = await world.vault.seal(id, { email: names });
    const entry = { ...request.log[0], ...given, sealed, seq: request.log.length + 1 } as LoggedEvent;

    const told = await addressesElsewhere(world, { ...request, log: [...request.log, entry] });

    expect(told).toContain('zoe.private@example.org');
    expect(told.filter((address) => names.includes(address))).toHaveLength(5);
  });
});
