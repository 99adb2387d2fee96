import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { readDeskData } from '../../functions/adapters/desk-data';
import { dynamoDeskItems } from '../../functions/adapters/dynamo-desk-items';
import { dynamoInbox } from '../../functions/adapters/dynamo-inbox';
import { dynamoTombstones } from '../../functions/adapters/dynamo-tombstones';
import type { DeskItems } from '../../functions/domain/desk-items';
import type { Inbox, Tombstones } from '../../functions/domain/ports';
import { readStored, StoredShapeError } from '../../functions/domain/read-stored';
import { deskTables } from '../../local/desk/create-tables';
import { type WireTables, wireTables } from './dynalite-table';

let tables: WireTables;
let items: DeskItems;
let inbox: Inbox;
let tombstones: Tombstones;

beforeAll(async () => {
  tables = await wireTables();
  const { client } = tables;
  const pepper = async () => Buffer.alloc(32);
  items = dynamoDeskItems({ client, table: deskTables.DESK_TABLE });
  inbox = dynamoInbox({ client, table: deskTables.INBOX_TABLE });
  tombstones = dynamoTombstones({ client, table: deskTables.TOMBSTONE_TABLE, pepper });
});

afterAll(() => tables.close());

async function store(table: keyof typeof deskTables, Item: Record<string, unknown>): Promise<void> {
  await tables.direct.send(new PutCommand({ TableName: deskTables[table], Item }));
}

const token = { hash: 'h', purpose: 'decide', requestId: 'dsr-a', issue: 1, expiresAt: '2026-12-01' };
const session = { ...token, tokenHash: 'h', csrf: 'c', factor: 'link' };
const person = { hash: 'p', requestId: 'dsr-a', place: 'email', at: '2026-11-24T09:00:00Z' };
const at = (pk: string, sk = '-') => ({ pk, sk });

describe('what an older version stored', () => {
  it('is read without what it did not write', async () => {
    await store('DESK_TABLE', { ...at('TOKEN#old'), ...token });
    await store('DESK_TABLE', { ...at('SESSION#old'), ...session });
    await store('DESK_TABLE', { ...at('STAFF#old', 'totp'), sealed: 's' });

    expect(await items.findToken('old')).toMatchObject(token);
    expect(await items.findSession('old')).toMatchObject(session);
    expect(await items.findTotp('old')).toEqual({ sealed: 's' });
  });

  it('is read also from the inbox, where items had no purpose', async () => {
    const old = { requestId: 'dsr-old', receivedAt: '2026-11-24T09:00:00Z', wrappedKey: 'w', sealed: 's' };
    await store('INBOX_TABLE', old);

    expect(await inbox.find('dsr-old')).toEqual(old);
  });
});

describe('what a newer version stored', () => {
  it('keeps the fields that this one does not know', async () => {
    await store('DESK_TABLE', { ...at('STAFF#new', 'totp'), sealed: 's', passkey: true });
    await store('DESK_TABLE', { ...at('TOKEN#new'), ...token, channel: 'post' });

    expect(await items.findTotp('new')).toEqual({ sealed: 's', passkey: true });
    expect(await items.findToken('new')).toMatchObject({ channel: 'post' });
  });
});

describe('what was damaged', () => {
  it.each<[string, Record<string, unknown>, (all: DeskItems) => Promise<unknown>, string]>([
    ['link', { ...at('TOKEN#bad'), ...token, expiresAt: 7 }, (all) => all.findToken('bad'), 'expiresAt'],
    ['session', { ...at('SESSION#bad'), ...session, csrf: null }, (all) => all.findSession('bad'), 'csrf'],
    ['authenticator', { ...at('STAFF#bad', 'totp'), version: 1 }, (all) => all.findTotp('bad'), 'sealed'],
    ['wait of a task', { ...at('WAIT#bad', 'w'), wait: 'w' }, (all) => all.waits('bad'), 'taskToken'],
    [
      'hash of an identifier',
      { ...at('PERSON#bad', 'x'), ...person, place: 1 },
      (all) => all.findPerson('bad'),
      'place',
    ],
    ['typed proof', { ...at('TYPED#bad', 'o') }, (all) => all.findTyped('bad', 'o'), 'sealed'],
    ['cursor of a sweep', { ...at('CURSOR#bad'), value: 3 }, (all) => all.findCursor('bad'), 'value'],
  ])('stops the reader with its kind and the field: a %s', async (kind, item, read, field) => {
    await store('DESK_TABLE', item);

    const reading = read(items);
    await expect(reading).rejects.toThrow(StoredShapeError);
    await expect(reading).rejects.toThrow(`a stored ${kind} cannot be read: ${field}`);
  });

  it('is told of a tombstone too', async () => {
    const entry = { storeId: 'shop', collection: 'customers', field: 'email', value: 'mia@example.com' };
    const dates = { at: '2026-11-24T09:00:00Z', until: '2027-11-24T09:00:00Z' };
    await tombstones.put('dsr-a', [entry], dates);
    expect(await tombstones.find([entry], dates.at)).toEqual([{ requestId: 'dsr-a', erasedAt: dates.at }]);

    const { Items = [] } = await tables.direct.send(
      new ScanCommand({ TableName: deskTables.TOMBSTONE_TABLE }),
    );
    await store('TOMBSTONE_TABLE', { id: Items[0]?.id, until: dates.until });

    await expect(tombstones.find([entry], dates.at)).rejects.toThrow('tombstone cannot be read: requestId');
  });

  it.each([{ purpose: 7 }, { purpose: 'other' }, { triedOn: 20261124 }, { registered: 'yes' }])(
    'in the inbox holds up no other item either where a field that may be absent is odd: %j',
    async (odd) => {
      const requestId = `dsr-${JSON.stringify(odd).length}-${Object.keys(odd)[0]}`;
      await store('INBOX_TABLE', { requestId, receivedAt: 'x', wrappedKey: 'w', sealed: 's', ...odd });

      const ids: string[] = [];
      for await (const item of inbox.waiting()) ids.push(item.requestId);
      expect(ids).toContain(requestId);
      expect(await inbox.find(requestId)).toEqual({
        requestId,
        receivedAt: 'x',
        wrappedKey: 'w',
        sealed: 's',
      });
    },
  );

  it('in the inbox holds up no other item: it is given out, and cannot be opened', async () => {
    await store('INBOX_TABLE', { requestId: 'dsr-bad', receivedAt: '2026-11-24T09:00:00Z', sealed: 5 });
    await store('INBOX_TABLE', { requestId: 'dsr-good', receivedAt: 'x', wrappedKey: 'w', sealed: 's' });

    const ids: string[] = [];
    for await (const { requestId } of inbox.waiting()) ids.push(requestId);
    expect(ids).toEqual(expect.arrayContaining(['dsr-bad', 'dsr-good']));
    expect(await inbox.find('dsr-bad')).toMatchObject({ sealed: '', wrappedKey: '' });
  });

  it('is named without any of its values', () => {
    const shape = z.looseObject({ email: z.number(), name: z.string() });

    const read = () => readStored('a stored thing', shape, { email: 'mia@example.com', name: 'Mia' });
    expect(read).toThrow('a stored thing cannot be read: email is missing or of another shape');
    expect(read).not.toThrow(/mia|Mia/);
    expect(() => readStored('a stored thing', shape, 'Mia')).toThrow('its content is missing');
  });
});

describe('the desk file of a function', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rightsdesk-desk-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['{"desk":{},"map":{"stores":[]}}', 'a stored desk file cannot be read: book'],
    ['{"desk":{},"map":{},"book":{}}', 'a stored desk file cannot be read: map'],
  ])('is refused when a part is missing: %s', (text, message) => {
    const file = join(folder, 'desk.json');
    writeFileSync(file, text);

    expect(() => readDeskData(file)).toThrow(message);
  });
});
