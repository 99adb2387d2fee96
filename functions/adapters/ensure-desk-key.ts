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

/**
 * Of the desk's own key; `rightsdesk-` functions that need it may open this context and no request's with it.
 */
const EncryptionContext = { purpose: DESK_KEY };

/**
 * Sees to it that the desk has a key of its own, wrapped under a context of its own. One that is there stays;
 * one that was wrapped as if the desk were a request is
 * the same key afterwards, wrapped anew, so that tombstones and authenticators go on. Repeating is harmless.
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

/** Nobody sees it in the clear while it is made. */
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

/** False when another run has kept one meanwhile. */
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
