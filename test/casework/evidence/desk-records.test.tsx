import { buildDeskRecords } from '../../../functions/casework/evidence/build-desk-records';
import { linkRequests } from '../../../functions/casework/queue/link-requests';
import { linkedRequests } from '../../../functions/casework/queue/linked-requests';
import { whoAsked } from '../../../functions/casework/queue/who-asked';
import { html } from '../../../functions/documents/answer-page';
import { DeskRecordsPart } from '../../../functions/documents/desk-records-part';
import type { DataSubjectRequest } from '../../../functions/domain/data-subject-request';
import type { LoggedEvent } from '../../../functions/domain/events';
import { requestIdOf } from '../../../functions/domain/new-request-id';
import { OWN_ADDRESS } from '../../../functions/domain/person-queue';
import { referenceOf } from '../../../functions/domain/reference';
import type { RequestForm } from '../../../functions/domain/request-form';
import { timersOf } from '../../../functions/domain/timers';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { searchStores } from '../../../functions/steps/search-stores/search-stores';
import { receiveSignal } from '../../../functions/web/signals/receive-signal';
import { enterRequest } from '../../../functions/web/staff/enter-request';
import { otherRequests } from '../../../functions/web/staff/other-requests';
import { aDesk, alma, bruno, jonas } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, received, verified, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { openedPackage } from '../../documents/read-zip';
import { aPackage } from '../../documents/sample-answer';
import { textOf } from '../../documents/text-of';
import { anEvent } from '../../domain/a-log';

async function proven(world: World, form = aForm()): Promise<string> {
  const id = await verified(world, form);
  await linkRequests(world, id, [{ kind: 'email', value: form.email, place: OWN_ADDRESS }]);
  return id;
}

async function recordsOf(world: World, request: DataSubjectRequest, known?: DataSubjectRequest[]) {
  const others = known ?? (await linkedRequests(world, request));
  return buildDeskRecords(world, request, others, await whoAsked(world, request, others));
}

async function close(world: World, id: string): Promise<void> {
  await world.register.append(id, 'close', () => anEvent('closed', { outcome: 'nothing-found' }));
}

/**
 * Mia has asked before, somebody else typed her address, her shop passed a signal on, and now she asks for
 * access.
 */
async function miasRecords() {
  const world = aWorld();
  const earlier = await proven(world, aForm({ right: 'rectification' }));
  await close(world, earlier);
  world.clock.forward('P10D');
  const typedByOthers = await received(world, aForm({ right: 'marketing-objection', message: 'not hers' }));
  const others = await proven(world, aForm({ email: 'somebody.else@example.com' }));
  const signal = await receiveSignal(world, 'k1', {
    customer: { by: 'email', value: mia.email },
    signal: 'gpc',
  });
  world.clock.forward('P1D');
  const id = await proven(world);
  const request = await world.register.load(id);
  const records = await recordsOf(world, request);
  const text = textOf(html(<DeskRecordsPart records={records} recordsKept="P3Y" stubKept="P6Y" />));
  return { world, records, text, ids: { earlier, typedByOthers, others, id, signal: signal.requestId } };
}

describe('what an access answer says of the desk’s own records', () => {
  it('lists every request of the proven mailbox and every signal of the known customer, in order', async () => {
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

  it('omits a request that merely names the address, and requests of other people', async () => {
    const { records, text, ids } = await miasRecords();

    for (const id of [ids.typedByOthers, ids.others]) {
      expect(text).not.toContain(referenceOf(id));
      expect(JSON.stringify(records)).not.toContain(referenceOf(id));
    }
    expect(text).toContain('A request that only names your address may come from anybody');
  });

  it('names no member of staff, and contains no text that anybody wrote', async () => {
    const { records, text } = await miasRecords();

    for (const { id, name, email } of [alma, bruno, jonas])
      for (const word of [name, email, `"${id}"`])
        expect(`${text}${JSON.stringify(records)}`).not.toContain(word);
  });

  it('says of a record whose key is destroyed that only dates and steps are left, and of an erasure what is kept to notice returning data', async () => {
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
    const records = await recordsOf(world, request, [{ ...old, log }]);
    const text = textOf(html(<DeskRecordsPart records={records} recordsKept="P3Y" stubKept="P6Y" />));

    expect(records.requests[0]).toMatchObject({ unreadableSince: '2026-11-30', hashes: true });
    expect(records.requests[0]).not.toHaveProperty('keptUntil');
    expect(text).toContain('Its record has been unreadable since 30 November 2026');
    expect(text).toContain(
      'With it we keep a short code worked out of each record that was erased, to notice when a backup brings it back. Your data cannot be read out of such a code; only whoever has our key could test a guess.',
    );
    expect(text).not.toMatch(/check value|keyed hash/);
  });

  it('says that typed proof is deleted, and that the signature stays as long as its record can be read', async () => {
    const { world, ids } = await miasRecords();
    const request = await world.register.load(ids.id);
    const [first] = request.log;
    const entry = (type: 'proof-offered' | 'shredded') =>
      Object.assign({}, first, anEvent(type), { at: '2026-12-09T10:00:00.000Z' }) as unknown as LoggedEvent;
    const textWith = (...more: LoggedEvent[]) => {
      const records = buildDeskRecords(world, { ...request, log: [...request.log, ...more] }, []);
      return textOf(html(<DeskRecordsPart records={records} recordsKept="P3Y" stubKept="P6Y" />));
    };

    expect(textWith(entry('proof-offered'))).toContain(
      'What was typed there to prove who asks is deleted once it was compared; the declaration that was signed stays in the record.',
    );
    for (const text of [textWith(), textWith(entry('proof-offered'), entry('shredded'))])
      expect(text).not.toContain('What you typed');
  });

  it('names no last day of a record while it keeps data out of use, and one counted from the end of that use', async () => {
    const world = aWorld();
    const id = await proven(world, aForm({ right: 'restriction' }));
    for (const event of [
      anEvent('handed-to-staff', { reason: 'staff-choice' }),
      anEvent('restriction-set', { staffId: 'alma', lookAgainOn: '2030-06-01' }),
      anEvent('staff-finished', { outcome: 'fulfilled' }),
      anEvent('closed', { outcome: 'fulfilled' }),
    ])
      await world.register.append(id, event.type, () => event);
    const request = await world.register.load(id);
    const [first] = request.log;
    const end = { ...anEvent('restriction-ended'), seq: 99, at: '2029-11-20T10:00:00.000Z' };
    const log = [...request.log, { ...first, ...end } as unknown as LoggedEvent];

    const { requests } = buildDeskRecords(world, request, []);
    const later = buildDeskRecords(world, { ...request, log }, []);

    expect(requests[0]).toMatchObject({ whileRestricted: 'P3Y' });
    expect(requests[0]).not.toHaveProperty('keptUntil');
    expect(later.requests[0]).toMatchObject({ keptUntil: '2030-01-19' });
    expect(timersOf(request, world).map(({ kind }) => kind)).not.toContain('shred');
  });

  it('mentions the hashes of proven addresses, and that a letter without an address is not listed', async () => {
    const { text } = await miasRecords();

    expect(text).toContain('a short code worked out of each that was proven');
    expect(text).toContain('for 3 years and one year after the proof');
    expect(text).toContain('A letter or a call with no e-mail address in it cannot be found that way');
  });

  it('is in the package both for people and for programs', async () => {
    const { records } = await miasRecords();

    const { entries } = await openedPackage(
      aPackage({ deskRecords: { records, recordsKept: 'P3Y', stubKept: 'P6Y' } }),
    );

    expect(JSON.parse(String(entries.get('data/requests-to-us.json')))).toEqual(records);
    expect(textOf(String(entries.get('index.html')))).toContain('Your requests to us');
  });
});

describe('a request that may concern somebody else', () => {
  const asking = async (world: World, form: Partial<RequestForm>) => {
    const request = await world.register.load(await proven(world, aForm(form)));
    const records = await recordsOf(world, request);
    const text = textOf(html(<DeskRecordsPart records={records} recordsKept="P3Y" stubKept="P6Y" />));
    return { records, text, staff: await otherRequests(world, request) };
  };

  async function beside(mine: Partial<RequestForm>, theirs: Partial<RequestForm>) {
    const world = aWorld();
    const earlier = await proven(world, aForm({ right: 'erasure', ...theirs }));
    await close(world, earlier);
    return { ...(await asking(world, mine)), reference: referenceOf(earlier) };
  }

  it.each(['child', 'represented', 'deceased'] as const)(
    'is described as made for somebody else, without its outcome: %s',
    async (forWhom) => {
      const world = aWorld();
      const requestId = requestIdOf(forWhom, {});
      const form = { right: 'erasure', forWhom, relation: 'customer', email: mia.email } as const;
      const receivedAt = world.clock.now();
      const entered = {
        requestId,
        form,
        receivedAt,
        cameBy: 'post',
        staff: alma,
        known: 'Papers seen',
      } as const;
      await enterRequest(world, entered);
      await world.register.append(requestId, 'finish', () =>
        anEvent('staff-finished', { outcome: 'fulfilled' }),
      );
      await world.register.append(requestId, 'close', () => anEvent('closed', { outcome: 'fulfilled' }));

      const { records, text, staff } = await asking(world, {});

      expect(text).toContain('we were asked for somebody else: to erase the data we hold on them');
      expect(text).not.toContain('you asked us to erase');
      expect(text).not.toContain(': done');
      expect(records.requests[0]).toMatchObject({ asker: 'other' });
      expect(records.requests[0]).not.toHaveProperty('outcome');
      expect(staff.requests[0]).toMatchObject({ asker: 'for-other' });
    },
  );

  it.each([
    ['Anna Sommer', 'Ben Sommer'],
    ['Ben', 'Anna Sommer'],
    ['B. Sommer', 'Anna Sommer'],
  ])('is mentioned but not described if the names differ: %s and %s', async (name, other) => {
    const { records, text, staff, reference } = await beside({ name }, { name: other });

    expect(records.requests).toHaveLength(1);
    expect(text).not.toContain(reference);
    expect(text).toContain('There is 1 more request with your address or number that gives another name');
    expect(staff.requests[0]).toMatchObject({ asker: 'other-name' });
  });

  it.each([
    ['Mia Sommer', 'SOMMER, Mia'],
    ['Mia Sommer', 'Dr. Mia Luise Sommer'],
    ['Mia Müller', 'Mia Mueller'],
    ['José Núñez', 'Jose Nunez'],
  ])(
    'is described as the person’s own if it is the same name in another spelling: %s and %s',
    async (name, other) => {
      const { text } = await beside({ name }, { name: other });

      expect(text).toContain('you asked us to erase');
    },
  );

  it.each([
    ['Mia Sommer', undefined],
    [undefined, 'Mia Sommer'],
    ['Mia Sommer', 'Sommer'],
    ['A. Sommer', 'Anna Sommer'],
  ])(
    'is described without saying who asked if too little of the names is known: %s and %s',
    async (name, other) => {
      const { text } = await beside({ name }, { name: other });

      expect(text).toContain('a request came with your address or number');
      expect(text).not.toContain('you asked us to erase');
    },
  );
});

describe('what the mail that nothing was found says of the desk’s own records', () => {
  async function nothingFound(right: 'access' | 'erasure', before: (world: World) => Promise<unknown>) {
    const rows = { shop: { customers: [], orders: [], invoices: [] } };
    const desk = aDesk({ stores: aDesk().stores.filter(({ id }) => id === 'shop') });
    const world = aWorld({ desk, map: aMap(), rows });
    const others = await before(world);
    world.clock.forward('P1D');
    const id = await proven(world, aForm({ right }));
    await searchStores(world, { requestId: id });
    await notifyOutcome(world, { requestId: id });
    const text = world.mailbox.to(mia.email).at(-1)?.text.replace(/\s+/g, ' ') ?? '';
    return { id, others, text };
  }

  const signalled = (world: World) =>
    receiveSignal(world, 'k1', { customer: { by: 'email', value: mia.email }, signal: 'gpc' });

  it.each(['access', 'erasure'] as const)('names each of the person’s other requests: %s', async (right) => {
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

  it('says that a request under another name exists, and nothing else about it', async () => {
    const { others, text } = await nothingFound('access', (world) =>
      proven(world, aForm({ right: 'erasure', name: 'Ben Sommer' })),
    );

    expect(text).toContain('1 more request with your address or number that gives another name');
    expect(text).not.toContain(referenceOf(String(others)));
    expect(text).not.toContain('All that we found on you');
  });

  it('says that this request is the only one only if that is so', async () => {
    const { text } = await nothingFound('access', async (world) =>
      proven(world, aForm({ email: 'somebody.else@example.com' })),
    );

    expect(text).toContain('All that we found on you is this request.');
    expect(text).not.toContain('We keep a record of this request, and of these');
  });
});
