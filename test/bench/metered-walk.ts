import { type Counts, nothing, sumOf } from '../../cost/counts';
import type { MeteredCalls } from '../../cost/metered-calls';

/**
 * Counts of a desk with two automatic stores, the same for every kind of request except for the recipients.
 */
export function someCounts(once: Partial<Counts>, stores: Partial<Counts> = {}): MeteredCalls {
  const request = { once: sumOf(once), stores: sumOf(stores) };
  return {
    metered: '2026-01-05',
    against: 'an emulator',
    desk: 'desk.yaml',
    stores: { automatic: 2, manual: 1 },
    requests: { access: request, erasure: request, refusal: request, extension: request, optOut: request },
    idleHour: nothing,
  };
}
