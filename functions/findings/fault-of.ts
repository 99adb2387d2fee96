import { StoreError } from '../connectors/connector';
import type { StoreFault } from '../domain/store-examination';

/** What a store did not do, and why; nothing when the error is not a store's. */
export function faultOf(error: unknown): StoreFault | undefined {
  if (!(error instanceof StoreError)) return undefined;
  return { kind: error.kind, place: error.place };
}
