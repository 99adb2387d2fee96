import type { StoreKind } from './data-map';

/** Whether a store of this kind is an SQL database: searched by any field, and changed in one transaction. */
export function isDatabase(kind: StoreKind | undefined): boolean {
  return kind === 'postgres' || kind === 'mysql';
}
