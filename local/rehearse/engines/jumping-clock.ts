import type { Timers } from '../../runner/timers';

interface Appointment {
  readonly at: number;
  readonly fire: () => void;
}

/** A clock that moves only when it jumps to its next timer, so that waits take no time and are exact. */
export class JumpingClock implements Timers {
  private now = Date.parse('2026-01-01T00:00:00Z');
  private appointments: Appointment[] = [];

  epochMs(): number {
    return this.now;
  }

  schedule(at: number, fire: () => void): () => void {
    const appointment = { at, fire };
    this.appointments.push(appointment);
    return () => {
      this.appointments = this.appointments.filter((other) => other !== appointment);
    };
  }

  /** Jumps to the next timer and fires it. @returns false when there is none */
  jump(): boolean {
    const [next] = this.appointments.toSorted((a, b) => a.at - b.at);
    if (next === undefined) return false;
    this.appointments = this.appointments.filter((other) => other !== next);
    this.now = Math.max(this.now, next.at);
    next.fire();
    return true;
  }
}
