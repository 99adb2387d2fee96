import type { StoreMap } from '../../domain/data-map';
import type { RawResult, RunSql } from '../relational/run-sql';
import { Catalogue } from './postgres-catalogue';
import type { Relation } from './relation';

/**
 * The catalogue as one connector last read it. Reading it takes longer than a search, so each transaction
 * asks, with its first round trip, only whether the tables are the very ones that were read: any change of a
 * table, of its columns, indexes or heirs, or of what the desk may do with them, writes a row of the
 * catalogue anew, and then all is read again.
 */
export class KnownCatalogue {
  private known: { readonly catalogue: Catalogue; readonly print: string } | undefined;

  constructor(private readonly store: StoreMap) {}

  /** To be asked with the beginning of the transaction; absent while nothing is known. */
  get question(): string | undefined {
    return this.known && printSql(this.known.catalogue.relations);
  }

  /** @param answer to the question, from this very transaction */
  async read(run: RunSql, answer: RawResult): Promise<Catalogue> {
    if (this.known?.print === JSON.stringify(answer.rows)) return this.known.catalogue;
    const catalogue = await Catalogue.read(run, this.store);
    this.known = isTold(catalogue)
      ? { catalogue, print: JSON.stringify((await run(printSql(catalogue.relations))).rows) }
      : undefined;
    return catalogue;
  }

  /** After an error, whose reason may be a change. */
  forget(): void {
    this.known = undefined;
  }
}

/** The version of each row of the catalogue that describes these tables. */
function printSql(relations: readonly Relation[]): string {
  const oids = relations.map(({ oid }) => `${Number(oid)}`).join(', ');
  const versions = (of: string, table: string) =>
    `(SELECT pg_catalog.array_agg(${of}) FROM pg_catalog.${table} IN (${oids}))`;
  return `SELECT ${[
    versions('xmin', 'pg_class WHERE oid'),
    versions('xmin', 'pg_attribute WHERE attrelid'),
    versions('xmin::text || indisvalid::text', 'pg_index WHERE indrelid'),
    versions('xmin', 'pg_inherits WHERE inhparent'),
    versions('xmin', 'pg_constraint WHERE conrelid'),
  ].join(', ')}`;
}

/**
 * Whether these rows tell all that a search goes by. A table that is missing may come, a right may be
 * granted to a role, and domains and enums change by themselves.
 */
function isTold(catalogue: Catalogue): boolean {
  const isThere = catalogue.store.collections.every((one) => catalogue.relationOf(one) !== undefined);
  return (
    isThere &&
    catalogue.relations.length > 0 &&
    catalogue.relations.every(
      ({ usable, rowSecurity, columns }) =>
        usable &&
        !rowSecurity &&
        columns.every(({ readable, domain, kind }) => readable && !domain && kind === 'b'),
    )
  );
}
