import type { StoreMap } from '../../domain/data-map';
import { StoreUnavailableError } from '../connector';
import type { ConnectorCredentials } from '../kind-definition';
import { qualifiedTableName } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import {
  hiddenValues,
  isTelling,
  type SurveyDialect,
  surveyRelations,
  unsayableName,
} from '../relational/survey-relations';
import type { FieldKind, OpenSurveyor, StoreSurvey, SurveyedReference, SurveyWish } from '../survey';
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
  wish: SurveyWish,
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
  notLookedAt.push(...hiddenValues(looked, ({ selectable }) => selectable, store));
  notLookedAt.push(
    ...looked.filter(({ selectable, rowSecurity }) => selectable && rowSecurity).map(hidesRows),
  );
  const { collections, unread } = await surveyRelations(looked, dialectOf(session, actions), wish);
  return { collections, notLookedAt: [...notLookedAt, ...unread] };
}

function hidesRows({ schema, table }: Relation): string {
  return `values of ${qualifiedTableName(schema, table)}: row security applies to the desk's user (give it BYPASSRLS)`;
}

function otherwisePassedOver(relation: Relation): string | undefined {
  const { schema, table, kind } = relation;
  const words = {
    m: 'a materialized view, which copies other tables',
    f: 'a foreign table: describe it in a store of its own',
  }[kind];
  return unsayableName(relation) ?? (words === undefined ? undefined : `${schema}.${table}: ${words}`);
}

function dialectOf(session: PostgresSession, actions: ReadonlyMap<string, string>): SurveyDialect<Relation> {
  return {
    ownSchema: 'public',
    kindOf,
    onDelete: ({ oid }, constraint) => ON_DELETE[actions.get(`${oid} ${constraint}`) ?? 'a'] ?? 'refuses',
    formsIn: (relation, rows) => formsIn(session, relation, rows),
    answers: () => session.read((run) => run('SELECT 1')),
  };
}

function actionsOf(rows: readonly (readonly (string | null)[])[]): ReadonlyMap<string, string> {
  return new Map(rows.map(([oid, constraint, action]) => [`${oid} ${constraint}`, action ?? 'a']));
}

const ON_DELETE: Readonly<Record<string, SurveyedReference['onDelete']>> = {
  c: 'goes-too',
  n: 'is-cleared',
  d: 'is-cleared',
};

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

/** A table that shows the desk's user no rows has no forms: its names alone are guessed from. */
async function formsIn(
  session: PostgresSession,
  relation: Relation,
  rows: number,
): Promise<ReadonlyMap<string, FormCounts>> {
  const columns = relation.columns.filter((column) => column.readable && isTelling(kindOf(column)));
  if (columns.length === 0 || !relation.selectable || relation.rowSecurity) return new Map();
  return session.read((run) => countColumns(run, relation, columns, rows));
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
