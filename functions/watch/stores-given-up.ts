import { missingPart } from '../casework/evidence/missing-parts';
import { contestedUnclear } from '../domain/contested-rows';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import type { EventData } from '../domain/events';
import { allOf } from '../domain/log-entries';
import { storesWithOpenRest } from '../domain/open-work';
import { isProvenForDetails } from '../domain/proof-of-details';
import type { Timer } from '../domain/timer';
import { inSentence } from '../words/in-sentence';
import { missingReasons } from '../words/missing-reasons';
import { mailStaffTask } from './mail-staff-task';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/** Tells staff what the request went on without, since the requester was told that somebody looks into it. */
export async function mailStoresGivenUp(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const key = timer.key.replace(/^tell-/, '');
  const given = allOf(request.log, 'stores-given-up').find((e) => e.commandId === key);
  if (given) await mailStaffTask(deps, request, { ...timer, key }, (now) => factsOf(deps, now, given.data));
  await recordTimerDone(deps, request, timer, reminded('given-up'));
}

function factsOf(deps: WatchDeps, now: DataSubjectRequest, given: EventData['stores-given-up']) {
  const parts = given.storeIds.map((id) => missingPart(deps.map, now, id));
  const words = parts.map(({ title, because }) => `${title} (${missingReasons[because]})`);
  const left = [...words, ...(given.tasks?.length ? restWords(deps, now) : [])];
  const isUnproven = Boolean(given.tasks?.length) && openProof(now);
  if (left.length === 0) return isUnproven ? withoutDetails(deps, now) : settled(deps, now);
  const open = [
    ...left,
    ...(isUnproven ? ['the person has not proven enough for the details of the copy'] : []),
  ];
  return {
    trouble: `The date is near, and this is not done: ${open.join('; ')}. The request goes on without it, and the person is told so.`,
    remedy:
      'Deal with it by hand, and write to the person what was done. Find out why it was not done in time.',
    dueOn: dueDates(now, deps.book).latest,
  };
}

/** Nothing to do: the requester was told how to prove more, and that the answer goes out without it. */
function withoutDetails({ book }: WatchDeps, now: DataSubjectRequest) {
  return {
    trouble:
      'The date is near, and the person has not proven enough to be shown the data itself. The answer tells the kinds of data alone, and says why.',
    remedy: 'Nothing. If the person writes to you about the details, ask them to make a new request.',
    dueOn: dueDates(now, book).latest,
  };
}

/** Staff dealt with it between its last day and this mail. */
function settled({ book }: WatchDeps, now: DataSubjectRequest) {
  return {
    trouble: 'The date is near, and something was still open, which has been settled since.',
    remedy: 'Nothing.',
    dueOn: dueDates(now, book).latest,
  };
}

function restWords(deps: WatchDeps, request: DataSubjectRequest): string[] {
  const left = storesWithOpenRest(request).map(
    (id) => `what was left undecided in ${titleOf(deps, request, id)}`,
  );
  const contested = new Set(contestedUnclear(request).map(({ storeId }) => storeId));
  const whose = [...contested].map((id) => `whose some records in ${titleOf(deps, request, id)} are`);
  return [...left, ...whose];
}

/** Whether the details of an approved copy were waited for in vain. */
function openProof(request: DataSubjectRequest): boolean {
  const isAsked = allOf(request.log, 'task-asked').some(({ data }) => data.kind === 'proof');
  return isAsked && !isProvenForDetails(request);
}

function titleOf({ map }: WatchDeps, request: DataSubjectRequest, storeId: string): string {
  return inSentence(missingPart(map, request, storeId).title);
}
