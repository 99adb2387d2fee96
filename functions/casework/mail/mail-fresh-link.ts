import { plusDuration } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { StaffMember } from '../../domain/desk';
import { dueDates } from '../../domain/due-dates';
import { allOf } from '../../domain/log-entries';
import type { NextStaffPage } from '../../domain/next-staff-page';
import { staffMailKey } from '../../domain/questions';
import { staffFreshLink } from '../../emails/staff-mails';
import { findIssuedToken } from '../links/issue-link';
import { mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { staffLink } from './staff-link';

/**
 * Mails to one member of staff about one request, so that a mail scanner which follows links cannot fill a
 * mailbox.
 */
const MAILS_AN_HOUR = 3;
const MAILS_A_DAY = 10;

/** Lower issue numbers belong to the desk's own mails. */
const FIRST_ISSUE = 10_000;

/**
 * Mails a fresh link and code to the address in the desk file and to no other. Pressing twice sends one mail.
 * Returns its token, or undefined when the limit is reached.
 */
export async function mailFreshLink(
  deps: MailingDeps,
  request: DataSubjectRequest,
  staff: StaffMember,
  nextPage: NextStaffPage,
): Promise<string | undefined> {
  const { requestId } = request;
  if (!(await mayMail(deps, requestId, staff.id))) return undefined;
  const turn = allOf(request.log, 'mailed').filter((e) => e.data.kind === staffFreshLink.kind).length + 1;
  const letter = {
    key: keyOf(nextPage, turn),
    mail: staffFreshLink,
    staffId: staff.id,
    byItself: true,
  } as const;
  await mailStaff(deps, requestId, letter, async (now) => ({
    ...(await staffLink(deps, now, wishOf(staff, nextPage, turn))),
    dueOn: dueDates(now, deps.book).latest,
  }));
  return findIssuedToken(deps, { requestId, ...wishOf(staff, nextPage, turn) });
}

/**
 * The token of the newest fresh link for this page that was mailed to this person's current mailbox, whether
 * or not it still opens.
 */
export async function newestFreshToken(
  deps: MailingDeps,
  request: DataSubjectRequest,
  staff: StaffMember,
  nextPage: NextStaffPage,
): Promise<string | undefined> {
  const turns = allOf(request.log, 'mailed').length;
  const keys = new Set(allOf(request.log, 'mailed').map((e) => e.data.key));
  for (let turn = turns; turn > 0; turn -= 1)
    if (keys.has(staffMailKey(keyOf(nextPage, turn), staff.id)))
      return findIssuedToken(deps, { requestId: request.requestId, ...wishOf(staff, nextPage, turn) });
  return undefined;
}

function keyOf({ purpose, subjectId = '' }: NextStaffPage, turn: number): string {
  return `fresh-link-${purpose}-${subjectId}-${turn}`;
}

function wishOf({ id }: StaffMember, nextPage: NextStaffPage, turn: number) {
  return { ...nextPage, staffId: id, issue: FIRST_ISSUE + turn };
}

async function mayMail(deps: MailingDeps, requestId: string, staffId: string): Promise<boolean> {
  const now = deps.clock.now();
  const about = `fresh-staff-link:${requestId}:${staffId}`;
  const until = plusDuration(now, 'P2D', 'UTC');
  if (!(await deps.items.takeQuota(`${about}:${now.slice(0, 13)}`, MAILS_AN_HOUR, until))) return false;
  return deps.items.takeQuota(`${about}:${now.slice(0, 10)}`, MAILS_A_DAY, until);
}
