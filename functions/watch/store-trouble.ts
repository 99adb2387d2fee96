import { contestedUnclear } from '../domain/contested-rows';
import { type DataSubjectRequest, lastOf } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import { storesWithOpenRest } from '../domain/open-work';
import type { Timer } from '../domain/timers';
import { staffTrouble } from '../emails/staff-mails';
import { missingPart } from '../findings/missing-parts';
import { mailStaff } from '../mailing/mail-once';
import { deciders } from '../mailing/staff-facts';
import { inSentence } from '../pages/words/in-sentence';
import { missingWords } from '../pages/words/missing-words';
import type { WatchDeps } from './note-deed';

/** The request went on without something: staff know what, since the person was told that somebody looks into it. */
export async function tellGivenUp(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const now = await deps.register.load(request.requestId);
  const given = lastOf(now.log, 'stores-given-up');
  if (!given) return;
  const parts = given.data.storeIds.map((id) => missingPart(deps.map, now, id));
  const words = parts.map(({ title, because }) => `${title} (${missingWords[because]})`);
  const left = given.data.tasks?.length ? restWords(deps, now) : [];
  for (const staffId of deciders(deps)) {
    await mailStaff(deps, now.requestId, { key: timer.key, mail: staffTrouble, staffId }, async (then) => ({
      trouble: `The date is near, and this is not done: ${[...words, ...left].join('; ')}. The request goes on without it, and the person is told so.`,
      remedy:
        'Deal with it by hand, and write to the person what was done. Find out why it was not done in time.',
      dueOn: dueDates(then, deps.book).latest,
    }));
  }
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
