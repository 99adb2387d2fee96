import { lastOf } from '../../../functions/domain/log-entries';
import { promiseTimers } from '../../../functions/domain/recipient-promises';
import { recipientState } from '../../../functions/domain/recipients';
import { recordEndsAt } from '../../../functions/domain/record-end';
import { timersOf } from '../../../functions/domain/timers';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { receive } from '../../../functions/steps/receive/receive';
import { tellRecipients } from '../../../functions/steps/tell-recipients/tell-recipients';
import { carryOutTimer } from '../../../functions/watch/carry-out-timer';
import { alma } from '../../builders/a-desk';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { erased } from '../../steps/settlement-world';
import { textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

const processor = 'privacy@parcel.example.com';
const ask = { answer: 'promised', by: '2027-01-15', remark: '' };

async function told() {
  const { world, id } = await erased();
  await tellRecipients(world, { requestId: id });
  const load = () => world.register.load(id);
  const answer = async (fields: Readonly<Record<string, string>>) => {
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 'p', processor));
    return browser.submit(page, fields);
  };
  const due = async () =>
    Object.fromEntries(
      promiseTimers({ request: await load(), zone: 'Europe/Berlin' }).map((t) => [t.key, t.at]),
    );
  const carryOut = async (kind: string) => {
    const deps = {
      ...world,
      receive: (i: { requestId: string }) => receive(world, i),
      logFailure: () => undefined,
    };
    const timer = timersOf(await load(), world).find((one) => one.kind === kind);
    if (!timer) throw new Error(`nothing of the kind ${kind} is due`);
    await carryOutTimer(deps, await load(), timer);
    await carryOutTimer(deps, await load(), timer);
  };
  return { world, id, load, answer, due, carryOut };
}

describe('a recipient that needs more time', () => {
  it('promises a day, which is recorded without personal data', async () => {
    const { answer, load } = await told();

    const page = await answer(ask);

    expect(textOf(page.html)).toContain('We ask you again on Friday 15 January 2027');
    expect(lastOf((await load()).log, 'recipient-promised')?.data).toEqual({
      recipientId: 'parcel',
      by: '2027-01-15',
    });
    expect(recipientState(await load(), 'parcel')).toBe('promised');
  });

  it.each([
    ['', 'Give the day by which it will be done'],
    ['2026-11-23', 'That day is over'],
    ['2029-01-01', 'more than a year away'],
  ])('cannot promise “%s”', async (by, words) => {
    const { answer, load } = await told();

    const page = await answer({ ...ask, by });

    expect(textOf(page.html)).toContain(words);
    expect(recipientState(await load(), 'parcel')).toBe('told');
  });

  it('is named in the answer with its day, and not as having confirmed', async () => {
    const { world, id, answer } = await told();
    await answer(ask);

    await notifyOutcome(world, { requestId: id });

    const mail = world.mailbox.to(mia.email).at(-1)?.text.replaceAll(/\s+/g, ' ');
    expect(mail).toContain('told, and promises to do it by Friday 15 January 2027');
  });

  it('is asked again on the morning of that day, and staff are told two weeks later', async () => {
    const { answer, due, carryOut, world } = await told();
    await answer(ask);

    expect(await due()).toEqual({
      'ask-recipient-parcel-1': '2027-01-15T07:00:00.000Z',
      'silent-recipient-parcel-1': '2027-01-29T07:00:00.000Z',
    });
    const before = world.mailbox.to(processor).length;
    await carryOut('ask-recipient');
    await carryOut('tell-recipient-silent');

    expect(world.mailbox.to(processor)).toHaveLength(before + 1);
    expect(world.mailbox.to(processor).at(-1)?.text.replaceAll(/\s+/g, ' ')).toContain('15 January 2027');
    expect(world.mailbox.to(alma.email).at(-1)?.text.replaceAll(/\s+/g, ' ')).toContain(
      'promised to carry out what we asked for by Friday 15 January 2027',
    );
    expect(await due()).toEqual({});
  });

  it('may promise a later day, and confirm at any time', async () => {
    const { answer, due, carryOut, load } = await told();
    await answer(ask);
    await carryOut('ask-recipient');

    await answer({ ...ask, by: '2027-03-01' });
    expect(Object.keys(await due())).toEqual(['ask-recipient-parcel-2', 'silent-recipient-parcel-2']);
    await answer({ answer: 'done', remark: '' });

    expect(await due()).toEqual({});
    expect(recipientState(await load(), 'parcel')).toBe('confirmed');
  });

  it('keeps the record of the request until staff know how it ended', async () => {
    const { world, id, answer, carryOut, load } = await told();
    await answer(ask);
    await world.register.append(id, 'close', () => anEvent('closed'));
    const endsAt = async () => recordEndsAt(await load(), world.desk, 'Europe/Berlin');

    expect(await endsAt()).toBeUndefined();
    await carryOut('ask-recipient');
    await carryOut('tell-recipient-silent');

    expect(await endsAt()).toBeDefined();
  });
});
