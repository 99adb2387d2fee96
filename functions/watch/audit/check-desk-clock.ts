import { plusDuration } from '../../domain/civil-time';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EvidenceStore } from '../../domain/evidence-store';
import type { ClockSpell } from '../../domain/redated-request';
import { type ClockState, readClockState, saveClockState } from './clock-state';

/** By how much two machines may differ. */
const SKEW = '-PT5M';

/** From this difference to AWS on, dates of the law are in danger. Minutes. */
const FAR_MINUTES = 60;

/** A sweep runs every few minutes. After a longer pause, the clock jumped or the desk was stopped. */
const JUMP = 'P2D';

/**
 * A clock that a sweep finds behind has been so since the sweep before, which is never long ago on a running
 * desk. Milliseconds.
 */
const MIN_MS = 3_600_000;
const MAX_MS = 24 * MIN_MS;

type ClockDeps = Pick<DeskDeps, 'clock' | 'items'> & { readonly evidence: EvidenceStore };

export interface ClockCheck {
  /** What is wrong, in sentences; none where there is nothing to report. */
  readonly words: readonly string[];
  /** Actions that end or erase something wait for the next sweep. */
  readonly isWrong: boolean;
  /** An earlier sweep worked with another date: what it derived from that has to be derived anew. */
  readonly wentBack: boolean;
  /** How the clock was read while it was behind: an entry dated then was written later than it says. */
  readonly behind: readonly ClockSpell[];
  /** Called once staff were told: remembers this moment, if it is reliable. */
  remember(): Promise<void>;
}

/**
 * Checks whether the desk's clock is before a moment that an earlier sweep saw, far after one, or different
 * from the clock of the storage. Dates already written stay, and the order of entries is that of their
 * numbers. That a sweep had a wrong clock is remembered at once, even when no mail could be sent.
 *
 * @param hasAnswered - whether the storage, by whose clock ours is judged, replied in this sweep
 */
export async function checkDeskClock(deps: ClockDeps, hasAnswered: boolean): Promise<ClockCheck> {
  const now = deps.clock.now();
  const state = await readClockState(deps.items);
  const before = state.seen ?? now;
  const skewMs = hasAnswered ? deps.evidence.skewMs() : 0;
  const minutes = Math.round(skewMs / 60_000);
  const isFar = Math.abs(minutes) >= FAR_MINUTES;
  const isRight = hasAnswered && !isFar;
  const wentBack = now < plusDuration(before, SKEW, 'UTC');
  const hasJumped = now > plusDuration(before, JUMP, 'UTC');
  const unsure = !hasAnswered && (hasJumped || state.isWrong === true);
  if (isFar || unsure || (wentBack && !isRight)) {
    const behindMs = isFar ? skewMs : Date.parse(before) - Date.parse(now);
    await saveClockState(deps.items, { ...state, isWrong: true, open: opened(state, now, behindMs) });
  }
  const behind = isRight ? closed(state, now) : state.behind;
  return {
    words: wordsOf({
      before,
      minutes,
      wentBack,
      unsure: unsure && hasJumped,
      wasWrong: unsure && !hasJumped,
    }),
    isWrong: wentBack || hasJumped || isFar || unsure,
    wentBack: isRight && (wentBack || state.isWrong === true),
    behind,
    remember: async () => {
      const isBelieved = isRight || (!hasAnswered && !unsure && now >= before);
      if (isBelieved) await saveClockState(deps.items, { seen: now, behind });
    },
  };
}

/** The current spell with this sweep's reading; a new one begins where the clock is behind. */
function opened({ open, seen }: ClockState, now: string, behindMs: number): ClockState['open'] {
  if (!open && behindMs <= 0) return undefined;
  const sinceSeen = seen ? Date.parse(now) + behindMs - Date.parse(seen) : 0;
  const back = Math.min(Math.max(sinceSeen, MIN_MS), MAX_MS);
  const from = new Date(Date.parse(now) - back).toISOString();
  return {
    from: [from, open?.from ?? from].sort()[0] ?? from,
    to: [now, open?.to ?? now].sort()[1] ?? now,
    behindMs: Math.min(behindMs > 0 ? behindMs : Number.POSITIVE_INFINITY, open?.behindMs ?? behindMs),
  };
}

/** From the last sweep that found it wrong until this one, the clock may have been wrong. */
function closed({ open, behind }: ClockState, now: string): readonly ClockSpell[] {
  if (!open) return behind;
  const last = new Date(Date.parse(now) - open.behindMs).toISOString();
  const since = new Date(Date.parse(open.from) + open.behindMs).toISOString();
  return [...behind, { from: open.from, to: [last, open.to].sort()[1] ?? last, since }];
}

interface Facts {
  readonly before: string;
  readonly minutes: number;
  readonly wentBack: boolean;
  readonly unsure: boolean;
  readonly wasWrong: boolean;
}

function wordsOf({ before, minutes, wentBack, unsure, wasWrong }: Facts): string[] {
  return [
    ...(wentBack ? [`it was ${before} at an earlier sweep, and the clock went back`] : []),
    ...(unsure
      ? [`it was ${before} at the sweep before, and AWS does not answer whether that is so long ago`]
      : []),
    ...(wasWrong && !wentBack
      ? ['the clock was wrong at an earlier sweep, and AWS does not answer whether it is right by now']
      : []),
    ...(minutes === 0
      ? []
      : [`the clock is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'behind' : 'ahead of'} that of AWS`]),
  ];
}
