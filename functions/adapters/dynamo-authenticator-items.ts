import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { DeskItems, TotpItem } from '../domain/desk-items';
import { readStored } from '../domain/read-stored';
import { conditionHolds } from './condition-holds';
import { TotpShape } from './desk-item-shapes';
import { isConditionFailed } from './is-condition-failed';

interface Settings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

type AuthenticatorItems = Pick<
  DeskItems,
  'saveTotp' | 'findTotp' | 'dropTotp' | 'countTry' | 'giveBackTries' | 'forgetTries'
>;

/** The authenticators of staff, and the count of failed tries. */
export function authenticatorItems({ client, table: TableName }: Settings): AuthenticatorItems {
  return {
    saveTotp: (staffId, totp, instead) =>
      conditionHolds(
        client.send(
          new PutCommand({
            TableName,
            Item: { ...totp, ...totpKey(staffId) },
            ...(instead ? sameAs(instead) : { ConditionExpression: 'attribute_not_exists(pk)' }),
          }),
        ),
      ),
    findTotp: async (staffId) => {
      const found = await client.send(
        new GetCommand({ TableName, Key: totpKey(staffId), ConsistentRead: true }),
      );
      if (!found.Item) return undefined;
      const { pk: _pk, sk: _sk, ...totp } = found.Item;
      return readStored('a stored authenticator', TotpShape, totp);
    },
    dropTotp: (staffId, only) =>
      conditionHolds(
        client.send(new DeleteCommand({ TableName, Key: totpKey(staffId), ...(only ? sameAs(only) : {}) })),
      ),
    countTry: (key, limit, expiresAt, tries = 1) =>
      countTry({ client, table: TableName }, { key, limit, expiresAt, tries }),
    giveBackTries: async (key, tries) => {
      await conditionHolds(
        client.send(
          new UpdateCommand({
            TableName,
            Key: triesKey(key),
            UpdateExpression: 'ADD #used :back',
            ConditionExpression: '#used >= :tries',
            ExpressionAttributeNames: { '#used': 'used' },
            ExpressionAttributeValues: { ':back': -tries, ':tries': tries },
          }),
        ),
      );
    },
    forgetTries: async (key) => {
      await client.send(new DeleteCommand({ TableName, Key: triesKey(key) }));
    },
  };
}

function totpKey(staffId: string) {
  return { pk: `STAFF#${staffId}`, sk: 'totp' };
}

function triesKey(key: string) {
  return { pk: `TRIES#${key}`, sk: '-' };
}

/** The condition that it is unchanged since it was read. Items of older versions have no `version`. */
function sameAs({ sealed, version }: TotpItem) {
  const counted = version !== undefined;
  return {
    ConditionExpression: `sealed = :sealed AND ${counted ? '#version = :version' : 'attribute_not_exists(#version)'}`,
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':sealed': sealed, ...(counted ? { ':version': version } : {}) },
  };
}

interface Tries {
  readonly key: string;
  readonly limit: number;
  readonly expiresAt: string | undefined;
  readonly tries: number;
}

/**
 * Counts and returns the number in one conditional write, so that two tries at once get different numbers.
 */
async function countTry(
  { client, table }: Settings,
  { key, limit, expiresAt, tries }: Tries,
): Promise<number | undefined> {
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: table,
        Key: triesKey(key),
        UpdateExpression: `ADD #used :tries${expiresAt ? ' SET #ttl = :ttl' : ''}`,
        ConditionExpression: 'attribute_not_exists(#used) OR #used < :limit',
        ExpressionAttributeNames: { '#used': 'used', ...(expiresAt ? { '#ttl': 'ttl' } : {}) },
        ExpressionAttributeValues: {
          ':tries': tries,
          ':limit': limit,
          ...(expiresAt ? { ':ttl': Math.floor(Date.parse(expiresAt) / 1000) } : {}),
        },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Number(Attributes?.used);
  } catch (error) {
    if (isConditionFailed(error)) return undefined;
    throw error;
  }
}
