import { allCorrected } from './corrections';
import type { DataMap, Recipient } from './data-map';
import { allOf, type DataSubjectRequest } from './data-subject-request';
import type { StoreCount } from './events';
import { isSparedHost, manualErasures } from './hosted-stores';
import { sets } from './opt-out-searches';
import { isConcerned } from './stopped-uses';

/**
 * Who received data of the collections in which something is to go, was corrected or was set (Art. 19 GDPR, s 1798.105(c) CCPA); of an
 * opt-out, only those who get the data for a use that it stops. Where all is kept by law, nothing was done that a recipient
 * could be told. A recipient of several systems is named once. Not all of them need to be told: see {@link recipientsToTell}.
 */
export function recipientsOf(map: DataMap, request: DataSubjectRequest): Recipient[] {
  const systems = new Set(touchedCollections(map, request).flatMap((c) => c.systemKeys));
  const recipients = map.systems
    .filter((s) => systems.has(s.key))
    .flatMap((s) => s.recipients.filter((recipient) => isConcerned(request.right, s, recipient)));
  return [...new Map(recipients.map((r) => [r.id, r])).values()];
}

/** Those who must hear of it: all but hosts of stores in which the desk did everything itself. */
export function recipientsToTell(map: DataMap, request: DataSubjectRequest): Recipient[] {
  return recipientsOf(map, request).filter((recipient) => !isSparedHost(map, request, recipient));
}

/** Rows of a collection that an erasure is to remove or to blank. */
export function goingOf({ rows, retained, undecided = 0, contested = 0, shared = 0 }: StoreCount): number {
  return rows - retained - undecided - contested - shared;
}

function touchedCollections(map: DataMap, request: DataSubjectRequest) {
  // What a correction or a copy found is not going anywhere.
  const isErasing = request.right === 'erasure';
  const counted = allOf(request.log, 'manifest-frozen').at(-1)?.data.stores ?? [];
  const going = new Set(counted.filter((c) => goingOf(c) > 0).map((c) => `${c.storeId}.${c.collection}`));
  // Of a manual store nobody says in which of its collections something was.
  const byHand = manualErasures(request).filter(({ answer = 'nothing-held' }) => answer !== 'nothing-held');
  // Where an opt-out found nothing, no recipient got anything of this person from there.
  const setIn = allOf(request.log, 'opted-out').filter((e) => e.data.found > 0);
  const optedOut = new Set(setIn.map((e) => e.data.storeId));
  const corrected = new Set(
    allCorrected(request).flatMap((c) => (c.note ? [] : [`${c.storeId}.${c.collection}`])),
  );
  return map.stores.flatMap((store) =>
    store.collections.filter(
      (c) =>
        (isErasing && going.has(`${store.storeId}.${c.name}`)) ||
        corrected.has(`${store.storeId}.${c.name}`) ||
        byHand.some(({ storeId }) => storeId === store.storeId) ||
        (optedOut.has(store.storeId) && sets(c, request.right)),
    ),
  );
}

/** Who waits for the next daily list. */
export function queuedRecipients({ log }: DataSubjectRequest): string[] {
  const told = new Set(allOf(log, 'recipient-told').map((e) => e.data.recipientId));
  const noted = new Set(log.map(({ commandId }) => commandId));
  return allOf(log, 'recipient-queued')
    .map((e) => e.data.recipientId)
    .filter((recipientId) => !told.has(recipientId) && !noted.has(leftKey(recipientId)));
}

/** Key of the word to staff that a recipient left the map before it was told, and of the note that they had it. */
export function leftKey(recipientId: string): string {
  return `recipient-left-${recipientId}`;
}

/** What each recipient has been told and has said so far. */
export function recipientState(
  request: DataSubjectRequest,
  recipientId: string,
): 'not-told' | 'told' | 'confirmed' {
  if (allOf(request.log, 'recipient-confirmed').some((e) => e.data.recipientId === recipientId))
    return 'confirmed';
  return allOf(request.log, 'recipient-told').some((e) => e.data.recipientId === recipientId)
    ? 'told'
    : 'not-told';
}

/** As {@link recipientState}; `spared`: it only keeps stores for us, and needs not be told. Who was told before it could be spared, was told. */
export function recipientStanding(
  map: DataMap,
  request: DataSubjectRequest,
  recipient: Recipient,
): ReturnType<typeof recipientState> | 'spared' {
  const state = recipientState(request, recipient.id);
  return state === 'not-told' && isSparedHost(map, request, recipient) ? 'spared' : state;
}
