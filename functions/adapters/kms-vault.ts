import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { ShreddedError } from '../domain/errors';
import type { Vault } from '../domain/ports';
import { isConditionFailed } from './is-condition-failed';

/** A shorter tag would be accepted otherwise. */
const GCM = { authTagLength: 16 } as const;

export interface VaultSettings {
  readonly kms: KMSClient;
  readonly keyId: string;
  readonly dynamo: DynamoDBDocumentClient;
  /** Table of wrapped data keys, with a recovery window of its own: what is deleted here is unreadable at once. */
  readonly table: string;
}

/**
 * One data key per request, wrapped by the desk's KMS key under an encryption context that names the request. A role may be allowed to make keys and not
 * to open them. Fields are sealed with AES-256-GCM; the request's id is authenticated along, so a ciphertext cannot be moved to another request.
 */
export function kmsVault(settings: VaultSettings): Vault {
  const keys = new RequestKeys(settings);
  return {
    adopt: (requestId, wrapped) => keys.adopt(requestId, wrapped),
    seal: async (requestId, content) => sealJson(await keys.derive(requestId, 'fields'), requestId, content),
    unseal: async (requestId, sealed) =>
      unsealJson(await keys.derive(requestId, 'fields'), requestId, sealed),
    derive: (requestId, purpose) => keys.derive(requestId, purpose),
    shred: (requestId) => keys.shred(requestId),
  };
}

/** KMS context that ties a data key to its request. */
export function requestContext(requestId: string): Record<string, string> {
  return { purpose: 'request', requestId };
}

class RequestKeys {
  /** By request; a key that is being opened is waited for, not opened again: each opening is charged. */
  private readonly opened = new Map<string, Promise<Buffer>>();

  constructor(private readonly s: VaultSettings) {}

  async adopt(requestId: string, wrapped?: string): Promise<void> {
    const key = wrapped ?? (await this.newUnlessKept(requestId));
    if (key === undefined) return;
    try {
      await this.s.dynamo.send(
        new PutCommand({
          TableName: this.s.table,
          Item: { requestId, wrapped: key },
          ConditionExpression: 'attribute_not_exists(requestId)',
        }),
      );
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
    }
  }

  /** Looked for first: a read costs a fraction of a key that nobody needs. */
  private async newUnlessKept(requestId: string): Promise<string | undefined> {
    if (await this.opened.get(requestId)?.catch(() => undefined)) return undefined;
    if (await this.kept(requestId)) return undefined;
    const made = await newDataKey(this.s.kms, this.s.keyId, requestId);
    return made.wrapped;
  }

  private async kept(requestId: string): Promise<string | undefined> {
    const key = { TableName: this.s.table, Key: { requestId }, ConsistentRead: true };
    const { Item } = await this.s.dynamo.send(new GetCommand(key));
    return Item && String(Item.wrapped);
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
    const wrapped = await this.kept(requestId);
    if (wrapped === undefined) throw new ShreddedError('the key of this request is gone');
    const answer = await this.s.kms.send(
      new DecryptCommand({
        KeyId: this.s.keyId,
        CiphertextBlob: Buffer.from(wrapped, 'base64'),
        EncryptionContext: requestContext(requestId),
      }),
    );
    return Buffer.from(answer.Plaintext ?? []);
  }

  async shred(requestId: string): Promise<void> {
    this.opened.delete(requestId);
    await this.s.dynamo.send(new DeleteCommand({ TableName: this.s.table, Key: { requestId } }));
  }
}

/** A fresh data key: plain for use now, wrapped for keeping. Needs only `kms:GenerateDataKey`. */
export async function newDataKey(
  kms: KMSClient,
  keyId: string,
  requestId: string,
): Promise<{ plain: Buffer; wrapped: string }> {
  const made = await kms.send(
    new GenerateDataKeyCommand({
      KeyId: keyId,
      KeySpec: 'AES_256',
      EncryptionContext: requestContext(requestId),
    }),
  );
  return {
    plain: Buffer.from(made.Plaintext ?? []),
    wrapped: Buffer.from(made.CiphertextBlob ?? []).toString('base64'),
  };
}

/** HKDF-SHA-256: one key a purpose, so that no two uses share one. */
export function deriveKey(dataKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `rightsdesk:${purpose}`, 32));
}

export function sealJson(key: Buffer, requestId: string, content: unknown): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, GCM).setAAD(Buffer.from(requestId));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
}

export function unsealJson(key: Buffer, requestId: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), GCM)
    .setAAD(Buffer.from(requestId))
    .setAuthTag(bytes.subarray(-16));
  const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  return JSON.parse(plain.toString('utf8'));
}

/** Seals what the form took in under a fresh key, with `kms:GenerateDataKey` alone: whoever breaks into intake can read nothing. */
export function sealForIntake(kms: KMSClient, keyId: string) {
  return async (requestId: string, content: unknown): Promise<{ sealed: string; wrappedKey: string }> => {
    const key = await newDataKey(kms, keyId, requestId);
    return { sealed: sealJson(deriveKey(key.plain, 'fields'), requestId, content), wrappedKey: key.wrapped };
  };
}
