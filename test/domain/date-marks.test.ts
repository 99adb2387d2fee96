import { asMarked } from '../../functions/domain/date-marks';
import { anEvent, aRequest } from './a-log';

const MARKED = '2026-03-12T09:00:00.000Z';

/** An entry dated by a wrong clock, and the one that says so. */
function marked(wrong: string, ...event: Parameters<typeof anEvent>) {
  const { log } = aRequest(
    { event: anEvent('received'), at: '2026-03-02T09:00:00.000Z' },
    { event: anEvent(...event), at: wrong },
    { event: anEvent('mailed', { key: 'dated-anew' }), at: MARKED, as: 'dated-anew-2-2' },
  );
  return asMarked(log)[1];
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
