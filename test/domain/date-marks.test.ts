import { withMarkedDates } from '../../functions/domain/date-marks';
import { dueDates } from '../../functions/domain/due-dates';
import { endDates } from '../../functions/domain/end-dates';
import { aBook, aDesk } from '../builders/a-desk';
import { anEvent, aRequest } from './a-log';

const MARKED = '2026-03-12T09:00:00.000Z';

/** An entry dated by a wrong clock, and the entry that records it. */
function marked(wrong: string, ...event: Parameters<typeof anEvent>) {
  const { log } = aRequest(
    { event: anEvent('received'), at: '2026-03-02T09:00:00.000Z' },
    { event: anEvent(...event), at: wrong },
    { event: anEvent('mailed', { key: 'dated-anew' }), at: MARKED, as: 'dated-anew-2-2' },
  );
  return withMarkedDates(log)[1];
}

describe.each(['2026-01-31T09:00:00.000Z', '2027-03-12T09:00:00.000Z'])(
  'an entry dated %s by a wrong clock',
  (wrong) => {
    it('counts from when that was noted', () => {
      expect(marked(wrong, 'identity-doubted')?.at).toBe(MARKED);
    });

    it('moves the day on which its letter was posted by as much', () => {
      const posted = marked(wrong, 'mailed', { key: 'notice', postedOn: wrong.slice(0, 10) });

      expect(posted?.data).toMatchObject({ postedOn: '2026-03-12' });
    });
  },
);

describe('the end of waits of a request that was received by a clock which was forty days behind', () => {
  const wrong = '2026-01-31T09:00:00.000Z';
  const receipts = {
    form: '2026-01-31T08:59:00.000Z',
    today: '2026-01-31T08:00:00.000Z',
    before: '2026-01-20T09:00:00.000Z',
  };
  const ends = (channel: 'form' | 'staff', receipt: keyof typeof receipts) => {
    const request = aRequest(
      { event: anEvent('received', { channel, receivedAt: receipts[receipt] }), at: wrong },
      { event: anEvent('reminded', { what: 'clock' }), at: MARKED, as: 'dated-anew-1-1' },
    );
    const desk = aDesk();
    return [dueDates(request, aBook(desk)).latest, endDates(request, aBook(desk)).latest];
  };

  it('counts from when that was noted, while its alarms count from the date before', () => {
    expect(ends('form', 'form')).toEqual(['2026-03-02', '2026-04-13']);
    expect(ends('staff', 'today')).toEqual(['2026-03-02', '2026-04-13']);
  });

  it('counts from the day that staff typed for a letter which came on another', () => {
    expect(ends('staff', 'before')).toEqual(['2026-02-20', '2026-02-20']);
  });
});
