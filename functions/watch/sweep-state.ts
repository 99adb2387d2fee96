import { Temporal } from 'temporal-polyfill';
import { SWEEP_STATE } from '../casework/driver/request-lists';
import { plusDuration } from '../domain/civil-time';
import type { DeskItems } from '../domain/desk-items';
import { fieldsOf, parseJson } from '../domain/parse-json';

/**
 * What one sweep leaves for the next. It only decides who is looked at first: without it a sweep looks at
 * everything once.
 */
export interface SweepState {
  /** Where a sweep that ran out of time stopped: the check after the last one it began. */
  readonly from?: string | undefined;
  /** Hour (since 1970) of the last part of the rolling scan. */
  readonly scanned?: number | undefined;
  /** Next part of a scan of all requests, while one is under way. */
  readonly full?: number | undefined;
  /** When everything is to be scanned once more (instant). */
  readonly again?: string | undefined;
  /** Every request is in the index of lists, also what an older version wrote. */
  readonly listed?: boolean | undefined;
  /** Fingerprint of the settings that the dates of checks were derived with. */
  readonly settings?: string | undefined;
  /** A request that could not be looked at: how often, and until when it is left alone (instant). */
  readonly unchecked?: Readonly<Record<string, UncheckedRequest>>;
}

export interface UncheckedRequest {
  readonly tries: number;
  readonly until: string;
}

/** Far more than ever occur, and far fewer than an item can hold. */
const MAX_UNCHECKED = 2_000;

/** No sweep leaves a request alone, or waits for the next scan, longer than this. */
const MAX_WAIT = 'P8D';

/** No scan of everything has more parts. */
const MAX_PARTS = 1_000;

const MAX_TRIES = 10_000;

const HOUR_MS = 3_600_000;

/** Hours since 1970. */
export function hourOf(instant: string): number {
  return Math.floor(Temporal.Instant.from(instant).epochMilliseconds / HOUR_MS);
}

/**
 * Drops, piece by piece, what no sweep of ours can have left: many functions may write this item, and it must
 * keep no request from being looked at.
 */
export async function readSweepState(items: Pick<DeskItems, 'findCursor'>, now: string): Promise<SweepState> {
  const { from, scanned, full, again, listed, settings, unchecked } = fieldsOf(
    parseJson(await items.findCursor(SWEEP_STATE)),
  );
  return {
    from: typeof from === 'string' ? from : undefined,
    scanned: isWithin(scanned, 0, hourOf(now)) ? scanned : undefined,
    full: isWithin(full, 0, MAX_PARTS) ? full : undefined,
    again: isSoon(again, now) ? again : undefined,
    listed: listed === true ? true : undefined,
    settings: typeof settings === 'string' ? settings : undefined,
    unchecked: Object.fromEntries(Object.entries(fieldsOf(unchecked)).flatMap((one) => believed(one, now))),
  };
}

export async function saveSweepState(items: Pick<DeskItems, 'saveCursor'>, state: SweepState): Promise<void> {
  const unchecked = Object.fromEntries(Object.entries(state.unchecked ?? {}).slice(-MAX_UNCHECKED));
  await items.saveCursor(SWEEP_STATE, JSON.stringify({ ...state, unchecked }));
}

function believed([requestId, value]: readonly [string, unknown], now: string): [string, UncheckedRequest][] {
  const { tries, until } = fieldsOf(value);
  return isWithin(tries, 1, MAX_TRIES) && isSoon(until, now) ? [[requestId, { tries, until }]] : [];
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function isSoon(value: unknown, now: string): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) &&
    value <= plusDuration(now, MAX_WAIT, 'UTC')
  );
}
