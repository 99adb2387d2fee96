import { GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';

/** The desk's KMS key, and a client to use it. */
export interface KmsKey {
  readonly kms: KMSClient;
  readonly keyId: string;
}

/**
 * What a data key is for, sent as encryption context. KMS unwraps the key under the same context only, and
 * the policies of the functions name the purpose: the form's function can make keys for the inbox and nothing
 * else.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export type KeyContext =
  | { readonly purpose: 'request' | 'inbox'; readonly requestId: string }
  | { readonly purpose: 'desk' };

/** Binds a data key to its request. */
export function requestContext(requestId: string): KeyContext {
  return { purpose: 'request', requestId };
}

/** A new data key: plain for use now, wrapped (base64) for storage. Needs only `kms:GenerateDataKey`. */
export async function newDataKey(
  { kms, keyId }: KmsKey,
  context: KeyContext,
): Promise<{ plain: Buffer; wrapped: string }> {
  const made = await kms.send(
    new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: { ...context } }),
  );
  return {
    plain: Buffer.from(made.Plaintext ?? []),
    wrapped: Buffer.from(made.CiphertextBlob ?? []).toString('base64'),
  };
}
