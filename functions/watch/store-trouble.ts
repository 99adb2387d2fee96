import { contestedUnclear } from '../domain/contested-rows';
import { allOf, type DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import type { EventData } from '../domain/events';
import { storesWithOpenRest } from '../domain/open-work';
import type { Timer } from '../domain/timers';
import { missingPart } from '../findings/missing-parts';
import { inSentence } from '../pages/words/in-sentence';
import { missingWords } from '../pages/words/missing-words';
import { note, reminded, type WatchDeps } from './note-deed';
import { tellTrouble } from './tell-trouble';

/** The request went on without something: staff know what, since the person was told that somebody looks into it. */
export async function tellGivenUp(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const key = timer.key.replace(/^tell-/, '');
  const given = allOf(request.log, 'stores-given-up').find((e) => e.commandId === key);
  if (given) await tellTrouble(deps, request, { ...timer, key }, (now) => factsOf(deps, now, given.data));
  await note(deps, request, timer, reminded('given-up'));
}

function factsOf(deps: WatchDeps, now: DataSubjectRequest, given: EventData['stores-given-up']) {
  const parts = given.storeIds.map((id) => missingPart(deps.map, now, id));
  const words = parts.map(({ title, because }) => `${title} (${missingWords[because]})`);
  const left = given.tasks?.length ? restWords(deps, now) : [];
  return {
    trouble: `The date is near, and this is not done: ${[...words, ...left].join('; ')}. The request goes on without it, and the person is told so.`,
    remedy:
      'Deal with it by hand, and write to the person what was done. Find out why it was not done in time.',
    dueOn: dueDates(now, deps.book).latest,
  };
}

function restWords(deps: WatchDeps, request: DataSubjectRequest): string[] {
  const left = storesWithOpenRest(request).map(
    (id) => `what was left undecided in ${titleOf(deps, request, id)}`,
  );
  const contested = new Set(contestedUnclear(request).map(({ storeId }) => storeId));
  return [...left, ...[...contested].map((id) => `whose some records in ${titleOf(deps, request, id)} are`)];
}

function titleOf({ map }: WatchDeps, request: DataSubjectRequest, storeId: string): string {
  return inSentence(missingPart(map, request, storeId).title);
}
