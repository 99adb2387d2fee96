import { DecryptCommand, EncryptCommand, GenerateDataKeyWithoutPlaintextCommand } from '@aws-sdk/client-kms';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { DESK_KEY } from '../domain/desk-key';
import { conditionHolds } from './condition-holds';
import { type KmsKey, requestContext } from './data-key';

export interface DeskKeySettings extends KmsKey {
  readonly dynamo: DynamoDBDocumentClient;
  /** Table of wrapped data keys. */
  readonly table: string;
}

/** The encryption context of the desk's own key, which opens no request's key. */
const EncryptionContext = { purpose: DESK_KEY };

/**
 * Makes the desk's own key unless there is one. A key that an older version wrapped as if the desk were a
 * request stays the same key and is wrapped again under its own context, so that tombstones and
 * authenticators remain valid. May be repeated.
 */
export async function ensureDeskKey(s: DeskKeySettings): Promise<'made' | 'wrapped anew' | 'there'> {
  const Key = { requestId: DESK_KEY };
  const { Item } = await s.dynamo.send(new GetCommand({ TableName: s.table, Key, ConsistentRead: true }));
  if (Item?.purpose === DESK_KEY) return 'there';
  const old = typeof Item?.wrapped === 'string' ? Item.wrapped : undefined;
  const wrapped = old === undefined ? await newKey(s) : await wrapAnew(s, old);
  const isMine = await keep(s, { ...Key, purpose: DESK_KEY, wrapped }, old);
  if (!isMine) return 'there';
  return old === undefined ? 'made' : 'wrapped anew';
}

/** The key never leaves KMS in plain text while it is made. */
async function newKey({ kms, keyId: KeyId }: DeskKeySettings): Promise<string> {
  const made = await kms.send(
    new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }),
  );
  return Buffer.from(made.CiphertextBlob ?? []).toString('base64');
}

async function wrapAnew({ kms, keyId: KeyId }: DeskKeySettings, old: string): Promise<string> {
  const CiphertextBlob = Buffer.from(old, 'base64');
  const before = { ...requestContext(DESK_KEY) };
  const { Plaintext } = await kms.send(
    new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext: before }),
  );
  const again = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
  return Buffer.from(again.CiphertextBlob ?? []).toString('base64');
}

/** False when another run has stored a key meanwhile. */
function keep(
  { dynamo, table: TableName }: DeskKeySettings,
  Item: Record<string, string>,
  old: string | undefined,
): Promise<boolean> {
  const unchanged =
    old === undefined
      ? { ConditionExpression: 'attribute_not_exists(requestId)' }
      : { ConditionExpression: 'wrapped = :old', ExpressionAttributeValues: { ':old': old } };
  return conditionHolds(dynamo.send(new PutCommand({ TableName, Item, ...unchanged })));
}
