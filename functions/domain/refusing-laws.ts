import type { DataSubjectRequest } from './data-subject-request';
import type { Regime } from './deadlines/law';
import { lawDays } from './deadlines/law-day';
import { type CitedGround, groundNamed, refusalGrounds, searchLimits } from './deadlines/refusal-grounds';
import { isGiven } from './deadlines/request-type-of';
import type { DeskData } from './desk-deps';
import { lawsOf } from './governing-laws';

type Deps = Pick<DeskData, 'desk' | 'book'>;
type RequestFacts = Pick<DataSubjectRequest, 'received' | 'right'>;

/** In the log where no ground of a law fits and a member of staff answers for the refusal by name. */
export const OWN_WORDS = 'own-words';

/** A law under which a refusal must hold, with its grounds for this right; none where the data has none. */
export interface RefusingLaw {
  readonly regime: Regime;
  readonly grounds: readonly CitedGround[];
  /** What ends a search: for an answer in part, never for a refusal. */
  readonly limits: readonly CitedGround[];
  /** Plain date on which the law begins, where that was after the request: then it has no grounds. */
  readonly begins?: string;
}

/**
 * The laws under each of which a refusal must hold, the leading one first: every governing law that binds the
 * desk and gives the right. A law that is followed voluntarily counts only where it governs alone, so it
 * never prevents a refusal under the others or narrows what they give.
 */
export function refusingLaws(deps: Deps, request: RequestFacts): RefusingLaw[] {
  const { receivedAt, zone } = request.received;
  const days = (regime: Regime) => lawDays(regime, receivedAt, zone);
  const all = lawsOf(deps, request);
  const giving = all.filter((regime) => isGiven(regime, request.right, days(regime).givingOn));
  const binding = giving.filter(({ id }) =>
    deps.desk.laws.some((law) => law.regime === id && law.applies === 'binds'),
  );
  const counting = binding.length > 0 ? binding : giving.length > 0 ? giving : all.slice(0, 1);
  return counting.map((regime) => {
    const { refusingOn } = days(regime);
    if (regime.effective > refusingOn) return { regime, grounds: [], limits: [], begins: regime.effective };
    return {
      regime,
      grounds: refusalGrounds(regime, request.right, refusingOn),
      limits: searchLimits(regime, request.right, refusingOn),
    };
  });
}

/** The grounds that an entry names, law by law; an old entry names only one, of the leading law. */
export function groundsNamed(
  deps: Deps,
  request: RequestFacts,
  named: { readonly ground?: string; readonly grounds?: Readonly<Record<string, string>> },
): CitedGround[] {
  const { right, received } = request;
  const [leading] = lawsOf(deps, request);
  const byLaw = named.grounds ?? (leading && named.ground ? { [leading.id]: named.ground } : {});
  return Object.entries(byLaw).flatMap(([id, ground]) => {
    const regime = deps.book.regimes[id];
    if (!regime) return [];
    const { refusingOn } = lawDays(regime, received.receivedAt, received.zone);
    return groundNamed(regime, right, ground, refusingOn) ?? [];
  });
}
