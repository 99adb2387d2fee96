import { faultWords } from '../../functions/pages/words/fault-words';

describe('what staff are told to do about a store’s refusal', () => {
  const remedyFor = (kind: 'refused' | 'beyond-approval', code: string) =>
    faultWords({ kind, code, table: 'orders', store: 'The shop’s database' }).remedy;

  it.each([
    ['beyond-approval', 'cascade'],
    ['beyond-approval', 'set-null'],
    ['refused', '23503'],
    ['refused', '23001'],
  ] as const)('%s with %s asks whose rows refer to it, mapped or not, and blames no key', (kind, code) => {
    const remedy = remedyFor(kind, code);

    expect(remedy).toContain('If no collection of the data map describes it');
    expect(remedy).toContain('If one does, these rows are somebody else’s');
    expect(remedy).not.toContain('must be one row');
  });

  it('names the trigger as the cause where the database changed more by itself', () => {
    expect(remedyFor('beyond-approval', 'counted')).toContain('physical.triggers_write');
    expect(remedyFor('refused', 'blank-undone')).toContain('puts the old values back');
  });
});
