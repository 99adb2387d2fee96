import { attemptName } from '../../casework/evidence/attempt-name';
import { callStore } from '../../casework/evidence/call-store';
import { copiesToMake, rowToCopy } from '../../casework/evidence/copies-to-make';
import { type CopyPart, readDigest } from '../../casework/evidence/copy-records';
import type { StoredFinding } from '../../casework/evidence/stored-findings';
import { type CopyDigest, DigestWriter } from '../../connectors/copy-digest';
import { fromSnapshot } from '../../connectors/snapshot';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { LocatedRow } from '../../domain/finding';
import { rowCounts } from '../../domain/manifest-rows';
import type { Rows } from '../../domain/rows';

type Deps = Pick<DeskDeps, 'objects' | 'stores' | 'map'>;

interface Wave {
  readonly storeId: string;
  readonly wave: number;
  /** Copies that were made. */
  readonly made: readonly CopyPart[];
}

interface ToCopy extends Wave {
  readonly rows: Rows<LocatedRow>;
  /** Whether no further copy is to be begun. */
  readonly isOver: (() => boolean) | undefined;
}

/** So many small copies without a digest are read as fast as the list of them. */
const FEW_COPIES = 4;

/**
 * Copies rows into sealed objects. The store's function writes each object by itself, with a key for that
 * object alone, and beside a large one a digest, so that a page need not read it.
 *
 * @returns the copies made before and now; `isDone`: no row is left
 */
export async function copyRows(
  deps: Deps,
  request: DataSubjectRequest,
  found: ToCopy,
): Promise<{ readonly made: readonly CopyPart[]; readonly isDone: boolean }> {
  const store = deps.map.stores.find((s) => s.storeId === found.storeId);
  const made = [...found.made];
  let nth = 0;
  for (const rows of copiesToMake(store, found.rows)) {
    nth += 1;
    if (nth <= found.made.length) continue;
    if (made.length > found.made.length && found.isOver?.()) return { made, isDone: false };
    made.push(await copyPart(deps, request, found, nth - 1, rows));
  }
  return { made, isDone: true };
}

/** The digests of the copies are added up in one object; a few small copies have none. */
export async function listCopies(
  deps: Deps,
  request: DataSubjectRequest,
  { storeId, wave, made: copies }: Wave,
): Promise<Pick<StoredFinding, 'snapshots' | 'copies'>> {
  const snapshots = copies.flatMap(({ name, rows }) => rows.map(({ collection }) => ({ collection, name })));
  if (copies.length <= FEW_COPIES && copies.every(({ digest }) => digest === undefined)) return { snapshots };
  const digest = await digestOfAll(deps, request, copies);
  const name = attemptName(`copies/${storeId}/${wave}`);
  return { snapshots, copies: await deps.objects.put(request.requestId, name, { copies, ...digest }) };
}

async function copyPart(
  deps: Deps,
  { requestId }: DataSubjectRequest,
  { storeId, wave }: Wave,
  n: number,
  rows: readonly LocatedRow[],
): Promise<CopyPart> {
  const name = attemptName(`copy/${storeId}/${wave}/${n}`, 'jsonl');
  const digest = attemptName(`copy/${storeId}/${wave}/${n}-digest`);
  const { digested } = await callStore(deps, storeId, {
    op: 'export',
    rows: rows.map((row) => rowToCopy(deps.map, storeId, row)),
    target: await deps.objects.target(requestId, name),
    digest: await deps.objects.target(requestId, digest),
  });
  return { name, rows: rowCounts(rows), ...(digested ? { digest } : {}) };
}

async function digestOfAll(
  deps: Deps,
  request: DataSubjectRequest,
  copies: readonly CopyPart[],
): Promise<CopyDigest> {
  const sum = new DigestWriter();
  for (const { name, digest } of copies) {
    if (digest !== undefined) sum.addDigest(await readDigest(deps, request, digest));
    else
      for await (const record of fromSnapshot(deps.objects.lines(request.requestId, name))) sum.add(record);
  }
  return sum.digest();
}
