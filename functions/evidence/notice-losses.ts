import { nextHour } from '../domain/anchor-hours';
import type { DeskItems } from '../domain/desk-items';
import type { AppendedReader, AuditReader } from '../domain/evidence-store';
import type { RequestRegister } from '../domain/ports';
import { AskedLogs, lackingDigest } from './asked-logs';
import { type CheckedAnchors, type Mark, readChecked, saveChecked } from './checked-anchors';
import { type LookedBack, lookBack } from './look-back';
import { type HeldAgainst, marksIn } from './marks-in';
import { type AnchorReader, type NewestAnchors, newestAnchors } from './newest-anchors';
import { type Loss, lossesOf, noteLoss } from './note-loss';

export interface LossDeps extends AnchorReader {
  readonly register: RequestRegister & AuditReader & AppendedReader;
  /** Where a look remembers how far it came. Without it everything is looked at. */
  readonly items?: Pick<DeskItems, 'findCursor' | 'saveCursor'>;
}

export interface Losses {
  /** Requests whose log lacks entries, and that wait for somebody to say how they go on. */
  readonly noted: readonly string[];
  /** Requests that were anchored and of which the register has nothing. */
  readonly gone: readonly string[];
  /**
   * Requests that lost entries, or may have, and whose log could not be told so yet, with what kept it from
   * being told where that was now.
   */
  readonly unmarked: ReadonlyMap<string, unknown>;
  /** Something is lacking, and there was no time to look at everything: any request may have lost entries. */
  readonly isUnfinished: boolean;
  /** Hours of the newest ones under which something lies that is no anchor. */
  readonly rubbish: readonly string[];
  /** What kept somebody from being told. */
  readonly untold?: unknown;
}

export interface NoticeSettings {
  /**
   * Tells somebody, before it is noted: a crash in between repeats it. It is noted all the same when that
   * fails.
   */
  readonly tell?: (losses: Pick<Losses, 'noted' | 'gone'>) => Promise<void>;
  /** Whether something may be begun within the first such share (0 to 1) of the time there is. */
  readonly hasTime?: (share: number) => boolean;
}

/**
 * Shares of a sweep's time: until then anchors are looked at, and requests are noted. The dates of the law
 * have the rest.
 */
const SHARES = { look: 0.2, note: 0.35 } as const;

/** So many notes are under way at once. */
const AT_ONCE = 10;

/**
 * Whether the register is still the one that was anchored. All anchors since the newest one that was looked
 * at, and the newest with entries before, are held against it;
 * where anything lacks that was not known, everything back to the first anchor is, over as many calls as that
 * takes. Each request that lost entries is told so in its own log,
 * before anything is done about it, whatever becomes of the others; what could not be noted is tried again by
 * each later call. An entry that came after the newest anchor,
 * up to seventy minutes, cannot be missed.
 */
export async function noticeLosses(
  deps: LossDeps,
  { tell = async () => undefined, hasTime = () => true }: NoticeSettings = {},
): Promise<Losses> {
  const before = await readChecked(deps.items, deps.clock.now());
  const logs = new AskedLogs(deps.register, deps.clock.now());
  const newest = before && (await newestAnchors(deps, before));
  const state = before && newest ? await withNewest(deps, logs, before, newest) : unchecked(deps, before);
  const rubbish = newest?.rubbish ?? [];
  // Remembered before anything is noted: a look that ends anywhere is gone on with.
  if (newest && !isSame(state, before)) await saveChecked(deps.items, state);
  if (state.look === undefined) return { ...nothing, rubbish };
  const looked = await lookBack(deps, logs, state.look, () => hasTime(SHARES.look));
  const done = await noteAll(deps, lossesOf(looked.missing), { tell, hasTime });
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

const nothing: Losses = { noted: [], gone: [], unmarked: new Map(), isUnfinished: false, rubbish: [] };

function isSame(one: CheckedAnchors, other: CheckedAnchors | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Later than the hour of any anchor. */
function top({ clock }: Pick<LossDeps, 'clock'>): string {
  return nextHour(clock.now().slice(0, 13));
}

function unchecked(deps: LossDeps, before: CheckedAnchors | undefined): CheckedAnchors {
  return { until: '', marks: [], look: top(deps), undone: [], held: allHeld(before) };
}

function allHeld({ held = [], undone = [] }: Partial<CheckedAnchors> = {}): string[] {
  return [...new Set([...held, ...undone])];
}

/**
 * What is remembered after the newest anchors were looked at: everything is, where they lack what was not
 * known.
 */
async function withNewest(
  deps: LossDeps,
  logs: AskedLogs,
  before: CheckedAnchors,
  { anchors, until }: NewestAnchors,
): Promise<CheckedAnchors> {
  const held = allHeld(before);
  const looked = await Promise.all(
    anchors.map(async ({ stored, anchor }) => ({ stored, lacking: await logs.lackingOf(anchor) })),
  );
  const isNew = looked.some((one) => lacksAnew(one, before.marks, held));
  const again = isNew ? { look: top(deps), undone: [], held } : {};
  return { ...before, until, marks: marksIn(looked), ...again };
}

/**
 * Also where the same entries are lacking as before and the note of them is gone: the register was restored
 * once more. What could not be noted is known.
 */
function lacksAnew(
  { stored, lacking }: HeldAgainst,
  marks: readonly Mark[],
  held: readonly string[],
): boolean {
  const known = marks.find(({ hour }) => hour === stored.hour)?.lacks ?? '';
  if (lackingDigest(lacking) !== known) return true;
  return lacking.missing.some((one) => !one.isNoted && !one.isGone && !held.includes(one.entry[0]));
}

/**
 * When the last anchor was looked at, all begins anew as long as a request could not be told what it lost.
 */
function afterLook(
  deps: LossDeps,
  { look: _look, ...state }: CheckedAnchors,
  { next, marks, until }: LookedBack,
  failed: readonly string[],
): CheckedAnchors {
  const undone = [...new Set([...(state.undone ?? []), ...failed])];
  const known = {
    ...state,
    until: state.until || until,
    marks: state.marks.length > 0 ? state.marks : marks,
  };
  if (next !== undefined) return { ...known, look: next, undone };
  return { ...known, ...(undone.length > 0 ? { look: top(deps) } : {}), undone: [], held: undone };
}

async function noteAll(
  deps: LossDeps,
  losses: readonly Loss[],
  { tell, hasTime }: Required<NoticeSettings>,
): Promise<Pick<Losses, 'noted' | 'gone' | 'unmarked' | 'untold'>> {
  const here = losses.filter(({ isGone, isOpen, unnoted }) => !isGone && (isOpen || unnoted.length > 0));
  const found = { noted: ids(here), gone: ids(losses.filter(({ isGone }) => isGone)) };
  const untold = here.length + found.gone.length > 0 ? await failure(tell(found)) : undefined;
  const unmarked = new Map<string, unknown>();
  const toNote = here.filter(({ unnoted }) => unnoted.length > 0);
  for (let at = 0; at < toNote.length; at += AT_ONCE) {
    const group = toNote.slice(at, at + AT_ONCE);
    const isLate = at > 0 && !hasTime(SHARES.note);
    const notes = group.map((loss) => (isLate ? LATE : failure(noteLoss(deps.register, loss))));
    for (const [i, error] of (await Promise.all(notes)).entries())
      if (error) unmarked.set(group[i]?.requestId ?? '', error === LATE ? undefined : error);
  }
  return { ...found, unmarked, ...(untold ? { untold } : {}) };
}

const LATE = 'no time';

async function failure(done: Promise<void>): Promise<unknown> {
  return done.then(
    () => undefined,
    (error: unknown) => error ?? new Error('no reason'),
  );
}

function ids(losses: readonly Loss[]): string[] {
  return losses.map(({ requestId }) => requestId);
}
