import { DecryptCommand } from '@aws-sdk/client-kms';
import { UnreadableItemError } from '../domain/errors';
import type { InboxItem } from '../domain/ports';
import { nameOfThrown } from '../domain/thrown';
import { type KeyContext, type KmsKey, newDataKey, requestContext } from './data-key';
import { deriveKey, sealJson, unsealJson } from './sealed-json';

function inboxContext(requestId: string): KeyContext {
  return { purpose: 'inbox', requestId };
}

/**
 * Seals a form under a new key, with `kms:GenerateDataKey` alone. The form's function can therefore read
 * nothing that is stored, and its key opens this one item only.
 */
export function sealInboxItem(key: KmsKey) {
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
 * The content of an item of the inbox. Items of older versions have no key of their own and are opened as
 * they were sealed.
 *
 * @throws {UnreadableItemError} when retries cannot help; any other error is a fault of KMS, not of the item
 */
export async function openInboxItem(key: KmsKey, item: InboxItem): Promise<unknown> {
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
    if (!itemsFault.includes(nameOfThrown(error))) throw error;
    throw new UnreadableItemError('KMS does not open the key of the item');
  }
}
