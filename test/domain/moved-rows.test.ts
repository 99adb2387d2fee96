import type { LocatedRow } from '../../functions/domain/finding';
import type { ManifestRow } from '../../functions/domain/manifest';
import { withMovedRows } from '../../functions/domain/moved-rows';
import { rowKey } from '../../functions/domain/row-key';

const row = (key: string, line: string, more = {}): ManifestRow => ({
  collection: 'talks',
  key: { key, line, ...more },
  facts: {},
  treatment: { action: 'erase' },
});
const approved = (...rows: readonly ManifestRow[]) => new Map(rows.map((one) => [rowKey(one), one]));
const sha = 'sha256:aa';
const id = `7#${'a'.repeat(16)}.${'b'.repeat(8)}`;

describe('records that were found in another place than they were approved in', () => {
  it.each([sha, id])('are listed under the approved key, one for each that is missing: %s', (line) => {
    const rows = withMovedRows(
      [row('z', line), row('z', line, { copy: '2' })],
      approved(row('a', line)),
      () => true,
    );

    expect(rows.map(({ key }) => key)).toEqual([
      { key: 'a', line },
      { key: 'z', line, copy: '2' },
    ]);
  });

  it('stay new where the approved one is still there, has a mere id, is an old version, or may not be followed', () => {
    const found = (line: string, more = {}) => [row('z', line, more)];
    const firstOf = (rows: Iterable<ManifestRow | LocatedRow>) => [...rows][0]?.key.key;

    expect(firstOf(withMovedRows([...found(sha), row('a', sha)], approved(row('a', sha)), () => true))).toBe(
      'z',
    );
    expect(firstOf(withMovedRows(found('7'), approved(row('a', '7')), () => true))).toBe('z');
    expect(firstOf(withMovedRows(found(sha, { version: 'v' }), approved(row('a', sha)), () => true))).toBe(
      'z',
    );
    expect(firstOf(withMovedRows(found(sha), approved(row('a', sha)), () => false))).toBe('z');
  });
});
