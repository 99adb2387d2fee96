import { storeFaultText } from '../../../functions/words/store-fault-text';

describe('the remedy for a store’s refusal', () => {
  const remedyFor = (kind: 'refused' | 'beyond-approval', code: string) =>
    storeFaultText({ kind, code, table: 'orders', store: 'The shop’s database' }).remedy;

  it.each([
    ['beyond-approval', 'cascade'],
    ['beyond-approval', 'set-null'],
    ['beyond-approval', 'set-default'],
    ['refused', '23503'],
    ['refused', '23001'],
  ] as const)('%s with %s asks whose rows refer to it, mapped or not, and blames no key', (kind, code) => {
    const remedy = remedyFor(kind, code);

    expect(remedy).toContain('If no collection of the data map describes it');
    expect(remedy).toContain('If one does, these rows are somebody else’s');
    expect(remedy).toContain('set on_erasure of what was to be erased to anonymise');
    expect(remedy).not.toMatch(/must be one row|remove the rows|erase the rows/);
  });

  it('says that nothing can be erased in a read-only local run, and that a region is missing', () => {
    const said = (kind: 'forbidden' | 'misfit', code: string) =>
      Object.values(storeFaultText({ kind, code, store: 'Our tables' })).join(' ');

    expect(said('forbidden', 'LocalRunReadsOnly')).toMatch(
      /This desk runs locally and only reads our tables: nothing can be erased.*deployed desk/i,
    );
    expect(said('misfit', 'NoRegion')).toMatch(/in which region of AWS our tables lies.*connection\.region/i);
  });

  it.each(['broken', 'compressed', 'encoding', 'not-records', 'too-large', 'archived', 'encrypted'])(
    'says what is wrong with a changed file and where it is, and mentions no rule: %s',
    (code) => {
      const { trouble, remedy } = storeFaultText({
        kind: 'refused',
        code,
        table: 'shop/chats/',
        store: 'Files',
      });

      expect(trouble).toMatch(/^A file of files cannot be read any more: it is .*\(bucket .* shop\/chats\//i);
      expect(trouble + remedy).not.toMatch(/rule|\btable\b|constraint/);
      expect(remedy).toContain('backup');
    },
  );

  it('names the permission that is missing, the bucket and the beginning of the keys', () => {
    const { trouble, remedy } = storeFaultText({
      kind: 'forbidden',
      code: 'AccessDenied',
      constraint: 's3:GetObject',
      table: 'shop/up/',
      store: 'Files',
    });

    expect(trouble).toContain('shop/up/, permission s3:GetObject');
    expect(remedy).toContain('Allow s3:GetObject');
    expect(trouble).not.toMatch(/\btable\b|constraint/);
  });

  it.each(['same-id', 'more-lines'])(
    'mentions records and no table if lines were added since: %s',
    (code) => {
      const { trouble, remedy } = storeFaultText({
        kind: 'beyond-approval',
        code,
        table: 'shop/chats/',
        store: 'Files',
      });

      expect(trouble + remedy).not.toMatch(/\btable\b/);
      expect(remedy).toMatch(/search again/i);
    },
  );

  it('does not claim that nothing was done if a call got no answer', () => {
    const { trouble } = storeFaultText({ kind: 'no-answer', store: 'The shop' });

    expect(trouble).toContain('Whether it did anything is not known');
  });

  it('names the trigger as the cause if the database changed more by itself', () => {
    expect(remedyFor('beyond-approval', 'counted')).toMatch(/triggers_write.*on_erasure to mark/);
    expect(remedyFor('refused', 'blank-undone')).toContain('puts the old values back');
  });

  it('distinguishes a missing table from a missing function, and asks whether it was renamed', () => {
    const words = (place: object) => storeFaultText({ kind: 'misfit', store: 'The table', ...place });
    const code = 'ResourceNotFoundException';

    expect(words({ code, table: 'tickx' })).toEqual({
      trouble: expect.stringMatching(/^There is no table tickx in the region and account of the table/),
      remedy: expect.stringMatching(/renamed.*physical\.table.*connection\.region/),
    });
    expect(words({ code }).trouble).toMatch(/^The function that reads the table is not there in AWS/);
    expect(words({ code }).remedy).toBe(
      'The store has no function of its own in AWS. Deploy the desk again.',
    );
    expect(words({ code: 'NoSuchBucket', table: 'photos' }).trouble).toMatch(/^There is no bucket photos/);
    expect(words({ code: 'NoSuchBucket', table: 'photos' }).remedy).toMatch(/renamed.*physical\.bucket/);
  });

  it.each(['no-index', 'index-key', 'index-sparse'])('names the index, and the remedy, for %s', (code) => {
    const { trouble, remedy } = storeFaultText({
      kind: 'misfit',
      code,
      table: 't',
      index: 'byMail',
      store: 'X',
    });

    expect(trouble).toContain('table t, index byMail');
    expect(remedy).toContain('physical.indexes');
  });

  it.each([
    'no-index',
    'index-key',
    'index-sparse',
    'key',
    'key-type',
    'no-blank',
    'no-table',
    'no-column',
    'view',
    'not-in-prefix',
    'old-versions',
    'NoSuchBucket',
    '42P01',
    '42703',
  ])('says more of a map that does not fit than to check it: %s', (code) => {
    const { trouble, remedy } = storeFaultText({
      kind: 'misfit',
      code,
      table: 'members',
      field: 'email',
      store: 'The club',
    });

    expect(trouble).toContain(`(table members, field email, code ${code})`);
    expect(remedy).not.toContain('map check');
  });

  it('offers both ways if no index finds people by a field', () => {
    const { remedy } = storeFaultText({ kind: 'misfit', code: 'no-index', store: 'The club' });

    expect(remedy).toMatch(/Add an index on it.*physical\.indexes.*by hand/);
  });

  it('names the place even if nothing more is known', () => {
    const { trouble, remedy } = storeFaultText({ kind: 'misfit', table: 'members', store: 'The club' });

    expect(trouble).toContain('table members');
    expect(remedy).toContain('does not fit the store');
  });
});
