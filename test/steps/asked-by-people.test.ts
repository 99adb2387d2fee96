import type { CompletionReport } from '../../functions/documents/completion-facts';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { nextStaffPage } from '../../functions/domain/next-staff-page';
import { openSettlements } from '../../functions/domain/settlements';
import { jonas } from '../builders/a-desk';
import { mia } from '../builders/shop-rows';
import { textOf } from '../web/staff/browser';
import { signedInWithApp } from '../web/staff/staff-desk';
import {
  answerAndClose,
  answerTask,
  dueDays,
  erased,
  post,
  type Settling,
  sweep,
  toAlma,
  toJonas,
  toPerson,
} from './settlement-world';

jest.setTimeout(120_000);

/** The world begins on 24 November 2026. */
const asked = { answer: 'submitted', askedOn: '2026-11-24', confirmBy: '2027-01-15' };

async function answered(): Promise<Settling> {
  const settling = await erased();
  await answerTask(settling, asked);
  await answerAndClose(settling);
  return settling;
}

const load = ({ world, id }: Settling) => world.register.load(id);

/** Brings the clock to nine in the morning of a day in Berlin, in winter. */
function goTo({ world }: Settling, day: string): void {
  const hours = Math.round((Date.parse(`${day}T08:00:00Z`) - Date.parse(world.clock.now())) / 3_600_000);
  world.clock.forward(`PT${hours}H`);
}

describe('an erasure that a member of staff asked somebody else for', () => {
  it('does not hold up the answer, which says what was asked, when, and until when', async () => {
    const settling = await answered();

    expect(toPerson(settling)).toContain('ASKED FOR, NOT CONFIRMED YET');
    expect(toPerson(settling)).toContain(
      'asked for on Tuesday 24 November 2026, to be confirmed by Friday 15 January 2027',
    );
    expect(toPerson(settling)).not.toContain('erased by one of us');
    expect((await load(settling)).status).toBe('closed');
    expect(lastOf((await load(settling)).log, 'closed')?.data.outcome).toBe('partly-fulfilled');
  });

  it('is open in the report, and the report is not complete', async () => {
    const { world, id } = await answered();

    const report = (await world.objects.get(id, 'completion-report.json')) as CompletionReport;

    expect(report.complete).toBe(false);
    expect(report.missing).toContainEqual({
      storeId: 'mailbox',
      title: expect.any(String),
      reason: 'not-confirmed',
      askedOn: '2026-11-24',
      confirmBy: '2027-01-15',
    });
  });

  it('is asked about on the promised morning, twice more, and then told to all approvers', async () => {
    const settling = await answered();

    expect(await dueDays(settling, 'ask-settlement')).toEqual({
      'ask-settle-1-manual-erasure-mailbox': '2027-01-15T07:00:00.000Z',
      'ask-settle-1-manual-erasure-mailbox-again-1': '2027-01-22T07:00:00.000Z',
      'ask-settle-1-manual-erasure-mailbox-again-2': '2027-01-29T07:00:00.000Z',
    });
    const alarms = Object.values(await dueDays(settling, 'tell-settlement'));
    expect(alarms.slice(0, 2)).toEqual(['2027-02-05T07:00:00.000Z', '2027-03-05T07:00:00.000Z']);
  });

  it('is not asked about before its day', async () => {
    const settling = await answered();
    const before = settling.world.mailbox.to('jonas@shop.example.com').length;

    goTo(settling, '2027-01-14');
    await sweep(settling);

    expect(settling.world.mailbox.to('jonas@shop.example.com')).toHaveLength(before);
  });

  it('ends when it is confirmed, and the person is told once, with a report of the end', async () => {
    const settling = await answered();
    goTo(settling, '2027-01-15');
    await sweep(settling);
    expect(toJonas(settling)).toContain('was to be done by Friday 15 January 2027');

    await post(settling.world, { answer: 'done', on: '2027-01-12' });
    await sweep(settling);
    await sweep(settling);

    const { world, id } = settling;
    expect(openSettlements(await load(settling))).toEqual([]);
    expect(toPerson(settling)).toContain('erased; confirmed on Tuesday 12 January 2027');
    expect(world.mailbox.to(mia.email).filter(({ text }) => text.includes('CONFIRMED SINCE'))).toHaveLength(
      1,
    );
    const report = (await world.objects.get(id, 'completion-report-settled.json')) as CompletionReport;
    expect(report.complete).toBe(true);
    expect(report.stores.find(({ storeId }) => storeId === 'mailbox')).toMatchObject({
      state: 'by-person',
      answer: { outcome: 'done', order: { askedOn: '2026-11-24', confirmedOn: '2027-01-12' } },
    });
  });

  it('is asked about again on a later day that is promised', async () => {
    const settling = await answered();
    goTo(settling, '2027-01-15');
    await sweep(settling);

    await post(settling.world, { answer: 'not-yet', confirmBy: '2027-02-20' });

    expect(Object.entries(await dueDays(settling, 'ask-settlement'))[0]).toEqual([
      'ask-settle-2-manual-erasure-mailbox',
      '2027-02-20T07:00:00.000Z',
    ]);
    goTo(settling, '2027-02-20');
    await sweep(settling);
    expect(toJonas(settling)).toContain('was to be done by Saturday 20 February 2027');
  });

  it('ends when it is refused, and the person reads why', async () => {
    const settling = await answered();
    goTo(settling, '2027-01-15');
    await sweep(settling);

    await post(settling.world, { answer: 'kept', ground: 'A law of theirs', until: '2034-12-31' });
    await sweep(settling);

    expect(toPerson(settling)).toContain('A law of theirs, until Sunday 31 December 2034');
    expect(toPerson(settling)).not.toContain('CONFIRMED SINCE');
  });

  it('stays open when nobody answers: all approvers are told, and the record is kept', async () => {
    const settling = await answered();
    for (const day of ['2027-01-15', '2027-01-22', '2027-01-29', '2027-02-05']) {
      goTo(settling, day);
      await sweep(settling);
    }

    expect(toAlma(settling)).toContain('nobody has confirmed an erasure that was asked for');
    settling.world.clock.forward('P4Y');
    expect(openSettlements(await load(settling))).toHaveLength(1);
    expect(await dueDays(settling, 'shred')).toEqual({});
  });

  it('lets the record end once the person has been told', async () => {
    const settling = await answered();
    goTo(settling, '2027-01-15');
    await sweep(settling);
    await post(settling.world, { answer: 'done', on: '2027-01-15' });
    expect(await dueDays(settling, 'shred')).toEqual({});

    await sweep(settling);

    expect(Object.keys(await dueDays(settling, 'shred'))).toEqual(['shred']);
  });

  it('stands in the list of staff until it ends, and has a way to its page', async () => {
    const settling = await answered();
    await settling.world.items.saveCursor('watch-state', JSON.stringify({ listed: true }));
    const browser = await signedInWithApp(settling.world);

    const list = textOf((await browser.get('/s')).html);

    expect(list).toContain('Asked for, not confirmed yet');
    expect(list).toMatch(/the mailbox of support, asked for on .{1,20}, to be confirmed by/);
    const request = await load(settling);
    expect(nextStaffPage(request, jonas)).toEqual({
      purpose: 'task',
      subjectId: 'settle-1-manual-erasure-mailbox',
    });
  });

  it('takes one answer to each question, whoever sends a second', async () => {
    const settling = await answered();
    goTo(settling, '2027-01-15');
    await sweep(settling);

    await post(settling.world, { answer: 'not-yet', confirmBy: '2027-02-20' });
    const late = await post(settling.world, { answer: 'done', on: '2027-01-12' }).catch(() => 'no form');

    expect(late).toBe('no form');
    const { log } = await load(settling);
    expect(allOf(log, 'settlement-answered').map(({ data }) => data.says)).toEqual(['not-yet']);
  });

  it.each([
    ['a day that has not come', { askedOn: '2026-11-25' }, 'That day has not come yet'],
    ['a day before the request', { askedOn: '2020-01-01' }, 'That is before the day of the request'],
    ['no day', { askedOn: 'soon' }, 'Give the day, like'],
    ['a promise for a day that is over', { confirmBy: '2026-11-23' }, 'That day is over'],
    ['a promise for more than a year', { confirmBy: '2029-01-01' }, 'more than a year away'],
  ])('is not recorded with %s', async (_, wrong, words) => {
    const settling = await erased();

    const html = await answerTask(settling, { ...asked, ...wrong });

    expect(html).toContain(words);
    expect(allOf((await load(settling)).log, 'task-answered')).toEqual([]);
  });
});
