import type { CorrectionPlan } from './correction';
import type { Manifest } from './manifest';
import { rowKey } from './row-key';

/**
 * What the decision binds to, in pieces: which rows, with which treatment, in which stores, and what is to be
 * corrected. Volatile values (facts) are left out.
 */
export function* manifestText(manifest: Manifest, corrections?: CorrectionPlan): Generator<string> {
  for (const { storeId, state, collections, unread = [] } of manifest.stores) {
    yield line([storeId, state]);
    for (const { collection, rows, unmapped } of collections) {
      yield line([collection, rows.length, unmapped]);
      for (const row of rows) yield line([rowKey(row), row.treatment]);
    }
    yield line(unread.map((one) => [one.collection, one.place, one.reason]));
  }
  if (corrections) yield line(corrections);
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
