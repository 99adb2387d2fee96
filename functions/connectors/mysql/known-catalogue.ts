import { createHash } from 'node:crypto';
import type { StoreMap } from '../../domain/data-map';
import type { RunSql } from '../relational/run-sql';
import { tablesSql } from './catalogue-sql';
import { Catalogue } from './mysql-catalogue';
import { isSqlError } from './mysql-errors';
import type { TransactionWatch } from './mysql-session';
import type { Relation } from './relation';
import { columnSql, qualifiedName } from './sql-text';

/** Asking each of more tables takes longer than reading the catalogue. */
const MOST_TABLES = 8;

interface Known {
  readonly catalogue: Catalogue;
  /** Of the tables as they were read; absent until it has been seen that they stay the same. */
  readonly print?: string;
}

/**
 * The catalogue as one connector last read it. Reading it takes several times as long as a search, so where
 * the databases have few tables each transaction asks only whether these are the very ones that were read:
 * whether there are the same tables, and each is defined by the same words. Anything else is read again.
 *
 * A catalogue is held on to from the second reading on, if both were the same and the definitions were taken
 * in between: then no change came while it was read.
 */
export class KnownCatalogue implements TransactionWatch {
  private known: Known | undefined;

  constructor(private readonly store: StoreMap) {}

  /**
   * To be asked before the transaction begins, so that it holds no lock on the tables: whether the user may
   * still read every column of those in the map. Their definitions do not say so.
   */
  async before(run: RunSql): Promise<void> {
    const sql = this.known?.print === undefined ? undefined : rightsSql(this.known.catalogue);
    if (sql !== undefined && (await unlessRefused(() => run(sql))) === undefined) this.failed();
  }

  /** The catalogue as it is in this transaction. */
  async read(run: RunSql): Promise<Catalogue> {
    const { known } = this;
    const print = known && (await unlessRefused(() => printOf(run, known.catalogue)));
    if (known && print !== undefined && print === known.print) return known.catalogue;
    const catalogue = await Catalogue.read(run, this.store);
    const isSettled = known && print !== undefined && isSame(known.catalogue, catalogue);
    this.known = isTold(catalogue) ? { catalogue, ...(isSettled ? { print } : {}) } : undefined;
    return catalogue;
  }

  /** After an error, whose reason may be a change. */
  failed(): void {
    this.known = undefined;
  }
}

/** Undefined where the server refuses a statement: a table is gone, or a right. */
async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isSqlError(error)) return undefined;
    throw error;
  }
}

/** The server, the names of all tables, and the definition of each: its keys, references, checks, parts. */
async function printOf(run: RunSql, catalogue: Catalogue): Promise<string> {
  const print = createHash('sha256');
  const { schemas } = catalogue;
  print.update(JSON.stringify((await run(tablesSql(schemas), schemas)).rows));
  for (const relation of tablesOf(catalogue)) {
    const [[, definition] = []] = (await run(`SHOW CREATE TABLE ${qualifiedName(relation)}`)).rows;
    print.update(JSON.stringify(withoutCounter(definition ?? '')));
  }
  return print.digest('hex');
}

/** The next number of a key goes up with each new row. */
function withoutCounter(definition: string): string {
  return definition.replace(/^(\) ENGINE=\w+) AUTO_INCREMENT=\d+/m, '$1');
}

/** Finds no row, and is refused unless every column may be read. */
function rightsSql(catalogue: Catalogue): string | undefined {
  const tables = mappedIn(catalogue);
  if (tables.length === 0) return undefined;
  const from = tables.map((one, at) => `${qualifiedName(one)} t${at}`);
  const columns = tables.flatMap((one, at) => one.columns.map((column) => columnSql(column, `t${at}`)));
  return `SELECT 1 FROM ${from.join(', ')} WHERE 1 = 0 AND (${columns.map((one) => `${one} IS NULL`).join(' OR ')})`;
}

/**
 * Whether the definitions tell all that was read. To a user who only reads, MariaDB does not show the check
 * that makes a text JSON, and with further rights it would.
 */
function isTold(catalogue: Catalogue): boolean {
  const tables = tablesOf(catalogue);
  const isText = ({ base, collation }: Relation['columns'][number]) =>
    catalogue.server.isMariadb && base === 'longtext' && collation === 'utf8mb4_bin';
  return (
    tables.length > 0 &&
    tables.length <= MOST_TABLES &&
    mappedIn(catalogue).every(({ isReadable }) => isReadable) &&
    !tables.some(({ columns }) => columns.some(isText))
  );
}

function tablesOf({ relations }: Catalogue): Relation[] {
  return relations.filter(({ kind }) => kind === 'r');
}

function mappedIn(catalogue: Catalogue): Relation[] {
  return tablesOf(catalogue).filter((one) => catalogue.collectionsIn(one).length > 0);
}

function isSame(one: Catalogue, other: Catalogue): boolean {
  return JSON.stringify([one.server, one.relations]) === JSON.stringify([other.server, other.relations]);
}
