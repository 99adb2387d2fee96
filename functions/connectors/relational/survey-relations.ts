import type { StoreMap } from '../../domain/data-map';
import { StoreError, StoreForbiddenError } from '../connector';
import { freeNames } from '../free-name';
import type { FieldKind, SurveyedCollection, SurveyedReference, SurveyWish } from '../survey';
import type { FormCounts } from '../value-forms';
import { qualifiedTableName } from './fault-place';
import { keysInOrder, type Relation } from './relation';

/** What a first map needs to know of one SQL database beside its catalogue. */
export interface SurveyDialect<R extends Relation> {
  /** The schema that a map need not name. */
  readonly ownSchema: string;
  kindOf(column: R['columns'][number]): FieldKind;
  /** What becomes of a row when the one that this foreign key names is deleted. */
  onDelete(relation: R, constraint: string): SurveyedReference['onDelete'];
  /**
   * How many of the first rows hold which form, by column; no value is kept.
   *
   * @throws StoreError where the table cannot be read
   */
  formsIn(relation: R, rows: number): Promise<ReadonlyMap<string, FormCounts>>;
  /** @throws StoreError where the database no longer answers at all */
  answers(): Promise<unknown>;
  /** What such databases say beside that. */
  more?(relation: R): Pick<SurveyedCollection, 'namespace' | 'remarks'>;
}

export interface SurveyedRelations {
  readonly collections: readonly SurveyedCollection[];
  /** Tables whose values could not be read, each in words with the reason. */
  readonly unread: readonly string[];
}

/**
 * Describes tables for a first map, one after the other. One whose values cannot be read, since it is damaged
 * or locked, does not stop the others: its names alone are guessed from.
 */
export async function surveyRelations<R extends Relation>(
  looked: readonly R[],
  dialect: SurveyDialect<R>,
  { rows, onProgress = () => undefined }: SurveyWish,
): Promise<SurveyedRelations> {
  const names = collectionNames(looked, dialect.ownSchema);
  const collections: SurveyedCollection[] = [];
  const unread: string[] = [];
  for (const relation of looked) {
    const forms = rows > 0 ? await formsOf(relation, { dialect, rows, unread }) : NO_FORMS;
    collections.push(collectionOf(relation, { names, dialect, forms }));
    onProgress(collections.length, looked.length);
  }
  return { collections, unread };
}

const NO_FORMS: ReadonlyMap<string, FormCounts> = new Map();

interface Looking<R extends Relation> {
  readonly dialect: SurveyDialect<R>;
  readonly rows: number;
  /** Gets the tables whose values could not be read. */
  readonly unread: string[];
}

async function formsOf<R extends Relation>(
  relation: R,
  { dialect, rows, unread }: Looking<R>,
): Promise<ReadonlyMap<string, FormCounts>> {
  try {
    return await dialect.formsIn(relation, rows);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    await dialect.answers();
    unread.push(`values of ${qualifiedTableName(relation.schema, relation.table)}: ${error.message}`);
    return NO_FORMS;
  }
}

/** Why a map cannot describe a table of this name. */
export function unsayableName({ schema, table }: Pick<Relation, 'schema' | 'table'>): string | undefined {
  return [schema, table].some((name) => name !== name.trim())
    ? `${qualifiedTableName(schema, table)}: its name begins or ends with a space, which no map can say`
    : undefined;
}

/**
 * What is said of tables whose values the desk's user may not read. One that may read none of them would get
 * a map of empty guesses.
 *
 * @throws StoreForbiddenError then
 */
export function hiddenValues<R extends Relation>(
  looked: readonly R[],
  isReadable: (relation: R) => boolean,
  { storeId }: Pick<StoreMap, 'storeId'>,
): string[] {
  const hidden = looked.filter((relation) => !isReadable(relation));
  if (hidden.length === looked.length && hidden.length > 0)
    throw new StoreForbiddenError(
      `the desk's user may read none of the ${hidden.length} tables of ${storeId}: grant SELECT on them`,
      { code: '42501' },
    );
  return hidden.map(
    ({ schema, table }) =>
      `values of ${qualifiedTableName(schema, table)}: the desk's user may not read it (grant SELECT on it)`,
  );
}

/** Fields whose values tell something by their form. */
export function isTelling(kind: FieldKind): boolean {
  return kind === 'text' || kind === 'nested';
}

/** By `oid`; a table of another schema has the schema in front. */
function collectionNames(relations: readonly Relation[], ownSchema: string): ReadonlyMap<string, string> {
  const names = freeNames(relations, ({ schema, table }) =>
    schema === ownSchema ? table : `${schema}_${table}`,
  );
  return new Map([...names].map(([{ oid }, name]) => [oid, name]));
}

interface Known<R extends Relation> {
  readonly names: ReadonlyMap<string, string>;
  readonly dialect: SurveyDialect<R>;
  readonly forms: ReadonlyMap<string, FormCounts>;
}

function collectionOf<R extends Relation>(
  relation: R,
  { names, dialect, forms }: Known<R>,
): SurveyedCollection {
  const name = names.get(relation.oid) ?? relation.table;
  const { schema, table } = relation;
  return {
    name,
    place: { ...(schema === dialect.ownSchema ? {} : { schema }), ...(table === name ? {} : { table }) },
    keys: keysInOrder(relation).map(({ columns, primary }) => ({ fields: columns, isPrimary: primary })),
    fields: relation.columns.map((column) => ({
      name: column.name,
      kind: dialect.kindOf(column),
      isFilled: column.notNull,
      ...(column.generated ? { isComputed: true as const } : {}),
      forms: forms.get(column.name) ?? {},
    })),
    references: referencesOf(relation, names, dialect),
    ...dialect.more?.(relation),
  };
}

function referencesOf<R extends Relation>(
  relation: R,
  names: ReadonlyMap<string, string>,
  dialect: SurveyDialect<R>,
): SurveyedReference[] {
  return relation.references.flatMap(({ to, constraint, columns }) => {
    const target = names.get(to);
    if (target === undefined) return [];
    return [
      {
        fields: columns.map(({ own }) => own),
        to: target,
        toFields: columns.map(({ theirs }) => theirs),
        onDelete: dialect.onDelete(relation, constraint),
      },
    ];
  });
}
