import { lawFor } from '../../../functions/config/laws/law-library';
import { deadlines } from '../../../functions/domain/deadlines/deadline';
import { disputed, moreWorkedCases, type WorkedCase, workedCases } from './worked-cases';

function answerOf(worked: WorkedCase): Record<string, unknown> {
  return { ...deadlines(worked, lawFor(worked.regime, worked.place)) };
}

describe('the worked cases of the law', () => {
  it('are 247, of which none is disputed without a reason', () => {
    const reasons = Object.values(disputed);

    expect(workedCases).toHaveLength(247);
    expect(reasons.every((reason) => reason.length > 20)).toBe(true);
    expect(Object.keys(disputed).every((id) => workedCases.some((c) => c.id === id))).toBe(true);
  });

  it.each(workedCases.filter((c) => !disputed[c.id]).map((c) => [c.id, c] as const))(
    'gives the dates of %s',
    (_, worked) => {
      const { respondBy = null, ...rest } = worked.expect;

      const answer = answerOf(worked);

      expect(answer).toMatchObject({ respondBy, ...rest });
      expect(answer.endsBeforeUtc).toMatchObject(worked.expectEndsBeforeUtc);
      expect(answer.alternatives ?? {}).toMatchObject(worked.alternatives ?? {});
      expect(Object.keys(answer.alternatives ?? {}).sort()).toEqual(
        Object.keys(worked.alternatives ?? {}).sort(),
      );
    },
  );

  it.each(moreWorkedCases.map((c) => [c.id, c] as const))('gives the dates of %s', (_, worked) => {
    const { respondBy = null, ...rest } = worked.expect;

    const answer = answerOf(worked);

    expect(answer).toMatchObject({ respondBy, ...rest });
    expect(answer.endsBeforeUtc).toMatchObject(worked.expectEndsBeforeUtc);
    expect(answer.alternatives ?? {}).toMatchObject(worked.alternatives ?? {});
  });
});
