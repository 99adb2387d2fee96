import type { DataSubjectRequest } from '../domain/data-subject-request';
import { restrictionOf } from '../domain/restriction';
import type { Timer } from '../domain/timers';
import { staffTask } from '../emails/staff-mails';
import { mailStaff } from '../mailing/mail-once';
import { deciders } from '../mailing/staff-facts';
import { staffLink } from '../mailing/staff-link';
import { tellRestrictionEnds } from '../mailing/tell-restriction';
import { ifStillDue, note, reminded, type WatchDeps } from './note-deed';
import { tellEach } from './tell-each';

/** Issues of the links in these mails, apart from those of others. */
const FIRST_ISSUE = 6_000;

/** The day has come on which staff wanted to see whether the restriction still has to be, or the notice of its end has not reached the person. It goes on until they say otherwise. */
export async function lookAtRestriction(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const { lookAgainOn = '', ending } = restrictionOf(request) ?? {};
  const facts = ending
    ? {
        todo: 'see to it that the person has the notice that their data is used again: it has not reached them',
        dueOn: ending.data.endsOn,
        dueBecause:
          'You said that it ends on this day. The data stays out of use until they have the notice: post it, or say on the page how it goes on.',
      }
    : {
        todo: 'look whether this data still has to be kept out of use: say on the page how it goes on',
        dueOn: lookAgainOn,
        dueBecause: 'You named this day. The data stays out of use until you say that this ends.',
      };
  await mailAll(deps, request, timer, { ...facts, issue: FIRST_ISSUE + (request.log.at(-1)?.seq ?? 0) });
  await note(deps, request, timer, reminded('restriction'));
}

/** The notice goes out again where it had not left, or came back. */
export async function tellRestrictionEnding(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  await tellRestrictionEnds(deps, request.requestId);
  await note(deps, request, timer, reminded('restriction'));
}

/** The person was told, and has had the time to speak up: staff may use the data again, and hear so. */
export async function endRestriction(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  await mailAll(deps, request, timer, {
    todo: 'put this data back into use, and tell everybody who was told to leave it alone: the person has had the notice',
    dueOn: restrictionOf(request)?.ending?.data.endsOn ?? '',
    dueBecause: 'You said that it ends on this day.',
    issue: FIRST_ISSUE + (restrictionOf(request)?.ending?.seq ?? 0),
  });
  await note(
    deps,
    request,
    timer,
    ifStillDue(deps, timer, { type: 'restriction-ended', data: {}, actor: { kind: 'desk' } }),
  );
}

async function mailAll(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
  { issue, ...facts }: { todo: string; dueOn: string; dueBecause: string; issue: number },
): Promise<void> {
  const tells = deciders(deps).map((staffId) => () => {
    const letter = { key: timer.key, mail: staffTask, staffId } as const;
    return mailStaff(deps, request.requestId, letter, async (now) => ({
      ...(await staffLink(deps, now, { purpose: 'case', staffId, issue })),
      ...facts,
    }));
  });
  await tellEach(deps, request, timer, tells);
}
