import { mailStaff } from '../casework/mail/mail-once';
import { approvers } from '../casework/mail/staff-facts';
import { staffLink } from '../casework/mail/staff-link';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { presentOwner } from '../domain/present-owner';
import { settlementAlarms, settlementQuestions } from '../domain/settlement-timers';
import { openSettlements, type Settlement } from '../domain/settlements';
import { storeTitle } from '../domain/store-title';
import type { Timer } from '../domain/timer';
import { timersOf } from '../domain/timers';
import { staffSettlement } from '../emails/staff-follow-up-mails';
import { inSentence } from '../words/in-sentence';
import { mailEachReader } from './mail-each-reader';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/** Issue numbers of the links in alarms; those in questions begin at 1. */
const FIRST_ALARM = 20;

/** Asks the owner of a store how far an erasure is that somebody else was asked for. */
export async function askSettlement(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const one = openSettlements(request).find((open) => settlementQuestions(open).includes(timer.key));
  if (one && isNewest(deps, request, timer, settlementQuestions(one))) {
    const owner = presentOwner(deps.desk, { kind: 'rest', storeId: one.storeId, owner: one.owner });
    const issue = 1 + settlementQuestions(one).indexOf(timer.key);
    if (owner) await mailAbout(deps, request, one, { timer, staffId: owner, issue, overdue: false });
  }
  await recordTimerDone(deps, request, timer, reminded('settlement'));
}

/** Tells all approvers that nobody has said how far it is, each of them even when another mail fails. */
export async function tellSettlement(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const one = openSettlements(request).find((open) => settlementAlarms(open).includes(timer.key));
  if (one && isNewest(deps, request, timer, settlementAlarms(one))) {
    const issue = FIRST_ALARM + settlementAlarms(one).indexOf(timer.key);
    const tells = approvers(deps).map(
      (staffId) => () => mailAbout(deps, request, one, { timer, staffId, issue, overdue: true }),
    );
    await mailEachReader(deps, request, timer, tells);
  }
  await recordTimerDone(deps, request, timer, reminded('settlement-overdue'));
}

/** After a missed sweep only the last of several mails about the same goes out. */
function isNewest(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
  keys: readonly string[],
): boolean {
  const now = deps.clock.now();
  return !timersOf(request, deps).some((t) => keys.includes(t.key) && t.at > timer.at && t.at <= now);
}

interface Question {
  readonly timer: Timer;
  readonly staffId: string;
  readonly issue: number;
  readonly overdue: boolean;
}

async function mailAbout(
  deps: WatchDeps,
  { requestId }: DataSubjectRequest,
  { settlementId, storeId, askedOn, confirmBy, by }: Settlement,
  { timer, staffId, issue, overdue }: Question,
): Promise<void> {
  await mailStaff(deps, requestId, { key: timer.key, mail: staffSettlement, staffId }, async (now) => ({
    ...(await staffLink(deps, now, { purpose: 'task', staffId, issue, subjectId: settlementId })),
    store: inSentence(storeTitle(deps.map, storeId, now)),
    askedOn,
    promised: confirmBy,
    overdue,
    readByDesk: by === 'store',
  }));
}
