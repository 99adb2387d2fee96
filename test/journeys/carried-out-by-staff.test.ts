import { Temporal } from 'temporal-polyfill';
import { dueDates } from '../../functions/domain/due-dates';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { readShop } from '../../local/demo/shop-lines';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(180_000);

let walk: DeskWalk;

beforeAll(async () => {
  walk = await startJourney();
});

afterAll(() => walk.desk.stop());

describe.each([
  ['a child', { forWhom: 'child', relation: 'customer' }, 'child'],
  ['someone represented', { forWhom: 'represented', relation: 'customer' }, 'represented'],
  ['someone who died', { forWhom: 'deceased', relation: 'customer' }, 'deceased'],
  ['an employee', { forWhom: 'self', relation: 'employee' }, 'employee'],
] as const)('an erasure for %s', (_, fields, reason) => {
  it('goes to a person with the full clock, is not carried out by a machine, and ends as staff record it', async () => {
    const email = `${reason}@example.com`;
    const id = await walk.ask({ right: 'erasure', email, ...fields });
    const handed = await walk.load(id);
    expect([handed.status, lastOf(handed.log, 'handed-to-staff')?.data.reason]).toEqual([
      'with-staff',
      reason,
    ]);
    expect(dueDates(handed, walk.desk.data.book).latest > '2026-04-01').toBe(true);
    expect(walk.newestMail(email).text).toContain('DSR-');

    const visit = await walk.enter('alma@example.com', 'case');
    await walk.act(visit, /record/i, {
      outcome: 'fulfilled',
      answer: 'We checked your papers and did it by hand.',
      ...(fields.forWhom === 'self' ? {} : { 'told-what': 'Please erase what you have on Kim Sommer.' }),
    });

    const request = await walk.load(id);
    expect([request.status, request.outcome]).toEqual(['closed', 'fulfilled']);
    expect(allOf(request.log, 'store-erased')).toEqual([]);
    expect(walk.newestMail(email).text).toContain('did it by hand');
  });
});

describe('a right that no machine carries out yet', () => {
  it('is proven like any other and then becomes a task with an owner, a deadline and an end', async () => {
    const id = await walk.ask({
      right: 'objection',
      email: people.tariq.email,
      message: 'Do not use my orders to study what sells.',
    });
    await walk.prove(people.tariq.email);
    expect((await walk.load(id)).status).toBe('with-staff');

    const visit = await walk.enter('alma@example.com', 'case');
    expect(visit.page.text).toContain('Do not use my orders to study what sells.');
    await walk.act(visit, /record/i, {
      ...{ outcome: 'fulfilled', answer: 'We no longer use them for that.' },
      ...{ use: 'Studying what sells', since: '2026-03-05', follow: 'by-hand' },
    });

    expect((await walk.load(id)).outcome).toBe('fulfilled');
    expect(walk.newestMail(people.tariq.email).text).toContain('We no longer use them for that.');
  });
});

describe('a correction', () => {
  it('is asked for point by point, announced, written into the database and confirmed, with the new value in no mail', async () => {
    const { email, lastName } = people.tariq;
    const visitor = walk.visitor();
    const before = new Set(await walk.ids());
    const form = await visitor.open('/correct');
    const point = { 'what-1': 'My surname', 'wish-1': 'change', 'now-1': lastName, 'right-1': 'Haddadi' };
    await visitor.submit(form, { ...point, forWhom: 'self', relation: 'customer', email });
    await walk.desk.quiet();
    const [id = ''] = (await walk.ids()).filter((known) => !before.has(known));
    await walk.prove(email);
    await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
    const visit = await walk.enter('alma@example.com', 'decide');
    const fields = visit.page.root.querySelectorAll('input[value="Haddadi"]');
    const names = fields.map((field) => field.getAttribute('name') ?? '');

    const page = await walk.act(visit, /^save this plan/i, {
      'way-1': 'correct',
      ...Object.fromEntries(names.map((name) => [name, 'Haddadi'])),
    });
    await walk.act({ ...visit, page }, /^approve/i);
    const noticed = await walk.load(id);
    const notice = walk.newestMail(email).text;
    await walk.desk.moveClock({ by: 'P3DT1H' });

    const request = await walk.load(id);
    expect([names.length, noticed.status]).toEqual([1, 'erasure-notice']);
    expect(notice).toContain('Last name');
    expect([request.status, request.outcome]).toEqual(['closed', 'fulfilled']);
    expect(allOf(request.log, 'recipient-told').length).toBeGreaterThan(0);
    const lines = [...(await readShop(walk.desk.environment)).values()].join('\n');
    expect([lines.includes('Haddadi'), lines.includes('Brandt')]).toEqual([true, true]);
    const mails = walk.desk.aws.mails.list().map(({ text, subject }) => `${subject}\n${text}`);
    expect(mails.filter((text) => text.includes('Haddadi'))).toEqual([]);
    expect(walk.newestMail(email).text).toContain('Last name');
  });
});

describe('a request that came by letter', () => {
  it('is entered by staff with the day on which it really came, and its clock began then', async () => {
    const visitor = await walk.signIn('jonas@example.com');
    const entry = await visitor.open('/s/enter');
    const before = new Set(await walk.ids());

    const done = await visitor.submit(entry, {
      right: 'access',
      channel: 'post',
      receivedOn: '2026-02-27',
      forWhom: 'self',
      relation: 'customer',
      email: people.gerhard.email,
      known: 'He stood in the shop with his customer card.',
    });
    await walk.desk.quiet();

    expect(done.status).toBe(200);
    const [id = ''] = (await walk.ids()).filter((known) => !before.has(known));
    const request = await walk.load(id);
    expect(request.received).toMatchObject({ channel: 'staff', enteredBy: 'jonas' });
    expect(request.received.receivedAt).toBe('2026-02-26T23:00:00.000Z');
    expect(dueDates(request, walk.desk.data.book).latest).toBe('2026-03-27');
    expect(lastOf(request.log, 'identity-verified')?.data).toMatchObject({
      method: 'staff-known',
      staffId: 'jonas',
    });
  });
});

describe('the deadline watch', () => {
  it('reminds staff before the date with the reason, and informs a second address once it has passed, also after a missed run, and again the next day', async () => {
    const id = await walk.ask({ right: 'restriction', email: people.ines.email, place: 'DE' });
    await walk.prove(people.ines.email);
    const { latest } = dueDates(await walk.load(id), walk.desk.data.book);
    const mailsBefore = walk.mails('alma@example.com').length;

    walk.desk.clock.set(`${latest}T07:00:00Z`);
    await walk.desk.sweep();
    await walk.desk.quiet();
    const reminded = walk.mails('alma@example.com').slice(mailsBefore);
    await walk.desk.moveClock({ by: 'P2D' });

    const mine = reminded.filter((mail) => mail.text?.includes('DSR-') && /due|latest/i.test(mail.text));
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.some((mail) => mail.text?.includes('Art'))).toBe(true);
    const overdue = walk.mails('office@example.com');
    expect(overdue.length).toBeGreaterThan(0);
    const days = allOf((await walk.load(id)).log, 'overdue').map(({ at }) => at.slice(0, 10));
    expect(days).toEqual([1, 2].map((n) => Temporal.PlainDate.from(latest).add({ days: n }).toString()));
  });
});
