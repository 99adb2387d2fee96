import type { StoreMap } from '../../domain/data-map';
import { StoreUnavailableError } from '../connector';
import {
  hiddenValues,
  isTelling,
  type SurveyDialect,
  surveyRelations,
  unsayableName,
} from '../relational/survey-relations';
import type { OpenSurveyor, StoreSurvey, SurveyedCollection, SurveyWish } from '../survey';
import { countForms, type FormCounts, LONGEST_LOOKED_AT } from '../value-forms';
import { writeObstacle } from './assert-erasable';
import { deletionRules } from './deletion-rules';
import { fieldKind } from './field-kind';
import { Catalogue } from './mysql-catalogue';
import { type MysqlSession, mysqlSession } from './mysql-session';
import { passedOver } from './passed-over';
import type { Relation } from './relation';
import { qualifiedName, quoteIdentifier } from './sql-text';

/** @throws StoreUnavailableError when nothing says how to reach the database. */
export const openMysqlSurveyor: OpenSurveyor = ({ store, credentials }) => {
  if (!('token' in credentials) && credentials.url === undefined)
    throw new StoreUnavailableError(`nothing says how to reach ${store.storeId}`);
  const session = mysqlSession('token' in credentials ? credentials : { url: credentials.url ?? '' });
  return { survey: (wish) => surveyDatabase(session, store, wish), close: () => session.close() };
};

async function surveyDatabase(
  session: MysqlSession,
  store: StoreMap,
  wish: SurveyWish,
): Promise<StoreSurvey> {
  const { catalogue, deletion } = await session.read(async (run) => {
    const read = await Catalogue.readAll(run, { ...store, collections: [] });
    return { catalogue: read, deletion: await deletionRules(run, read) };
  });
  const relations = [...catalogue.relations].sort((a, b) => (a.oid < b.oid ? -1 : 1));
  const reasons = relations.map((one) => unsayableName(one) ?? passedOver(one));
  const looked = relations.filter((_, at) => reasons[at] === undefined);
  const dialect: SurveyDialect<Relation> = {
    ownSchema: '',
    kindOf: fieldKind,
    onDelete: deletion.onDelete,
    formsIn: (relation, rows) => formsIn(session, relation, rows),
    answers: () => session.read((run) => run('SELECT 1')),
    more,
  };
  const hidden = hiddenValues(looked, ({ isReadable }) => isReadable, store);
  const { collections, unread } = await surveyRelations(looked, dialect, wish);
  const passed = reasons.flatMap((reason) => reason ?? []);
  return { collections, notLookedAt: [...passed, ...hidden, ...unread, ...deletion.unseen] };
}

/** Another database may be another program's, whose `users` are other people. */
function more(relation: Relation): Pick<SurveyedCollection, 'namespace' | 'remarks'> {
  const obstacle = writeObstacle({ ...relation, name: qualifiedName(relation) });
  return {
    ...(relation.schema === '' ? {} : { namespace: relation.schema }),
    ...(obstacle === undefined ? {} : { remarks: [`${obstacle.problem} (${obstacle.remedy})`] }),
  };
}

async function formsIn(
  session: MysqlSession,
  relation: Relation,
  limit: number,
): Promise<ReadonlyMap<string, FormCounts>> {
  const columns = relation.columns.filter((column) => isTelling(fieldKind(column)));
  if (columns.length === 0 || !relation.isReadable) return new Map();
  const list = columns.map(
    ({ name }) => `LEFT(CONVERT(${quoteIdentifier(name)} USING utf8mb4), ${LONGEST_LOOKED_AT})`,
  );
  const sql = `SELECT ${list.join(', ')} FROM ${qualifiedName(relation)} LIMIT ${Math.trunc(limit)}`;
  const { rows } = await session.read((run) => run(sql));
  return new Map(columns.map(({ name }, at) => [name, countForms(rows.map((row) => row[at]))]));
}
