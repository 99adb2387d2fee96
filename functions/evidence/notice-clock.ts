import type { DeskDeps } from '../domain/desk-deps';
import { later } from '../domain/due-dates';
import type { EvidenceStore } from '../domain/ports';

/** The latest moment that any sweep has seen whose clock was right. */
const SEEN = 'clock-seen';

/** What two machines may differ by. */
const SKEW = '-PT5M';

/** By this much beside AWS, dates of the law are in danger. Minutes. */
const FAR_MINUTES = 60;

/** A sweep runs every few minutes: after longer than this the clock jumped, or the desk stood still. */
const JUMP = 'P2D';

type ClockDeps = Pick<DeskDeps, 'clock' | 'items'> & { readonly evidence: EvidenceStore };

export interface NoticedClock {
  /** What is wrong, in sentences; none where nothing is to be told. */
  readonly words: readonly string[];
  /** What ends or erases waits for the next sweep. */
  readonly isWrong: boolean;
  /** An earlier sweep worked by a later date: what it derived from that has to be derived anew. */
  readonly wentBack: boolean;
  /** Called when staff were told: remembers this moment, if it is one to go by. */
  remember(): Promise<void>;
}

/**
 * Whether the desk's clock stands before a moment that an earlier sweep saw, far behind one, or beside the clock of the storage. Dates already written stay as they are, and
 * the order of entries is that of their numbers.
 *
 * @param hasAnswered - whether the storage, by whose clock ours is judged, answered in this sweep
 */
export async function noticeClock(deps: ClockDeps, hasAnswered: boolean): Promise<NoticedClock> {
  const now = deps.clock.now();
  const seen = (await deps.items.findCursor(SEEN)) ?? '';
  const before = isInstant(seen) ? seen : now;
  const minutes = hasAnswered ? Math.round(deps.evidence.skewMs() / 60_000) : 0;
  const isRight = hasAnswered && Math.abs(minutes) < FAR_MINUTES;
  const wentBack = now < later(before, SKEW, 'UTC');
  const hasJumped = now > later(before, JUMP, 'UTC');
  return {
    words: wordsOf({ before, minutes, wentBack, unsure: hasJumped && !hasAnswered }),
    isWrong: wentBack || hasJumped || Math.abs(minutes) >= FAR_MINUTES,
    wentBack: wentBack && isRight,
    remember: async () => {
      if (isRight || (!hasAnswered && !hasJumped && now >= before)) await deps.items.saveCursor(SEEN, now);
    },
  };
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

interface Facts {
  readonly before: string;
  readonly minutes: number;
  readonly wentBack: boolean;
  readonly unsure: boolean;
}

function wordsOf({ before, minutes, wentBack, unsure }: Facts): string[] {
  return [
    ...(wentBack ? [`it was ${before} at an earlier sweep, and the clock went back`] : []),
    ...(unsure
      ? [`it was ${before} at the sweep before, and AWS does not answer whether that is so long ago`]
      : []),
    ...(minutes === 0
      ? []
      : [`the clock is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'behind' : 'ahead of'} that of AWS`]),
  ];
}
