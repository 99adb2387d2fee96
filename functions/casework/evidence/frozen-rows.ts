import type { ExportedRecord } from '../../connectors/connector';
import { contestedSays } from '../../domain/contested-rows';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { lastOf } from '../../domain/log-entries';
import type { Withholding } from '../../domain/manifest';
import { rowKey } from '../../domain/row-key';
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
  const rows = manifest.stores.flatMap(({ storeId, collections }) =>
    collections.flatMap((one) => one.rows.map((row) => ({ storeId, row }))),
  );
  const theirs = new Set(rows.map(({ storeId, row }) => JSON.stringify([storeId, rowKey(row)])));
  return {
    isTheirs: (storeId, record) => theirs.has(JSON.stringify([storeId, rowKey(record)])),
    contested: rows
      .filter(({ row }) => row.treatment.action === 'contested')
      .flatMap(({ storeId, row: { collection, key } }) => {
        const says = contestedSays(request, { storeId, collection }) ?? 'unclear';
        return says === 'theirs' ? [] : [{ storeId, collection, key, ground: grounds[says], article }];
      }),
  };
}
