import { attemptName } from '../../casework/evidence/attempt-name';
import { callStore } from '../../casework/evidence/call-store';
import { copiesToMake, refOf } from '../../casework/evidence/copies-to-make';
import { type CopyPart, readDigest } from '../../casework/evidence/copy-records';
import type { StoredFinding } from '../../casework/evidence/stored-findings';
import { type CopyDigest, DigestWriter } from '../../connectors/copy-digest';
import { groupBy } from '../../connectors/group-by';
import { fromSnapshot } from '../../connectors/snapshot';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { LocatedRow } from '../../domain/finding';

type Deps = Pick<DeskDeps, 'objects' | 'stores' | 'map'>;

interface Found {
  readonly storeId: string;
  readonly wave: number;
  readonly rows: readonly LocatedRow[];
}

/** So many small copies without a digest are read as fast as the list of them. */
const FEW_COPIES = 4;

/**
 * Copies rows into sealed objects. The store's function writes each object by itself, with a key for that
 * object alone, and beside a large one a digest, so that a page need not read it. The digests are added up in
 * one object; a few small copies have none.
 */
export async function copyRows(
  deps: Deps,
  request: DataSubjectRequest,
  found: Found,
): Promise<Pick<StoredFinding, 'snapshots' | 'copies'>> {
  const store = deps.map.stores.find((s) => s.storeId === found.storeId);
  const copies: CopyPart[] = [];
  for (const [n, rows] of copiesToMake(store, found.rows).entries())
    copies.push(await copyPart(deps, request, found, n, rows));
  const snapshots = copies.flatMap(({ name, rows }) => rows.map(({ collection }) => ({ collection, name })));
  if (copies.length <= FEW_COPIES && copies.every(({ digest }) => digest === undefined)) return { snapshots };
  const digest = await digestOfAll(deps, request, copies);
  const name = attemptName(`copies/${found.storeId}/${found.wave}`);
  return { snapshots, copies: await deps.objects.put(request.requestId, name, { copies, ...digest }) };
}

async function copyPart(
  deps: Deps,
  { requestId }: DataSubjectRequest,
  { storeId, wave }: Found,
  n: number,
  rows: readonly LocatedRow[],
): Promise<CopyPart> {
  const name = attemptName(`copy/${storeId}/${wave}/${n}`, 'jsonl');
  const digest = attemptName(`copy/${storeId}/${wave}/${n}-digest`);
  const { digested } = await callStore(deps, storeId, {
    op: 'export',
    rows: rows.map(refOf),
    target: await deps.objects.target(requestId, name),
    digest: await deps.objects.target(requestId, digest),
  });
  const counts = [...groupBy(rows, ({ collection }) => collection)];
  return {
    name,
    rows: counts.map(([collection, all]) => ({ collection, rows: all.length })),
    ...(digested ? { digest } : {}),
  };
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
