import { chosenRecipients } from './chosen-recipients';
import type { DataMap } from './data-map';
import type { DataSubjectRequest } from './data-subject-request';
import { isExemptHost } from './hosted-stores';
import { allOf } from './log-entries';
import { promiseOf } from './recipient-promises';
import { type Concern, concernOf, strongestConcern } from './stopped-uses';
import type { Recipient, SystemMap } from './system-map';
import { touchedSystems } from './touched-systems';
import { whoIsInformed } from './who-is-informed';

/**
 * The recipients who hear, or have heard, of what was done: each recipient of data that was corrected,
 * restricted or erased (Art. 19 GDPR, s 1798.105(c) CCPA, 11 CCR 7023(c)); of an opt-out only those who do
 * what it stops. Staff may add others and leave some out. Where nothing was done there is nobody to inform. A
 * recipient of several systems is listed once. Not all of them must be informed: see {@link
 * recipientsToTell}.
 */
export function recipientsOf(map: DataMap, request: DataSubjectRequest): Recipient[] {
  return everyRecipient(map).filter(
    ({ id }) => recipientState(request, id) !== 'not-told' || isToHear(map, request, id),
  );
}

/**
 * The recipients who must be informed: all except hosts of stores in which the desk did everything itself,
 * unless staff named them.
 */
export function recipientsToTell(map: DataMap, request: DataSubjectRequest): Recipient[] {
  return everyRecipient(map).filter(
    (one) => isToHear(map, request, one.id) && recipientStatus(map, request, one) !== 'spared',
  );
}

/**
 * Recipients for whom the map does not say whether an opt-out concerns them: they are not informed before
 * staff say so.
 */
export function unclearRecipients(map: DataMap, request: DataSubjectRequest): Recipient[] {
  if (whoIsInformed(request.right) !== 'by-use') return [];
  const { told, left } = chosenRecipients(request);
  const unsettled = concernedIn(map, request, 'unclear');
  return everyRecipient(map).filter(
    (one) =>
      unsettled.has(one.id) &&
      !told.has(one.id) &&
      !left.has(one.id) &&
      recipientStatus(map, request, one) === 'not-told',
  );
}

/** Recipients whom staff left out, because informing them is impossible or disproportionate. */
export function recipientsLeftOut(map: DataMap, request: DataSubjectRequest): Recipient[] {
  const { left } = chosenRecipients(request);
  const due = concernedIn(map, request, 'concerned');
  return everyRecipient(map).filter(
    ({ id }) => left.has(id) && due.has(id) && recipientState(request, id) === 'not-told',
  );
}

/** Each recipient of the map once. */
export function everyRecipient(map: DataMap): Recipient[] {
  const all = map.systems.flatMap(({ recipients }) => recipients);
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

function isToHear(map: DataMap, request: DataSubjectRequest, id: string): boolean {
  const { told, left } = chosenRecipients(request);
  const systems = touchedSystems(map, request);
  return (
    systems.length > 0 &&
    (told.has(id) || (!left.has(id) && concernsIn(request, systems, id) === 'concerned'))
  );
}

function concernedIn(map: DataMap, request: DataSubjectRequest, wanted: Concern): ReadonlySet<string> {
  const systems = touchedSystems(map, request);
  const ids = everyRecipient(map).map(({ id }) => id);
  return new Set(ids.filter((id) => concernsIn(request, systems, id) === wanted));
}

/** Whether the request concerns a recipient, by all systems that name it. */
function concernsIn({ right }: DataSubjectRequest, systems: readonly SystemMap[], id: string): Concern {
  const hearing = whoIsInformed(right);
  const concerns = systems.flatMap((system) =>
    system.recipients
      .filter((recipient) => recipient.id === id)
      .map((recipient): Concern => {
        if (hearing === 'by-use') return concernOf(right, system, recipient);
        return hearing === 'everyone' ? 'concerned' : 'untouched';
      }),
  );
  return strongestConcern(concerns);
}

/** Recipients who wait for the next daily list. */
export function queuedRecipients({ log }: DataSubjectRequest): string[] {
  const told = new Set(allOf(log, 'recipient-told').map((e) => e.data.recipientId));
  const noted = new Set(log.map(({ commandId }) => commandId));
  return allOf(log, 'recipient-queued')
    .map((e) => e.data.recipientId)
    .filter((recipientId) => !told.has(recipientId) && !noted.has(recipientGoneKey(recipientId)));
}

/**
 * Key of the message to staff that a recipient left the map before it was informed, and of the entry that
 * they had it.
 */
export function recipientGoneKey(recipientId: string): string {
  return `recipient-left-${recipientId}`;
}

/** What each recipient was told and has answered so far. */
export function recipientState(
  request: DataSubjectRequest,
  recipientId: string,
): 'not-told' | 'told' | 'promised' | 'confirmed' {
  if (allOf(request.log, 'recipient-confirmed').some((e) => e.data.recipientId === recipientId))
    return 'confirmed';
  if (promiseOf(request, recipientId)) return 'promised';
  return allOf(request.log, 'recipient-told').some((e) => e.data.recipientId === recipientId)
    ? 'told'
    : 'not-told';
}

/**
 * As {@link recipientState}, with `spared` for a recipient that only hosts stores and need not be informed. A
 * recipient informed before that counts as informed.
 */
export function recipientStatus(
  map: DataMap,
  request: DataSubjectRequest,
  recipient: Recipient,
): ReturnType<typeof recipientState> | 'spared' {
  const state = recipientState(request, recipient.id);
  const named = chosenRecipients(request).told.has(recipient.id);
  return state === 'not-told' && !named && isExemptHost(map, request, recipient) ? 'spared' : state;
}
