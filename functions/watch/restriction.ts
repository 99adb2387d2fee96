import type { Recipient } from '../domain/data-map';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { storeTitle } from '../domain/open-work';
import { restrictionOf } from '../domain/restriction';
import { marksSet } from '../domain/restriction-marks';
import type { Timer } from '../domain/timers';
import { staffTask } from '../emails/staff-mails';
import { mailStaff } from '../mailing/mail-once';
import { deciders } from '../mailing/staff-facts';
import { staffLink } from '../mailing/staff-link';
import { tellLifted, toldOfRestriction } from '../mailing/tell-lifted';
import { tellRestrictionEnds } from '../mailing/tell-restriction';
import { ifStillDue, note, reminded, type WatchDeps } from './note-deed';
import { tellEach } from './tell-each';

/** Issues of the links in these mails, apart from those of others. */
const FIRST_ISSUE = 6_000;

/** The day has come on which staff wanted to see whether the restriction still has to be. It goes on until they say otherwise. */
export async function lookAtRestriction(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const { lookAgainOn = '', saidIn = 0 } = restrictionOf(request) ?? {};
  await mailAll(deps, request, timer, {
    todo: 'look whether this data still has to be kept out of use: say on the page how it goes on',
    dueOn: lookAgainOn,
    dueBecause: 'You named this day. The data stays out of use until you say that this ends.',
    issue: FIRST_ISSUE + saidIn,
  });
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
  const { known, gone } = toldOfRestriction(deps, request);
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
  const recipients = known.map((one) => () => tellLifted(deps, request, one));
  await tellEach(deps, request, timer, [...tellsOf(deps, request, timer, facts), ...recipients]);
  await note(
    deps,
    request,
    timer,
    ifStillDue(deps, timer, { type: 'restriction-ended', data: {}, actor: { kind: 'desk' } }),
  );
}

/** What becomes of the desk's marks. */
function markWords({ map }: WatchDeps, request: DataSubjectRequest): string[] {
  const set = marksSet(request).filter(({ data }) => data.found > 0);
  if (set.length === 0) return [];
  const stores = set.map(({ data }) => storeTitle(map, data.storeId, request)).join('; ');
  return restrictionOf(request)?.ending?.data.unmark
    ? [`The desk takes its mark away in: ${stores}. If it cannot, it tells you.`]
    : [`The mark stays in: ${stores}, as you said.`];
}

/** Who hears of the end from the desk, and who does not. */
function whoHears(known: readonly Recipient[], gone: readonly string[]): string[] {
  return [
    ...(known.length > 0
      ? [`The desk tells those whom it had told to leave it alone: ${names(known.map(({ name }) => name))}.`]
      : []),
    ...(gone.length > 0 ? [`No longer in the data map, so tell them yourselves: ${names(gone)}.`] : []),
    'Whomever you told yourselves hears it from you.',
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
  await tellEach(deps, request, timer, tellsOf(deps, request, timer, facts));
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
  return deciders(deps).map((staffId) => () => {
    const letter = { key: timer.key, mail: staffTask, staffId } as const;
    return mailStaff(deps, request.requestId, letter, async (now) => ({
      ...(await staffLink(deps, now, { purpose: 'case', staffId, issue })),
      ...facts,
    }));
  });
}
