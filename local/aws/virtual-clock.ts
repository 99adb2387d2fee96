import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../functions/domain/clock';
import type { Timers } from '../runner/timers';
import { writeFileAtomically } from './write-file-atomically';

/** The longest delay that setTimeout supports; it fires at once for a longer one. */
const LONGEST_SLEEP_MS = 2 ** 31 - 1;

interface Appointment {
  readonly atEpochMs: number;
  readonly fire: () => void;
}

/**
 * The system clock plus a shift, which is kept in a file so that it survives a restart.
 *
 * Only a button or a test changes the shift; in between, time passes at its natural pace.
 */
export class VirtualClock implements Clock, Timers {
  private offsetMs: number;
  /** In the order in which they fire: by instant, then by creation. */
  private appointments: Appointment[] = [];
  private alarm: NodeJS.Timeout | undefined;

  /** @param file where the shift is kept; undefined keeps it in memory */
  constructor(private readonly file?: string) {
    this.offsetMs = file === undefined ? 0 : readOffset(file);
  }

  now(): string {
    return new Date(this.epochMs()).toISOString();
  }

  epochMs(): number {
    return Date.now() + this.offsetMs;
  }

  /**
   * Moves the clock forward by an ISO 8601 duration, e.g. `P30D` or `PT15M`, counted in UTC; then everything
   * due fires, in order.
   *
   * @throws RangeError when the text is not a duration or leads backwards
   */
  advance(duration: string): void {
    const from = Temporal.Instant.fromEpochMilliseconds(this.epochMs()).toZonedDateTimeISO('UTC');
    const to = from.add(Temporal.Duration.from(duration)).epochMilliseconds;
    if (to < from.epochMilliseconds) throw new RangeError(`${duration} leads backwards`);
    this.moveTo(to);
  }

  /**
   * Sets the clock to an ISO 8601 instant, e.g. `2026-03-05T10:00:00Z`; then everything due fires, in order.
   */
  set(instant: string): void {
    this.moveTo(Temporal.Instant.from(instant).epochMilliseconds);
  }

  schedule(atEpochMs: number, fire: () => void): () => void {
    const appointment = { atEpochMs, fire };
    const later = this.appointments.findIndex((other) => other.atEpochMs > atEpochMs);
    this.appointments.splice(later < 0 ? this.appointments.length : later, 0, appointment);
    this.arm();
    return () => {
      this.appointments = this.appointments.filter((other) => other !== appointment);
    };
  }

  /** The number of pending appointments. */
  get pending(): number {
    return this.appointments.length;
  }

  /** Forgets all appointments, so that the process can end. */
  stop(): void {
    this.appointments = [];
    clearTimeout(this.alarm);
  }

  private moveTo(epochMs: number): void {
    this.offsetMs += epochMs - this.epochMs();
    if (this.file !== undefined) {
      mkdirSync(dirname(this.file), { recursive: true });
      writeFileAtomically(this.file, JSON.stringify({ offsetMs: this.offsetMs }));
    }
    this.fireDue();
  }

  private arm(): void {
    clearTimeout(this.alarm);
    const next = this.appointments[0];
    if (next === undefined) return;
    const sleepMs = Math.min(Math.max(next.atEpochMs - this.epochMs(), 0), LONGEST_SLEEP_MS);
    this.alarm = setTimeout(() => this.fireDue(), sleepMs);
    this.alarm.unref();
  }

  private fireDue(): void {
    const now = this.epochMs();
    for (
      let next = this.appointments[0];
      next !== undefined && next.atEpochMs <= now;
      next = this.appointments[0]
    ) {
      this.appointments.shift();
      next.fire();
    }
    this.arm();
  }
}

function readOffset(file: string): number {
  try {
    const { offsetMs } = JSON.parse(readFileSync(file, 'utf8')) as { offsetMs: unknown };
    if (typeof offsetMs === 'number') return offsetMs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
  }
  throw new Error(`The clock file ${file} is damaged; delete it to return to the system's time`);
}
