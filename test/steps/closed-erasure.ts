import { readLater } from '../../functions/steps/read-later/read-later';
import { aBook, aDesk } from '../builders/a-desk';
import { aCollection, aField, aMap } from '../builders/a-map';
import { aWorld, type World } from '../builders/a-world';
import type { MemoryRow } from '../fakes/memory-connector';
import { approvedErasure, eraseRounds, readAndClose } from './erasure-saga';

export const email = 'ida.falk@example.com';
const byMail = [{ field: 'email', identity: 'email' as const }];
export const customers = aCollection('customers', 'Customers', {
  fields: [aField('id', 'Number'), aField('email', 'Mail', { identity: 'email' }), aField('since', 'Since')],
  facts: ['email'],
  reachedBy: byMail,
});
export const invoices = aCollection('invoices', 'Invoices', {
  fields: [
    aField('id', 'Number'),
    aField('email', 'Mail', { identity: 'email' }),
    aField('on', 'Date'),
    aField('total', 'Total'),
  ],
  facts: ['email', 'on'],
  reachedBy: byMail,
  onErasure: {
    action: 'retain',
    ground: 'tax law',
    article: 's 147 AO',
    period: 'P8Y',
    countedFrom: 'on',
    yearEnd: true,
  },
});
export const stores = [
  { storeId: 'shop', title: 'The shop', kind: 'postgres' as const, collections: [customers, invoices] },
];
export const ida: MemoryRow = { id: 'c-1', email, since: '2020-01-01' };
const invoice = (id: string, on: string): MemoryRow => ({ id, email, on, total: '49.00' });

/** A completed erasure: a law keeps two of Ida's invoices until the end of 2033 and of 2034. */
export async function closed(): Promise<{ world: World; requestId: string }> {
  const desk = aDesk();
  const rows = {
    shop: {
      customers: [ida, { ...ida, id: 'c-2', email: 'bo@example.com' }],
      invoices: [invoice('i-1', '2026-02-03'), invoice('i-2', '2025-02-03')],
    },
  };
  const world = aWorld({ desk, book: aBook(desk), map: aMap({ stores }), rows });
  const requestId = await approvedErasure(world, email);
  await eraseRounds(world, requestId);
  await readAndClose(world, requestId);
  return { world, requestId };
}

export const rowsOf = (world: World, name: string) => world.connectors.shop?.rows.get(name) ?? [];
export const ids = (world: World, name: string) => rowsOf(world, name).map((row) => row.id);
export const staffMails = (world: World) => world.mailbox.to('alma@shop.example.com');

export async function readAfter(world: World, requestId: string, wait: string): Promise<void> {
  world.clock.forward(wait);
  await readLater(world, { requestId });
}
