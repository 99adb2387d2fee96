import { mailStaff } from '../casework/mail/mail-once';
import { mailRestrictionEnds } from '../casework/mail/mail-restriction-ends';
import { mailRestrictionLifted, restrictionRecipients } from '../casework/mail/mail-restriction-lifted';
import { approvers } from '../casework/mail/staff-facts';
import { staffLink } from '../casework/mail/staff-link';
import type { DataMap } from '../domain/data-map';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { restrictionOf } from '../domain/restriction';
import { markStores, marksSet } from '../domain/restriction-marks';
import { storeTitle } from '../domain/store-title';
import type { Recipient } from '../domain/system-map';
import type { Timer } from '../domain/timer';
import { staffTask } from '../emails/staff-mails';
import { mailEachReader } from './mail-each-reader';
import { ifStillDue, recordTimerDone, reminded, type WatchDeps } from './timer-done';

/** Issue numbers of the links in these mails, which other mails do not use. */
const FIRST_ISSUE = 6_000;

/**
 * Asks staff on the day on which they wanted to check whether the restriction still applies, or when the
 * notice of its end has not reached the requester. It goes on until they say otherwise.
 */
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
  await recordTimerDone(deps, request, timer, reminded('restriction'));
}

/** Sends the notice again where it had not left or came back. */
export async function tellRestrictionEnding(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  await mailRestrictionEnds(deps, request.requestId);
  await recordTimerDone(deps, request, timer, reminded('restriction'));
}

/**
 * Ends the restriction after the requester was informed and had time to object: staff may use the data again,
 * and are told so.
 */
export async function endRestriction(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const { known, gone } = restrictionRecipients(deps, request);
  const facts = {
    todo: 'put this data back into use: the person has had the notice',
    dueOn: restrictionOf(request)?.ending?.data.endsOn ?? '',
    dueBecause: [
      'You said that it ends on this day.',
      ...markWords(deps, request),
      ...whoHears(known, gone),
    ].join(' '),
    issue: FIRST_ISSUE + (restrictionOf(request)?.ending?.seq ?? 0),
  };
  const recipients = known.map((one) => () => mailRestrictionLifted(deps, request, one));
  await mailEachReader(deps, request, timer, [...tellsOf(deps, request, timer, facts), ...recipients]);
  await recordTimerDone(
    deps,
    request,
    timer,
    ifStillDue(deps, timer, { type: 'restriction-ended', data: {}, actor: { kind: 'desk' } }),
  );
}

/** What happens to the marks that the desk has set. */
function markWords({ map }: WatchDeps, request: DataSubjectRequest): string[] {
  return [...byDesk(map, request), ...byHand(map, request)];
}

function byDesk(map: DataMap, request: DataSubjectRequest): string[] {
  const set = marksSet(request).filter(({ data }) => data.found > 0);
  if (set.length === 0) return [];
  const stores = set.map(({ data }) => storeTitle(map, data.storeId, request)).join('; ');
  return restrictionOf(request)?.ending?.data.unmark
    ? [`The desk takes its mark away in: ${stores}. If it cannot, it tells you.`]
    : [`The mark stays in: ${stores}, as you said.`];
}

/** Marks that only staff know of. */
function byHand(map: DataMap, request: DataSubjectRequest): string[] {
  const { manual } = markStores(map);
  if (manual.length === 0 || !restrictionOf(request)?.set.data.mark) return [];
  const stores = manual.map((storeId) => storeTitle(map, storeId, request)).join('; ');
  return [`The desk knows nothing of a mark that you may have set by hand in: ${stores}.`];
}

/** Which recipients the desk informs of the end, and which it does not. */
function whoHears(known: readonly Recipient[], gone: readonly string[]): string[] {
  return [
    ...(known.length > 0
      ? [`The desk tells those whom it had told to leave it alone: ${names(known.map(({ name }) => name))}.`]
      : []),
    ...(gone.length > 0 ? [`No longer in the data map, so tell them yourselves: ${names(gone)}.`] : []),
    'Tell those you told yourselves.',
  ];
}

function names(all: readonly string[]): string {
  return all.join(', ');
}

async function mailAll(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
  facts: TaskFacts,
): Promise<void> {
  await mailEachReader(deps, request, timer, tellsOf(deps, request, timer, facts));
}

interface TaskFacts {
  readonly todo: string;
  readonly dueOn: string;
  readonly dueBecause: string;
  readonly issue: number;
}

function tellsOf(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
  { issue, ...facts }: TaskFacts,
): (() => Promise<void>)[] {
  return approvers(deps).map((staffId) => () => {
    const letter = { key: timer.key, mail: staffTask, staffId } as const;
    return mailStaff(deps, request.requestId, letter, async (now) => ({
      ...(await staffLink(deps, now, { purpose: 'case', staffId, issue })),
      ...facts,
    }));
  });
}
