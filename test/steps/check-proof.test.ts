import { wakeDriver } from '../../functions/casework/driver/wake';
import { pointKinds } from '../../functions/domain/data-points';
import { lastOf } from '../../functions/domain/log-entries';
import { openTasks } from '../../functions/domain/open-work';
import { mayConfirmByAccount, proofTriesLeft } from '../../functions/domain/proof-of-details';
import { timersOf } from '../../functions/domain/timers';
import { askDecision } from '../../functions/steps/ask-decision/ask-decision';
import { askManualStores } from '../../functions/steps/ask-manual-stores/ask-manual-stores';
import { assemblePackage } from '../../functions/steps/assemble-package/assemble-package';
import { checkProof } from '../../functions/steps/check-proof/check-proof';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { passOn } from '../../functions/steps/pass-on/pass-on';
import {
  approve,
  approvedCopy,
  californianDesk,
  californianWorld,
  miasPoints,
  noahsPoints,
  pointedMap,
  pointedRows,
  waitingForDecision,
} from '../builders/a-californian';
import { aForm, search, verified, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { crashing } from './crashing';

type Typed = Readonly<Record<string, string>>;

let offers = 0;

/** Submits data points by their titles, as the page does. */
async function offer(world: World, id: string, typed: Typed): Promise<string> {
  offers += 1;
  const name = `offer-${offers}`;
  const points = Object.fromEntries(
    pointKinds(world.map).flatMap(({ id: point, title }) => (typed[title] ? [[point, typed[title]]] : [])),
  );
  await world.items.saveTyped(id, name, await world.vault.seal(id, points), '2027-01-01T00:00:00Z');
  await world.register.append(id, `proof-offered-${name}`, () => anEvent('proof-offered', { offer: name }));
  return name;
}

async function submitAndReadMail(world: World, id: string, typed: Typed) {
  await offer(world, id, typed);
  await checkProof(world, { requestId: id });
  return lastOf((await world.register.load(id)).log, 'proof-checked')?.data.says;
}

const titles = Object.keys(miasPoints) as (keyof typeof miasPoints)[];

describe('the comparison of typed data points', () => {
  it('matches if all are this person’s, with other spaces and capitals', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const typed = { ...miasPoints, 'Favourite shade': '  deep  sea green ' };

    expect(await submitAndReadMail(world, id, typed)).toBe('match');
  });

  it.each(titles)('does not match if one is wrong: %s', async (title) => {
    const world = californianWorld();
    const id = await waitingForDecision(world);

    expect(await submitAndReadMail(world, id, { ...miasPoints, [title]: 'something else' })).toBe('no-match');
  });

  it.each(titles)('does not match with somebody else’s data: %s', async (title) => {
    const world = californianWorld();
    const id = await waitingForDecision(world);

    expect(await submitAndReadMail(world, id, { ...miasPoints, [title]: noahsPoints[title] })).toBe(
      'no-match',
    );
    expect(await submitAndReadMail(world, id, noahsPoints)).toBe('no-match');
  });

  it.each([
    ['fewer than three', { 'Date of birth': '1990-05-31', 'Lamp club since': '2017' }],
    ['nothing', {}],
  ])('does not match with %s', async (_what, typed) => {
    const world = californianWorld();
    const id = await waitingForDecision(world);

    expect(await submitAndReadMail(world, id, typed)).toBe('no-match');
  });

  it.each([null, '', undefined])('does not match with an empty field: %p', async (held) => {
    const rows = pointedRows();
    rows.customers = (rows.customers ?? []).map((row) => ({ ...row, shade: held as never }));
    const world = californianWorld({ rows: { shop: rows } });
    const id = await waitingForDecision(world);

    expect(await submitAndReadMail(world, id, { ...miasPoints, 'Favourite shade': String(held) })).toBe(
      'no-match',
    );
  });

  it('says in log and mail that it did not match, and never which point, in all combinations [A01]', async () => {
    const combinations = [1, 2, 3, 4, 5, 6, 7].map((bits) => titles.filter((_, at) => bits & (1 << at)));
    const told = await Promise.all(
      combinations.map(async (wrong) => {
        const world = californianWorld();
        const id = await waitingForDecision(world);
        await submitAndReadMail(world, id, {
          ...miasPoints,
          ...Object.fromEntries(wrong.map((t) => [t, 'wrong'])),
        });
        const { log } = await world.register.load(id);
        const { says } = lastOf(log, 'proof-checked')?.data ?? {};
        const mail = world.mailbox.to(mia.email).at(-1);
        return [says, mail?.subject, mail?.text].join('\n').replaceAll(/\/r\/\S+|DSR-[\w-]+/g, '');
      }),
    );

    expect(new Set(told).size).toBe(1);
    expect(told[0]).toMatch(/does not all fit/);
  });

  it('leaves nothing of what was typed in log, items, objects or mails', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const typed = {
      'Date of birth': 'canary-birth',
      'Lamp club since': 'canary-club',
      'Favourite shade': 'canary-shade',
    };
    await offer(world, id, typed);
    expect(world.items.typed.size).toBe(1);

    await checkProof(world, { requestId: id });

    expect(world.items.typed.size).toBe(0);
    const { log } = await world.register.load(id);
    const opened = await Promise.all(log.map(({ sealed }) => (sealed ? world.vault.unseal(id, sealed) : '')));
    expect(JSON.stringify([log, opened, world.mailbox.sent])).not.toMatch(/canary/);
  });

  it('uses up no try if a store does not answer, says so, and asks once more', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const { shop } = world.connectors;
    if (shop) shop.down = true;

    expect(await submitAndReadMail(world, id, miasPoints)).toBe('not-checked');
    expect(proofTriesLeft(await world.register.load(id))).toBe(3);
    expect(world.mailbox.to(mia.email).at(-1)?.text).toMatch(/not\s+count\s+as\s+a\s+try/);
    if (shop) shop.down = false;
    expect(await submitAndReadMail(world, id, miasPoints)).toBe('match');
  });

  it('asks once more only while it may be typed, and never says that a try is left if none is', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const { shop } = world.connectors;
    if (shop) shop.down = true;
    for (let offered = 1; offered <= 9; offered += 1) {
      expect(await submitAndReadMail(world, id, miasPoints)).toBe('not-checked');
      const { subject = '', text = '' } = world.mailbox.to(mia.email).at(-1) ?? {};
      const mail = `${subject} ${text}`.replaceAll(/\s+/g, ' ');

      if (offered < 9) expect(mail).toMatch(/Please type it once more.*not count as a try.*3 tries left/);
      else {
        expect(mail).toMatch(/We could not compare what you typed.*cannot be tried again here/);
        expect(mail).not.toMatch(/once more|not count as a try/);
      }
    }
  });

  it('grants no further try, whenever the process dies', async () => {
    for (let nth = 1; nth < 25; nth += 1) {
      const world = californianWorld();
      const id = await waitingForDecision(world);
      await offer(world, id, { ...miasPoints, 'Favourite shade': 'wrong' });
      await checkProof(crashing(world, nth), { requestId: id }).catch(() => undefined);
      expect(proofTriesLeft(await world.register.load(id))).toBe(2);
      world.clock.forward('PT1M');

      await checkProof(world, { requestId: id });

      const { log } = await world.register.load(id);
      expect(log.filter(({ type }) => type === 'proof-checked')).toHaveLength(1);
      expect(proofTriesLeft(await world.register.load(id))).toBe(2);
      expect(world.items.typed.size).toBe(0);
    }
  });

  it('compares nothing if what was typed is lost', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const name = await offer(world, id, miasPoints);
    await world.items.dropTyped(id, name);

    await checkProof(world, { requestId: id });

    expect(lastOf((await world.register.load(id)).log, 'proof-checked')?.data.says).toBe('not-checked');
  });
});

describe('a proof that is given while staff have not decided', () => {
  it('wakes the machine, which compares it once and waits for the decision again', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const drivers = () => world.workflow.started.filter(({ name }) => name.startsWith(id)).length;
    const before = drivers();
    await offer(world, id, miasPoints);

    await wakeDriver(world, id);
    expect(world.workflow.answered.at(-1)?.output).toEqual({ next: 'check-proof' });
    for (const _twice of [1, 2]) await passOn(world, { requestId: id });
    expect(drivers()).toBe(before + 1);
    expect(await search(world, id)).toBe('check-proof');
    await checkProof(world, { requestId: id });
    expect(await search(world, id)).toBe('decide');
    const mails = world.mailbox.sent.length;
    await askDecision(world, { requestId: id, taskToken: 'again' });

    expect(world.mailbox.sent).toHaveLength(mails);
    expect(world.workflow.answered).toHaveLength(1);
    const request = await world.register.load(id);
    expect([request.status, lastOf(request.log, 'proof-checked')?.data.says]).toEqual([
      'awaiting-decision',
      'match',
    ]);
  });

  it('waits for the search to end, and is found if its machine was lost', async () => {
    const world = californianWorld();
    const id = await verified(world, aForm({ email: mia.email, livesIn: 'US-CA' }));
    await offer(world, id, miasPoints);
    expect(await search(world, id)).toBe('decide');
    await askDecision(world, { requestId: id, taskToken: `decide:${id}` });

    expect(world.workflow.answered.at(-1)?.output).toEqual({ next: 'check-proof' });
    const timers = timersOf(await world.register.load(id), world);
    expect(timers.map(({ kind }) => kind)).toContain('check-driver');
  });
});

/** The steps of the machine after an approval, until it waits again. */
async function goOn(world: World, id: string): Promise<string> {
  await assemblePackage(world, { requestId: id });
  return (await notifyOutcome(world, { requestId: id })).next;
}

describe('an approved copy for which the law requires the stronger proof', () => {
  it('waits for it as for a task, and informs the person and staff', async () => {
    const world = californianWorld();
    const id = await approvedCopy(world);

    expect(openTasks(await world.register.load(id)).map(({ kind }) => kind)).toEqual(['proof']);
    const mail = world.mailbox.to(mia.email).at(-1);
    expect(mail?.text).toMatch(/\/r\/proof\//);
    expect(mail?.text).toMatch(/3 tries left/);
    expect(world.mailbox.to('alma@shop.example.com').at(-1)?.text).toMatch(/details wait/);
  });

  it('shows the data once the proof matches', async () => {
    const world = californianWorld();
    const id = await approvedCopy(world);
    await offer(world, id, miasPoints);

    expect(await goOn(world, id)).toBe('check-proof');
    await checkProof(world, { requestId: id });
    expect(openTasks(await world.register.load(id))).toEqual([]);
    expect(await goOn(world, id)).toBe('done');

    const request = await world.register.load(id);
    expect(lastOf(request.log, 'package-made')?.data).not.toHaveProperty('only');
    expect(request.outcome).toBe('fulfilled');
  });

  it('informs staff again if all tries were wrong, and then waits for their decision or the date [A01]', async () => {
    const world = californianWorld();
    const id = await approvedCopy(world);
    for (let n = 0; n < 3; n += 1)
      await submitAndReadMail(world, id, { ...miasPoints, 'Favourite shade': `wrong ${n}` });

    await askManualStores(world, { requestId: id, taskToken: 'again' });

    const request = await world.register.load(id);
    expect(openTasks(request).map(({ taskId }) => taskId)).toEqual([expect.stringMatching(/^proof-failed-/)]);
    expect(world.mailbox.to(mia.email).at(-1)?.text).toMatch(/no tries left/);
    expect(world.mailbox.to('alma@shop.example.com').at(-1)?.text).toMatch(/as often as they\s+may/);
  });

  it('leaves it to a person whose the records of one mailbox are, and says so to both', async () => {
    const map = pointedMap();
    const stores = map.stores.map((store) => ({
      ...store,
      collections: store.collections.map(({ ownRecord: _, ...one }) =>
        one.name === 'customers' ? { ...one, primaryKey: ['row'] } : one,
      ),
    }));
    const rows = pointedRows();
    const [first = {}, ...others] = rows.customers ?? [];
    const paul = { ...first, row: '2', birth: '1988-01-01', club: 2010, shade: 'Red' };
    const customers = [{ row: '1', ...first }, paul, ...others.map((row) => ({ row: '3', ...row }))];
    const world = californianWorld({ map: { ...map, stores }, rows: { shop: { ...rows, customers } } });
    const id = await approvedCopy(world);
    const before = await world.register.load(id);

    expect(await submitAndReadMail(world, id, miasPoints)).toBe('several');
    await askManualStores(world, { requestId: id, taskToken: 'again' });

    const request = await world.register.load(id);
    expect([mayConfirmByAccount(before), mayConfirmByAccount(request)]).toEqual([true, false]);
    expect(proofTriesLeft(request)).toBe(0);
    expect(openTasks(request).map(({ taskId }) => taskId)).toEqual([expect.stringMatching(/^proof-failed-/)]);
    const mail = world.mailbox.to(mia.email).at(-1)?.text.replaceAll(/\s+/g, ' ');
    expect(mail).toMatch(/some of them may be somebody else's\. So nothing of them is shown yet/);
    expect(mail).not.toMatch(/does not all fit|could not compare/);
    const asked = world.mailbox.to('alma@shop.example.com').at(-1)?.text.replaceAll(/\s+/g, ' ');
    expect(asked).toMatch(/which may be those of somebody else/);
    await goOn(world, id);
    const log = (await world.register.load(id)).log;
    expect(lastOf(log, 'package-made')?.data).toMatchObject({ only: 'not-proven', records: 0 });
  });

  it('names only the kinds if no more is proven, and is not called complete [A02]', async () => {
    const world = californianWorld();
    const id = await approvedCopy(world);

    await goOn(world, id);

    const request = await world.register.load(id);
    expect(lastOf(request.log, 'package-made')?.data).toMatchObject({ only: 'not-proven', records: 0 });
    expect(request.outcome).toBe('partly-fulfilled');
    const mail = world.mailbox.to(mia.email).at(-1);
    expect(mail?.subject).toMatch(/kinds of data/);
    expect(mail?.text).toMatch(/could not be sure enough/);
  });

  it.each([
    ['not-proven', {}, {}],
    ['wanted', { wants: 'categories' }, {}],
    [undefined, {}, miasPoints],
  ] as const)(
    'mentions in the mail what was left out only if the data is shown: %s',
    async (only, form, typed) => {
      const rows = pointedRows();
      const noted = ['o-4', 'o-5'].map((key) => ({
        id: key,
        customer_id: mia.id,
        item: 'Lamp',
        shadow_note: 'x',
      }));
      rows.orders = [...(rows.orders ?? []), ...noted];
      const world = californianWorld({ rows: { shop: rows } });
      const id = await waitingForDecision(world, 'US-CA', form);
      if (only === undefined) await submitAndReadMail(world, id, typed);
      const place = { storeId: 'shop', collection: 'orders' };
      const ground = { ground: 'it would harm a neighbour', article: '11 CCR 7024' };
      const withholdings = ['o-1', 'not-theirs'].map((key) => ({ ...place, key: { id: key }, ...ground }));
      const sealed = await world.vault.seal(id, { withholdings, releases: [] });
      await world.register.append(id, 'withheld', () => ({ ...anEvent('withheld', { count: 1 }), sealed }));
      for (const field of ['shadow_note', 'ghost_note'])
        await world.register.append(id, `classified-${field}`, () =>
          anEvent('field-classified', { ...place, field, as: 'withhold', staffId: 'bruno' }),
        );
      await approve(world, id);

      await goOn(world, id);

      const made = lastOf((await world.register.load(id)).log, 'package-made');
      const { text = '' } = world.mailbox.to(mia.email).at(-1) ?? {};
      expect(made?.data.only).toBe(only);
      const isSaid = [
        /Orders \(1\): it would harm a\s+neighbour/,
        /Orders: Shadow note \(2\)/,
        /left\s+out/i,
      ].map((one) => one.test(text));
      expect(isSaid).toEqual(isSaid.map(() => only === undefined));
      expect(text).not.toMatch(/ghost/i);
    },
  );

  it('waits for nothing and shows everything if the GDPR binds as well', async () => {
    const laws = (['eu-gdpr', 'us-ca-ccpa'] as const).map(
      (regime) => ({ regime, applies: 'binds', because: 'x' }) as const,
    );
    const desk = californianDesk({ place: 'DE-BE', zone: 'Europe/Berlin', laws });
    const world = californianWorld({ desk });
    const id = await approvedCopy(world, 'US-CA');

    expect(openTasks(await world.register.load(id))).toEqual([]);
    expect(await goOn(world, id)).toBe('done');
    const request = await world.register.load(id);
    expect([lastOf(request.log, 'package-made')?.data.only, request.outcome]).toEqual([
      undefined,
      'fulfilled',
    ]);
  });
});

describe('the data points of a map', () => {
  it('are those it marks, except what the mailbox shows, what is guessable and what should not be typed [A02]', () => {
    const map = pointedMap();
    const [shop] = map.stores;
    const [customers] = shop?.collections ?? [];
    const plain = { ...customers?.fields[1], categories: ['user.demographic.date_of_birth'] };
    const marked = (more: object) => ({ ...plain, dataPoint: true, ...more }) as never;
    const barred = [
      { categories: ['user.name.first'] },
      { categories: ['user.contact.email'] },
      { categories: ['user.contact.address.street'] },
      { categories: ['user.behavior.purchase_history'] },
      { categories: ['user.unique_id'] },
      { categories: ['user.demographic.gender'] },
      { categories: ['user.government_id'] },
      { categories: ['user.financial.bank_account'] },
      { categories: ['user.authorization.password'] },
      { categories: ['user.contact.phone_number'] },
      { categories: ['user.location'] },
      // A category too wide to tell, and one that is declared to be like a barred category.
      ...['user', 'user.contact', 'user.account', 'user.financial', 'user.demographic'].map((of) => ({
        categories: [of],
      })),
      { categories: ['shop.order_number'], treatedAs: ['user.unique_id'] },
      { categories: ['shop.order_number'], treatedBelow: ['user.name'] },
      { categories: ['shop.order_number'], unclear: true },
      { secret: true },
      { sensitive: true },
      { thirdParty: true },
      { identity: 'email' },
    ];
    const withFields = (fields: readonly never[]) => ({
      stores: [{ ...shop, collections: [{ ...customers, fields }] } as never],
    });

    expect(pointKinds(map).map(({ title }) => title)).toEqual(titles);
    expect(pointKinds(withFields(barred.map(marked)))).toEqual([]);
    expect(pointKinds(withFields([marked({ categories: ['user.demographic.date_of_birth'] })]))).toHaveLength(
      1,
    );
  });
});
