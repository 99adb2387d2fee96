import type { DeskItems } from '../domain/ports';

/** What one sweep leaves for the next. Nothing depends on it but who is looked at first: without it a sweep looks at everything once. */
export interface SweepState {
  /** Where a sweep that ran out of time stopped: the check after the last that it began. */
  readonly from?: string | undefined;
  /** Hour (since 1970) of the last part of the rolling scan. */
  readonly scanned?: number;
  /** Next part of a scan of all requests, while one is under way. */
  readonly full?: number | undefined;
  /** When all are to be scanned once more (instant). */
  readonly again?: string | undefined;
  /** Fingerprint of the settings that the check dates were derived with. */
  readonly settings?: string;
  /** Requests that could not be looked at, how often by now, and until when they are left alone (instant). */
  readonly unchecked?: Readonly<Record<string, Unchecked>>;
}

export interface Unchecked {
  readonly tries: number;
  readonly until: string;
}

const NAME = 'watch-state';

/** Far more than ever, and far less than an item may hold. */
const MOST_UNCHECKED = 2_000;

export async function readState(items: Pick<DeskItems, 'findCursor'>): Promise<SweepState> {
  return JSON.parse((await items.findCursor(NAME)) ?? '{}') as SweepState;
}

export async function saveState(items: Pick<DeskItems, 'saveCursor'>, state: SweepState): Promise<void> {
  const unchecked = Object.fromEntries(Object.entries(state.unchecked ?? {}).slice(-MOST_UNCHECKED));
  await items.saveCursor(NAME, JSON.stringify({ ...state, unchecked }));
}
