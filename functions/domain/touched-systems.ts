import type { CorrectedField } from './correction';
import { allCorrected, correctionResults, frozenCorrection } from './corrections';
import type { CollectionMap, DataMap } from './data-map';
import { type DataSubjectRequest, isRefused, isWithdrawn, staffFinish } from './data-subject-request';
import type { Outcome, StoreCount } from './event-facts';
import { manualErasures } from './hosted-stores';
import { allOf } from './log-entries';
import { manualStoresToCorrect } from './manual-corrections';
import type { SystemMap } from './system-map';
import { whoIsInformed } from './who-is-informed';

/**
 * Systems that use something that a request changed. None where nothing was changed: it was refused,
 * withdrawn, or all is kept by law. What staff carried out by hand may be anywhere, unless the desk had
 * searched before. An opt-out that found the person stops a use everywhere: it counts in every system, not
 * only in the one whose records hold the flag (11 CCR 7026(f): all third parties to whom data was sold;
 * C-129/21: all who rely on the consent).
 */
export function touchedSystems(map: DataMap, request: DataSubjectRequest): readonly SystemMap[] {
  const finish = staffFinish(request);
  const isOff = isWithdrawn(request) || (finish ? !isDone(finish.data.outcome) : isRefused(request));
  // What the desk corrected stays corrected, however the request ends.
  const known = isOff ? collectionsIn(map, [corrected(request)]) : touchedCollections(map, request);
  const isByUse = whoIsInformed(request.right) === 'by-use';
  if (!isOff && isByUse && (finish || isFound(request))) return map.systems;
  if (finish && !isOff && (known.length === 0 || isLeftByHand(request))) return map.systems;
  const keys = new Set(known.flatMap(({ systemKeys }) => systemKeys));
  return map.systems.filter(({ key }) => keys.has(key));
}

/** Whether some of what was asked for was done. */
export function isDone(outcome: Outcome | undefined): boolean {
  return outcome === 'fulfilled' || outcome === 'partly-fulfilled';
}

/** Collections in which something is erased or was set. */
function touchedCollections(map: DataMap, request: DataSubjectRequest): CollectionMap[] {
  const seen = [inManifest(request), doneByHand(request), corrected(request)];
  return collectionsIn(map, staffFinish(request) ? [...seen, finishedByHand(request)] : seen);
}

function collectionsIn(map: DataMap, touched: readonly Touched[]): CollectionMap[] {
  return map.stores.flatMap(({ storeId, collections }) =>
    collections.filter((collection) => touched.some((isTouched) => isTouched(storeId, collection))),
  );
}

type Touched = (storeId: string, collection: CollectionMap) => boolean;

function inManifest({ log, right }: DataSubjectRequest): Touched {
  const counted = allOf(log, 'manifest-frozen').at(-1)?.data.stores ?? [];
  const going = new Set(counted.filter((c) => goingOf(c) > 0).map((c) => `${c.storeId}.${c.collection}`));
  return (storeId, { name }) => right === 'erasure' && going.has(`${storeId}.${name}`);
}

/** A note beside a record is no correction for recipients to make. */
function corrected(request: DataSubjectRequest): Touched {
  return placesOf(allCorrected(request));
}

function placesOf(fields: readonly CorrectedField[]): Touched {
  const changed = fields.filter(({ note }) => !note);
  const places = new Set(changed.map(({ storeId, collection }) => `${storeId}.${collection}`));
  return (storeId, { name }) => places.has(`${storeId}.${name}`);
}

/**
 * What the desk was to correct besides what it did, and staff then say is done: by hand, where the plan names
 * it (Art. 19 GDPR).
 */
function finishedByHand(request: DataSubjectRequest): Touched {
  if (allCorrected(request).length === 0) return () => false;
  const reached = new Set(correctionResults(request).map(({ storeId }) => storeId));
  const planned = frozenCorrection(request)?.fields ?? [];
  const left = allOf(request.log, 'store-corrected').flatMap(({ data }) => data.left);
  const places = placesOf([...left, ...planned.filter(({ storeId }) => !reached.has(storeId))]);
  const byOwners = manualStoresToCorrect(request);
  return (storeId, collection) => places(storeId, collection) || byOwners.includes(storeId);
}

function isLeftByHand(request: DataSubjectRequest): boolean {
  return (frozenCorrection(request)?.points['by-hand'] ?? 0) > 0;
}

/** The answer for a manual store does not say which of its collections it is about. */
function doneByHand(request: DataSubjectRequest): Touched {
  const erased = manualErasures(request).filter(({ answer = 'nothing-held' }) => answer !== 'nothing-held');
  return (storeId) => erased.some((one) => one.storeId === storeId);
}

/**
 * Where an opt-out found nobody, no recipient got anything of this person from us, and a mail about them
 * would be a disclosure; where the same signal is carried out again, they were informed of all that was set
 * before.
 */
function isFound({ log }: DataSubjectRequest): boolean {
  const isAgain = allOf(log, 'opt-out-signalled').some(({ data }) => data.again);
  return allOf(log, 'opted-out').some(({ data }) => (isAgain ? data.changed : data.found) > 0);
}

/** Rows of a collection that an erasure is to remove or to blank. */
export function goingOf({ rows, retained, undecided = 0, contested = 0, shared = 0 }: StoreCount): number {
  return rows - retained - undecided - contested - shared;
}
