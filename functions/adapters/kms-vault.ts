import { DecryptCommand, type KMSClient } from '@aws-sdk/client-kms';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { assertMayHaveKey, DESK_KEY, DeskKeyMissingError } from '../domain/desk-key';
import { ShreddedError } from '../domain/errors';
import type { Vault } from '../domain/ports';
import { readIfStored } from '../domain/read-stored';
import { conditionHolds } from './condition-holds';
import { type KeyContext, newDataKey, requestContext } from './data-key';
import { openInboxItem } from './inbox-seal';
import { deriveKey, sealJson, unsealJson } from './sealed-json';

export interface VaultSettings {
  readonly kms: KMSClient;
  readonly keyId: string;
  readonly dynamo: DynamoDBDocumentClient;
  /**
   * The table of wrapped data keys, with a short recovery window of its own: a destroyed key is unreadable at
   * once.
   */
  readonly table: string;
}

/**
 * One data key per request, wrapped by the desk's KMS key under an encryption context that names the request.
 * A role may be allowed to make keys and not to open them. Fields are sealed with AES-256-GCM, which also
 * authenticates the id of the request, so a ciphertext cannot be moved to another request.
 */
export function kmsVault(settings: VaultSettings): Vault {
  const keys = new RequestKeys(settings);
  return {
    adopt: (requestId) => keys.adopt(requestId),
    open: (item) => openInboxItem(settings, item),
    seal: async (requestId, content) => sealJson(await keys.derive(requestId, 'fields'), requestId, content),
    unseal: async (requestId, sealed) =>
      unsealJson(await keys.derive(requestId, 'fields'), requestId, sealed),
    derive: (requestId, purpose) => keys.derive(requestId, purpose),
    shred: (requestId) => keys.shred(requestId),
  };
}

/** A wrapped key as it is stored. Destroying a key leaves an item without it, so that no new key is made. */
interface KeptKey {
  readonly wrapped?: string;
  /** `desk`: wrapped under the context of the desk's own key. Absent in items of older versions. */
  readonly purpose?: string;
}

const KeptKeyShape: z.ZodMiniType<KeptKey> = z.looseObject({
  wrapped: z.exactOptional(z.string()),
  purpose: z.exactOptional(z.string()),
});

class RequestKeys {
  /** Opened keys by request, as promises: each opening costs money, so parallel callers share one. */
  private readonly opened = new Map<string, Promise<Buffer>>();

  constructor(private readonly s: VaultSettings) {}

  /** Does not look whether there is a key, since mostly there is none: the put shows it. */
  async adopt(requestId: string): Promise<void> {
    assertMayHaveKey(requestId);
    if (await this.opened.get(requestId)?.catch(() => undefined)) return;
    const { plain, wrapped } = await newDataKey(this.s, requestContext(requestId));
    if (await this.keep({ requestId, wrapped })) this.opened.set(requestId, Promise.resolve(plain));
  }

  /** False when another run was first: its key is the valid one. */
  private keep(Item: { requestId: string; wrapped: string }): Promise<boolean> {
    const ConditionExpression = 'attribute_not_exists(requestId)';
    const put = new PutCommand({ TableName: this.s.table, Item, ConditionExpression });
    return conditionHolds(this.s.dynamo.send(put));
  }

  private async kept(requestId: string): Promise<KeptKey | undefined> {
    const key = { TableName: this.s.table, Key: { requestId }, ConsistentRead: true };
    const { Item } = await this.s.dynamo.send(new GetCommand(key));
    return readIfStored('a stored data key', KeptKeyShape, Item);
  }

  async derive(requestId: string, purpose: string): Promise<Buffer> {
    return deriveKey(await this.open(requestId), purpose);
  }

  private open(requestId: string): Promise<Buffer> {
    const known = this.opened.get(requestId);
    if (known) return known;
    const opening = this.unwrap(requestId);
    this.opened.set(requestId, opening);
    opening.catch(() => this.opened.delete(requestId));
    return opening;
  }

  private async unwrap(requestId: string): Promise<Buffer> {
    const { wrapped, purpose } = (await this.kept(requestId)) ?? {};
    if (wrapped === undefined) throw keyGone(requestId);
    const context: KeyContext = purpose === DESK_KEY ? { purpose } : requestContext(requestId);
    const answer = await this.s.kms.send(
      new DecryptCommand({
        KeyId: this.s.keyId,
        CiphertextBlob: Buffer.from(wrapped, 'base64'),
        EncryptionContext: { ...context },
      }),
    );
    return Buffer.from(answer.Plaintext ?? []);
  }

  async shred(requestId: string): Promise<void> {
    assertMayHaveKey(requestId);
    this.opened.delete(requestId);
    await this.s.dynamo.send(new PutCommand({ TableName: this.s.table, Item: { requestId } }));
  }
}

function keyGone(id: string): Error {
  return id === DESK_KEY ? new DeskKeyMissingError() : new ShreddedError('the key of this request is gone');
}
