import type { ManifestRow, RowTreatment } from '../../functions/domain/manifest';
import { withWholeVersions } from '../../functions/domain/whole-versions';

const erase: RowTreatment = { action: 'erase' };
const row = (line: string, treatment: RowTreatment, version?: string, key = 'chats/a'): ManifestRow => ({
  collection: 'chats',
  key: { key, line, ...(version === undefined ? {} : { version }) },
  facts: {},
  treatment,
});

function actions(rows: readonly ManifestRow[]): string[] {
  const collections = withWholeVersions([{ collection: 'chats', rows, unmapped: [] }]);
  return collections.flatMap((one) => one.rows.map(({ treatment }) => treatment.action));
}

describe('an earlier version of a file', () => {
  it.each<RowTreatment>([
    { action: 'contested' },
    { action: 'undecided', reason: 'nobody decided' },
    { action: 'retain', ground: 'g', article: 'a', until: '2031-01-01' },
  ])('waits as a whole where it holds a record that stays: %j', (staying) => {
    const rows = [row('1', erase, 'v1'), row('2', staying, 'v1'), row('3', erase, 'v2'), row('4', erase)];

    expect(actions(rows)).toEqual(['undecided', staying.action, 'erase', 'erase']);
  });

  it('holds back no version of another file, and no record of the current version', () => {
    const rows = [row('1', erase, 'v1', 'chats/b'), row('1', { action: 'contested' }), row('2', erase)];

    expect(actions(rows)).toEqual(['erase', 'contested', 'erase']);
  });
});
