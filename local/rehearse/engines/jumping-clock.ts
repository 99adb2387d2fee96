import type { Timers } from '../../runner/timers';

interface Appointment {
  readonly at: number;
  readonly fire: () => void;
}

/**
 * A clock that stands still until it is told to jump to its next appointment, so that waits cost no time and
 * are exact.
 */
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

  /** Jumps to the next appointment and keeps it. @returns false when there is none */
  jump(): boolean {
    const [next] = this.appointments.toSorted((a, b) => a.at - b.at);
    if (next === undefined) return false;
    this.appointments = this.appointments.filter((other) => other !== next);
    this.now = Math.max(this.now, next.at);
    next.fire();
    return true;
  }
}
