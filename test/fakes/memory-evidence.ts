import type { Clock } from '../../functions/domain/clock';
import type { EvidenceStore, SettledLoss, StoredAnchor } from '../../functions/domain/evidence-store';

interface Version {
  readonly at: string;
  readonly text: string;
}

/**
 * A bucket with versions: a conditional put and, for tests, what an attacker with the permission to put may
 * do.
 */
export class MemoryEvidence implements EvidenceStore {
  readonly objects = new Map<string, Version[]>();
  readonly hidden = new Set<string>();
  private readonly settled = new Map<string, SettledLoss>();
  skew = 0;

  constructor(private readonly clock: Clock) {}

  async put(hour: string, anchor: unknown): Promise<boolean> {
    if (this.objects.has(hour) && !this.hidden.has(hour)) return false;
    this.overwrite(hour, anchor);
    return true;
  }

  async *list(after = ''): AsyncIterable<StoredAnchor> {
    for (const hour of [...this.objects.keys()].sort()) {
      const [first, ...more] = this.objects.get(hour) ?? [];
      if (hour <= after || !first) continue;
      const isHidden = this.hidden.has(hour);
      yield { hour, at: first.at, versionId: '0', versions: 1 + more.length, isHidden };
    }
  }

  async read({ hour }: Pick<StoredAnchor, 'hour' | 'versionId'>): Promise<unknown | undefined> {
    try {
      return JSON.parse(this.objects.get(hour)?.[0]?.text ?? '');
    } catch {
      return undefined;
    }
  }

  async confirm(loss: SettledLoss): Promise<void> {
    const key = JSON.stringify([loss.requestId, [...loss.hashes].sort()]);
    if (!this.settled.has(key)) this.settled.set(key, { ...loss, at: this.clock.now() });
  }

  async *confirmed(): AsyncIterable<SettledLoss> {
    yield* this.settled.values();
  }

  skewMs(): number {
    return this.skew;
  }

  /** A put without the condition: a newer version. */
  overwrite(hour: string, anchor: unknown): void {
    const version = { at: this.clock.now(), text: JSON.stringify(anchor) };
    this.objects.set(hour, [...(this.objects.get(hour) ?? []), version]);
  }
}
