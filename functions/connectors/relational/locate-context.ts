import type { StoreMap } from '../../domain/data-map';
import type { LocatedRow } from '../../domain/finding';
import type { LocatedPage } from '../connector';
import type { RelationalCatalogue } from './catalogue';
import type { Relation } from './relation';
import type { RunSql } from './run-sql';

/** Some of the rows that a search finds in one table. */
export interface CollectionPage {
  readonly rows: readonly LocatedRow[];
  /** Characters of the rows in JSON. */
  readonly length: number;
  readonly unmapped: LocatedPage['unmapped'];
  /** It ended because it was large enough. */
  readonly isFull: boolean;
  /** Key of the last row, when there may be more. */
  readonly after?: readonly string[];
}

export interface LocateContext<R extends Relation = Relation> {
  readonly run: RunSql;
  readonly store: StoreMap;
  readonly catalogue: RelationalCatalogue<R>;
}
