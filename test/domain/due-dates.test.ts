import { verificationLevelOf } from '../../functions/domain/deadlines/request-type-of';
import { dueDates } from '../../functions/domain/due-dates';
import { allows } from '../../functions/domain/guards';
import type { Right } from '../../functions/domain/rights';
import { aBook, aDesk } from '../builders/a-desk';
import { anEvent, aRequest, reaching, type Step } from './a-log';

const bookOf = (regimes: readonly string[]) =>
  aBook(aDesk({ laws: regimes.map((regime) => ({ regime, applies: 'binds', because: 'x' })) }));

const at = (when: string, ...event: Parameters<typeof anEvent>) => ({ event: anEvent(...event), at: when });

/** Received on Monday 2 March 2026 in Berlin. */
function datesOf(right: Right, regimes: readonly string[], ...steps: readonly Step[]) {
  const request = aRequest(anEvent('received', { right, regimes }), ...steps);
  return dueDates(request, bookOf(regimes));
}

describe('the dates of a request', () => {
  it('come from one clock for each law, of which the earliest leads', () => {
    const dates = datesOf('access', ['us-ca-ccpa', 'eu-gdpr', 'uk-gdpr']);

    expect(dates.clocks.map(({ regime, dates: d }) => [regime, d.respondBy])).toEqual([
      ['us-ca-ccpa', '2026-04-16'],
      ['eu-gdpr', '2026-04-02'],
      ['uk-gdpr', '2026-04-02'],
    ]);
    expect([dates.ruling, dates.latest]).toEqual(['eu-gdpr', '2026-04-02']);
  });

  it('keep to the earliest of what several laws want confirmed', () => {
    expect(datesOf('access', ['us-ca-ccpa', 'eu-gdpr']).acknowledgeBy).toBe('2026-03-16');
    expect(datesOf('access', ['eu-gdpr']).acknowledgeBy).toBeUndefined();
  });

  it('are led by another law once the first was extended further', () => {
    const extended = at('2026-03-20T09:00:00.000Z', 'extended', { regime: 'eu-gdpr' });

    const told = at('2026-03-20T09:00:01.000Z', 'mailed', { key: 'extension-2' });

    const dates = datesOf('access', ['us-ca-ccpa', 'eu-gdpr'], extended, told);

    expect([dates.ruling, dates.latest]).toEqual(['us-ca-ccpa', '2026-05-31']);
  });

  describe('with a doubt about who is asking', () => {
    const doubted = at('2026-03-04T09:00:00.000Z', 'identity-doubted');
    const answered = (when: string, questionId = 'doubt-1') => at(when, 'question-answered', { questionId });
    const settled = (when: string) => at(when, 'identity-doubt-settled');

    it.each([
      ['uk-gdpr', '2026-04-09'],
      ['eu-gdpr', '2026-04-07'],
      ['us-ca-ccpa', '2026-04-16'],
    ])('count under %s from when the answer arrived, however late staff look at it', (regime, latest) => {
      const answer = answered('2026-03-09T09:00:00.000Z');
      const looks = ['2026-03-09T10:00:00.000Z', '2026-03-23T09:00:00.000Z', '2026-05-04T09:00:00.000Z'];
      const dates = [
        datesOf('access', [regime], doubted, answer),
        ...looks.map((when) => datesOf('access', [regime], doubted, answer, settled(when))),
      ];

      expect(dates.map((d) => [d.latest, d.paused])).toEqual(dates.map(() => [latest, false]));
    });

    it('count from the first of several answers', () => {
      const twice = [answered('2026-03-09T09:00:00.000Z'), answered('2026-03-20T09:00:00.000Z')];

      expect(datesOf('access', ['uk-gdpr'], doubted, ...twice).latest).toBe('2026-04-09');
    });

    it('count from when staff settled it where no answer came', () => {
      const dates = datesOf('access', ['uk-gdpr'], doubted, settled('2026-03-23T09:00:00.000Z'));

      expect(dates.latest).toBe('2026-04-23');
    });

    it('are paused again from a second doubt on, until that is answered', () => {
      const second = at('2026-03-11T09:00:00.000Z', 'identity-doubted');
      const first = [doubted, answered('2026-03-09T09:00:00.000Z'), settled('2026-03-10T09:00:00.000Z')];

      const open = datesOf('access', ['eu-gdpr'], ...first, second);
      const answer = answered('2026-03-16T09:00:00.000Z', 'doubt-2');
      const closed = datesOf('access', ['eu-gdpr'], ...first, second, answer);

      expect(open.paused).toBe(true);
      expect([closed.paused, closed.latest]).toEqual([false, '2026-04-13']);
    });

    it('are not moved by the answer to another question', () => {
      const asked = at('2026-03-04T10:00:00.000Z', 'question-asked', {
        questionId: 'question-1',
        pauses: false,
      });
      const other = answered('2026-03-09T09:00:00.000Z', 'question-1');

      expect(datesOf('access', ['uk-gdpr'], doubted, asked, other).paused).toBe(true);
    });

    it('stay over where the answer came after them', () => {
      const late = at('2026-04-20T09:00:00.000Z', 'identity-doubted');

      const dates = datesOf('access', ['eu-gdpr'], late, answered('2026-04-21T09:00:00.000Z'));

      expect(dates.latest).toBe('2026-04-02');
    });
  });

  it('end with the day by which the requester must be told that it was done, if that comes first', () => {
    const book = bookOf(['us-fl-fdbr']);
    const request = aRequest(anEvent('received', { right: 'erasure', regimes: ['us-fl-fdbr'] }));
    const florida = book.regimes['us-fl-fdbr'];
    const standard = florida?.clocks.standard;
    if (!florida || !standard?.completionNotice) throw new Error('Florida has no such date any more');
    const completionNotice = { ...standard.completionNotice, amount: 20 };
    const stricter = {
      ...florida,
      clocks: { ...florida.clocks, standard: { ...standard, completionNotice } },
    };

    const asItIs = dueDates(request, book);
    const asItMightBe = dueDates(request, { ...book, regimes: { 'us-fl-fdbr': stricter } });

    expect([asItIs.latest, asItIs.clocks[0]?.dates.completionNoticeBy]).toEqual(['2026-04-16', '2026-05-01']);
    expect(asItMightBe.latest).toBe('2026-03-22');
    expect(asItMightBe.clocks[0]?.dates.explain.map((s) => s.text).join()).toContain(
      'Tell the person it was done',
    );
  });

  it.each([
    ['complaint', ['uk-gdpr'], { acknowledgeBy: '2026-08-05', latest: '2026-08-05' }],
    ['appeal', ['us-va-vcdpa'], { latest: '2026-09-04' }],
    ['appeal', ['us-co-cpa'], { latest: '2026-08-20' }],
  ] as const)('of a %s under %j are its own', (right, regimes, expected) => {
    const receipt = anEvent('received', {
      right,
      regimes: [...regimes],
      receivedAt: '2026-07-06T09:00:00.000Z',
    });

    expect(dueDates(aRequest(receipt), bookOf(regimes))).toMatchObject(expected);
  });

  it('show how long the authority takes a complaint after a refusal, whoever refused', () => {
    const refused = at('2026-03-10T09:00:00.000Z', 'decided', { decision: 'refused' });
    const byStaff = at('2026-03-10T09:00:00.000Z', 'staff-finished', { outcome: 'refused' });

    for (const event of [refused, byStaff])
      expect(datesOf('access', ['ca-qc-law25'], event).clocks[0]?.dates.complaintBy).toBe('2026-04-09');
    expect(datesOf('access', ['ca-qc-law25'], 'decided').clocks[0]?.dates.complaintBy).toBeUndefined();
  });

  it('show by when an appeal against the answer is answered', () => {
    const appealed = at('2026-03-20T09:00:00.000Z', 'appealed');

    const dates = datesOf('access', ['us-va-vcdpa'], appealed).clocks[0]?.dates;

    expect(dates?.appealRespondBy).toBe('2026-05-19');
  });
});

describe('a pause', () => {
  const asked = at('2026-03-05T09:00:00.000Z', 'question-asked', { questionId: 'q', pauses: true });

  it('begins only where the law provides it: by a question in the United Kingdom, by nothing in California', () => {
    const doubted = at('2026-03-05T09:00:00.000Z', 'identity-doubted');

    expect(datesOf('access', ['uk-gdpr'], asked).paused).toBe(true);
    expect(datesOf('erasure', ['uk-gdpr'], asked).paused).toBe(false);
    expect(datesOf('access', ['us-ca-ccpa'], asked, doubted)).toMatchObject({
      paused: false,
      latest: '2026-04-16',
    });
  });

  describe('for a question that never reached the requester', () => {
    const doubted = at('2026-03-04T09:00:00.000Z', 'identity-doubted');
    const mail = { key: 'doubt-1', kind: 'ask-proof', to: 'requester' } as const;
    const left = (when: string, more: { postedOn?: string } = {}) => at(when, 'mailed', { ...mail, ...more });
    const refused = at('2026-03-04T09:00:01.000Z', 'mail-failed', mail);
    const back = at('2026-03-04T10:00:00.000Z', 'mail-bounced', { ...mail, lasting: true });
    const settled = at('2026-03-23T09:00:00.000Z', 'identity-doubt-settled');

    it.each([
      ['was refused', [refused]],
      ['came back', [left('2026-03-04T09:00:01.000Z'), back]],
    ])('is none, while its mail %s', (_, mails) => {
      const open = datesOf('access', ['uk-gdpr'], doubted, ...mails);
      const closed = datesOf('access', ['uk-gdpr'], doubted, ...mails, settled);

      expect([open.paused, open.latest, closed.latest]).toEqual([false, '2026-04-02', '2026-04-02']);
    });

    it.each([
      ['its mail left late', [left('2026-03-09T09:00:00.000Z')], '2026-04-16'],
      [
        'its letter was posted',
        [refused, left('2026-03-20T09:00:00.000Z', { postedOn: '2026-03-19' })],
        '2026-04-07',
      ],
    ])('begins when %s', (_, mails, latest) => {
      expect(datesOf('access', ['eu-gdpr'], doubted, ...mails, settled).latest).toBe(latest);
    });

    it('holds for a question that stops the clock as well, and for a mail that was asked for again', () => {
      const again = { key: 'q-again-1', kind: 'ask-requester', to: 'requester' } as const;
      const failed = at('2026-03-05T09:00:01.000Z', 'mail-failed', { ...again, key: 'q' });
      const answered = at('2026-03-12T09:00:00.000Z', 'question-answered', { questionId: 'q' });
      const fresh = at('2026-03-10T09:00:00.000Z', 'mailed', again);

      expect(datesOf('access', ['uk-gdpr'], asked, failed).paused).toBe(false);
      expect(datesOf('access', ['uk-gdpr'], asked, failed, answered).latest).toBe('2026-04-02');
      expect(datesOf('access', ['uk-gdpr'], asked, failed, fresh, answered).latest).toBe('2026-04-06');
    });
  });

  it('is none where the law with the earliest date has none, though another law does', () => {
    const doubted = at('2026-03-05T09:00:00.000Z', 'identity-doubted');

    const swiss = datesOf('access', ['eu-gdpr', 'ch-fadp'], asked, doubted);
    const californian = datesOf('access', ['eu-gdpr', 'us-ca-ccpa'], asked, doubted);

    expect([swiss.ruling, swiss.paused, swiss.latest]).toEqual(['ch-fadp', false, '2026-04-01']);
    expect([californian.ruling, californian.paused]).toEqual(['eu-gdpr', true]);
  });

  it('keeps the unsuspended date in sight while it lasts, and moves it when it ends', () => {
    const answered = at('2026-03-09T09:00:00.000Z', 'question-answered', { questionId: 'q' });

    expect(datesOf('access', ['uk-gdpr'], asked).latest).toBe('2026-04-02');
    expect(datesOf('access', ['uk-gdpr'], asked, answered)).toMatchObject({
      paused: false,
      latest: '2026-04-07',
    });
  });

  it('does not end by the answer to another question', () => {
    const other = at('2026-03-06T09:00:00.000Z', 'question-asked', { questionId: 'r', pauses: false });
    const answer = at('2026-03-07T09:00:00.000Z', 'question-answered', { questionId: 'r' });

    expect(datesOf('access', ['uk-gdpr'], asked, other, answer).paused).toBe(true);
  });
});

describe('the proof that one law requires', () => {
  it('never blocks the decision: it holds back the details of a copy, and never what another law owes', () => {
    const regimes = ['eu-gdpr', 'us-ca-ccpa'];
    const book = bookOf(regimes);
    const levels = regimes
      .flatMap((id) => book.regimes[id] ?? [])
      .map((law) => verificationLevelOf(law, 'access'));
    const decide = (laws: readonly string[]) => {
      const [, ...rest] = reaching['awaiting-decision'];
      return allows(
        aRequest(anEvent('received', { right: 'access', regimes: [...laws] }), ...rest),
        anEvent('decided', { factor: 'mail-code' }),
      );
    };

    expect(levels).toEqual(['onReasonableDoubt', 'reasonablyHigh']);
    expect([decide(['eu-gdpr']), decide(regimes), decide(['us-ca-ccpa'])]).toEqual([true, true, true]);
    expect(datesOf('access', regimes).latest).toBe(datesOf('access', ['eu-gdpr']).latest);
  });

  it('is none for an opt-out, whichever law asks more of other rights', () => {
    const request = aRequest(
      anEvent('received', { right: 'opt-out-of-sale', regimes: ['us-ca-ccpa', 'us-va-vcdpa'] }),
    );

    expect(request.status).toBe('fulfilling');
    expect(allows(request, anEvent('opted-out'))).toBe(true);
  });
});
