import type { StoreMap } from '../../domain/data-map';
import { StoreForbiddenError, StoreUnavailableError } from '../connector';
import type { ConnectorCredentials } from '../kind-definition';
import { keysInOrder } from '../relational/relation';
import type { RunSql } from '../relational/run-sql';
import type {
  FieldKind,
  OpenSurveyor,
  StoreSurvey,
  SurveyedCollection,
  SurveyedReference,
  SurveyWish,
} from '../survey';
import { countForms, type FormCounts, LONGEST_LOOKED_AT } from '../value-forms';
import { Catalogue, qualifiedName, quoteIdentifier } from './postgres-catalogue';
import { passedOver } from './postgres-describe';
import { type PostgresSession, postgresSession } from './postgres-session';
import type { Column, Relation } from './relation';

/** @throws StoreUnavailableError when nothing says how to reach the database. */
export const openPostgresSurveyor: OpenSurveyor = ({ store, credentials }) => {
  const session = postgresSession(accessOf(store, credentials));
  return { survey: (wish) => surveyDatabase(session, store, wish), close: () => session.close() };
};

function accessOf(store: StoreMap, credentials: ConnectorCredentials) {
  if ('token' in credentials) return credentials;
  const { url } = credentials;
  if (url === undefined) throw new StoreUnavailableError(`nothing says how to reach ${store.storeId}`);
  return { url };
}

/** What each foreign key does when the row that it names is deleted: by constraint and table. */
const ON_DELETE_SQL = `
  SELECT k.conrelid::text, k.conname, k.confdeltype FROM pg_constraint k WHERE k.contype = 'f'`;

async function surveyDatabase(
  session: PostgresSession,
  store: StoreMap,
  { rows, onProgress = () => undefined }: SurveyWish,
): Promise<StoreSurvey> {
  const { catalogue, actions } = await session.read(async (run) => ({
    catalogue: await Catalogue.readAll(run, { ...store, collections: [] }),
    actions: actionsOf((await run(ON_DELETE_SQL)).rows),
  }));
  const notLookedAt: string[] = [];
  const looked: Relation[] = [];
  for (const relation of catalogue.relations) {
    const reason = passedOver(relation) ?? otherwisePassedOver(relation);
    if (reason !== undefined) notLookedAt.push(reason);
    else if (!relation.isPartition) looked.push(relation);
  }
  assertReadable(looked, notLookedAt, store);
  const names = collectionNames(looked);
  const collections: SurveyedCollection[] = [];
  for (const relation of looked) {
    const forms = rows > 0 ? await formsIn(session, relation, rows) : new Map<string, FormCounts>();
    collections.push(collectionOf(relation, { names, actions, forms }));
    onProgress(collections.length, looked.length);
  }
  return { collections, notLookedAt };
}

function otherwisePassedOver({ schema, table, kind }: Relation): string | undefined {
  if ([schema, table].some((name) => name !== name.trim()))
    return `${schema}.${table}: its name begins or ends with a space, which no map can say`;
  const words = {
    m: 'a materialized view, which copies other tables',
    f: 'a foreign table: describe it in a store of its own',
  }[kind];
  return words === undefined ? undefined : `${schema}.${table}: ${words}`;
}

/** A user that sees tables and may read none of them would get a map of empty guesses. */
function assertReadable(looked: readonly Relation[], notLookedAt: string[], store: StoreMap): void {
  const hidden = looked.filter(({ selectable }) => !selectable);
  if (hidden.length === looked.length && hidden.length > 0)
    throw new StoreForbiddenError(
      `the desk's user may read none of the ${hidden.length} tables of ${store.storeId}: grant SELECT on them`,
      { code: '42501' },
    );
  for (const { schema, table } of hidden)
    notLookedAt.push(`values of ${schema}.${table}: the desk's user may not read it (grant SELECT on it)`);
}

/** Collections of a map are named without dots; a table of another schema has the schema in front. */
function collectionNames(relations: readonly Relation[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { oid, schema, table } of relations) {
    const wanted = (schema === 'public' ? table : `${schema}_${table}`).replaceAll('.', '_');
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted}_${count}`;
    taken.add(name);
    names.set(oid, name);
  }
  return names;
}

function actionsOf(rows: readonly (readonly (string | null)[])[]): ReadonlyMap<string, string> {
  return new Map(rows.map(([oid, constraint, action]) => [`${oid} ${constraint}`, action ?? 'a']));
}

interface Known {
  readonly names: ReadonlyMap<string, string>;
  readonly actions: ReadonlyMap<string, string>;
  readonly forms: ReadonlyMap<string, FormCounts>;
}

function collectionOf(relation: Relation, { names, actions, forms }: Known): SurveyedCollection {
  const name = names.get(relation.oid) ?? relation.table;
  return {
    name,
    place: placeOf(relation, name),
    keys: keysInOrder(relation).map(({ columns, primary }) => ({ fields: columns, isPrimary: primary })),
    fields: relation.columns.map((column) => ({
      name: column.name,
      kind: kindOf(column),
      isFilled: column.notNull,
      forms: forms.get(column.name) ?? {},
    })),
    references: relation.references.flatMap(({ to, constraint, columns }): SurveyedReference[] => {
      const target = names.get(to);
      if (target === undefined) return [];
      const action = actions.get(`${relation.oid} ${constraint}`) ?? 'a';
      return [
        {
          fields: columns.map(({ own }) => own),
          to: target,
          toFields: columns.map(({ theirs }) => theirs),
          onDelete: action === 'c' ? 'goes-too' : action === 'n' || action === 'd' ? 'is-cleared' : 'refuses',
        },
      ];
    }),
  };
}

function placeOf({ schema, table }: Relation, name: string): Record<string, string> {
  return {
    ...(schema === 'public' ? {} : { schema }),
    ...(table === name ? {} : { table }),
  };
}

const KINDS_BY_CATEGORY: Readonly<Record<string, FieldKind>> = {
  S: 'text',
  N: 'number',
  B: 'yes-or-no',
  D: 'date',
  E: 'choice',
  I: 'address',
  A: 'nested',
  C: 'nested',
};

const KINDS_BY_BASE: Readonly<Record<string, FieldKind>> = {
  json: 'nested',
  jsonb: 'nested',
  hstore: 'nested',
  xml: 'nested',
  uuid: 'id',
  bytea: 'binary',
};

function kindOf({ base, category }: Column): FieldKind {
  return KINDS_BY_BASE[base] ?? KINDS_BY_CATEGORY[category] ?? 'other';
}

/** A table that cannot be read has no forms: its names alone are guessed from. */
async function formsIn(
  session: PostgresSession,
  relation: Relation,
  rows: number,
): Promise<ReadonlyMap<string, FormCounts>> {
  const columns = relation.columns.filter((column) => column.readable && isTelling(kindOf(column)));
  if (columns.length === 0 || !relation.selectable || relation.rowSecurity) return new Map();
  return session.read((run) => countColumns(run, relation, columns, rows));
}

function isTelling(kind: FieldKind): boolean {
  return kind === 'text' || kind === 'nested';
}

async function countColumns(
  run: RunSql,
  relation: Relation,
  columns: readonly Column[],
  limit: number,
): Promise<ReadonlyMap<string, FormCounts>> {
  const list = columns.map(({ name }) => `left(${quoteIdentifier(name)}::text, ${LONGEST_LOOKED_AT})`);
  const { rows } = await run(`SELECT ${list.join(', ')} FROM ${qualifiedName(relation)} LIMIT $1::int`, [
    limit,
  ]);
  return new Map(columns.map(({ name }, at) => [name, countForms(rows.map((row) => row[at]))]));
}
