import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { ShreddedError } from '../../functions/domain/errors';
import type { Vault } from '../../functions/domain/ports';

/** A key a request, really encrypting: a ciphertext moved to another request cannot be read, nor one whose key was destroyed. */
export class MemoryVault implements Vault {
  private readonly keys = new Map<string, Buffer>();

  /** A fresh data key, as intake makes one. `wrapped` is what `adopt` takes. */
  newKey(): { plain: Buffer; wrapped: string } {
    const plain = randomBytes(32);
    return { plain, wrapped: plain.toString('base64') };
  }

  async adopt(requestId: string, wrappedKey?: string): Promise<void> {
    if (this.keys.has(requestId)) return;
    this.keys.set(requestId, wrappedKey ? Buffer.from(wrappedKey, 'base64') : randomBytes(32));
  }

  async seal(requestId: string, content: unknown): Promise<string> {
    const nonce = randomBytes(12);
    const key = await this.derive(requestId, 'fields');
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(requestId));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  async unseal(requestId: string, sealed: string): Promise<unknown> {
    const bytes = Buffer.from(sealed, 'base64url');
    const key = await this.derive(requestId, 'fields');
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      .setAAD(Buffer.from(requestId))
      .setAuthTag(bytes.subarray(-16));
    const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    return JSON.parse(plain.toString('utf8'));
  }

  async derive(requestId: string, purpose: string): Promise<Buffer> {
    const key = this.keys.get(requestId);
    if (!key) throw new ShreddedError('the key of this request is gone');
    return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `rightsdesk:${purpose}`, 32));
  }

  async shred(requestId: string): Promise<void> {
    this.keys.delete(requestId);
  }
}
