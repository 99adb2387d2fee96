import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadDataMap } from '../../functions/config/map/load-data-map';
import type { DataMap } from '../../functions/domain/data-map';
import type { Blank, Note, Table, TableMap, Treatment } from './model';

export const storeId = 'shop';

/** The map as a developer writes it: fideslang YAML. */
export function mapYaml(tables: readonly Table[]): string {
  const listed = tables.flatMap((table) => (table.map ? [collectionOf(table, table.map)] : []));
  return stringify({ dataset: [{ fides_key: 'shop', name: 'The shop', collections: listed }] });
}

const system = stringify({
  system: [
    {
      fides_key: 'web_shop',
      name: 'The shop',
      privacy_declarations: [
        {
          name: 'To do what you asked for',
          data_categories: ['user'],
          data_use: 'essential.service',
          legal_basis_for_processing: 'Contract',
          retention_period: 'As long as you are here',
        },
      ],
    },
  ],
});

/** Loads the map as the desk does. Throws what the loader throws. */
export function loadedMap(yaml: string, kind = 'postgres'): DataMap {
  const folder = mkdtempSync(join(tmpdir(), 'databases-'));
  const [file, systems] = [join(folder, 'shop.yaml'), join(folder, 'systems.yaml')];
  writeFileSync(file, yaml);
  writeFileSync(systems, system);
  try {
    return loadDataMap([systems], [{ id: storeId, title: 'the database', kind, datasets: [file] }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function collectionOf(table: Table, map: TableMap): object {
  if (map.skip) return { name: table.name, fields: [], fides_meta: { skip_processing: true } };
  return {
    name: table.name,
    rightsdesk_meta: {
      title: map.title,
      source: 'From you',
      systems: ['web_shop'],
      ...(map.ownRecord ? { own_record: true } : {}),
      ...(map.owner ? { owner: map.owner } : {}),
      ...(map.onErasure ? { on_erasure: treatmentYaml(map.onErasure) } : {}),
      ...(table.schema === 'public' ? {} : { physical: { schema: table.schema } }),
    },
    fields: fieldNames(table, map).map((name) => fieldYaml(name, map.notes[name] ?? {}, map)),
  };
}

/** Includes columns that later statements add. */
function fieldNames(table: Table, map: TableMap): string[] {
  const all = new Set([...table.columns.map(({ name }) => name), ...Object.keys(map.notes)]);
  return [...all].filter((name) => !map.unlisted?.includes(name));
}

function fieldYaml(name: string, note: Note, map: TableMap): object {
  const fides = {
    ...(map.key.includes(name) ? { primary_key: true } : {}),
    ...(note.identity ? { identity: note.identity } : {}),
    ...(note.ref ? { references: [note.ref, ...(note.refs ?? [])].map(referenceYaml) } : {}),
  };
  const blanked =
    map.onErasure?.action === 'anonymise' && note.blank !== undefined && !map.key.includes(name);
  return {
    name,
    data_categories: [note.category ?? 'user.account'],
    ...(Object.keys(fides).length > 0 ? { fides_meta: fides } : {}),
    ...(blanked ? { rightsdesk_meta: { blank_with: note.blank as Blank } } : {}),
  };
}

function referenceYaml({ table, column, direction, where }: NonNullable<Note['ref']>): object {
  const field = `${table.name}.${column}`;
  return { dataset: 'shop', field, ...(direction ? { direction } : {}), ...(where ? { where } : {}) };
}

function treatmentYaml(treatment: Treatment): unknown {
  if (treatment.action === 'as-parent') return { as_parent: { through: treatment.field } };
  if (treatment.action !== 'retain') return treatment.action;
  const { from, years } = treatment;
  return {
    retain: { ground: 'A law keeps it', article: '§ 147 AO', period: `P${years}Y`, counted_from: from },
  };
}
