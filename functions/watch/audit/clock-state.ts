import type { DeskItems } from '../../domain/desk-items';
import { fieldsOf, parseJson } from '../../domain/parse-json';
import type { ClockSpell } from '../../domain/redated-request';

/** What sweeps remember of the clock. */
export interface ClockState {
  /** The latest moment that a sweep with a right clock has seen (instant). */
  readonly seen?: string | undefined;
  /** Whether the clock of the last sweep was wrong, or may have been. */
  readonly isWrong?: boolean;
  /**
   * How the clock was read since it has been behind, as far as sweeps saw it, and by how much at most
   * (milliseconds).
   */
  readonly open?: (ClockSpell & { readonly behindMs: number }) | undefined;
  /** Earlier spells for which it was behind, the oldest first. */
  readonly behind: readonly ClockSpell[];
}

const NAME = 'clock-seen';

/** More than ever occur, and fewer than an item can hold. */
const MAX_SPELLS = 200;

/** What cannot be read counts as nothing remembered. Earlier versions kept the instant alone. */
export async function readClockState(items: Pick<DeskItems, 'findCursor'>): Promise<ClockState> {
  const text = (await items.findCursor(NAME)) ?? '';
  if (isInstant(text)) return { seen: text, behind: [] };
  const { seen, isWrong, open, behind } = fieldsOf(parseJson(text));
  const spells = Array.isArray(behind) ? behind.filter(isSpell) : [];
  return {
    seen: isInstant(seen) ? seen : undefined,
    isWrong: isWrong === true,
    open: isSpell(open) && Number.isFinite(open.behindMs) ? open : undefined,
    behind: spells.map(({ from, to, since }) => ({ from, to, ...(isInstant(since) ? { since } : {}) })),
  };
}

export async function saveClockState(items: Pick<DeskItems, 'saveCursor'>, state: ClockState): Promise<void> {
  const { behind, ...rest } = state;
  const isPlain = behind.length === 0 && !rest.isWrong && rest.seen !== undefined;
  const text = isPlain ? rest.seen : JSON.stringify({ ...rest, behind: behind.slice(-MAX_SPELLS) });
  await items.saveCursor(NAME, text ?? '');
}

function isSpell(value: unknown): value is ClockSpell & { readonly behindMs: number } {
  if (typeof value !== 'object' || value === null) return false;
  const { from, to }: { from?: unknown; to?: unknown } = value;
  return isInstant(from) && isInstant(to);
}

function isInstant(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}
