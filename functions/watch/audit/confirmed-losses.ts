import type { SettledLosses } from '../../domain/evidence-store';

/**
 * Hashes of entries, by request, that staff confirmed in the locked bucket as lost, with how the request goes
 * on.
 */
export type ConfirmedLosses = ReadonlyMap<string, ReadonlySet<string>>;

export async function confirmedLosses(evidence: SettledLosses): Promise<ConfirmedLosses> {
  const all = new Map<string, Set<string>>();
  for await (const { requestId, hashes } of evidence.confirmed())
    all.set(requestId, new Set([...(all.get(requestId) ?? []), ...hashes]));
  return all;
}
