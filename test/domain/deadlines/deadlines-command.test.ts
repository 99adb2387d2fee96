import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runDeadlines } from '../../../bin/commands/deadlines';

const good = {
  id: 'good',
  regime: 'eu-gdpr',
  requestType: 'access',
  place: 'DE-BE',
  zone: 'Europe/Berlin',
  received: '2026-03-03T10:00:00+01:00',
  events: [],
};

async function run(lines: (object | string)[]) {
  const input = Readable.from(lines.map((l) => `${typeof l === 'string' ? l : JSON.stringify(l)}\n`));
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const done = runDeadlines(input, output, errors).then((code) => {
    output.end();
    errors.end();
    return code;
  });
  const [code, written, said] = await Promise.all([done, text(output), text(errors)]);
  const answers = written
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { code, answers, said };
}

describe('the deadlines command', () => {
  it('answers each case with its dates, its reasons and how far they can be trusted', async () => {
    const { code, answers, said } = await run([good]);

    expect(code).toBe(0);
    expect(said).toBe('');
    expect(answers).toEqual([
      expect.objectContaining({
        id: 'good',
        respondBy: '2026-04-07',
        endsBeforeUtc: { respondBy: '2026-04-07T22:00:00Z', extensionNoticeBy: '2026-04-07T22:00:00Z' },
        review: 'supported',
        confidence: 'official',
      }),
    ]);
    expect(answers[0].explain.at(-1)).toMatchObject({
      text: '2026-04-03 is Good Friday in Berlin: moved to the next working day, 2026-04-07',
      article: 'Reg. (EEC, Euratom) 1182/71 Art 3(4), 2(1)',
    });
  });

  it('marks a law that nobody has reviewed', async () => {
    const tennessee = { ...good, regime: 'us-tn-tipa', place: null, zone: 'America/Chicago' };

    const { answers } = await run([tennessee]);

    expect(answers[0]).toMatchObject({ review: 'notYetReviewed', confidence: 'unconfirmed' });
  });

  it('answers the other lines when one is bad, and fails at the end', async () => {
    const { code, answers, said } = await run([{ ...good, id: 'x', regime: 'eu-gdrp' }, '', 'no json', good]);

    expect(code).toBe(1);
    expect(answers).toEqual([
      expect.objectContaining({
        line: 1,
        id: 'x',
        field: 'regime',
        allowed: expect.arrayContaining(['eu-gdpr']),
      }),
      expect.objectContaining({ line: 3, id: null, field: 'line' }),
      expect.objectContaining({ id: 'good', respondBy: '2026-04-07' }),
    ]);
    expect(said).toBe('2 of 4 lines could not be answered.\n');
  });

  it.each([
    ['requestType', { requestType: 'erasure' }, 'deletion'],
    ['place', { place: 'DE-XX' }, 'DE-BY'],
    ['zone', { zone: 'Europe/Bonn' }, 'Europe/Berlin'],
    ['received', { received: '2026-03-03T10:00:00' }, '2026-03-02T09:00:00Z'],
    ['received', { received: undefined }, '2026-03-02T09:00:00Z'],
    ['received', { received: '2050-03-03T10:00:00Z' }, '2018-01-01 to 2040-12-31'],
    ['received', { received: '+275760-09-12T00:00:00Z' }, '2199-01-01T00:00:00Z'],
    ['events', { events: 'none' }, '[]'],
    [
      'events[1]',
      { events: [{ type: 'fee_paid', at: '2026-03-04T10:00:00Z' }, 7] },
      '{"regime": ..., "received": ...}',
    ],
    ['events[0].type', { events: [{ type: 'paused', at: '2026-03-04T10:00:00Z' }] }, 'identity_requested'],
    ['events[0].at', { events: [{ type: 'extended', at: 'soon' }] }, '2026-03-02T09:00:00Z'],
    [
      'events[0].until',
      { events: [{ type: 'extended', at: '2026-03-04T10:00:00Z', until: 'May' }] },
      '2026-03-02',
    ],
  ])('names %s and what is allowed when it is wrong', async (field, change, allowed) => {
    const { code, answers } = await run([{ ...good, ...change }]);

    expect(code).toBe(1);
    expect(answers[0].field).toBe(field);
    expect(answers[0].allowed).toContain(allowed);
  });
});
