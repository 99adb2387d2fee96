import { knownLosses } from '../domain/lost-history';
import type { DeskItems } from '../domain/ports';
import { findLosses, type Loss, type LossReader, newestDamage } from './find-losses';

export interface LossDeps extends LossReader {
  /** Where a look remembers what it could not finish. Without it everything is looked at. */
  readonly items?: Pick<DeskItems, 'findCursor' | 'saveCursor'>;
}

export interface Losses {
  /** Requests whose log lacks entries, and that wait for somebody to say how they go on. */
  readonly noted: readonly string[];
  /** Requests that were anchored and of which the register has nothing. */
  readonly gone: readonly string[];
  /** Requests that lost entries, or may have, and whose log could not be told so yet, with what kept it from being told. */
  readonly unmarked: ReadonlyMap<string, unknown>;
  /** What kept somebody from being told. */
  readonly untold?: unknown;
}

/** Hour of the anchor that showed losses which are not all noted and told yet; empty when there is none. */
const OPEN = 'losses-open';

/**
 * Whether the register is still the one that was anchored: everything that the newest anchor with entries holds must be in it. Where it is not, each request that lost
 * entries is told so in its own log, before anything is done about it, whatever becomes of the others; what could not be noted or told is tried by each later call. An
 * entry that came after the newest anchor, up to seventy minutes, cannot be missed.
 *
 * @param tell - tells somebody, before it is noted: a crash in between repeats it. It is noted all the same when that fails
 */
export async function noticeLosses(
  deps: LossDeps,
  tell: (losses: Losses) => Promise<void> = async () => undefined,
): Promise<Losses> {
  const since = await openSince(deps);
  if (since === undefined) return { noted: [], gone: [], unmarked: new Map() };
  const { losses, unasked } = await findLosses(deps, since);
  const here = losses.filter(({ isGone, isOpen, unnoted }) => !isGone && (isOpen || unnoted.length > 0));
  const unmarked = new Map(unasked);
  const found = { noted: ids(here), gone: ids(losses.filter(({ isGone }) => isGone)), unmarked };
  const untold = here.length + found.gone.length > 0 ? await failure(tell(found)) : undefined;
  for (const loss of here) {
    const error = await failure(noteLoss(deps, loss));
    if (error) unmarked.set(loss.requestId, error);
  }
  if (unmarked.size === 0 && !untold) await deps.items?.saveCursor(OPEN, '');
  return untold ? { ...found, untold } : found;
}

async function failure(done: Promise<void>): Promise<unknown> {
  return done.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Remembered before anything is noted: a call that ends anywhere is gone on with. Absent when there is nothing to look for. */
async function openSince(deps: LossDeps): Promise<string | undefined> {
  if (!deps.items) return '';
  const damaged = await newestDamage(deps);
  const open = await deps.items.findCursor(OPEN);
  if (!open && damaged !== undefined) await deps.items.saveCursor(OPEN, damaged);
  return open || damaged;
}

function ids(losses: readonly Loss[]): string[] {
  return losses.map(({ requestId }) => requestId);
}

/** Of two sweeps at once, one notes it. */
async function noteLoss(deps: LossDeps, { requestId, unnoted }: Loss): Promise<void> {
  if (unnoted.length === 0) return;
  const inOrder = [...unnoted].sort((a, b) => a.seq - b.seq);
  await deps.register.append(requestId, `history-lost-${inOrder.at(-1)?.hash}`, ({ log }) => {
    const known = knownLosses(log);
    const unknown = inOrder.filter(
      ({ hash }) => !known.has(hash) && !log.some((event) => event.hash === hash),
    );
    if (unknown.length === 0) return undefined;
    return { type: 'history-lost', data: { lost: unknown }, actor: { kind: 'desk' } };
  });
}
