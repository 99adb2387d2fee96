import type { DataMap, Recipient } from './data-map';
import { allOf, type DataSubjectRequest } from './data-subject-request';

/**
 * Who received data of the collections in which something was found or set: each is told (Art. 19 GDPR, s 1798.105(c) CCPA). A recipient of several systems is
 * told once.
 */
export function recipientsOf(map: DataMap, request: DataSubjectRequest): Recipient[] {
  const systems = new Set(touchedCollections(map, request).flatMap((c) => c.systemKeys));
  const recipients = map.systems.filter((s) => systems.has(s.key)).flatMap((s) => s.recipients);
  return [...new Map(recipients.map((r) => [r.id, r])).values()];
}

function touchedCollections(map: DataMap, request: DataSubjectRequest) {
  const counted = allOf(request.log, 'manifest-frozen').at(-1)?.data.stores ?? [];
  const found = new Set(counted.filter((c) => c.rows > 0).map((c) => `${c.storeId}.${c.collection}`));
  const optedOut = new Set(allOf(request.log, 'opted-out').map((e) => e.data.storeId));
  return map.stores.flatMap((store) =>
    store.collections.filter(
      (c) =>
        found.has(`${store.storeId}.${c.name}`) ||
        (optedOut.has(store.storeId) &&
          c.fields.some((f) => f.optOut.some((o) => o.right === request.right))),
    ),
  );
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
