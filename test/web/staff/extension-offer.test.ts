import { dueDates } from '../../../functions/domain/due-dates';
import type { Right } from '../../../functions/domain/rights';
import { extensionOffer } from '../../../functions/web/staff/decide/extension-offer';
import { aBook, aDesk } from '../../builders/a-desk';
import { anEvent, aRequest, type Step } from '../../domain/a-log';
import { testClock } from '../../fakes/test-clock';

/** What is offered at an instant for a request received on Monday 2 March 2026 in Berlin. */
function offerAt(
  now: string,
  regimes: readonly string[],
  more: { right?: Right; steps?: readonly Step[] } = {},
) {
  const desk = aDesk({ laws: regimes.map((regime) => ({ regime, applies: 'binds', because: 'x' })) });
  const book = aBook(desk);
  const { right = 'access', steps = [] } = more;
  const request = aRequest(anEvent('received', { right, regimes }), ...steps);
  return extensionOffer({ book, desk, clock: testClock(now) }, request);
}

describe('the extension on the staff page', () => {
  it.each([
    ['eu-gdpr', '2026-04-02T21:59:59.999Z', '2026-04-02T22:00:00.000Z', '2026-06-02', '2026-04-02'],
    ['uk-gdpr', '2026-04-02T21:59:59.999Z', '2026-04-02T22:00:00.000Z', '2026-06-02', '2026-04-02'],
    ['us-ca-ccpa', '2026-04-16T21:59:59.999Z', '2026-04-16T22:00:00.000Z', '2026-05-31', '2026-04-16'],
  ])(
    'under %s is offered until the last instant of the period and not in the next',
    (regime, last, next, until, lawfulUntil) => {
      expect(offerAt(last, [regime])).toMatchObject({ laws: [{ regime }], until, lawfulUntil });
      expect(offerAt(next, [regime])).toBeUndefined();
    },
  );

  it('names the grounds of the law with their articles, and no others', () => {
    const grounds = offerAt('2026-03-10T09:00:00.000Z', ['eu-gdpr'])?.laws[0]?.grounds;

    expect(grounds?.map(({ id, article }) => [id, article])).toEqual([
      ['complexity', 'GDPR Art 12(3)'],
      ['number', 'GDPR Art 12(3)'],
    ]);
  });

  it.each([
    ['was extended already', ['eu-gdpr'], { steps: ['extended'] }],
    ['is under a law without extension', ['br-lgpd'], {}],
    ['is an appeal, which Virginia does not extend', ['us-va-vcdpa'], { right: 'appeal' }],
    ['is closed', ['eu-gdpr'], { steps: ['closed'] }],
  ] as const)('is not offered when the request %s', (_, regimes, more) => {
    expect(offerAt('2026-03-10T09:00:00.000Z', regimes, more)).toBeUndefined();
  });

  it.each([[['eu-gdpr', 'th-pdpa']], [['th-pdpa', 'eu-gdpr']]])(
    'is not offered when it moves nothing, because another law’s date stays: %j',
    (regimes) => {
      // A month and thirty days both end on 7 May.
      const desk = aDesk({ laws: regimes.map((regime) => ({ regime, applies: 'binds', because: 'x' })) });
      const book = aBook(desk);
      const receipt = { right: 'access', regimes, receivedAt: '2026-04-07T09:00:00.000Z' } as const;
      const request = aRequest(anEvent('received', receipt));

      const offer = extensionOffer({ book, desk, clock: testClock('2026-04-10T09:00:00.000Z') }, request);

      expect(dueDates(request, book).latest).toBe('2026-05-07');
      expect(offer).toBeUndefined();
    },
  );

  it('leaves the day to the notice where the law sets no length, and keeps to the day that it named', () => {
    const named = anEvent('extended', { regime: 'nz-privacy', until: '2026-06-30' });
    const told = anEvent('mailed', { key: 'extension-2' });
    const book = aBook(aDesk({ laws: [{ regime: 'nz-privacy', applies: 'binds', because: 'x' }] }));
    const request = aRequest(anEvent('received', { right: 'access', regimes: ['nz-privacy'] }), named, told);

    const offer = offerAt('2026-03-10T09:00:00.000Z', ['nz-privacy']);

    expect(offer).toMatchObject({ laws: [{ regime: 'nz-privacy' }], lawfulUntil: '2026-03-30' });
    expect(offer).not.toHaveProperty('until');
    expect(dueDates(request, book).latest).toBe('2026-06-30');
  });

  it('follows the rule for appeals in Colorado, for an appeal', () => {
    expect(offerAt('2026-03-10T09:00:00.000Z', ['us-co-cpa'], { right: 'appeal' })).toMatchObject({
      until: '2026-06-15',
      lawfulUntil: '2026-04-16',
    });
  });
});
