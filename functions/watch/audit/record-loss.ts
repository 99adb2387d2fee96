import type { EventData } from '../../domain/events';
import { knownLosses } from '../../domain/lost-history';
import type { RequestRegister } from '../../domain/ports';
import type { MissingEntry } from './asked-logs';

/** What a request lost. */
export interface Loss {
  readonly requestId: string;
  /** Entries whose loss the log does not record yet. */
  readonly unnoted: EventData['history-lost']['lost'];
  /** The register has nothing of it. */
  readonly isGone: boolean;
  /** Nobody has said how it goes on. */
  readonly isOpen: boolean;
}

export function lossesOf(missing: readonly MissingEntry[]): Loss[] {
  const all = new Map<string, Loss>();
  for (const { hour, entry, isNoted, isGone, isOpen } of missing) {
    const [requestId, seq, hash, type] = entry;
    const before = all.get(requestId)?.unnoted ?? [];
    const unnoted = isNoted ? before : [...before, { seq, hash, type, hour }];
    all.set(requestId, { requestId, isGone, isOpen, unnoted });
  }
  return [...all.values()];
}

/**
 * Records in the log of a request what it lost, which stops the request. Of two sweeps at once, one records
 * it.
 */
export async function recordLoss(
  register: Pick<RequestRegister, 'append'>,
  { requestId, unnoted }: Loss,
): Promise<void> {
  if (unnoted.length === 0) return;
  const inOrder = [...unnoted].sort((a, b) => a.seq - b.seq);
  await register.append(requestId, `history-lost-${inOrder.at(-1)?.hash}`, ({ log }) => {
    const known = knownLosses(log);
    const unknown = inOrder.filter(
      ({ hash }) => !known.has(hash) && !log.some((event) => event.hash === hash),
    );
    if (unknown.length === 0) return undefined;
    return { type: 'history-lost', data: { lost: unknown }, actor: { kind: 'desk' } };
  });
}
