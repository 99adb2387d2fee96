import { attemptName } from '../../casework/evidence/attempt-name';
import { searchStore as searchAllPages } from '../../casework/evidence/call-store';
import { recordIfUnavailable } from '../../casework/evidence/record-if-unavailable';
import { identitiesOf } from '../../casework/evidence/requester-facts';
import {
  type SearchPart,
  type StoredFinding,
  storedFindings,
  unfinishedSearch,
} from '../../casework/evidence/stored-findings';
import { showsFields } from '../../domain/corrections';
import { assertOpen, type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EventData } from '../../domain/events';
import { type Identities, isWholeTable, type LocatedRow } from '../../domain/finding';
import type { StoreFinding } from '../../domain/found-rows';
import { allows } from '../../domain/guards';
import { isCheck, openChecks, openSearches, rowsOfPerson } from '../../domain/locate-plan';
import { allOf } from '../../domain/log-entries';
import { KeySet, type Keys, PackedMap } from '../../domain/packed-map';
import { unnamedTypes } from '../../domain/pairs-of-type';
import { rights } from '../../domain/rights';
import { rowKey } from '../../domain/row-key';
import { allRows, keptRows, packRows, type Rows, rowsAs, rowsWhere } from '../../domain/rows';
import { storeTitle } from '../../domain/store-title';
import { copyRows, listCopies } from './copy-rows';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'stores' | 'clock' | 'map'>;

/**
 * Searches one store for all identifiers known so far and for those its own rows add, and copies the data
 * subject's rows into the vault where the right is one to a copy, so that staff see what was found. When
 * nothing is left to ask about the data subject, it asks who else is named in what was found.
 *
 * @param isOver - whether the time of this call is used up: then it notes what it has read, and the next call
 * goes on there
 */
export async function searchOneStore(
  deps: Deps,
  input: { requestId: string; storeId: string },
  isOver?: () => boolean,
): Promise<{ done: true }> {
  const request = assertOpen(await deps.register.load(input.requestId));
  if (request.status !== 'locating') return { done: true };
  const findings = await storedFindings(deps, request);
  const known = { identities: await identitiesOf(deps, request), findings };
  const { requestId, storeId } = input;
  const place = { request, storeId, known, isOver };
  const ask = (work: () => Promise<void>) =>
    recordIfUnavailable(deps, { requestId, storeId, phase: 'locate' }, work);
  if (openSearches(deps.map, storeId, known).length > 0) await ask(() => search(deps, place));
  else if (openChecks(deps.map, storeId, known).length > 0) await ask(() => check(deps, place));
  return { done: true };
}

interface Known {
  readonly identities: Identities;
  readonly findings: readonly StoredFinding[];
}

interface SearchPlace {
  readonly request: DataSubjectRequest;
  readonly storeId: string;
  readonly known: Known;
  readonly isOver: (() => boolean) | undefined;
}

async function search(deps: Deps, place: SearchPlace): Promise<void> {
  const { request, storeId, known } = place;
  const wave = nextWave(request, storeId);
  const read = await unfinishedSearch(deps, request, storeId);
  const copying = read.at(-1)?.copying;
  if (copying) return copyAndKeep(deps, place, wave, copying);
  const answer = await searchThrough(deps, place, wave, read);
  if (!answer) return;
  const isTheirs = rowsOfPerson(deps.map, { ...known, findings: [...known.findings, answer] }, storeId);
  const before = rowsBefore(known, storeId);
  const rows = keptRows(answer.rows, (row) => !before.has(rowKey(row)) && isTheirs(row));
  const rest = { searches: answer.searches, rows: rowsWhere(answer.rows, (row) => !isTheirs(row)) };
  const unread = [...(answer.unread ?? []), ...unnamedTypes(deps.map, storeId, rest)];
  const toCopy = rowsToCopy(deps, request, storeId, rows);
  const finding = { ...answer, rows, ...(unread.length > 0 ? { unread } : {}) };
  await copyAndKeep(deps, place, wave, { finding, rows: toCopy, made: [] });
}

/** Copies what is not copied yet. The finding counts once all of it is. */
async function copyAndKeep(
  deps: Deps,
  { request, storeId, isOver }: SearchPlace,
  wave: number,
  { finding, rows, made: before }: NonNullable<SearchPart['copying']>,
): Promise<void> {
  const { made, isDone } = await copyRows(deps, request, { storeId, wave, rows, made: before, isOver });
  if (isDone) {
    const copied = await listCopies(deps, request, { storeId, wave, made });
    return keepFinding(deps, request, wave, { ...finding, ...copied });
  }
  const nothing = { storeId, answered: [], found: [], unmapped: [], unread: [] };
  await keepPart(deps, request, wave, { ...nothing, copying: { finding, rows, made } });
}

/**
 * All rows for a copy; for a correction, those with a field that may be corrected or annotated, so that staff
 * see what it holds.
 */
function rowsToCopy(
  { map }: Deps,
  { right }: DataSubjectRequest,
  storeId: string,
  rows: Rows<LocatedRow>,
): Rows<LocatedRow> {
  const { carriedOut } = rights[right];
  if (carriedOut === 'export') return rows;
  if (carriedOut !== 'correction') return [];
  return packRows(rowsWhere(rows, ({ collection }) => showsFields(map, storeId, collection)));
}

/**
 * What a check finds is not disclosed: it is kept to judge by, never copied and never counted. A table that
 * could not be asked does not count as one without a match.
 */
async function check(deps: Deps, { request, storeId, known }: SearchPlace): Promise<void> {
  const searches = openChecks(deps.map, storeId, known);
  const found = await searchAllPages(deps, storeId, { op: 'locate', searches });
  const unread = found.unread.filter(({ reason }) => isWholeTable(reason));
  const finding = {
    storeId,
    searches,
    rows: uniqueRows([found]),
    unmapped: [],
    ...(unread.length > 0 ? { unread } : {}),
    snapshots: [],
  };
  await keepFinding(deps, request, nextWave(request, storeId), finding);
}

function nextWave(request: DataSubjectRequest, storeId: string): number {
  return allOf(request.log, 'store-searched').filter((e) => e.data.storeId === storeId).length + 1;
}

function rowsBefore({ findings }: Known, storeId: string): Keys {
  const before = findings.filter((f) => f.storeId === storeId && !isCheck(f));
  return new KeySet(rowsAs(allRows(before), rowKey));
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
  await noteSearched(deps, request, { storeId, wave, rows, object, ...defined({ copies: finding.copies }) });
}

/** Keeps what one call has read of a search that is not finished. */
async function keepPart(
  deps: Deps,
  request: DataSubjectRequest,
  wave: number,
  part: SearchPart,
): Promise<void> {
  const { storeId } = part;
  const object = await deps.objects.put(request.requestId, attemptName(`part/${storeId}/${wave}`), part);
  await noteSearched(deps, request, { storeId, wave, rows: 0, object, more: true });
}

async function noteSearched(
  deps: Deps,
  request: DataSubjectRequest,
  facts: Omit<EventData['store-searched'], 'title'>,
): Promise<void> {
  const { storeId, wave } = facts;
  const data = { ...facts, title: storeTitle(deps.map, storeId) };
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
 * Follows the store's own foreign keys to their end, so that only rows of another store need another wave. It
 * goes on behind what earlier calls have read.
 *
 * @returns undefined when the time was used up before the end
 */
async function searchThrough(
  deps: Deps,
  { request, storeId, known, isOver }: SearchPlace,
  wave: number,
  read: readonly SearchPart[],
): Promise<StoreFinding | undefined> {
  const parts = [...read];
  for (let asking = read.at(-1)?.asking; ; asking = undefined) {
    const so = { ...known, findings: [...known.findings, ...parts.map(asFinding)] };
    const searches = asking?.searches ?? openSearches(deps.map, storeId, so);
    if (searches.length === 0) return mergeParts(storeId, parts);
    const wanted = { op: 'locate' as const, searches, cursor: asking?.cursor, ...defined({ isOver }) };
    const { rows: found, cursor, ...rest } = await searchAllPages(deps, storeId, wanted);
    const isDone = cursor === undefined;
    const answered = isDone ? searches : [];
    parts.push({ storeId, answered, found, ...rest, ...(isDone ? {} : { asking: { searches, cursor } }) });
    if (isDone && !isOver?.()) continue;
    await keepPart(deps, request, wave, mergedPart(storeId, parts.slice(read.length)));
    return undefined;
  }
}

function asFinding({ storeId, answered, found, unmapped, unread }: SearchPart): StoreFinding {
  return { storeId, searches: answered, rows: found, unmapped, unread };
}

function mergedPart(storeId: string, parts: readonly SearchPart[]): SearchPart {
  return {
    storeId,
    answered: parts.flatMap((part) => part.answered),
    found: packRows(allRows(parts.map(({ found }) => ({ rows: found })))),
    unmapped: parts.flatMap((part) => part.unmapped),
    unread: parts.flatMap((part) => part.unread),
    ...defined({ asking: parts.at(-1)?.asking }),
  };
}

function mergeParts(storeId: string, parts: readonly SearchPart[]): StoreFinding {
  const unread = parts.flatMap((part) => part.unread);
  return {
    storeId,
    searches: parts.flatMap((part) => part.answered),
    rows: uniqueRows(parts.map(({ found }) => ({ rows: found }))),
    unmapped: parts.flatMap((part) => part.unmapped),
    ...(unread.length > 0 ? { unread } : {}),
  };
}

/** Each row once, the first of them. */
function uniqueRows(lists: readonly { readonly rows: Rows<LocatedRow> }[]): Rows<LocatedRow> {
  const [first = { rows: [] }] = lists;
  const all = lists.length === 1 ? first.rows : packRows(allRows(lists));
  const met = new KeySet(rowsAs(all, rowKey), all.length);
  return met.size === all.length ? all : new PackedMap(rowKey, all).values();
}
