import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadDataMap } from '../../../functions/config/map/load-data-map';
import type { DataMap } from '../../../functions/domain/data-map';
import { bucketName, type Shelf } from './model';

/** The map as a developer writes it. */
export function bucketYaml(shelves: readonly Shelf[]): string {
  return stringify({
    dataset: [
      {
        fides_key: 'shop',
        name: 'The bucket',
        rightsdesk_meta: { physical: { bucket: bucketName } },
        collections: shelves.map(collectionOf),
      },
    ],
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
}

/** Loads the map as the desk does. Throws what the loader throws. */
export function loadedBucketMap(yaml: string): DataMap {
  const folder = mkdtempSync(join(tmpdir(), 'buckets-'));
  const file = join(folder, 'shop.yaml');
  writeFileSync(file, yaml);
  try {
    return loadDataMap([], [{ id: 'shop', title: 'the bucket', kind: 's3', datasets: [file] }]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function collectionOf(shelf: Shelf): object {
  return {
    name: shelf.name,
    rightsdesk_meta: {
      title: `your ${shelf.name}`,
      source: 'From you',
      systems: ['web_shop'],
      ...(shelf.ownRecord ? { own_record: true } : {}),
      ...(shelf.treatment === 'undecided' ? {} : { on_erasure: treatmentOf(shelf) }),
      physical: {
        format: shelf.format,
        prefix: shelf.prefix,
        ...(shelf.recordId ? { record_id: shelf.recordId } : {}),
        ...(shelf.oldVersions ? { old_versions: shelf.oldVersions } : {}),
      },
    },
    fields: shelf.format === 'objects' ? fileFields(shelf) : recordFields(shelf),
  };
}

function treatmentOf({ treatment }: Shelf): unknown {
  if (treatment !== 'retain') return treatment;
  return {
    retain: { ground: 'A law keeps it', article: '§ 147 AO', period: 'P9Y', counted_from: 'made_on' },
  };
}

function recordFields(shelf: Shelf): object[] {
  const plain = ['id', 'mark', 'n', 'more', 'made_on', ...(shelf.ownRecord ? ['tenant'] : [])];
  const names = ['email', 'customer_number', ...(shelf.second ? ['second_email'] : [])];
  return [
    ...plain.map((name) => ({ name, data_categories: ['user.account'] })),
    blankable(shelf, 'text', null),
    ...names.map((name) => ({
      ...blankable(shelf, name, name === 'email' ? (shelf.blank ?? null) : null),
      ...(isIdentity(shelf, name)
        ? { fides_meta: { identity: name === 'second_email' ? 'email' : name } }
        : {}),
    })),
  ];
}

function isIdentity(shelf: Shelf, name: string): boolean {
  return name === shelf.by || name === 'second_email' || shelf.ownRecord === true;
}

function blankable({ treatment, second }: Shelf, name: string, blank: unknown): object {
  const meta = {
    ...(treatment === 'anonymise' ? { blank_with: blank } : {}),
    ...(second === 'third-party' && name === 'second_email' ? { third_party: true } : {}),
  };
  const said = Object.keys(meta).length > 0 ? { rightsdesk_meta: meta } : {};
  return { name, data_categories: ['user.account'], ...said };
}

function fileFields(shelf: Shelf): object[] {
  const plain = ['key', 'original_name'].map((name) => ({ name, data_categories: ['user.account'] }));
  const way = (name: string) =>
    shelf.tenants
      ? { references: [{ dataset: 'shop', field: `accounts.${name}`, direction: 'from' }] }
      : { identity: name };
  const parts = shelf.tenants ? ['tenant', shelf.by] : [shelf.by];
  return [
    ...parts.map((name) => ({ name, data_categories: ['user.account'], fides_meta: way(name) })),
    ...plain,
  ];
}
