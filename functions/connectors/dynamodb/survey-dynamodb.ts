import {
  type AttributeValue,
  DescribeTableCommand,
  DynamoDBClient,
  paginateListTables,
  ScanCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { defined } from '../../domain/defined';
import { StoreError, StoreUnavailableError } from '../connector';
import { freeName } from '../free-name';
import type {
  FieldKind,
  OpenSurveyor,
  StoreSurvey,
  SurveyedCollection,
  SurveyedField,
  Surveyor,
  SurveyWish,
} from '../survey';
import { FEWEST_RECORDS, leftOutReasons } from '../survey-fields';
import { fieldNamesAmong } from '../telling-names';
import { countForms } from '../value-forms';
import { callDynamoDb } from './dynamodb-failure';

/** With the role of the process, in the region of the desk file, else in that of the process. */
export const openDynamoDbSurveyor: OpenSurveyor = ({ connection }) => {
  const client = new DynamoDBClient(defined({ region: connection.region }));
  return dynamoDbSurveyor(client);
};

export function dynamoDbSurveyor(client: DynamoDBClient): Surveyor {
  return { survey: (wish) => surveyTables(client, wish), close: async () => client.destroy() };
}

async function surveyTables(client: DynamoDBClient, wish: SurveyWish): Promise<StoreSurvey> {
  const names = await tableNames(client);
  const collections: SurveyedCollection[] = [];
  const notLookedAt: string[] = [];
  for (const [at, table] of names.entries()) {
    try {
      const taken = new Set(collections.map(({ name }) => name));
      const { collection, reasons } = await surveyTable(client, table, { wish, taken });
      if (collection !== undefined) collections.push(collection);
      notLookedAt.push(...reasons.map((reason) => `table ${table}: ${reason}`));
    } catch (error) {
      if (!(error instanceof StoreError) || error instanceof StoreUnavailableError) throw error;
      notLookedAt.push(`table ${table}: ${error.message}`);
    }
    wish.onProgress?.(at + 1, names.length);
  }
  return { collections, notLookedAt };
}

/** All but the desk's own. */
function tableNames(client: DynamoDBClient): Promise<string[]> {
  return callDynamoDb({}, async () => {
    const names: string[] = [];
    for await (const { TableNames = [] } of paginateListTables({ client }, {})) names.push(...TableNames);
    return names.filter((name) => !/^rightsdesk-/i.test(name));
  });
}

type Items = readonly Readonly<Record<string, AttributeValue>>[];

interface Surveying {
  readonly wish: SurveyWish;
  readonly taken: ReadonlySet<string>;
}

interface Surveyed {
  readonly collection?: SurveyedCollection;
  /** What of it is not drafted, and why. */
  readonly reasons: readonly string[];
}

/** A table of several kinds of item has forms of keys that nobody can guess: the reason is said instead. */
async function surveyTable(
  client: DynamoDBClient,
  table: string,
  { wish, taken }: Surveying,
): Promise<Surveyed> {
  const { Table } = await callDynamoDb({ table }, () =>
    client.send(new DescribeTableCommand({ TableName: table })),
  );
  const { Items: items = [] } = await callDynamoDb({ table }, () =>
    client.send(new ScanCommand({ TableName: table, Limit: Math.max(wish.rows, FEWEST_RECORDS) })),
  );
  const keys = keyNames(Table);
  if (items.some((item) => keys.some((key) => /[#|]|^[A-Za-z_]+:/.test(item[key]?.S ?? ''))))
    return { reasons: [SEVERAL_KINDS] };
  const name = freeName(table, taken);
  const indexes = plainIndexes(Table);
  const { shown, left } = fieldNamesAmong(
    [...keys, ...items.flatMap((item) => Object.keys(item).sort())],
    [...keys, ...indexes.map(({ field }) => field)],
  );
  const collection: SurveyedCollection = {
    name,
    place: { ...(name === table ? {} : { table }), ...(indexes.length > 0 ? { indexes } : {}) },
    keys: [{ fields: keys, isPrimary: true }],
    fields: fieldsOf(items, shown, keys),
    references: [],
    ...(left > 0 ? { isOpenEnded: true as const } : {}),
  };
  return { collection, reasons: leftOutReasons(left) };
}

const SEVERAL_KINDS = 'its keys hold several parts or kinds of item: describe it by hand (docs/data-map.md)';

function keyNames({ KeySchema = [] }: Pick<TableDescription, 'KeySchema'> = {}): string[] {
  const of = (type: string) => KeySchema.filter(({ KeyType }) => KeyType === type);
  return [...of('HASH'), ...of('RANGE')].flatMap(({ AttributeName }) => AttributeName ?? []);
}

/** Indexes by which rows can be found by one attribute alone. */
function plainIndexes(table: TableDescription = {}): { name: string; field: string }[] {
  return (table.GlobalSecondaryIndexes ?? []).flatMap(({ IndexName: name, KeySchema }) => {
    const [field] = keyNames(KeySchema ? { KeySchema } : {});
    return name !== undefined && field !== undefined ? [{ name, field }] : [];
  });
}

function fieldsOf(items: Items, names: readonly string[], keys: readonly string[]): SurveyedField[] {
  return names.map((name) => {
    const values = items.flatMap((item) => item[name] ?? []);
    return {
      name,
      kind: kindOf(values[0]),
      isFilled: keys.includes(name),
      forms: countForms(values.map(textOf)),
    };
  });
}

const KINDS: Readonly<Record<string, FieldKind>> = {
  S: 'text',
  N: 'number',
  BOOL: 'yes-or-no',
  B: 'binary',
  NULL: 'other',
};

function kindOf(value: AttributeValue | undefined): FieldKind {
  return value === undefined ? 'text' : (KINDS[Object.keys(value)[0] ?? ''] ?? 'nested');
}

function textOf(value: AttributeValue): string | undefined {
  return (
    value.S ?? (value.M || value.L || value.SS ? JSON.stringify(value.M ?? value.L ?? value.SS) : undefined)
  );
}
