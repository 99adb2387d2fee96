import * as z from 'zod/mini';
import { contestedSays } from '../../domain/contested-rows';
import { POINTS_NEEDED, type PointKind, type PointPlace, pointKinds } from '../../domain/data-points';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { DataPoint } from '../../domain/finding';
import { collectionOf } from '../../domain/foreign-keys';
import { lastOf } from '../../domain/log-entries';
import type { Manifest, ManifestRow } from '../../domain/manifest';
import { mayBeSeveralPeoples } from '../../domain/person-rows';
import type { ProofSays } from '../../domain/proof-events';
import { allRows } from '../../domain/rows';
import { callStore } from './call-store';
import { type PointQuestion, pointQuestions } from './point-questions';
import { frozenManifest } from './stored-findings';

/** What a person typed, by the id of the kind. */
export const TypedPoints = z.record(z.string(), z.string());
export type TypedPoints = z.infer<typeof TypedPoints>;

type Deps = Pick<DeskDeps, 'objects' | 'stores' | 'map'>;

/**
 * Whether everything that was typed belongs to the person who was found. Each value is compared inside its
 * store, only in rows of the frozen manifest; no value leaves a store. All values are compared, whatever the
 * first gave. If one is certainly wrong, the whole does not fit; otherwise, if a store does not respond, the
 * result is open and no try is used up. Rows that may belong to several people prove nothing together where
 * they differ, since each would open the others (11 CCR 7062(c); Civ. Code 1798.145(p)): a person looks.
 */
export async function comparePoints(
  deps: Deps,
  request: DataSubjectRequest,
  typed: TypedPoints,
): Promise<ProofSays> {
  const asked = pointKinds(deps.map).filter(({ id }) => typed[id]?.trim());
  if (asked.length < POINTS_NEEDED) return 'no-match';
  if (!lastOf(request.log, 'manifest-frozen')) return 'not-checked';
  const manifest = await frozenManifest(deps, request);
  const answers: PointAnswer[] = [];
  for (const kind of asked)
    answers.push(await compareKind(deps, request, manifest, kind, typed[kind.id] ?? ''));
  if (answers.every((answer) => answer === 'held')) return 'match';
  // A value that is certainly wrong decides: otherwise each guess at it would be free.
  if (answers.includes('not-held')) return 'no-match';
  return answers.includes('unknown') ? 'not-checked' : 'several';
}

/** `mixed`: some rows hold it, and others, which may be somebody else's, do not. */
type PointAnswer = 'held' | 'not-held' | 'unknown' | 'mixed';

async function compareKind(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  { places }: PointKind,
  value: string,
): Promise<PointAnswer> {
  const answers: PointAnswer[] = [];
  const people: (PointAnswer | 'not-asked')[] = [];
  for (const place of places) {
    const { mayBeSeveral, questions } = questionsFor(deps, request, manifest, place);
    for (const question of questions) {
      const answer = question && (await compareIn(deps, { ...place, mayBeSeveral }, question, value));
      if (mayBeSeveral) people.push(answer ?? 'not-asked');
      else answers.push(answer ?? 'unknown');
    }
  }
  return together([...answers, ...(people.length > 0 ? [acrossPeople(people)] : [])]);
}

/** Where rows may belong to several people, each has to hold the value. */
function acrossPeople(answers: readonly (PointAnswer | 'not-asked')[]): PointAnswer {
  const isHeld = answers.includes('held');
  if (answers.includes('mixed')) return 'mixed';
  if (isHeld && (answers.includes('not-held') || answers.includes('not-asked'))) return 'mixed';
  if (answers.includes('unknown') || answers.includes('not-asked')) return 'unknown';
  return isHeld ? 'held' : 'not-held';
}

function together(answers: readonly PointAnswer[]): PointAnswer {
  if (answers.includes('mixed')) return 'mixed';
  if (answers.includes('held')) return 'held';
  return answers.includes('unknown') ? 'unknown' : 'not-held';
}

/**
 * A row that the store no longer has holds nothing. The result is open for a question that could not be
 * asked, and for a row with a composite key that its search does not find: it may be gone, or beyond the rows
 * that a store looks at.
 */
async function compareIn(
  deps: Deps,
  place: Looked,
  question: PointQuestion,
  value: string,
): Promise<PointAnswer> {
  try {
    return await answerTo(deps, place, question, value);
  } catch {
    return 'unknown';
  }
}

async function answerTo(
  deps: Deps,
  place: Looked,
  question: PointQuestion,
  value: string,
): Promise<PointAnswer> {
  const { search, key = [], isCut } = question;
  const ask = async (points: readonly DataPoint[]) =>
    (await callStore(deps, place.storeId, { op: 'match', search, points })).answer;
  const answer = await ask([...key, { field: place.field, value }]);
  if (answer === 'yes') return 'held';
  // The key names one row, so the row that fits is that one.
  if (key.length > 0 && answer === 'ambiguous') return 'held';
  if (key.length > 0) return (await ask(key)) === 'no' ? 'unknown' : 'not-held';
  if (answer === 'ambiguous' && place.mayBeSeveral) return 'mixed';
  if (answer === 'no') return isCut ? 'unknown' : 'not-held';
  return search.values.length > 1 ? inHalves(deps, place, question, value) : 'unknown';
}

/** Asks about fewer rows at once, to tell which of them hold the value. */
async function inHalves(
  deps: Deps,
  place: Looked,
  { search }: PointQuestion,
  value: string,
): Promise<PointAnswer> {
  const half = Math.ceil(search.values.length / 2);
  const answers: PointAnswer[] = [];
  for (const values of [search.values.slice(0, half), search.values.slice(half)])
    answers.push(await answerTo(deps, place, { search: { ...search, values } }, value));
  return together(answers);
}

/** Where a value is looked for, and whether the rows there may be several people's. */
interface Looked extends PointPlace {
  readonly mayBeSeveral: boolean;
}

interface Questions {
  readonly mayBeSeveral: boolean;
  readonly questions: readonly (PointQuestion | undefined)[];
}

/** For a store that was not searched, nobody knows which rows are the person's. */
function questionsFor(
  { map }: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  { storeId, collection: name }: PointPlace,
): Questions {
  const kind = map.stores.find((store) => store.storeId === storeId)?.kind;
  const collection = collectionOf(map, storeId, name);
  const found = manifest.stores.filter((store) => store.storeId === storeId);
  if (found.some(({ state }) => state === 'unavailable'))
    return { mayBeSeveral: false, questions: [undefined] };
  if (!collection || !kind) return { mayBeSeveral: false, questions: [] };
  const lists = found.flatMap((store) => store.collections.filter((one) => one.collection === name));
  const all = [...allRows(lists)];
  const rows = all.filter((row) => isTheirs(request, storeId, row));
  return {
    mayBeSeveral: mayBeSeveralPeoples(map, storeId, collection),
    questions: pointQuestions(kind, collection, rows, all),
  };
}

/** A row that also names somebody else proves nothing until staff have said whose it is. */
function isTheirs(
  request: DataSubjectRequest,
  storeId: string,
  { collection, treatment }: ManifestRow,
): boolean {
  if (treatment.action === 'keep-shared') return false;
  return treatment.action !== 'contested' || contestedSays(request, { storeId, collection }) === 'theirs';
}
