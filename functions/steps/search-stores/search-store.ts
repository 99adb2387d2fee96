import { allOf, type DataSubjectRequest, mustBeOpen } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { LocatedRow, RowRef, Search, Unread } from '../../domain/finding';
import { rowKey } from '../../domain/freeze-manifest';
import { type Identities, openSearches, type StoreFinding } from '../../domain/locate-plan';
import { storeTitle } from '../../domain/open-work';
import { rights } from '../../domain/rights';
import { callStore, searchStore as searchAllPages } from '../../findings/call-store';
import { copiesToMake } from '../../findings/copies-to-make';
import { orNoteUnavailable } from '../../findings/note-unavailable';
import { identitiesOf } from '../../findings/requester-facts';
import { type StoredFinding, storedFindings } from '../../findings/stored-findings';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'stores' | 'map'>;

/** Asks one store everything that is known so far and that its own answers bring up, and copies the rows into the vault where the right is one to a copy: what staff will see is what was found. */
export function searchStore(deps: Deps) {
  return async (input: { requestId: string; storeId: string }): Promise<{ done: true }> => {
    const request = mustBeOpen(await deps.register.load(input.requestId));
    if (request.status !== 'locating') return { done: true };
    const findings = await storedFindings(deps, request);
    const known = { identities: await identitiesOf(deps, request), findings };
    if (openSearches(deps.map, input.storeId, known).length > 0) {
      const { requestId, storeId } = input;
      await orNoteUnavailable(deps, { requestId, storeId, phase: 'locate' }, () =>
        search(deps, request, storeId, known),
      );
    }
    return { done: true };
  };
}

interface Known {
  readonly identities: Identities;
  readonly findings: readonly StoredFinding[];
}

async function search(deps: Deps, request: DataSubjectRequest, storeId: string, known: Known): Promise<void> {
  const wave = allOf(request.log, 'store-searched').filter((e) => e.data.storeId === storeId).length + 1;
  const before = new Set(
    known.findings.filter((f) => f.storeId === storeId).flatMap((f) => f.rows.map(rowKey)),
  );
  const { searches, unmapped, unread, ...found } = await searchThrough(deps, storeId, known);
  const rows = uniqueRows(found.rows).filter((row) => !before.has(rowKey(row)));
  const snapshots =
    rights[request.right].carriedOut === 'export' ? await copy(deps, request, { storeId, wave, rows }) : [];
  const finding: StoredFinding = { storeId, searches, rows, unmapped, unread, snapshots };
  const object = await deps.objects.put(request.requestId, `found/${storeId}/${wave}.json`, finding);
  await deps.register.append(request.requestId, `search-${storeId}-${wave}`, () => ({
    type: 'store-searched',
    data: { storeId, wave, rows: rows.length, object, title: storeTitle(deps.map, storeId) },
    actor: { kind: 'desk' },
  }));
}

/** Follows the store's own foreign keys to their end, so that only what another store brings up needs another wave. */
async function searchThrough(deps: Deps, storeId: string, known: Known): Promise<Required<StoreFinding>> {
  const finding = {
    storeId,
    searches: [] as Search[],
    rows: [] as LocatedRow[],
    unmapped: [] as Unmapped[],
    unread: [] as Unread[],
  };
  for (;;) {
    const findings = [...known.findings, finding];
    const searches = openSearches(deps.map, storeId, { ...known, findings });
    if (searches.length === 0) return finding;
    const found = await searchAllPages(deps, storeId, 'locate', searches);
    finding.searches.push(...searches);
    finding.rows.push(...found.rows);
    finding.unmapped.push(...found.unmapped);
    finding.unread.push(...found.unread);
  }
}

type Unmapped = StoreFinding['unmapped'][number];

function uniqueRows(rows: readonly LocatedRow[]): LocatedRow[] {
  return [...new Map(rows.map((row) => [rowKey(row), row])).values()];
}

/** The store's function writes each object by itself, with a key for that object alone. */
async function copy(
  deps: Deps,
  request: DataSubjectRequest,
  { storeId, wave, rows }: { storeId: string; wave: number; rows: readonly LocatedRow[] },
): Promise<StoredFinding['snapshots']> {
  const store = deps.map.stores.find((s) => s.storeId === storeId);
  const snapshots: { collection: string; name: string }[] = [];
  for (const [n, part] of copiesToMake(store, rows).entries()) {
    const name = `copy/${storeId}/${wave}/${n}.jsonl`;
    const target = await deps.objects.target(request.requestId, name);
    await callStore(deps, storeId, { op: 'export', rows: part.map(refOf), target });
    for (const collection of new Set(part.map((row) => row.collection))) snapshots.push({ collection, name });
  }
  return snapshots;
}

function refOf({ collection, key }: LocatedRow): RowRef {
  return { collection, key };
}
