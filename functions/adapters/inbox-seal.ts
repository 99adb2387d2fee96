import { DecryptCommand } from '@aws-sdk/client-kms';
import { UnreadableItemError } from '../domain/errors';
import type { InboxItem } from '../domain/ports';
import { type KeyContext, type KmsKey, newDataKey, requestContext } from './data-key';
import { deriveKey, sealJson, unsealJson } from './sealed-json';

function inboxContext(requestId: string): KeyContext {
  return { purpose: 'inbox', requestId };
}

/**
 * Seals what the form took in under a fresh key, with `kms:GenerateDataKey` alone: whoever breaks into intake
 * can read nothing, and the key that intake saw opens
 * this one item and nothing else.
 */
export function sealForIntake(key: KmsKey) {
  return async (
    requestId: string,
    content: unknown,
  ): Promise<Pick<InboxItem, 'sealed' | 'wrappedKey' | 'purpose'>> => {
    const { plain, wrapped } = await newDataKey(key, inboxContext(requestId));
    const sealed = sealJson(deriveKey(plain, 'inbox'), requestId, content);
    return { sealed, wrappedKey: wrapped, purpose: 'inbox' };
  };
}

/**
 * What lies in an item of the inbox. One from before items had keys of their own is opened as it was sealed.
 *
 * @throws {UnreadableItemError} when it cannot be opened, however often it is tried with this code; any other
 * error is a fault of KMS and says nothing of the item
 */
export async function openItem(key: KmsKey, item: InboxItem): Promise<unknown> {
  const { requestId, sealed, wrappedKey, purpose } = item;
  const isNew = purpose === 'inbox';
  const plain = await unwrap(key, wrappedKey, isNew ? inboxContext(requestId) : requestContext(requestId));
  try {
    return unsealJson(deriveKey(plain, isNew ? 'inbox' : 'fields'), requestId, sealed);
  } catch {
    throw new UnreadableItemError('the item was sealed with another key, or was changed');
  }
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html#API_Decrypt_Errors */
const itemsFault = ['InvalidCiphertextException', 'IncorrectKeyException', 'ValidationException'];

async function unwrap({ kms, keyId }: KmsKey, wrapped: unknown, context: KeyContext): Promise<Buffer> {
  const CiphertextBlob = Buffer.from(typeof wrapped === 'string' ? wrapped : '', 'base64');
  if (CiphertextBlob.length === 0) throw new UnreadableItemError('the item has no wrapped key');
  try {
    const { Plaintext } = await kms.send(
      new DecryptCommand({ KeyId: keyId, CiphertextBlob, EncryptionContext: { ...context } }),
    );
    return Buffer.from(Plaintext ?? []);
  } catch (error) {
    if (!itemsFault.includes((error as Error).name)) throw error;
    throw new UnreadableItemError('KMS does not open the key of the item');
  }
}
