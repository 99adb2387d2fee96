import * as z from 'zod/mini';
import type { CollectionMap, StoreMap } from '../../domain/data-map';
import { fieldsOfForm, parseKeyForm } from '../../domain/key-form';
import { tablePlace, waysOf } from '../../domain/table-place';
import type { AwsPermission, AwsPlace, KindDefinition, SearchGap } from '../kind-definition';
import { AWS_REGION, mapText, TABLE_NAME } from '../several-kinds';
import { dynamoDbMapFaults } from './dynamodb-map-faults';
import { type DynamoDbPhysical, draftPlace, type TableDraft } from './dynamodb-physical';
import { isAskedByWholeKey, partitionReaches } from './dynamodb-reaches';

const keyForms = z
  .record(mapText(), mapText())
  .check(
    z.refine(
      (keys) => [1, 2].includes(Object.keys(keys).length),
      'must name a partition key, and a sort key if there is one',
    ),
  );

const tableIndex = z
  .strictObject({ name: mapText(), field: z.optional(mapText()), keys: z.optional(keyForms) })
  .check(
    z.refine(
      ({ field, keys }) => (field === undefined) !== (keys === undefined),
      'must hold name and field, or name and keys',
    ),
  );

export const dynamodb: KindDefinition<'region', DynamoDbPhysical> = {
  kind: 'dynamodb',
  isSearched: true,
  settings: { region: AWS_REGION },
  place: {
    table: TABLE_NAME,
    keys: z
      .optional(keyForms)
      .check(
        z.describe(
          'DynamoDB: of what form the key of these items is, the partition key first: { pk: "CUSTOMER#{customer_id}", sk: "ORDER#{order_id}" }. {name...} at the end takes the rest.',
        ),
      ),
    kind: z
      .optional(
        z.strictObject({
          field: mapText(),
          value: z.union([z.string().check(z.minLength(1)), z.number(), z.boolean()]),
        }),
      )
      .check(z.describe('DynamoDB: items of this collection hold this value in this attribute.')),
    indexes: z
      .optional(z.array(tableIndex))
      .check(
        z.describe(
          'DynamoDB: indexes that rows are found by, each with the field that is its partition key, or with the form of its keys, which every item of the collection then has.',
        ),
      ),
  },
  holdsLibraryFields: true,
  primaryKey: ({ keys }) => keys && Object.keys(keys),
  keyFields: ({ physical: { keys } }) =>
    keys && [...new Set(Object.values(keys).flatMap((form) => fieldsOfForm(parseKeyForm(form))))],
  traits: (draft, references) => (isAskedByWholeKey(draft, references) ? { askedTogether: true } : {}),
  furtherReaches: partitionReaches,
  mapFaults: dynamoDbMapFaults,
  searchGaps,
  isInKey: ({ keys = {} }, field) => Object.values(keys).some((form) => form.includes(`{${field}}`)),
  canLookUp: (draft, field) => waysOf(draftPlace(draft)).has(field),
  isPartOfTable,
  permissions: (store, _connection, account) => tablePermissions(store, account),
};

/** DynamoDB is asked by keys alone: every way to the rows needs one that begins with its field. */
function searchGaps(draft: TableDraft, collection: CollectionMap): SearchGap[] {
  if (collection.askedTogether) return [];
  const ways = waysOf(tablePlace(collection));
  const key =
    'name an index for it in physical.indexes, or write the partition key that holds it in physical.keys';
  return [...new Set(collection.reachedBy.map(({ field }) => field))]
    .filter((field) => !ways.has(field))
    .map((field) => {
      const isIdentity = collection.fields.some(({ name, identity }) => name === field && identity);
      return {
        path: `${draft.path}.fields[${field}]`,
        problem: `no key finds rows by "${field}"`,
        remedy: isIdentity
          ? `${key}; or set rightsdesk_meta.identity: none on it, if it never names anybody but the person to whom the key leads`
          : key,
        concerns: 'both',
      };
    });
}

/** One that says neither a kind nor the form of its keys is the whole table. */
function isPartOfTable(place: DynamoDbPhysical): boolean {
  for (const form of formsOf(place)) parseKeyForm(form);
  return place.keys !== undefined || place.kind !== undefined;
}

function formsOf({ keys = {}, indexes = [] }: DynamoDbPhysical): string[] {
  return [keys, ...indexes.map((index) => index.keys ?? {})].flatMap((forms) => Object.values(forms));
}

/**
 * `DescribeContinuousBackups` and `DescribeTimeToLive` only tell what keeps copies of a table or deletes from
 * it.
 */
const TABLE_ACTIONS = [
  ...['DescribeTable', 'Query', 'BatchGetItem', 'UpdateItem', 'DeleteItem'],
  ...['DescribeContinuousBackups', 'DescribeTimeToLive'],
].map((action) => `dynamodb:${action}`);

function tablePermissions(
  { collections }: StoreMap,
  { partition, region, account }: AwsPlace,
): AwsPermission[] {
  const places = collections.map(tablePlace);
  const arnOf = (table: string) => `arn:${partition}:dynamodb:${region}:${account}:table/${table}`;
  const indexes = places.flatMap((place) =>
    place.indexes.map(({ index }) => `${arnOf(place.table)}/index/${index}`),
  );
  return [
    { actions: TABLE_ACTIONS, resources: [...new Set(places.map(({ table }) => arnOf(table)))] },
    ...(indexes.length > 0 ? [{ actions: ['dynamodb:Query'], resources: [...new Set(indexes)] }] : []),
  ];
}
