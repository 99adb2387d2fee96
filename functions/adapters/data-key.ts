import { GenerateDataKeyCommand, type KMSClient } from '@aws-sdk/client-kms';

/** The desk's KMS key, and a client to ask it. */
export interface KmsKey {
  readonly kms: KMSClient;
  readonly keyId: string;
}

/**
 * What a data key is for. KMS unwraps it under the same context only, and the policies of the functions name
 * the purpose: the form's function can make keys
 * for the inbox and for nothing else.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/encrypt_context.html
 */
export type KeyContext =
  | { readonly purpose: 'request' | 'inbox'; readonly requestId: string }
  | { readonly purpose: 'desk' };

/** Ties a data key to its request. */
export function requestContext(requestId: string): KeyContext {
  return { purpose: 'request', requestId };
}

/** A fresh data key: plain for use now, wrapped (base64) for keeping. Needs only `kms:GenerateDataKey`. */
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
