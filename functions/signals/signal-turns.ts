import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { requestIdOf } from '../domain/new-request-id';
import { SALE_OPT_OUT } from '../domain/opt-out-standing';

/** The right that the signal uses (11 CCR 7025(b); Cal. Civ. Code 1798.135). */
export const SIGNALLED_RIGHT = SALE_OPT_OUT;

/** The year in which the desk first took signals. */
const FIRST_YEAR = 2026;

interface NewestTurn {
  readonly newest?: DataSubjectRequest;
  /** Id of the turn that would follow; nothing has it yet. */
  readonly nextId: string;
  /** Which of this year the newest is; 0 where none is of this year. */
  readonly turn: number;
}

/**
 * A customer's requests by signal: turns, counted anew in each year. The year is in the id, so that a turn of which nothing is left, not even its key, is never opened again.
 *
 * @param key - derived from the customer with the desk's own key
 * @param now - instant
 */
export async function newestTurn(
  { register }: Pick<DeskDeps, 'register'>,
  key: string,
  now: string,
): Promise<NewestTurn> {
  const year = Number(now.slice(0, 4));
  const idIn = (epoch: Epoch) => (turn: number) =>
    requestIdOf(key, { right: SIGNALLED_RIGHT, turn, year: epoch });
  const find = (requestId: string) => register.find(requestId);
  const ofThisYear = await lastTurn(find, idIn(year));
  if (ofThisYear) {
    const { request, turn } = ofThisYear;
    return { newest: request, nextId: idIn(year)(turn + 1), turn };
  }
  const nextId = idIn(year)(1);
  const before = await Promise.all(epochsBefore(year).map((epoch) => lastTurn(find, idIn(epoch))));
  const newest = before.find((one) => one !== undefined);
  return { nextId, turn: 0, ...(newest ? { newest: newest.request } : {}) };
}

/** Undefined: turns from before ids named their year. */
type Epoch = number | undefined;

/** The newest first. */
function epochsBefore(year: number): Epoch[] {
  const years = Array.from({ length: Math.max(0, year - FIRST_YEAR) }, (_, back) => year - 1 - back);
  return [...years, undefined];
}

interface Turn {
  readonly turn: number;
  readonly request: DataSubjectRequest;
}

/** Turns have no gaps, so that a few questions find the last of hundreds: steps are doubled until there is none, then halved. */
async function lastTurn(
  find: (requestId: string) => Promise<DataSubjectRequest | undefined>,
  idOf: (turn: number) => string,
): Promise<Turn | undefined> {
  let last: Turn | undefined;
  let [step, isGrowing] = [1, true];
  while (step >= 1) {
    const turn = (last?.turn ?? 0) + step;
    const request = await find(idOf(turn));
    if (request) last = { turn, request };
    else isGrowing = false;
    step = isGrowing ? step * 2 : Math.floor(step / 2);
  }
  return last;
}
