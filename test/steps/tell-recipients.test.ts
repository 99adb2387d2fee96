import type { CompletionReport } from '../../functions/documents/completion-facts';
import type { DataMap } from '../../functions/domain/data-map';
import { allOf } from '../../functions/domain/log-entries';
import { recipientsOf, recipientsToTell } from '../../functions/domain/recipients';
import type { Recipient } from '../../functions/domain/system-map';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { optOutStore } from '../../functions/steps/opt-out-stores/opt-out-store';
import { tellRecipients } from '../../functions/steps/tell-recipients/tell-recipients';
import { aCollection, aMap, mailboxStore, usedFor } from '../builders/a-map';
import { aForm, aWorld, received, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent, aRequest, reaching } from '../domain/a-log';
import { approvedErasure, eraseRounds } from './erasure-saga';

const cable: Recipient = {
  id: 'cable',
  name: 'Cable Hosting',
  role: 'processor',
  contact: 'privacy@cable.example.com',
  purpose: 'keeps the database',
  hosts: ['shop'],
};

/** The shop's map with one more recipient. */
function mapWith(recipient: Recipient): DataMap {
  const map = aMap();
  return { ...map, systems: map.systems.map((s) => ({ ...s, recipients: [...s.recipients, recipient] })) };
}

async function erased(
  recipient: Recipient,
  around: (world: World, requestId: string) => Promise<unknown> = async () => {},
) {
  const world = aWorld({ map: mapWith(recipient) });
  const requestId = await approvedErasure(world, mia.email);
  await eraseRounds(world, requestId);
  await around(world, requestId);
  await tellRecipients(world, { requestId });
  await notifyOutcome(world, { requestId });
  return { world, requestId };
}

const noticeTo = (world: World) => world.mailbox.to(mia.email).at(-1)?.text.replaceAll(/\s+/g, ' ');
const mailsTo = (world: World, { contact }: Recipient) => world.mailbox.to(contact).length;

describe('an erasure', () => {
  it('is reported to everyone who received the data, except the host of the store that was erased', async () => {
    const { world, requestId } = await erased(cable);

    const told = allOf((await world.register.load(requestId)).log, 'recipient-told');
    expect(told.map((event) => event.data.recipientId)).toEqual(['parcel', 'bank']);
    expect(mailsTo(world, cable)).toBe(0);
  });

  it('names the host to the person, with the date until which its backups hold the data', async () => {
    const { world, requestId } = await erased(cable);

    const report = (await world.objects.get(requestId, 'completion-report.json')) as CompletionReport;
    const until = report.notCovered.backups.find((one) => one.storeId === 'shop')?.until ?? 'no date';
    expect(report.notCovered.recipients).toContainEqual({
      name: 'Cable Hosting',
      status: 'spared',
      keeps: [{ title: 'the shop’s database', backupsUntil: until }],
    });
    expect(noticeTo(world)).toContain(
      'Cable Hosting: not told, as it only keeps the shop’s database for us: what we erased there is erased there too; its backups until',
    );
  });

  it('is reported to a host without that remark in the map, to the host of a store that was given up, and never twice', async () => {
    const { hosts: _, ...plain } = cable;
    const processor = await erased(plain);
    const doubtful = await erased(cable, ({ register }, requestId) =>
      register.append(requestId, 'gone', () => anEvent('stores-given-up', { storeIds: ['shop'] })),
    );
    await tellRecipients(doubtful.world, { requestId: doubtful.requestId });

    expect([mailsTo(processor.world, cable), mailsTo(doubtful.world, cable)]).toEqual([1, 1]);
    expect(noticeTo(doubtful.world)).toContain('Cable Hosting: told');
  });
});

describe('a recipient whose mail cannot be sent', () => {
  it.each([
    ['is refused', cable.contact],
    ['has no address in the map', ''],
  ])('counts as not informed, and the answer says so: it %s', async (_, contact) => {
    const { hosts: _hosts, ...plain } = cable;
    const { world, requestId } = await erased({ ...plain, contact }, async ({ mailbox }) => {
      mailbox.refuses.set(cable.contact, 'address');
    });

    const { log } = await world.register.load(requestId);
    expect(allOf(log, 'recipient-told').map(({ data }) => data.recipientId)).toEqual(['parcel', 'bank']);
    expect(allOf(log, 'mail-failed').map(({ data }) => data.key)).toEqual(['recipient-cable']);
    expect(noticeTo(world)).toContain('Cable Hosting: not told yet');
  });
});

describe('a collection in which something is found', () => {
  const found = (rows: number, retained: number) =>
    recipientsOf(
      aMap(),
      aRequest(
        ...reaching.locating,
        anEvent('manifest-frozen', {
          stores: [{ storeId: 'shop', collection: 'invoices', rows, retained }],
        }),
      ),
    ).map(({ id }) => id);

  it('includes its recipients if something of it is erased, and not if a law keeps all of it', () => {
    expect(found(2, 1)).toEqual(['parcel', 'bank']);
    expect(found(2, 2)).toEqual([]);
  });
});

describe('a manual store', () => {
  const letters = aCollection('letters', 'Letters', { fields: [], systemKeys: ['care'] });
  const archivist: Recipient = { ...cable, id: 'archivist', name: 'Archivist', role: 'controller' };
  const { hosts: _, ...teller } = archivist;
  const map: DataMap = {
    ...aMap(),
    stores: [...aMap().stores, { ...mailboxStore, collections: [letters] }],
    systems: [
      ...aMap().systems,
      {
        key: 'care',
        title: 'Care',
        purposes: [],
        recipients: [teller, { ...cable, hosts: ['mailbox'] }],
        transfers: [],
        automatedDecisions: [],
      },
    ],
  };
  const task = { taskId: 'm-1', kind: 'manual-erasure', storeId: 'mailbox', owner: 'jonas' } as const;
  const request = (answer: 'done' | 'nothing-held' | 'kept') =>
    aRequest(
      anEvent('received', { right: 'erasure' }),
      anEvent('task-asked', task),
      anEvent('task-answered', { taskId: 'm-1', answer }),
    );
  const names = (recipients: readonly Recipient[]) => recipients.map(({ name }) => name);

  it.each(['done', 'kept'] as const)('includes its recipients if its owner found something: %s', (answer) => {
    expect(names(recipientsOf(map, request(answer)))).toEqual(['Archivist', 'Cable Hosting']);
    expect(names(recipientsToTell(map, request(answer)))).toEqual(['Archivist']);
  });

  it('includes nobody if its owner found nothing', () => {
    expect(recipientsOf(map, request('nothing-held'))).toEqual([]);
  });
});

describe('an opt-out', () => {
  it('is reported to those who do what it stops, but not to the host of the store where it was set', async () => {
    const world = aWorld({ map: usedFor(mapWith(cable), { bank: ['marketing'], parcel: ['marketing'] }) });
    const requestId = await received(world, aForm({ right: 'marketing-objection' }));
    await optOutStore(world, { requestId, storeId: 'shop' });

    await tellRecipients(world, { requestId });
    await notifyOutcome(world, { requestId });

    expect(mailsTo(world, cable)).toBe(0);
    expect(noticeTo(world)).toContain('Gute Bank: hears of it within a day');
    expect(noticeTo(world)).not.toContain('Cable Hosting');
  });

  it('is not reported, unlike an erasure, to those who get the data only for what it does not stop', async () => {
    const world = aWorld({
      map: usedFor(aMap(), { bank: ['essential.service.operations'], parcel: ['marketing'] }),
    });
    const requestId = await received(world, aForm({ right: 'marketing-objection' }));
    await optOutStore(world, { requestId, storeId: 'shop' });
    await tellRecipients(world, { requestId });
    await notifyOutcome(world, { requestId });

    const queued = allOf((await world.register.load(requestId)).log, 'recipient-queued');
    expect(queued.map(({ data }) => data.recipientId)).toEqual(['parcel']);
    expect(noticeTo(world)).toContain('Flinke Feder Paketdienst: hears of it within a day');
    expect(noticeTo(world)).not.toContain('Gute Bank');

    const erasure = await approvedErasure(world, mia.email);
    await eraseRounds(world, erasure);
    await tellRecipients(world, { requestId: erasure });
    const told = allOf((await world.register.load(erasure)).log, 'recipient-told');
    expect(told.map(({ data }) => data.recipientId)).toEqual(['parcel', 'bank']);
  });
});
