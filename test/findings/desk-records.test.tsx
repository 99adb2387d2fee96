import { html } from '../../functions/answer/answer-page';
import { DeskRecordsPart } from '../../functions/answer/desk-records-part';
import type { LoggedEvent } from '../../functions/domain/events';
import { OWN_ADDRESS } from '../../functions/domain/person-queue';
import { referenceOf } from '../../functions/domain/reference';
import { deskRecordsOf } from '../../functions/findings/desk-records-of';
import { linkRequests } from '../../functions/queue/link-requests';
import { linkedRequests } from '../../functions/queue/linked-requests';
import { takeSignal } from '../../functions/signals/take-signal';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { searchStores } from '../../functions/steps/search-stores/search-stores';
import { openedPackage } from '../answer/read-zip';
import { aPackage } from '../answer/sample-answer';
import { textOf } from '../answer/text-of';
import { aDesk, alma, bruno, jonas } from '../builders/a-desk';
import { aMap } from '../builders/a-map';
import { aForm, aWorld, received, verified, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';

async function proven(world: World, form = aForm()): Promise<string> {
  const id = await verified(world, form);
  await linkRequests(world, id, [{ kind: 'email', value: form.email, place: OWN_ADDRESS }]);
  return id;
}

async function close(world: World, id: string): Promise<void> {
  await world.register.append(id, 'close', () => anEvent('closed', { outcome: 'nothing-found' }));
}

/** Mia asked before, somebody else typed her address, her shop passed a signal on, and now she asks to see everything. */
async function miasRecords() {
  const world = aWorld();
  const earlier = await proven(world, aForm({ right: 'rectification' }));
  await close(world, earlier);
  world.clock.forward('P10D');
  const typedByOthers = await received(world, aForm({ right: 'marketing-objection', message: 'not hers' }));
  const others = await proven(world, aForm({ email: 'somebody.else@example.com' }));
  const signal = await takeSignal(world, 'k1', {
    customer: { by: 'email', value: mia.email },
    signal: 'gpc',
  });
  world.clock.forward('P1D');
  const id = await proven(world);
  const request = await world.register.load(id);
  const records = deskRecordsOf(world, request, await linkedRequests(world, request));
  const text = textOf(html(<DeskRecordsPart records={records} recordsKept="P3Y" stubKept="P6Y" />));
  return { world, records, text, ids: { earlier, typedByOthers, others, id, signal: signal.requestId } };
}

describe('what an access answer says of the desk’s own records', () => {
  it('is every request of the proven mailbox and every signal of the known customer, in their order', async () => {
    const { records, ids } = await miasRecords();

    expect(records.requests.map(({ reference }) => reference)).toEqual(
      [ids.earlier, ids.signal, ids.id].map(referenceOf),
    );
    expect(records.requests[0]).toMatchObject({
      right: 'rectification',
      cameBy: 'form',
      receivedOn: '2026-11-24',
      closedOn: '2026-11-24',
      outcome: 'nothing-found',
      keptUntil: '2029-11-24',
    });
    expect(records.requests[1]).toMatchObject({ right: 'opt-out-of-sale', cameBy: 'signal', letters: 0 });
    expect(records.requests[2]).toMatchObject({ right: 'access', isThis: true });
  });

  it('is never a request that merely names the address, nor one of somebody else', async () => {
    const { records, text, ids } = await miasRecords();

    for (const id of [ids.typedByOthers, ids.others]) {
      expect(text).not.toContain(referenceOf(id));
      expect(JSON.stringify(records)).not.toContain(referenceOf(id));
    }
    expect(text).toContain('A request that only names your address may come from anybody');
  });

  it('names nobody of the staff, and holds no text that anybody wrote', async () => {
    const { records, text } = await miasRecords();

    for (const { id, name, email } of [alma, bruno, jonas])
      for (const word of [name, email, `"${id}"`])
        expect(`${text}${JSON.stringify(records)}`).not.toContain(word);
  });

  it('says of a record whose key is destroyed that only dates and steps are left, and of an erasure what is kept to notice what comes back', async () => {
    const world = aWorld();
    const earlier = await proven(world, aForm({ right: 'access' }));
    await close(world, earlier);
    const id = await proven(world);
    const request = await world.register.load(id);
    const old = await world.register.load(earlier);
    const at = '2026-11-30T10:00:00.000Z';
    const [first] = old.log;
    const later = (type: 'erasure-planned' | 'shredded') =>
      Object.assign({}, first, anEvent(type), { at }) as unknown as LoggedEvent;
    const log = [...old.log, later('erasure-planned'), later('shredded')];
    const records = deskRecordsOf(world, request, [{ ...old, log }]);
    const text = textOf(html(<DeskRecordsPart records={records} recordsKept="P3Y" stubKept="P6Y" />));

    expect(records.requests[0]).toMatchObject({ unreadableSince: '2026-11-30', hashes: true });
    expect(records.requests[0]).not.toHaveProperty('keptUntil');
    expect(text).toContain('Its record has been unreadable since 30 November 2026');
    expect(text).toContain(
      'With it we keep a short code worked out of each record that was erased, to notice when a backup brings it back. Your data cannot be read out of such a code; only whoever has our key could test a guess.',
    );
    expect(text).not.toMatch(/check value|keyed hash/);
  });

  it('says of what was typed as proof that it is deleted, and of the signature that it stays, as long as its record can be read', async () => {
    const { world, ids } = await miasRecords();
    const request = await world.register.load(ids.id);
    const [first] = request.log;
    const entry = (type: 'proof-offered' | 'shredded') =>
      Object.assign({}, first, anEvent(type), { at: '2026-12-09T10:00:00.000Z' }) as unknown as LoggedEvent;
    const textWith = (...more: LoggedEvent[]) => {
      const records = deskRecordsOf(world, { ...request, log: [...request.log, ...more] }, []);
      return textOf(html(<DeskRecordsPart records={records} recordsKept="P3Y" stubKept="P6Y" />));
    };

    expect(textWith(entry('proof-offered'))).toContain(
      'What you typed there to prove who you are is deleted once it was compared; the declaration that you signed stays in the record.',
    );
    for (const text of [textWith(), textWith(entry('proof-offered'), entry('shredded'))])
      expect(text).not.toContain('What you typed');
  });

  it('is in the package for people and for programs', async () => {
    const { records } = await miasRecords();

    const { entries } = await openedPackage(
      aPackage({ deskRecords: { records, recordsKept: 'P3Y', stubKept: 'P6Y' } }),
    );

    expect(JSON.parse(String(entries.get('data/requests-to-us.json')))).toEqual(records);
    expect(textOf(String(entries.get('index.html')))).toContain('Your requests to us');
  });
});

describe('what the mail that nothing was found says of the desk’s own records', () => {
  async function nothingFound(right: 'access' | 'erasure', before: (world: World) => Promise<unknown>) {
    const rows = { shop: { customers: [], orders: [], invoices: [] } };
    const desk = aDesk({ stores: aDesk().stores.filter(({ id }) => id === 'shop') });
    const world = aWorld({ desk, map: aMap(), rows });
    const others = await before(world);
    world.clock.forward('P1D');
    const id = await proven(world, aForm({ right }));
    await searchStores(world)({ requestId: id });
    await notifyOutcome(world)({ requestId: id });
    const text = world.mailbox.to(mia.email).at(-1)?.text.replace(/\s+/g, ' ') ?? '';
    return { id, others, text };
  }

  const signalled = (world: World) =>
    takeSignal(world, 'k1', { customer: { by: 'email', value: mia.email }, signal: 'gpc' });

  it.each(['access', 'erasure'] as const)('names each of the person’s others: %s', async (right) => {
    const { others, text } = await nothingFound(right, async (world) => {
      const erasure = await proven(world, aForm({ right: 'erasure' }));
      await close(world, erasure);
      const { requestId } = await signalled(world);
      return [erasure, requestId];
    });

    for (const id of others as string[]) expect(text).toContain(referenceOf(id));
    expect(text).toContain('by an opt-out signal of your browser');
    expect(text).toContain('We keep a record of this request, and of these');
    expect(text).not.toContain('All that we found on you');
  });

  it('says that there is this request alone only where that is so', async () => {
    const { text } = await nothingFound('access', async (world) =>
      proven(world, aForm({ email: 'somebody.else@example.com' })),
    );

    expect(text).toContain('All that we found on you is this request.');
    expect(text).not.toContain('We keep a record of this request, and of these');
  });
});
