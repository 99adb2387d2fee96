import { outcomeOf } from '../../functions/domain/outcome';
import { anEvent, aRequest, reaching } from './a-log';

describe('the outcome of a copy with contested records when it was approved', () => {
  const frozen = anEvent('manifest-frozen');
  const decided = anEvent('decided', { decision: 'approved-in-part' });
  const settled = anEvent('contested-settled', { says: 'theirs' });

  it.each([
    ['the person got all of it after all', [settled], 0, 'fulfilled'],
    ['something else was left out', [settled], 1, 'partly-fulfilled'],
    ['nobody came back to it', [], 0, 'partly-fulfilled'],
  ] as const)('%s', (_title, since, withheld, outcome) => {
    const made = anEvent('package-made', { withheld });

    expect(outcomeOf(aRequest(...reaching['awaiting-decision'], frozen, decided, ...since, made))).toBe(
      outcome,
    );
  });
});
