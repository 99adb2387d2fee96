import { noticeEndsAt } from '../../functions/domain/erasure-notice';
import { unaskedMails } from '../../functions/domain/questions';
import { timersOf } from '../../functions/domain/timers';
import { aBook, aDesk } from '../builders/a-desk';
import { anEvent, aRequest, reaching, type Step, toFulfilling } from './a-log';

const desk = aDesk();
const book = aBook(desk);
const deciders = desk.staff.filter((s) => s.may.includes('decide')).map((s) => s.id);
const mailed = (key: string) => anEvent('mailed', { key });
const task = anEvent('task-asked', { taskId: 't', owner: 'jonas' });

interface Case {
  readonly waits: readonly Step[];
  readonly keys: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'a decision': {
    waits: reaching['awaiting-decision'],
    keys: deciders.map((id) => `decide-1:${id}`),
  },
  'other identifiers': { waits: reaching['awaiting-identifiers'], keys: ['ask-identifiers'] },
  'the end of a notice': { waits: reaching['erasure-notice'], keys: ['erasure-notice'] },
  'the end of a notice that was given again': {
    waits: [...reaching['erasure-notice'], 'erasure-paused', 'handed-to-staff', 'erasure-resumed'],
    keys: ['erasure-notice-2'],
  },
  'a person on the staff': { waits: reaching['with-staff'], keys: deciders.map((id) => `case-2:${id}`) },
  'a store that only a person can look into': { waits: [...reaching.locating, task], keys: ['task-t:jonas'] },
};

describe.each(Object.entries(cases))('a request that waits for %s', (_, { waits, keys }) => {
  const steps = (mails: readonly string[]) => [...waits, ...mails.map(mailed)];
  const askAgain = (request: ReturnType<typeof aRequest>) =>
    timersOf(request, { desk, book }).filter((timer) => timer.kind === 'ask-again');

  it('is asked again an hour later when a crash came before the mail', () => {
    const request = aRequest(...steps(keys.slice(1)));

    expect(unaskedMails(request, desk)).toEqual(keys.slice(0, 1));
    expect(askAgain(request)).toEqual([
      { kind: 'ask-again', key: `ask-again-${keys[0]}-1`, at: '2026-03-02T10:00:00.000Z' },
    ]);
  });

  it('is not repeated once the question was sent to everybody', () => {
    const request = aRequest(...steps(keys));

    expect(unaskedMails(request, desk)).toEqual([]);
    expect(askAgain(request)).toEqual([]);
  });
});

describe('the notice before an erasure', () => {
  const noticed = {
    event: anEvent('erasure-noticed', { endsAt: '2026-03-10T09:00:00.000Z' }),
    at: '2026-03-09T09:00:00.000Z',
  };
  const mail = (at: string) => ({ event: mailed('erasure-notice'), at });
  const ends = (...steps: readonly Step[]) =>
    timersOf(aRequest(...toFulfilling, ...steps), { desk, book })
      .filter((t) => t.kind === 'end-erasure-notice')
      .map((t) => t.at);

  it('never ends while the requester was not notified', () => {
    expect(ends(noticed)).toEqual([]);
  });

  it('ends when the mail said', () => {
    expect(ends(noticed, mail('2026-03-09T09:00:05.000Z'))).toEqual(['2026-03-10T09:00:00.000Z']);
  });

  it('lasts its full time from a mail that was sent late', () => {
    expect(ends(noticed, mail('2026-03-09T21:00:00.000Z'))).toEqual(['2026-03-10T21:00:00.000Z']);
  });

  it('says in a late mail when it will end', () => {
    const request = aRequest(...toFulfilling, noticed);

    expect(noticeEndsAt(request, book, '2026-03-09T21:00:00.000Z')).toBe('2026-03-10T21:00:00.000Z');
  });

  it('does not cross the legal date, however late the mail was sent', () => {
    expect(ends(noticed, mail('2026-04-01T12:00:00.000Z'))).toEqual(['2026-04-01T22:00:00.000Z']);
  });
});
