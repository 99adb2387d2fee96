import type { ExportedRecord } from '../../connectors/connector';
import { contestedSays } from '../../domain/contested-rows';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RowRef } from '../../domain/finding';
import { lastOf } from '../../domain/log-entries';
import type { Withholding } from '../../domain/manifest';
import { KeySet } from '../../domain/packed-map';
import { rowKey } from '../../domain/row-key';
import { allRows } from '../../domain/rows';
import { frozenManifest } from './stored-findings';

/** What the frozen manifest says about copies that were made while the search was still running. */
export interface FrozenRows {
  /** Whether a copied record turned out to be this person's. */
  isTheirs(storeId: string, record: ExportedRecord): boolean;
  /**
   * Records that also name somebody else: they are described, and given only where staff say that they are
   * this person's.
   */
  readonly contested: readonly Withholding[];
}

const EVERYTHING: FrozenRows = { isTheirs: () => true, contested: [] };

/** When it is still unclear when the copy leaves, a member of staff looks into it and writes. */
const grounds = {
  others: 'it is somebody else’s record, although it names you as well',
  unclear:
    'it names somebody else as well; we could not find out in time whose it is, and one of us looks into it and writes to you',
} as const;

/**
 * Before a manifest is frozen, and with one that does not record whose each row is, every copy counts as the
 * person's.
 */
export async function frozenRows(
  deps: Pick<DeskDeps, 'objects'>,
  request: DataSubjectRequest,
  article: string,
): Promise<FrozenRows> {
  if (!lastOf(request.log, 'manifest-frozen')) return EVERYTHING;
  const manifest = await frozenManifest(deps, request);
  if (!manifest.identities) return EVERYTHING;
  const theirs = new KeySet();
  const contested: Withholding[] = [];
  for (const { storeId, collections } of manifest.stores) {
    for (const row of allRows(collections)) {
      theirs.add(placeOf(storeId, row));
      if (row.treatment.action !== 'contested') continue;
      const { collection, key } = row;
      const says = contestedSays(request, { storeId, collection }) ?? 'unclear';
      if (says !== 'theirs') contested.push({ storeId, collection, key, ground: grounds[says], article });
    }
  }
  return { isTheirs: (storeId, record) => theirs.has(placeOf(storeId, record)), contested };
}

function placeOf(storeId: string, row: RowRef): string {
  return JSON.stringify([storeId, rowKey(row)]);
}
