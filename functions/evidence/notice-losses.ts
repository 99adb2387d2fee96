import { type Anchor, type AnchoredEntry, isWhole } from '../domain/anchor';
import { hourBefore } from '../domain/anchor-hours';
import { later } from '../domain/due-dates';
import type { EventData } from '../domain/events';
import { knownLosses } from '../domain/lost-history';
import type {
  AppendedReader,
  AuditReader,
  Clock,
  EvidenceStore,
  RequestRegister,
  StoredAnchor,
} from '../domain/ports';

export interface LossDeps {
  readonly clock: Clock;
  readonly register: RequestRegister & AuditReader & AppendedReader;
  readonly evidence: EvidenceStore;
}

export interface Losses {
  /** Requests whose log now says what it lost. */
  readonly noted: readonly string[];
  /** Requests that were anchored and of which the register has nothing. */
  readonly gone: readonly string[];
}

/** A table can be restored to any second of so many days; one more. */
const LOOK_BACK = '-P36D';

/** Where the newest anchor is looked for. */
const RECENT = '-P3D';

/** A restored table is whole up to a second: behind so many anchors that are all there, nothing is lost. */
const INTACT = 2;

/**
 * Whether the register is still the one that was anchored: everything that the newest anchor with entries holds must be in it. Where it is not, each request that lost
 * entries is told so in its own log, before anything is done about it. An entry that came after the newest anchor, up to seventy minutes, cannot be missed.
 *
 * @param tell - tells somebody, before it is noted: a crash in between repeats it. It is noted all the same when that fails
 */
export async function noticeLosses(
  deps: LossDeps,
  tell: (losses: Losses) => Promise<void> = async () => undefined,
): Promise<Losses> {
  const marked = await newestWithEntries(deps);
  if (!marked || (await missingOf(deps, marked)).length === 0) return { noted: [], gone: [] };
  const lost = byRequest(await allLosses(deps));
  const losses = await sorted(deps, lost);
  try {
    await tell(losses);
  } finally {
    for (const id of losses.noted) await noteLoss(deps, id, lost.get(id) ?? []);
  }
  return losses;
}

async function newestWithEntries(deps: LossDeps): Promise<Anchor | undefined> {
  const recent = await storedSince(deps, RECENT);
  const stored = recent.length > 0 ? recent : await storedSince(deps, LOOK_BACK);
  const newest = stored.at(-1) && (await anchorAt(deps, stored.at(-1) as StoredAnchor));
  if (!newest?.mark || newest.mark === newest.hour) return newest;
  for await (const one of deps.evidence.list(hourBefore(newest.mark))) {
    return one.hour === newest.mark ? anchorAt(deps, one) : undefined;
  }
  return undefined;
}

/** None of an hour that has not come: no run wrote that. */
async function storedSince(deps: LossDeps, ago: string): Promise<StoredAnchor[]> {
  const now = deps.clock.now();
  const all: StoredAnchor[] = [];
  for await (const one of deps.evidence.list(later(now, ago, 'UTC').slice(0, 13)))
    if (one.hour <= now.slice(0, 13)) all.push(one);
  return all;
}

async function anchorAt(deps: Pick<LossDeps, 'evidence'>, stored: StoredAnchor): Promise<Anchor | undefined> {
  const anchor = await deps.evidence.read(stored);
  return isWhole(anchor) && anchor.hour === stored.hour ? anchor : undefined;
}

interface Missing {
  readonly hour: string;
  readonly entry: AnchoredEntry;
}

/** The index first, which costs one question an hour; what it does not show is looked for in the log itself. */
async function missingOf(deps: LossDeps, { hour, entries = [] }: Anchor): Promise<Missing[]> {
  const shown = new Set<string>();
  if (entries.length > 0) for await (const { hash } of deps.register.appendedIn(hour)) shown.add(hash);
  const unseen = entries.filter(([, , hash]) => !shown.has(hash));
  const present = new Set<string>();
  for (const requestId of new Set(unseen.map(([id]) => id))) {
    const log = await deps.register.history(requestId);
    for (const hash of [...log.map((event) => event.hash), ...knownLosses(log)]) present.add(hash);
  }
  return unseen.filter(([, , hash]) => !present.has(hash)).map((entry) => ({ hour, entry }));
}

/** Back from the newest anchor until all that it holds is there. */
async function allLosses(deps: LossDeps): Promise<Missing[]> {
  const stored = await storedSince(deps, LOOK_BACK);
  const found: Missing[] = [];
  let intact = 0;
  for (const one of stored.reverse()) {
    const anchor = await anchorAt(deps, one);
    if (!anchor?.entries?.length) continue;
    const missing = await missingOf(deps, anchor);
    found.push(...missing);
    intact = missing.length === 0 ? intact + 1 : 0;
    if (intact >= INTACT) break;
  }
  return found;
}

type Lost = EventData['history-lost']['lost'];

async function sorted(deps: LossDeps, lost: ReadonlyMap<string, Lost>): Promise<Losses> {
  const noted: string[] = [];
  const gone: string[] = [];
  for (const id of lost.keys()) ((await deps.register.history(id)).length > 0 ? noted : gone).push(id);
  return { noted, gone };
}

function byRequest(missing: readonly Missing[]): Map<string, Lost> {
  const all = new Map<string, Lost>();
  for (const { hour, entry } of missing) {
    const [requestId, seq, hash, type] = entry;
    all.set(requestId, [...(all.get(requestId) ?? []), { seq, hash, type, hour }]);
  }
  return all;
}

/** Of two sweeps at once, one notes it. */
async function noteLoss(deps: LossDeps, requestId: string, lost: Lost): Promise<void> {
  const inOrder = [...lost].sort((a, b) => a.seq - b.seq);
  await deps.register.append(requestId, `history-lost-${inOrder.at(-1)?.hash}`, ({ log }) => {
    const known = knownLosses(log);
    const unknown = inOrder.filter(
      ({ hash }) => !known.has(hash) && !log.some((event) => event.hash === hash),
    );
    if (unknown.length === 0) return undefined;
    return { type: 'history-lost', data: { lost: unknown }, actor: { kind: 'desk' } };
  });
}
