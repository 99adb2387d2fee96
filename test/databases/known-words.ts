import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadDataMap } from '../../functions/config/map/load-data-map';

/** Words of the map that not every version of the loader knows: a developer uses those that are there. */
export interface KnownWords {
  readonly ownRecord: boolean;
  readonly asParent: boolean;
  readonly randomBlank: boolean;
  /** References that hold for rows of one type only. */
  readonly where: boolean;
}

/** Asks the loader itself, with the smallest map that has the word. */
export function knownWords(): KnownWords {
  return {
    ownRecord: loads({ own_record: true }, {}),
    asParent: loads({ on_erasure: asParentWords('parent') }, {}),
    where: loads({}, {}, { where: { id: 'x' } }, '"where"'),
    randomBlank: loads({ on_erasure: 'anonymise' }, { blank_with: { random: 'text' } }),
  };
}

/** How a child says that its parent decides. */
export function asParentWords(field: string): unknown {
  return { as_parent: { through: field } };
}

/** @param leaves what must stand in the map that comes out, for words that an older loader passes over */
function loads(collection: object, field: object, more: object = {}, leaves = ''): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'map-words-'));
  const file = join(folder, 'x.yaml');
  const parents = { name: 'parents', fields: [{ name: 'id', fides_meta: { primary_key: true } }] };
  const reference = { dataset: 'x', field: 'parents.id', direction: 'from', ...more };
  const fields = [
    { name: 'id', fides_meta: { primary_key: true } },
    { name: 'parent', fides_meta: { references: [reference] } },
    { name: 'mail', fides_meta: { identity: 'email' }, rightsdesk_meta: field },
  ];
  const children = { name: 'children', fields, rightsdesk_meta: collection };
  writeFileSync(file, stringify({ dataset: [{ fides_key: 'x', collections: [parents, children] }] }));
  try {
    const map = loadDataMap([], [{ id: 'shop', title: 'shop', kind: 'postgres', datasets: [file] }]);
    return JSON.stringify(map).includes(leaves);
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
