import type { LoggedEvent, NewEvent } from '../../functions/domain/events';

/**
 * The state of a request computed a second time, as a clerk would who reads the log line by line and takes
 * notes; it shares no code and no table with the rules.
 */
export class Clerk {
  status = 'nowhere';
  right = '';
  forMachine = false;
  outcome: string | undefined;
  proven = false;
  doubted = false;
  lines = 0;
  /**
   * Lines that named something that is in part neither proven nor vouched for: how much, and what was proven
   * since.
   */
  readonly claims = new Map<number, { named: number; proven: Set<number> }>();
  withdrawn = false;
  manifest: string | undefined;
  approved: string | undefined;
  paused = false;
  /** A part of the log was lost, and staff have not said how it goes on. */
  lost = false;

  static reads(log: readonly LoggedEvent[]): Clerk {
    const clerk = new Clerk();
    for (const event of log) clerk.note(event);
    return clerk;
  }

  get claimed(): boolean {
    return [...this.claims.values()].some(({ named, proven }) => proven.size < named);
  }

  /** Whether rows may be erased, or a copy given out, now. */
  get cleared(): boolean {
    const sure = this.proven && !this.doubted && !this.claimed && !this.withdrawn && !this.lost;
    return sure && this.approved !== undefined && this.approved === this.manifest;
  }

  note(event: NewEvent): void {
    this.lines += 1;
    switch (event.type) {
      case 'received':
        this.right = event.data.right;
        this.forMachine = event.data.forWhom === 'self' && event.data.relation === 'customer';
        this.status = this.optOut ? 'fulfilling' : 'awaiting-verification';
        break;
      case 'identity-verified':
        this.proven = true;
        this.status = 'locating';
        break;
      case 'identity-doubted':
        this.doubted = true;
        break;
      case 'identity-doubt-settled':
        this.doubted = false;
        break;
      case 'identifiers-asked':
        this.status = 'awaiting-identifiers';
        break;
      case 'identifiers-given':
        this.claims.set(this.lines, { named: event.data.count, proven: new Set() });
        this.status = 'locating';
        break;
      case 'claim-vouched':
        this.claims.clear();
        break;
      case 'identifier-proven':
        this.claims.get(event.data.given)?.proven.add(event.data.index);
        break;
      case 'identifiers-lapsed':
        this.status = 'locating';
        break;
      case 'manifest-frozen':
        this.manifest = event.data.hash;
        break;
      case 'decision-asked':
        this.status = 'awaiting-decision';
        break;
      case 'search-renewed':
        this.status = 'locating';
        break;
      case 'decided':
        this.decide(event.data.decision, event.data.manifestHash);
        break;
      case 'withdrawn':
        this.withdrawn = true;
        break;
      case 'history-lost':
        this.lost = true;
        break;
      case 'history-settled':
        this.lost = false;
        break;
      default:
        this.noteLater(event);
    }
  }

  private decide(decision: string, hash: string): void {
    this.approved = decision.startsWith('approved') ? hash : undefined;
    this.status = decision === 'handed-over' ? 'with-staff' : 'fulfilling';
  }

  private noteLater(event: NewEvent): void {
    switch (event.type) {
      case 'erasure-noticed':
        this.status = 'erasure-notice';
        break;
      case 'erasure-paused':
        this.paused = true;
        break;
      case 'erasure-resumed':
        this.paused = false;
        this.status = 'erasure-notice';
        break;
      case 'erasure-notice-ended':
        this.status = 'fulfilling';
        break;
      case 'handed-to-staff':
        this.status = 'with-staff';
        break;
      case 'closed':
        this.status = 'closed';
        this.outcome = event.data.outcome;
        break;
      case 'reopened':
        this.status = 'awaiting-verification';
        this.outcome = undefined;
        this.proven = false;
        this.approved = undefined;
    }
  }

  get optOut(): boolean {
    return ['marketing-objection', 'consent-withdrawal', 'opt-out-of-sale', 'limit-sensitive'].includes(
      this.right,
    );
  }
}
