import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataMapError, type MapProblem } from '../../../functions/config/map/data-map-error';
import { loadDataMap } from '../../../functions/config/map/load-data-map';
import type { DataMap, MapGap } from '../../../functions/domain/data-map';

/** Writes YAML files into a fresh folder; returns their paths in the given order. */
export function writeFiles(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'data-map-'));
  return Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
}

export function loadText(text: string): DataMap {
  return loadDataMap(writeFiles({ 'map.yaml': text }));
}

/** The problems of a text that must be refused, each as `path: problem`. */
export function problemsOf(text: string): string[] {
  return problemsIn(() => loadText(text)).map(({ path, problem }) => `${path}: ${problem}`);
}

export function problemsIn(load: () => unknown): readonly MapProblem[] {
  try {
    load();
  } catch (error) {
    if (error instanceof DataMapError) return error.problems;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** Gaps without their file: `path: problem`. */
export function gapsOf(map: DataMap): string[] {
  return map.gaps.map(({ at, problem }: MapGap) => `${at.slice(at.indexOf(': ') + 2)}: ${problem}`);
}

/** A complete small map, so that a test can show the effect of one change. */
export const complete = `
dataset:
  - fides_key: club
    name: The club
    rightsdesk_meta:
      store: { kind: postgres }
      source: from you
      systems: [office]
    collections:
      - name: members
        rightsdesk_meta: { on_erasure: erase }
        fields:
          - name: id
            data_categories: [user.unique_id]
            fides_meta: { primary_key: true }
          - name: email
            data_categories: [user.contact.email]
            fides_meta: { identity: email }
      - name: fees
        rightsdesk_meta:
          on_erasure:
            retain: { ground: tax law, article: § 147 AO, period: P8Y, counted_from: paid_on }
        fields:
          - name: id
            data_categories: [user.unique_id]
            fides_meta: { primary_key: true }
          - name: payer
            data_categories: [user.contact.email]
            fides_meta:
              references: [{ dataset: club, field: members.email, direction: from }]
          - name: paid_on
            data_categories: [user.financial]
system:
  - fides_key: office
    name: Office
    system_type: Service
    privacy_declarations:
      - name: To run the club
        data_categories: [user]
        data_use: essential.service
        legal_basis_for_processing: Contract
        retention_period: while you are a member
`;
