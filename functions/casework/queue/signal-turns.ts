import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { DESK_KEY } from '../../domain/desk-key';
import { folded } from '../../domain/identity-values';
import { requestIdOf } from '../../domain/new-request-id';
import { SALE_OPT_OUT } from '../../domain/opt-out-state';

/** The right that the signal uses (11 CCR 7025(b); Cal. Civ. Code 1798.135). */
export const SIGNALLED_RIGHT = SALE_OPT_OUT;

/** The year in which the desk first took signals. */
const FIRST_YEAR = 2026;

export interface NewestTurn {
  readonly newest?: DataSubjectRequest;
  /** Id of the turn that would follow; still unused. */
  readonly nextId: string;
  /** Number of the newest turn in this year; 0 where there is none. */
  readonly turn: number;
}

/**
 * The newest of a customer's requests by signal. They are turns, numbered from one in each year. The year is
 * in the id, so that a turn of which nothing is left, not even its key, is never opened again. Ids are
 * derived with the desk's own key: only with it can a request be attributed.
 *
 * @param now - instant
 */
export async function newestTurn(deps: Deps, customer: Customer, now: string): Promise<NewestTurn> {
  const year = yearOf(now);
  const idIn = await turnIds(deps, customer);
  const newest = await newestUntil(deps, idIn, year);
  const turn = newest?.epoch === year ? newest.turn : 0;
  return { nextId: idIn(year, turn + 1), turn, ...(newest ? { newest: newest.request } : {}) };
}

/**
 * The turns that give the status of the customer's opt-out: the newest and, while that has not ended, the one
 * before it.
 *
 * @param now - instant
 */
export async function currentTurns(
  deps: Deps,
  customer: Customer,
  now: string,
): Promise<DataSubjectRequest[]> {
  const idIn = await turnIds(deps, customer);
  const newest = await newestUntil(deps, idIn, yearOf(now));
  if (!newest) return [];
  const { request, turn, epoch } = newest;
  if (request.status === 'closed') return [request];
  const before =
    turn > 1
      ? await deps.register.find(idIn(epoch, turn - 1))
      : (await newestBefore(deps, idIn, epoch))?.request;
  return before ? [request, before] : [request];
}

type Deps = Pick<DeskDeps, 'register' | 'vault'>;

interface Customer {
  readonly by: 'email';
  readonly value: string;
}

/** `undefined`: turns from before ids contained their year. */
type Epoch = number | undefined;

interface Turn {
  readonly epoch: Epoch;
  readonly turn: number;
  readonly request: DataSubjectRequest;
}

type TurnIds = (epoch: Epoch, turn: number) => string;

function yearOf(now: string): number {
  return Number(now.slice(0, 4));
}

async function turnIds({ vault }: Deps, { by, value }: Customer): Promise<TurnIds> {
  const key = (await vault.derive(DESK_KEY, `signal:${by}:${folded(by, value)}`)).toString('base64url');
  return (epoch, turn) => requestIdOf(key, { right: SIGNALLED_RIGHT, turn, year: epoch });
}

async function newestUntil(deps: Deps, idIn: TurnIds, year: number): Promise<Turn | undefined> {
  return (await lastTurn(deps, idIn, year)) ?? newestBefore(deps, idIn, year);
}

async function newestBefore(deps: Deps, idIn: TurnIds, epoch: Epoch): Promise<Turn | undefined> {
  const before = await Promise.all(epochsBefore(epoch).map((one) => lastTurn(deps, idIn, one)));
  return before.find((one) => one !== undefined);
}

/** The newest first. */
function epochsBefore(epoch: Epoch): Epoch[] {
  if (epoch === undefined) return [];
  const years = Array.from({ length: Math.max(0, epoch - FIRST_YEAR) }, (_, back) => epoch - 1 - back);
  return [...years, undefined];
}

/**
 * Turns have no gaps, so a few queries find the last of hundreds: the step is doubled until there is none,
 * then halved.
 */
async function lastTurn({ register }: Deps, idIn: TurnIds, epoch: Epoch): Promise<Turn | undefined> {
  let last: Turn | undefined;
  let [step, isGrowing] = [1, true];
  while (step >= 1) {
    const turn = (last?.turn ?? 0) + step;
    const request = await register.find(idIn(epoch, turn));
    if (request) last = { epoch, turn, request };
    else isGrowing = false;
    step = isGrowing ? step * 2 : Math.floor(step / 2);
  }
  return last;
}
