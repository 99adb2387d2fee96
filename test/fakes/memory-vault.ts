import { randomBytes } from 'node:crypto';
import { deriveKey, sealJson, unsealJson } from '../../functions/adapters/sealed-json';
import { assertMayHaveKey, DESK_KEY, DeskKeyMissingError } from '../../functions/domain/desk-key';
import { ShreddedError, UnreadableItemError } from '../../functions/domain/errors';
import type { InboxItem, Vault } from '../../functions/domain/ports';

/**
 * One key for each request, with real encryption: a ciphertext moved to another request cannot be read, nor
 * one whose key was destroyed. The desk has its own key from the start.
 */
export class MemoryVault implements Vault {
  private readonly keys = new Map<string, Buffer | 'destroyed'>([[DESK_KEY, randomBytes(32)]]);

  /**
   * Seals as the form's function does, under a key of the item's own. `wrappedKey` is that key in the clear.
   */
  sealItem(
    requestId: string,
    content: unknown,
  ): Pick<InboxItem, 'requestId' | 'sealed' | 'wrappedKey' | 'purpose'> {
    const plain = randomBytes(32);
    const sealed = sealJson(deriveKey(plain, 'inbox'), requestId, content);
    return { requestId, sealed, wrappedKey: plain.toString('base64'), purpose: 'inbox' };
  }

  async adopt(requestId: string): Promise<void> {
    assertMayHaveKey(requestId);
    if (!this.keys.has(requestId)) this.keys.set(requestId, randomBytes(32));
  }

  async open({ requestId, wrappedKey, sealed, purpose }: InboxItem): Promise<unknown> {
    try {
      const key = deriveKey(Buffer.from(wrappedKey, 'base64'), purpose ?? 'fields');
      return unsealJson(key, requestId, sealed);
    } catch {
      throw new UnreadableItemError('the item was sealed with another key, or was changed');
    }
  }

  async seal(requestId: string, content: unknown): Promise<string> {
    return sealJson(await this.derive(requestId, 'fields'), requestId, content);
  }

  async unseal(requestId: string, sealed: string): Promise<unknown> {
    return unsealJson(await this.derive(requestId, 'fields'), requestId, sealed);
  }

  async derive(requestId: string, purpose: string): Promise<Buffer> {
    const key = this.keys.get(requestId);
    if (Buffer.isBuffer(key)) return deriveKey(key, purpose);
    throw requestId === DESK_KEY
      ? new DeskKeyMissingError()
      : new ShreddedError('the key of this request is gone');
  }

  async shred(requestId: string): Promise<void> {
    assertMayHaveKey(requestId);
    this.keys.set(requestId, 'destroyed');
  }
}
