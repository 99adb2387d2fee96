import { nextHour } from '../../domain/anchor-hours';
import type { DeskItems } from '../../domain/desk-items';
import type { AppendedReader, AuditReader } from '../../domain/evidence-store';
import type { RequestRegister } from '../../domain/ports';
import { anchorsToRecheck, type ComparedAnchor, withWitness } from './anchors-to-recheck';
import { LogCacheOfLook, missingDigest } from './asked-logs';
import { type CheckedBack, checkAllAnchors } from './check-all-anchors';
import { type AnchorMark, type CheckedAnchors, readChecked, saveChecked } from './checked-anchors';
import { type AnchorReader, type NewestAnchors, newestAnchors } from './newest-anchors';
import { type Loss, lossesOf, recordLoss } from './record-loss';

export interface LossDeps extends AnchorReader {
  readonly register: RequestRegister & AuditReader & AppendedReader;
  /** Where a look remembers how far it got. Without it everything is looked at. */
  readonly items?: Pick<DeskItems, 'findCursor' | 'saveCursor'>;
}

export interface Losses {
  /** Requests whose log lacks entries and that wait for staff to say how they go on. */
  readonly noted: readonly string[];
  /** Anchored requests of which the register has nothing. */
  readonly gone: readonly string[];
  /**
   * Requests that lost entries, or may have, and in whose log that could not be recorded yet, each with the
   * error of the last try, if there was one.
   */
  readonly unmarked: ReadonlyMap<string, unknown>;
  /** Entries are missing, and there was no time to look at everything: any request may have lost some. */
  readonly isUnfinished: boolean;
  /** Hours, among the newest, whose object is no anchor. */
  readonly rubbish: readonly string[];
  /** The error that kept staff from being told. */
  readonly untold?: unknown;
}

export interface DetectLossesSettings {
  /**
   * Tells staff, before the loss is recorded: a crash in between repeats it. It is recorded even when that
   * fails.
   */
  readonly tell?: (losses: Pick<Losses, 'noted' | 'gone'>) => Promise<void>;
  /** Whether something may be begun within the first `share` (0 to 1) of the available time. */
  readonly hasTime?: (share: number) => boolean;
}

/**
 * Shares of a sweep's time until which anchors are looked at and losses recorded. The dates of the law have
 * the rest.
 */
const SHARES = { look: 0.2, note: 0.35 } as const;

/** How many losses are recorded at once. */
const AT_ONCE = 10;

/**
 * Checks whether the register is still the one that was anchored. It is compared with all anchors since the
 * last one that was looked at, and with the newest with entries before. Where an entry is missing that was
 * not known, it is compared with everything back to the first anchor, over as many calls as that takes. Each
 * request that lost entries gets that recorded in its own log before anything else is done about it, even
 * when another fails; each later call retries what failed. An entry after the newest anchor, up to seventy
 * minutes old, cannot be missed.
 */
export async function detectLosses(
  deps: LossDeps,
  { tell = async () => undefined, hasTime = () => true }: DetectLossesSettings = {},
): Promise<Losses> {
  const before = await readChecked(deps.items, deps.clock.now());
  const logs = new LogCacheOfLook(deps.register, deps.clock.now());
  const newest = before && (await newestAnchors(deps, before));
  const state = before && newest ? await withNewest(deps, logs, before, newest) : unchecked(deps, before);
  const rubbish = newest?.rubbish ?? [];
  // Remembered before anything is recorded, so that an interrupted look is continued.
  if (newest && !isSame(state, before)) await saveChecked(deps.items, state);
  if (state.look === undefined) return { ...NO_LOSSES, rubbish };
  const looked = await checkAllAnchors(deps, logs, state.look, () => hasTime(SHARES.look));
  const done = await recordAll(deps, lossesOf(looked.missing), { tell, hasTime });
  const failed = new Map([...logs.unasked, ...done.unmarked]);
  const after = afterLook(deps, state, looked, [...failed.keys()]);
  if (after.until !== '') await saveChecked(deps.items, after);
  const waiting = [...(after.held ?? []), ...(after.undone ?? [])].map((id) => [id, undefined] as const);
  return {
    ...done,
    unmarked: new Map([...waiting, ...failed]),
    isUnfinished: looked.next !== undefined,
    rubbish,
  };
}

const NO_LOSSES: Losses = { noted: [], gone: [], unmarked: new Map(), isUnfinished: false, rubbish: [] };

function isSame(one: CheckedAnchors, other: CheckedAnchors | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Later than the hour of any anchor. */
function afterAllHours({ clock }: Pick<LossDeps, 'clock'>): string {
  return nextHour(clock.now().slice(0, 13));
}

function unchecked(deps: LossDeps, before: CheckedAnchors | undefined): CheckedAnchors {
  return { until: '', marks: [], look: afterAllHours(deps), undone: [], held: allHeld(before) };
}

function allHeld({ held = [], undone = [] }: Partial<CheckedAnchors> = {}): string[] {
  return [...new Set([...held, ...undone])];
}

/**
 * What to remember after the newest anchors were looked at: everything is to be looked at where they lack
 * entries that were not known.
 */
async function withNewest(
  deps: LossDeps,
  logs: LogCacheOfLook,
  before: CheckedAnchors,
  { anchors, until }: NewestAnchors,
): Promise<CheckedAnchors> {
  const held = allHeld(before);
  const looked = await Promise.all(
    anchors.map(async ({ stored, anchor }) => ({ stored, lacking: await logs.lackingOf(anchor) })),
  );
  const isNew = looked.some((one) => hasNewLosses(one, before.marks, held));
  const again = isNew ? { look: afterAllHours(deps), undone: [], held } : {};
  return { ...before, until, marks: anchorsToRecheck(looked), ...again };
}

/**
 * Also true where the same entries are missing as before and their record is gone: the register was restored
 * once more. What could not be recorded is known.
 */
function hasNewLosses(
  { stored, lacking }: ComparedAnchor,
  marks: readonly AnchorMark[],
  held: readonly string[],
): boolean {
  const known = marks.find(({ hour }) => hour === stored.hour)?.lacks ?? '';
  if (missingDigest(lacking) !== known) return true;
  return lacking.missing.some((one) => !one.isNoted && !one.isGone && !held.includes(one.entry[0]));
}

/** After the last anchor, the look starts again as long as the loss of some request could not be recorded. */
function afterLook(
  deps: LossDeps,
  { look: _look, ...state }: CheckedAnchors,
  { next, marks, witness, until }: CheckedBack,
  failed: readonly string[],
): CheckedAnchors {
  const undone = [...new Set([...(state.undone ?? []), ...failed])];
  const known = {
    ...state,
    until: state.until || until,
    marks: state.marks.length > 0 ? withWitness(state.marks, witness) : marks,
  };
  if (next !== undefined) return { ...known, look: next, undone };
  return { ...known, ...(undone.length > 0 ? { look: afterAllHours(deps) } : {}), undone: [], held: undone };
}

async function recordAll(
  deps: LossDeps,
  losses: readonly Loss[],
  { tell, hasTime }: Required<DetectLossesSettings>,
): Promise<Pick<Losses, 'noted' | 'gone' | 'unmarked' | 'untold'>> {
  const here = losses.filter(({ isGone, isOpen, unnoted }) => !isGone && (isOpen || unnoted.length > 0));
  const found = { noted: ids(here), gone: ids(losses.filter(({ isGone }) => isGone)) };
  const untold = here.length + found.gone.length > 0 ? await failure(tell(found)) : undefined;
  const unmarked = new Map<string, unknown>();
  const toNote = here.filter(({ unnoted }) => unnoted.length > 0);
  for (let at = 0; at < toNote.length; at += AT_ONCE) {
    const group = toNote.slice(at, at + AT_ONCE);
    const isLate = at > 0 && !hasTime(SHARES.note);
    const notes = group.map((loss) => (isLate ? NO_TIME : failure(recordLoss(deps.register, loss))));
    for (const [i, error] of (await Promise.all(notes)).entries())
      if (error) unmarked.set(group[i]?.requestId ?? '', error === NO_TIME ? undefined : error);
  }
  return { ...found, unmarked, ...(untold ? { untold } : {}) };
}

const NO_TIME = 'no time';

async function failure(done: Promise<void>): Promise<unknown> {
  return done.then(
    () => undefined,
    (error: unknown) => error ?? new Error('no reason'),
  );
}

function ids(losses: readonly Loss[]): string[] {
  return losses.map(({ requestId }) => requestId);
}
