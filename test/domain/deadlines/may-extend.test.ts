import { lawFor } from '../../../functions/config/laws/law-library';
import type { DeadlineCase } from '../../../functions/domain/deadlines/deadline-case';
import { mayExtend } from '../../../functions/domain/deadlines/may-extend';

const access: DeadlineCase = {
  regime: 'eu-gdpr',
  requestType: 'access',
  place: 'DE',
  zone: 'Europe/Berlin',
  received: '2026-05-11T09:00:00+02:00',
  events: [],
};

function offer(changes: Partial<DeadlineCase>, now: string) {
  const request = { ...access, ...changes };
  return mayExtend(request, lawFor(request.regime, request.place), now);
}

describe('the offer to extend', () => {
  it('holds until the last instant of the unextended period and names the grounds', () => {
    const found = offer({}, '2026-06-11T21:59:59Z');

    expect(found).toMatchObject({
      lawful: true,
      lastDay: '2026-06-11',
      endsBeforeUtc: '2026-06-11T22:00:00Z',
      extendedRespondBy: '2026-08-11',
      reasonsRequired: true,
    });
    expect(found.grounds.map((ground) => [ground.id, ground.article])).toEqual([
      ['complexity', 'GDPR Art 12(3)'],
      ['number', 'GDPR Art 12(3)'],
    ]);
  });

  it('is gone the instant the period has ended', () => {
    expect(offer({}, '2026-06-11T22:00:00Z')).toMatchObject({ lawful: false, why: 'tooLate' });
  });

  it('is made once', () => {
    const events = [{ type: 'extended' as const, at: '2026-05-20T10:00:00+02:00' }];

    expect(offer({ events }, '2026-05-21T10:00:00Z')).toMatchObject({
      lawful: false,
      why: 'alreadyExtended',
    });
  });

  it('is not made where the law has none', () => {
    const optOut = { regime: 'us-ca-ccpa', requestType: 'optOutSaleSharing', place: 'US-CA' };

    expect(offer(optOut, '2026-05-12T10:00:00Z')).toMatchObject({
      lawful: false,
      why: 'noExtensionInLaw',
      grounds: [],
    });
  });

  it('says what to know before sending the notice', () => {
    const pipeda = { regime: 'ca-pipeda', place: null, zone: 'America/Toronto' };

    expect(offer(pipeda, '2026-05-12T10:00:00Z').note).toContain('run from the date of the request');
  });

  it('has no last day while a question is open, because the period cannot end', () => {
    const events = [{ type: 'identity_requested' as const, at: '2026-05-12T10:00:00+02:00' }];

    const found = offer({ events }, '2026-09-01T10:00:00Z');

    expect(found).toMatchObject({ lawful: true, extendedRespondBy: null });
    expect(found.lastDay).toBeUndefined();
  });
});
