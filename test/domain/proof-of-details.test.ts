import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { NewEvent } from '../../functions/domain/events';
import { allows } from '../../functions/domain/guards';
import {
  hasFailedProof,
  isProvenForDetails,
  PROOF_TRIES,
  proofTriesLeft,
  uncheckedOffer,
} from '../../functions/domain/proof-of-details';
import { anEvent, aRequest } from './a-log';

const start = [
  anEvent('received', { right: 'access', regimes: ['us-ca-ccpa'] }),
  anEvent('identity-verified'),
  anEvent('store-searched'),
  anEvent('manifest-frozen'),
  anEvent('decision-asked'),
];
const offered = (offer: string) => anEvent('proof-offered', { offer });
const checked = (offer: string, says: 'match' | 'no-match' | 'not-checked') =>
  anEvent('proof-checked', { offer, says });

/** Appends the events that the guards allow, as the register does. */
function following(...events: readonly NewEvent[]): DataSubjectRequest {
  let log = start;
  for (const event of events) if (allows(aRequest(...log), event)) log = [...log, event];
  return aRequest(...log);
}

describe('tries of the stronger proof', () => {
  it('are three, each used up before anything is compared', () => {
    const lefts = [0, 1, 2, 3].map((tries) => {
      const wrong = Array.from({ length: tries }, (_, n) => [offered(`o${n}`), checked(`o${n}`, 'no-match')]);
      return proofTriesLeft(following(...wrong.flat()));
    });

    expect(lefts).toEqual([3, 2, 1, 0]);
    expect(proofTriesLeft(following(offered('a')))).toBe(2);
  });

  it('wait for one another: none is taken while one is not compared', () => {
    const request = following(offered('a'), offered('b'), offered('c'));

    expect(request.log.filter(({ type }) => type === 'proof-offered')).toHaveLength(1);
    expect(uncheckedOffer(request)?.data.offer).toBe('a');
  });

  it('are never more than three with a result, in any order of events', () => {
    let seed = 7;
    const next = (n: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % n;
    };
    for (let run = 0; run < 30; run += 1) {
      const events = Array.from({ length: 40 }, () => {
        const offer = `o${next(8)}`;
        const says = (['no-match', 'not-checked', 'no-match'] as const)[next(3)] ?? 'no-match';
        return next(2) === 0 ? offered(offer) : checked(offer, says);
      });
      const { log } = following(...events);
      const answers = log.filter((e) => e.type === 'proof-checked' && e.data.says !== 'not-checked');
      expect(answers.length).toBeLessThanOrEqual(PROOF_TRIES);
      expect(log.filter((e) => e.type === 'proof-offered').length).toBeLessThanOrEqual(9);
    }
  });

  it('cost nothing where no store answered, up to a limit', () => {
    const silent = Array.from({ length: 12 }, (_, n) => [offered(`o${n}`), checked(`o${n}`, 'not-checked')]);

    expect(proofTriesLeft(following(...silent.slice(0, 5).flat()))).toBe(3);
    expect(hasFailedProof(following(...silent.flat()))).toBe(true);
  });

  it('end with one that fits', () => {
    const request = following(offered('a'), checked('a', 'match'));

    expect(isProvenForDetails(request)).toBe(true);
    expect(allows(request, offered('b'))).toBe(false);
  });

  it('are accepted from nobody who is unproven or doubted, for no erasure, and for no finished answer', () => {
    const unproven = aRequest(anEvent('received', { right: 'access' }));
    const doubted = following(anEvent('identity-doubted'));
    const erasure = aRequest(anEvent('received', { right: 'erasure' }), ...start.slice(1));
    const made = following(anEvent('decided'), anEvent('package-made'));

    for (const request of [unproven, doubted, erasure, made])
      expect(allows(request, offered('a'))).toBe(false);
  });

  it('are answered once each, and only what was offered', () => {
    const request = following(
      offered('a'),
      checked('b', 'match'),
      checked('a', 'no-match'),
      checked('a', 'match'),
    );

    expect(isProvenForDetails(request)).toBe(false);
    expect(request.log.filter(({ type }) => type === 'proof-checked')).toHaveLength(1);
  });
});
