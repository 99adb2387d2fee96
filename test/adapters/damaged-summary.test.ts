import { readDue, readSummary } from '../../functions/adapters/dynamo-request-summary';

const whole = {
  requestId: 'dsr-a',
  status: 'locating',
  right: 'access',
  receivedAt: '2026-11-24T09:00:00Z',
  nextCheckAt: '2026-11-25T09:00:00Z',
  dueOn: '2026-12-24',
};

describe('a damaged summary', () => {
  it.each(Object.keys(whole).filter((name) => name !== 'requestId'))(
    'stops no scan of all requests: without a readable %s the rest is read',
    (name) => {
      const { requestId, ...read } = readSummary({ ...whole, [name]: 7 });

      expect(requestId).toBe('dsr-a');
      expect(Object.entries(whole).filter(([key]) => key !== name && key !== 'requestId')).toEqual(
        Object.entries(read).filter(([key]) => key !== name),
      );
      expect(JSON.stringify(read)).not.toContain('7}');
    },
  );

  it('whole is read as it was written, an open request without outcome', () => {
    expect(readSummary({ ...whole, outcome: null })).toEqual(whole);
    expect(readSummary({ ...whole, outcome: 'fulfilled' })).toEqual({ ...whole, outcome: 'fulfilled' });
  });
});

describe('a damaged item of the index of checks', () => {
  it('is checked at its time all the same', () => {
    const at = { requestId: 'dsr-a', nextCheckAt: '2026-11-25T09:00:00Z' };

    expect(readDue({ ...at, announcedSeq: 'x' }, 'normal' as never)).toMatchObject({
      ...at,
      announcedSeq: 0,
    });
    expect(readDue(at, 'normal' as never)).toMatchObject({ ...at, announcedSeq: 0 });
  });
});
