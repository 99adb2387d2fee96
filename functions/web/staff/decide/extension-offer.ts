import { civilDateOf, plusDuration } from '../../../domain/civil-time';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { LawBook } from '../../../domain/deadlines/law';
import { type ExtensionOffer as LawfulExtension, mayExtend } from '../../../domain/deadlines/may-extend';
import type { CitedGround } from '../../../domain/deadlines/refusal-grounds';
import type { DeskDeps } from '../../../domain/desk-deps';
import { dueDates, lastDayToTell, lawCase } from '../../../domain/due-dates';
import type { EventData } from '../../../domain/events';
import { asIfNotified } from '../../../domain/extension-notice';
import { type EventOf, lastOf } from '../../../domain/log-entries';
import { mayHappen } from '../../../domain/request-status';
import { runningDay } from '../../../domain/running-day';
import { choiceOf } from '../chosen-grounds';
import type { ExtendFacts } from '../extend-act';

/**
 * A law that has to be extended before the date moves as far as it can, with its own grounds: a ground of one
 * law does not serve another.
 */
export interface ExtendingLaw {
  readonly regime: string;
  readonly name: string;
  /** Name of the form's field. */
  readonly field: string;
  readonly grounds: readonly CitedGround[];
  /** Plain date that stays where no ground under this law is chosen. */
  readonly keeps: string;
  readonly isVoluntary: boolean;
  /** Its clock is paused, so its date does not hold the others back. */
  readonly isPaused?: true;
}

export interface ExtensionOffer {
  /** At least one: first those whose clock runs, then those that bind. */
  readonly laws: readonly ExtendingLaw[];
  /**
   * Plain date to which the deadline moves with a ground under each. Absent where a law sets no length, so
   * that the notice itself has to name the day.
   */
  readonly until?: string;
  /** Plain date: the last day on which the person can be notified. */
  readonly lawfulUntil: string;
}

/** The ground chosen under each law, by its id, and the day that the notice names. */
type ExtensionNotice = Pick<EventData['extended'], 'grounds' | 'until'>;

type Deps = Pick<DeskDeps, 'book' | 'clock' | 'desk'>;

/** How far ahead a day named in a notice may be: a later one is taken for a slip of the pen. */
const FURTHEST = 'P1Y';

/**
 * The extensions that are lawful now, law by law, if together they move the earliest date of the running
 * clocks. A law whose clock is paused is offered along with them if a notice moves its date too. It is not
 * offered alone, since its period cannot end now.
 */
export function extensionOffer(deps: Deps, request: DataSubjectRequest): ExtensionOffer | undefined {
  if (!mayExtendNow(request)) return undefined;
  const able = extendable(deps, request);
  const furthest = dateAfterExtension(deps, request, {
    grounds: groundsOf(able),
    until: maxExtensionDay(deps, request),
  });
  const { regime: ruling } = runningDay(dueDates(request, deps.book));
  if (!furthest || !able.find(({ regime }) => regime === ruling)?.lawful.lastDay) return undefined;
  const needed = able.filter(
    (law) => law.keeps < furthest && (law.lawful.lastDay || isMoved(deps, request, law)),
  );
  const laws = needed.map(({ lawful, ...law }, at) => ({
    ...law,
    field: at === 0 ? 'ground' : `ground-${law.regime}`,
    grounds: lawful.grounds,
    ...(lawful.lastDay ? {} : { isPaused: true as const }),
  }));
  const [lawfulUntil] = needed.flatMap(({ lawful }) => lawful.lastDay ?? []).sort();
  if (!lawfulUntil) return undefined;
  const isNamed = needed.some(({ lawful }) => lawful.lastDay && lawful.extendedRespondBy === null);
  return { laws, lawfulUntil, ...(isNamed ? {} : { until: furthest }) };
}

/**
 * A law that allows an extension which would gain nothing, since another law's date stays: that other law's
 * name and date.
 */
export function lawThatHoldsDate(
  deps: Deps,
  request: DataSubjectRequest,
): { law: string; day: string } | undefined {
  if (!mayExtendNow(request) || extensionOffer(deps, request)) return undefined;
  const able = extendable(deps, request);
  const dates = dueDates(request, deps.book);
  const { regime: ruling, day } = runningDay(dates);
  const law = deps.book.regimes[ruling]?.shortName;
  const isAble = able.some(({ regime }) => regime === ruling);
  return law && able.length > 0 && !isAble && !dates.undated ? { law, day } : undefined;
}

/**
 * Whether a notice moves the date of a law whose clock is paused. A notice that is in time only because of
 * the pause does not.
 */
function isMoved(deps: Deps, request: DataSubjectRequest, { regime, keeps }: Extendable): boolean {
  const notice = { grounds: { [regime]: '' }, until: maxExtensionDay(deps, request) };
  const after = dueDates(extended(request, notice, deps.clock.now()), deps.book);
  const clock = after.clocks.find((one) => one.regime === regime);
  const moved = clock && lastDayToTell(clock.dates);
  return moved !== undefined && moved > keeps;
}

function mayExtendNow(request: DataSubjectRequest): boolean {
  return mayHappen('extended', request.status) && !lastOf(request.log, 'extended');
}

interface Extendable extends Pick<ExtendingLaw, 'regime' | 'name' | 'keeps' | 'isVoluntary'> {
  readonly lawful: LawfulExtension;
}

/**
 * Every law that allows an extension now, with the date that its clock keeps otherwise: first those whose
 * clock runs, then those that bind, then by date.
 */
function extendable(deps: Deps, request: DataSubjectRequest): Extendable[] {
  const { book, desk, clock } = deps;
  return dueDates(request, book)
    .clocks.flatMap(({ regime, dates }) => {
      const lawful = lawfulUnder(book, request, { regime, at: clock.now() });
      const keeps = lastDayToTell(dates);
      if (!lawful || !keeps) return [];
      const isVoluntary = !desk.laws.some((law) => law.regime === regime && law.applies === 'binds');
      return [{ regime, name: book.regimes[regime]?.shortName ?? regime, keeps, isVoluntary, lawful }];
    })
    .sort(
      (a, b) =>
        Number(!a.lawful.lastDay) - Number(!b.lawful.lastDay) ||
        Number(a.isVoluntary) - Number(b.isVoluntary) ||
        (a.keeps < b.keeps ? -1 : 1),
    );
}

/** Also undefined where no date can be computed: then no later date may be relied on. */
function lawfulUnder(
  book: LawBook,
  request: DataSubjectRequest,
  { regime, at }: { regime: string; at: string },
): LawfulExtension | undefined {
  const deadlineCase = lawCase(request, regime, book);
  if (!deadlineCase) return undefined;
  try {
    const found = mayExtend(deadlineCase, book, at);
    return found.lawful ? found : undefined;
  } catch {
    return undefined;
  }
}

function groundsOf(able: readonly Extendable[]): Record<string, string> {
  return Object.fromEntries(able.map(({ regime }) => [regime, '']));
}

/** The offer as the pages show it. */
export function extendFacts(offer: ExtensionOffer): ExtendFacts {
  const laws = offer.laws.map((law) => ({ ...law, grounds: law.grounds.map(choiceOf) }));
  return { ...offer, laws };
}

/** Plain date. */
export function maxExtensionDay({ clock }: Pick<Deps, 'clock'>, { received }: DataSubjectRequest): string {
  return civilDateOf(plusDuration(clock.now(), FURTHEST, received.zone), received.zone).toString();
}

/**
 * The earliest date of the running clocks after an extension; undefined when it would stay where it is,
 * because a law's date holds it. `until`: the day that the notice names.
 */
export function dateAfterExtension(
  { book, clock }: Pick<Deps, 'book' | 'clock'>,
  request: DataSubjectRequest,
  notice: ExtensionNotice,
): string | undefined {
  const after = runningDay(dueDates(extended(request, notice, clock.now()), book)).day;
  return after > runningDay(dueDates(request, book)).day ? after : undefined;
}

/** The request as it would be after the notice. */
function extended(request: DataSubjectRequest, notice: ExtensionNotice, at: string): DataSubjectRequest {
  const { requestId, log } = request;
  const place = { requestId, seq: log.length + 1, at, commandId: 'as-if', prev: '', hash: '' };
  const data = { ...notice, regime: '', ground: '', words: '', staffId: '' };
  const event: EventOf<'extended'> = { type: 'extended', data, actor: { kind: 'desk' }, ...place };
  return asIfNotified({ ...request, log: [...log, event] }, event, at);
}
