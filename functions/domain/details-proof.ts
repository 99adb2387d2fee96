import { minusDuration, plusDuration } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import type { LawBook, Regime } from './deadlines/law';
import { verificationLevelOf } from './deadlines/request-type-of';
import type { Desk } from './desk';
import type { DueDates } from './due-dates';
import { bindsEverywhere } from './governing-laws';
import { MIN_TIME_TO_ANSWER } from './identifier-timers';
import { allOf } from './log-entries';
import type { CategoriesBecause } from './proof-events';
import { isProvenForDetails, proofTaskId } from './proof-of-details';
import { type Right, rights } from './rights';

interface Deps {
  readonly desk: Pick<Desk, 'laws' | 'place'>;
  readonly book: LawBook;
}

type UnderLaws = Pick<DataSubjectRequest['received'], 'regimes' | 'besideVoluntary'>;

type RequestFacts = Pick<DataSubjectRequest, 'right' | 'log'> & {
  readonly received: UnderLaws & Pick<DataSubjectRequest['received'], 'wants'>;
};

/**
 * The law that lets the data itself be shown only after a stronger proof than a mailbox (11 CCR 7062(c)), if
 * that applies to this request.
 *
 * A law that binds the desk by establishment governs for everybody, and what it owes is given on its own
 * proof: the level of another law neither narrows nor delays that. Any other law may turn out not to apply to
 * the requester, so it lifts nothing: a requester who does not say where they live is asked for the stronger
 * proof, which protects the data subject. The level of a voluntary law never restricts a binding one, unless
 * the place named is that law's own and no binding law was made for it.
 */
export function highProofLaw(
  { desk, book }: Deps,
  { right, received: { regimes, besideVoluntary } }: { right: Right; received: UnderLaws },
): Regime | undefined {
  const laws = regimes.flatMap((id) => book.regimes[id] ?? []);
  const settled = (regime: Regime) => desk.laws.find((one) => one.regime === regime.id);
  const binds = (regime: Regime) => settled(regime)?.applies === 'binds';
  const onLess = laws.filter((regime) => isOwedOnLess(regime, right));
  const governsEverybody = (regime: Regime) => {
    const law = settled(regime);
    return law !== undefined && bindsEverywhere(law, regime, desk.place);
  };
  if (onLess.some(governsEverybody)) return undefined;
  const isInTheWay = (regime: Regime) => !besideVoluntary && !binds(regime) && onLess.some(binds);
  return laws.find((regime) => verificationLevelOf(regime, right) === HIGH && !isInTheWay(regime));
}

const HIGH = 'reasonablyHigh';

function isOwedOnLess(regime: Regime, right: Right): boolean {
  const level = verificationLevelOf(regime, right);
  return level !== undefined && level !== HIGH;
}

/**
 * Whether anybody at all may be asked for the stronger proof here; then the form asks what the requester
 * wants to see.
 */
export function asksForHighProof(deps: Deps, right: Right): boolean {
  const regimes = deps.desk.laws.filter(({ applies }) => applies !== 'no').map(({ regime }) => regime);
  return highProofLaw(deps, { right, received: { regimes } }) !== undefined;
}

/**
 * Whether the proof depends on where the requester lives, because a binding law may owe them the data on
 * less. Then the form has to ask for the place.
 */
export function placeDecidesProof(deps: Deps, right: Right): boolean {
  const binding = deps.desk.laws.filter(({ applies }) => applies === 'binds');
  const owed = binding.some(({ regime }) => {
    const law = deps.book.regimes[regime];
    return law !== undefined && isOwedOnLess(law, right);
  });
  return owed && asksForHighProof(deps, right);
}

/**
 * Whether a copy that the desk makes still lacks the stronger proof. Where staff answer themselves, they
 * verify it.
 */
export function awaitsHighProof(deps: Deps, request: RequestFacts): boolean {
  if (rights[request.right].carriedOut !== 'export') return false;
  if (request.received.wants === 'categories' || isProvenForDetails(request)) return false;
  return highProofLaw(deps, request) !== undefined;
}

/** Why an answer made now names the categories of data only; undefined where it shows the data. */
export function categoriesOnlyBecause(deps: Deps, request: RequestFacts): CategoriesBecause | undefined {
  if (request.received.wants === 'categories') return 'wanted';
  return awaitsHighProof(deps, request) ? 'not-proven' : undefined;
}

/**
 * How long before the due date the answer is sent without the details, however late the proof was asked for.
 */
const ANSWER_BEFORE_END = 'PT12H';

/**
 * Instant until which an approved copy waits for the stronger proof: as long as for a store that is down, at
 * least a day from when it was asked for, and never past the legal date.
 */
export function detailsWaitUntil(
  request: Pick<DataSubjectRequest, 'log' | 'right' | 'received'>,
  desk: Pick<Desk, 'waits'>,
  { latestEndsAt }: Pick<DueDates, 'latestEndsAt'>,
): string {
  const { zone } = request.received;
  const taskId = proofTaskId(request);
  const asked = allOf(request.log, 'task-asked').find(({ data }) => data.taskId === taskId);
  const wanted = minusDuration(latestEndsAt, desk.waits.giveUpStoreBefore, zone);
  const atLeast = asked ? plusDuration(asked.at, MIN_TIME_TO_ANSWER, zone) : wanted;
  const limit = minusDuration(latestEndsAt, ANSWER_BEFORE_END, zone);
  const at = wanted < atLeast ? atLeast : wanted;
  return at < limit ? at : limit;
}
