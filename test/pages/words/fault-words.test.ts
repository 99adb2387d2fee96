import { faultWords } from '../../../functions/pages/words/fault-words';

const remedyOf = (code: string, kind: 'refused' | 'beyond-approval' = 'beyond-approval') =>
  faultWords({ kind, store: 'The shop', table: 'replies', constraint: 'replies_post_fk', code }).remedy;

describe('the remedy of a refused erasure', () => {
  it.each(['23503', '23001', 'cascade', 'set-null', 'set-default'])(
    'never proposes to erase what may be other people’s (%s)',
    (code) => {
      expect(remedyOf(code)).toContain('let the map anonymise');
      expect(remedyOf(code)).not.toMatch(/remove the rows|erase the rows/);
    },
  );

  it('speaks of the trigger where the count of changes stopped it', () => {
    expect(remedyOf('counted')).toMatch(/triggers_write.*on_erasure to mark/);
  });
});
