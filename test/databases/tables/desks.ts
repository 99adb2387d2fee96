import type { Random } from '../random';
import { foreignKey, link, own, type Shop } from '../shop';

/**
 * Desks that are numbered from one in each room, and notes on a desk: one column of the key alone matches
 * other people's.
 */
export function desks(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const account = shop.accountKey;
  const [room, no] = [c('room'), c('no')];
  const how = r.weighed({ referred: 3, 'own-key': 3, untold: 2 });
  const leftToDatabase = r.chance(0.5);
  const table = shop.table({
    name: 'desks',
    key: [room, no],
    columns: [
      { name: room, type: 'text' },
      { name: no, type: 'integer' },
      { name: c('account_id'), type: account.type },
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: {
        [c('account_id')]: { ref: { table: shop.accounts, column: account.column, direction: 'from' } },
      },
    },
  });
  const theirRoom = how === 'own-key' ? room : c('of_room');
  const ref = (column: string) => ({ ref: { table, column, direction: 'from' as const } });
  const notes = shop.table({
    name: 'desk_notes',
    key: how === 'own-key' ? [room, c('id')] : [c('id')],
    columns: [
      { name: theirRoom, type: 'text' },
      { name: c('id'), type: 'integer' },
      { name: c('desk_no'), type: 'integer' },
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: { [c('desk_no')]: ref(no), ...(how === 'referred' ? { [theirRoom]: ref(room) } : {}) },
    },
  });
  if (leftToDatabase && table.map) table.map.key = [];
  if (leftToDatabase && notes.map) notes.map.key = [];
  if (how === 'untold') for (const one of [table, notes]) one.doubt = 'part-of-key';
  link(table, foreignKey(r, [c('account_id')], shop.accounts, { nullable: true }));
  const joined = foreignKey(r, [theirRoom, c('desk_no')], table);
  link(notes, joined);
  if (how === 'own-key' && !joined) notes.doubt = 'part-of-key';
  fill(shop, r, { desks: table, notes, theirRoom });
}

type Filled = Readonly<Record<'desks' | 'notes', ReturnType<Shop['table']>>> & { readonly theirRoom: string };

/** The same desk number in every room, each with another owner. */
function fill(shop: Shop, r: Random, { desks: table, notes, theirRoom }: Filled): void {
  const c = (name: string) => shop.name(name);
  for (const [at, person] of shop.people.filter((one) => one.account).entries()) {
    const place = { [c('room')]: at % 2 === 0 ? 'east' : 'west', [c('no')]: Math.floor(at / 2) + 1 };
    shop.add(table, own(person), {
      ...place,
      [c('account_id')]: person.account?.values[shop.accountKey.column] ?? null,
    });
    for (let n = 0; n < r.int(0, 2); n += 1)
      shop.add(notes, own(person), {
        [theirRoom]: place[c('room')] ?? null,
        [c('id')]: person.n * 10 + n,
        [c('desk_no')]: place[c('no')] ?? null,
      });
  }
}
