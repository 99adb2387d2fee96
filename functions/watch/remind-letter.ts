import type { DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import type { Timer } from '../domain/timer';
import { staffTrouble } from '../emails/staff-mails';
import { mailStaff } from '../mailing/mail-once';
import { deciders } from '../mailing/staff-facts';
import { lettersUrl } from '../mailing/undelivered-words';
import { note, reminded, type WatchDeps } from './note-deed';
import { tellEach } from './tell-each';

/** Reminds all approvers of a letter that still has to be posted. */
export async function remindLetter(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const { requestId } = request;
  const tells = deciders(deps).map((staffId) => () => {
    const letter = { key: timer.key, mail: staffTrouble, staffId } as const;
    return mailStaff(deps, requestId, letter, async (now) => ({
      trouble: 'A letter to the person is still to be posted, or nobody has noted that it was.',
      remedy: 'Open the letters of this request, post it, and note the day.',
      dueOn: dueDates(now, deps.book).latest,
      link: lettersUrl(deps, requestId),
    }));
  });
  await tellEach(deps, request, timer, tells);
  await note(deps, request, timer, reminded('letter'));
}
