import { dueDates } from '../../../functions/domain/due-dates';
import { allOf } from '../../../functions/domain/log-entries';
import { referenceOf } from '../../../functions/domain/reference';
import type { RequestForm } from '../../../functions/domain/request-form';
import { rightNames } from '../../../functions/domain/rights';
import { isStrangersRequest } from '../../../functions/domain/strangers';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { optOutStores } from '../../../functions/steps/opt-out-stores/opt-out-stores';
import { reportTrouble } from '../../../functions/steps/report-trouble/report-trouble';
import { aBook, aDesk, alma, bruno } from '../../builders/a-desk';
import { aForm, awaitingDecision, received, type World } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { aWatch, type Watch } from '../../watch/a-watch';

jest.setTimeout(120_000);

const desk = aDesk({ mails: { unprovenADay: 10_000 } });
const book = aBook(desk);
const staff = [alma.email, bruno.email, desk.escalateTo];

/** From the form to staff, as the machine drives it. */
async function handedOver(world: World, form: Partial<RequestForm> = {}): Promise<string> {
  const requestId = await received(world, aForm({ right: 'complaint', message: 'x', ...form }));
  const { status } = await world.register.load(requestId);
  const next = status === 'fulfilling' ? (await optOutStores(world, { requestId })).next : 'by-person';
  if (status !== 'awaiting-verification' && next === 'by-person')
    await handToStaff(world, { requestId, taskToken: `case:${requestId}` });
  return requestId;
}

async function strangers(world: World, count: number, form: Partial<RequestForm> = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1)
    ids.push(await handedOver(world, { email: `stranger-${n}@example.com`, ...form }));
  return ids;
}

const toStaff = (world: World) => world.mailbox.sent.filter(({ to }) => staff.includes(to));
const lists = (world: World, to = alma.email) =>
  world.mailbox.to(to).filter(({ subject }) => subject.includes('people we do not know'));

/** Ten minutes and a sweep, repeated. */
async function sweeps(watch: Watch, times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    watch.world.clock.forward('PT10M');
    await watch.sweep();
  }
}

describe('mails to staff about requests from strangers', () => {
  it('are ten single ones a day for each reader, then a list at once, and then one an hour', async () => {
    const watch = aWatch({ desk, book });
    const ids = await strangers(watch.world, 40);

    expect(watch.world.mailbox.to(alma.email)).toHaveLength(11);
    expect(lists(watch.world)).toHaveLength(1);
    await sweeps(watch, 7);
    expect(lists(watch.world)).toHaveLength(2);
    expect(lists(watch.world)[1]?.text).toContain('29');
    await sweeps(watch, 12);
    expect(watch.world.mailbox.to(alma.email)).toHaveLength(12);
    expect(watch.world.mailbox.to(bruno.email)).toHaveLength(12);
    for (const id of ids) {
      const told = allOf((await watch.world.register.load(id)).log, 'mailed').filter(
        ({ data }) => data.to === 'staff',
      );
      expect(told.map(({ data }) => data.key.split(':')[1])).toEqual(['alma', 'bruno']);
    }
  });

  it.each(rightNames)('are as few for %s, whoever it is for', async (right) => {
    for (const forWhom of ['self', 'child'] as const) {
      const watch = aWatch({ desk, book });
      await strangers(watch.world, 16, { right, forWhom });
      await sweeps(watch, 6);

      expect(watch.world.mailbox.to(alma.email).length).toBeLessThanOrEqual(12);
    }
  });

  it('are no more when their dates come, and each is reported as overdue, also to the second address', async () => {
    const watch = aWatch({ desk, book });
    const ids = await strangers(watch.world, 40);
    await sweeps(watch, 12);
    const [first] = ids;
    const due = dueDates(await watch.world.register.load(first ?? ''), book).latestEndsAt;
    while (watch.world.clock.now() < due) {
      const before = toStaff(watch.world).length;
      for (let hour = 0; hour < 24; hour += 1) {
        watch.world.clock.forward('PT1H');
        await watch.sweep();
      }
      // Ten requests for each reader, and at most a list an hour.
      expect(toStaff(watch.world).length - before).toBeLessThanOrEqual(staff.length * 13);
    }
    await sweeps(watch, 12);

    for (const id of ids) {
      const request = await watch.world.register.load(id);
      const told = allOf(request.log, 'mailed').map(({ data }) => data.key);
      expect(told.filter((key) => key.startsWith('overdue-') && key.endsWith(':second'))).toHaveLength(1);
    }
    expect(lists(watch.world, desk.escalateTo).at(-1)?.subject).toContain('OVERDUE');
  });

  it('do not delay proven requests: their mails come alone and at once', async () => {
    const watch = aWatch({ desk, book });
    await strangers(watch.world, 40);
    const before = watch.world.mailbox.to(alma.email).length;

    const id = await awaitingDecision(watch.world);

    const [mail] = watch.world.mailbox.to(alma.email).slice(before);
    expect(mail?.text).toContain('/s/decide/');
    expect(isStrangersRequest(await watch.world.register.load(id))).toBe(false);
  });

  it('come alone again once staff have acted on the request', async () => {
    const watch = aWatch({ desk, book });
    const ids = await strangers(watch.world, 12);
    const requestId = ids.at(-1) ?? '';
    await watch.world.register.append(requestId, 'asked', () => ({
      ...anEvent('question-asked', { questionId: 'q' }),
      actor: { kind: 'staff', id: 'alma' },
    }));
    const before = toStaff(watch.world).length;
    await reportTrouble(watch.world, { requestId, code: 'Error' });

    expect(toStaff(watch.world).length - before).toBe(2);
    expect(lists(watch.world)).toHaveLength(1);
  });

  it('contain nothing that a stranger typed, and name each request with its date, its next step and its page', async () => {
    const watch = aWatch({ desk, book });
    await strangers(watch.world, 14, { message: 'canary-message', name: 'Canary Name' });
    await sweeps(watch, 6);

    const text = lists(watch.world).at(-1)?.text ?? '';
    expect(text).not.toMatch(/canary|stranger-/i);
    expect(text.match(/\/s\/request\/DSR-/g)).toHaveLength(3);
    expect(text).toContain('look into this complaint');
  });

  it('are not lost if the list cannot be sent, or the sweep dies after it', async () => {
    const watch = aWatch({ desk, book });
    const ids = await strangers(watch.world, 20);
    watch.world.mailbox.down = true;
    await sweeps(watch, 8);
    watch.world.mailbox.down = false;
    await sweeps(watch, 1);

    expect(lists(watch.world)).toHaveLength(2);
    for (const id of ids) {
      const told = allOf((await watch.world.register.load(id)).log, 'mailed').filter(
        ({ data }) => data.to === 'staff',
      );
      expect(told).toHaveLength(2);
    }
  });

  it('name each request before it counts as reported: one that does not fit is in the next list, an hour later', async () => {
    const watch = aWatch({ desk, book });
    const ids = await strangers(watch.world, 260);
    await sweeps(watch, 9);

    expect(lists(watch.world)).toHaveLength(2);
    expect(lists(watch.world)[1]?.text).toContain('Others wait for the next list');
    await sweeps(watch, 12);

    expect(lists(watch.world)).toHaveLength(3);
    const read = watch.world.mailbox.to(alma.email).map(({ text }) => text);
    for (const id of ids) expect(read.some((text) => text.includes(referenceOf(id)))).toBe(true);
  });
});
