import { resolve } from 'node:path';
import { StoreUnavailableError } from '../connector';
import { freeNames } from '../free-name';
import { unsayableName } from '../relational/survey-relations';
import type {
  FieldKind,
  OpenSurveyor,
  StoreSurvey,
  SurveyedCollection,
  SurveyedReference,
  SurveyWish,
} from '../survey';
import { countForms, type FormCounts, LONGEST_LOOKED_AT } from '../value-forms';
import { isTruth } from './cell';
import type { Column, ForeignKey, Relation } from './relation';
import { isDateColumn } from './row-blanks';
import { type Reading, readRows, textIn } from './row-search';
import { isSameName } from './sqlite-catalogue';
import { passedOver } from './sqlite-describe';
import { isDamaged, sqliteStoreError } from './sqlite-errors';
import { readingOf } from './sqlite-reading';
import { sqliteSession } from './sqlite-session';

/** @throws StoreUnavailableError when nothing says where the file is. */
export const openSqliteSurveyor: OpenSurveyor = ({ store, connection: { file } }) => {
  if (file === undefined) throw new StoreUnavailableError(`nothing says in which file ${store.storeId} is`);
  const session = sqliteSession(resolve(file));
  return {
    survey: (wish) => session.read((sql) => surveyFile(readingOf(sql, store), wish)),
    close: async () => undefined,
  };
};

function surveyFile(reading: Reading, { rows, onProgress = () => undefined }: SurveyWish): StoreSurvey {
  const { relations } = reading.catalogue;
  const reasons = relations.map((one) => (one.kind === 'table' ? unsayable(one) : passedOver(one)));
  const looked = relations.filter((_, at) => reasons[at] === undefined);
  const names = collectionNames(looked);
  const unread: string[] = [];
  const collections = looked.map((relation, at) => {
    const forms = rows > 0 ? formsOf(reading, relation, rows, unread) : NO_FORMS;
    const collection = collectionOf(reading, relation, names, forms);
    onProgress(at + 1, looked.length);
    return collection;
  });
  return { collections, notLookedAt: [...reasons.flatMap((reason) => reason ?? []), ...unread] };
}

function unsayable({ name }: Relation): string | undefined {
  return unsayableName({ schema: '', table: name });
}

function collectionNames(relations: readonly Relation[]): ReadonlyMap<string, string> {
  const names = relations.map(({ name }) => name);
  return freeNames(names, (name) => name);
}

function collectionOf(
  reading: Reading,
  relation: Relation,
  names: ReadonlyMap<string, string>,
  forms: ReadonlyMap<string, FormCounts>,
): SurveyedCollection {
  const name = names.get(relation.name) ?? relation.name;
  return {
    name,
    place: name === relation.name ? {} : { table: relation.name },
    keys: relation.uniqueKeys.map((fields, at) => ({
      fields,
      isPrimary: at === 0 && relation.hasPrimaryKey,
    })),
    fields: relation.columns.map((column) => ({
      name: column.name,
      kind: kindOf(column),
      isFilled: column.notNull || relation.alwaysFilled.includes(column.name),
      ...(column.generated ? { isComputed: true as const } : {}),
      forms: forms.get(column.name) ?? {},
    })),
    references: reading.catalogue.foreignKeys
      .filter(({ from }) => from === relation.name)
      .flatMap((key) => referenceOf(key, names)),
  };
}

function referenceOf(key: ForeignKey, names: ReadonlyMap<string, string>): SurveyedReference[] {
  const to = [...names].find(([name]) => isSameName(name, key.to))?.[1];
  if (to === undefined) return [];
  return [
    {
      fields: key.columns.map(({ own }) => own),
      to,
      toFields: key.columns.map(({ theirs }) => theirs),
      onDelete: onDeleteOf(key),
    },
  ];
}

function onDeleteOf({ onDelete }: ForeignKey): SurveyedReference['onDelete'] {
  if (onDelete === 'CASCADE') return 'goes-too';
  return onDelete.startsWith('SET') ? 'is-cleared' : 'refuses';
}

/** By the name of the type, which says what is meant; a column without one may hold a text. */
function kindOf(column: Column): FieldKind {
  if (isTruth(column)) return 'yes-or-no';
  if (isDateColumn(column)) return 'date';
  if (/json/i.test(column.declared)) return 'nested';
  if (/^(uuid|guid)\b/i.test(column.declared)) return 'id';
  if (column.declared === '' || column.affinity === 'TEXT') return 'text';
  return column.affinity === 'BLOB' ? 'binary' : 'number';
}

const NO_FORMS: ReadonlyMap<string, FormCounts> = new Map();

/** A table whose pages are damaged does not stop the others: it is told in `unread`. */
function formsOf(
  reading: Reading,
  relation: Relation,
  rows: number,
  unread: string[],
): ReadonlyMap<string, FormCounts> {
  try {
    return formsIn(reading, relation, rows);
  } catch (error) {
    if (!isDamaged(error)) throw error;
    unread.push(`values of ${relation.name}: ${sqliteStoreError(error).message}`);
    return NO_FORMS;
  }
}

/** How many of the first rows hold which form; no value is kept. */
function formsIn(reading: Reading, relation: Relation, limit: number): Map<string, FormCounts> {
  const columns = relation.columns.filter((column) => ['text', 'nested'].includes(kindOf(column)));
  const seen = new Map(columns.map(({ name }): [string, string[]] => [name, []]));
  const query = { columns, where: '1', values: [], limit };
  for (const { cells } of readRows(reading, { name: relation.name, order: [] }, query))
    for (const column of columns)
      seen.get(column.name)?.push((textIn(cells, column) ?? '').slice(0, LONGEST_LOOKED_AT));
  return new Map([...seen].map(([name, values]) => [name, countForms(values)]));
}
