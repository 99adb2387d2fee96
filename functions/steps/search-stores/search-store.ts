import { attemptName } from '../../casework/evidence/attempt-name';
import { searchStore as searchAllPages } from '../../casework/evidence/call-store';
import { recordIfUnavailable } from '../../casework/evidence/record-if-unavailable';
import { identitiesOf } from '../../casework/evidence/requester-facts';
import { type StoredFinding, storedFindings } from '../../casework/evidence/stored-findings';
import { showsFields } from '../../domain/corrections';
import { assertOpen, type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import { type Identities, isWholeTable, type LocatedRow } from '../../domain/finding';
import type { StoreFinding } from '../../domain/found-rows';
import { allows } from '../../domain/guards';
import { isCheck, openChecks, openSearches, rowsOfPerson } from '../../domain/locate-plan';
import { allOf } from '../../domain/log-entries';
import { unnamedTypes } from '../../domain/pairs-of-type';
import { rights } from '../../domain/rights';
import { rowKey } from '../../domain/row-key';
import { storeTitle } from '../../domain/store-title';
import { copyRows } from './copy-rows';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'stores' | 'map'>;

/**
 * Searches one store for all identifiers known so far and for those its own rows add, and copies the data
 * subject's rows into the vault where the right is one to a copy, so that staff see what was found. When
 * nothing is left to ask about the data subject, it asks who else is named in what was found.
 */
export async function searchOneStore(
  deps: Deps,
  input: { requestId: string; storeId: string },
): Promise<{ done: true }> {
  const request = assertOpen(await deps.register.load(input.requestId));
  if (request.status !== 'locating') return { done: true };
  const findings = await storedFindings(deps, request);
  const known = { identities: await identitiesOf(deps, request), findings };
  const { requestId, storeId } = input;
  const ask = (work: () => Promise<void>) =>
    recordIfUnavailable(deps, { requestId, storeId, phase: 'locate' }, work);
  if (openSearches(deps.map, storeId, known).length > 0)
    await ask(() => search(deps, request, storeId, known));
  else if (openChecks(deps.map, storeId, known).length > 0)
    await ask(() => check(deps, request, storeId, known));
  return { done: true };
}

interface Known {
  readonly identities: Identities;
  readonly findings: readonly StoredFinding[];
}

async function search(deps: Deps, request: DataSubjectRequest, storeId: string, known: Known): Promise<void> {
  const wave = nextWave(request, storeId);
  const { rows: all, ...answer } = await searchThrough(deps, storeId, known);
  const isTheirs = rowsOfPerson(
    deps.map,
    { ...known, findings: [...known.findings, { ...answer, rows: all }] },
    storeId,
  );
  const before = rowsBefore(known, storeId);
  const found = uniqueRows(all);
  const rows = found.filter((row) => !before.has(rowKey(row)) && isTheirs(row));
  const rest = { searches: answer.searches, rows: found.filter((row) => !isTheirs(row)) };
  const unread = [...(answer.unread ?? []), ...unnamedTypes(deps.map, storeId, rest)];
  const copied = await copyRows(deps, request, {
    storeId,
    wave,
    rows: rowsToCopy(deps, request, storeId, rows),
  });
  await keepFinding(deps, request, wave, {
    ...answer,
    rows,
    ...copied,
    ...(unread.length > 0 ? { unread } : {}),
  });
}

/**
 * All rows for a copy; for a correction, those with a field that may be corrected or annotated, so that staff
 * see what it holds.
 */
function rowsToCopy(
  { map }: Deps,
  { right }: DataSubjectRequest,
  storeId: string,
  rows: readonly LocatedRow[],
): readonly LocatedRow[] {
  const { carriedOut } = rights[right];
  if (carriedOut === 'export') return rows;
  if (carriedOut !== 'correction') return [];
  return rows.filter(({ collection }) => showsFields(map, storeId, collection));
}

/**
 * What a check finds is not disclosed: it is kept to judge by, never copied and never counted. A table that
 * could not be asked does not count as one without a match.
 */
async function check(deps: Deps, request: DataSubjectRequest, storeId: string, known: Known): Promise<void> {
  const searches = openChecks(deps.map, storeId, known);
  const found = await searchAllPages(deps, storeId, 'locate', searches);
  const unread = found.unread.filter(({ reason }) => isWholeTable(reason));
  const finding = {
    storeId,
    searches,
    rows: uniqueRows(found.rows),
    unmapped: [],
    ...(unread.length > 0 ? { unread } : {}),
    snapshots: [],
  };
  await keepFinding(deps, request, nextWave(request, storeId), finding);
}

function nextWave(request: DataSubjectRequest, storeId: string): number {
  return allOf(request.log, 'store-searched').filter((e) => e.data.storeId === storeId).length + 1;
}

function rowsBefore({ findings }: Known, storeId: string): ReadonlySet<string> {
  const before = findings.filter((f) => f.storeId === storeId && !isCheck(f));
  return new Set(before.flatMap((f) => f.rows.map(rowKey)));
}

async function keepFinding(
  deps: Deps,
  request: DataSubjectRequest,
  wave: number,
  finding: StoredFinding,
): Promise<void> {
  const { storeId } = finding;
  const object = await deps.objects.put(request.requestId, attemptName(`found/${storeId}/${wave}`), finding);
  const rows = isCheck(finding) ? 0 : finding.rows.length;
  const title = storeTitle(deps.map, storeId);
  const data = { storeId, wave, rows, object, title, ...defined({ copies: finding.copies }) };
  const searched = { type: 'store-searched', data, actor: { kind: 'desk' } } as const;
  // Another run of this step may have gone so far that staff have decided.
  await deps.register.append(request.requestId, `search-${storeId}-${wave}`, (now) =>
    allows(now, searched) && !isRenewed(request, now) ? searched : undefined,
  );
}

/** Whether staff have restarted the search since, so that what was found before no longer counts. */
export function isRenewed(then: DataSubjectRequest, now: DataSubjectRequest): boolean {
  return seqOf(now, 'search-renewed') > seqOf(then, 'search-renewed');
}

/**
 * Follows the store's own foreign keys to their end, so that only rows of another store need another wave.
 */
async function searchThrough(deps: Deps, storeId: string, known: Known): Promise<StoreFinding> {
  const parts: StoreFinding[] = [];
  for (;;) {
    const searches = openSearches(deps.map, storeId, { ...known, findings: [...known.findings, ...parts] });
    if (searches.length === 0) return mergeFindings(storeId, parts);
    const found = await searchAllPages(deps, storeId, 'locate', searches);
    parts.push({ storeId, searches, ...found });
  }
}

function mergeFindings(storeId: string, parts: readonly StoreFinding[]): StoreFinding {
  const unread = parts.flatMap((part) => part.unread ?? []);
  return {
    storeId,
    searches: parts.flatMap((part) => part.searches),
    rows: parts.flatMap((part) => part.rows),
    unmapped: parts.flatMap((part) => part.unmapped),
    ...(unread.length > 0 ? { unread } : {}),
  };
}

function uniqueRows(rows: readonly LocatedRow[]): LocatedRow[] {
  return [...new Map(rows.map((row) => [rowKey(row), row])).values()];
}
