import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Node would accept a shorter tag otherwise. */
const GCM = { authTagLength: 16 } as const;

/** Derives the key for one purpose with HKDF-SHA-256. */
export function deriveKey(dataKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, Buffer.alloc(0), `rightsdesk:${purpose}`, 32));
}

/**
 * Seals the JSON of `content` with AES-256-GCM, bound to the id of its request. Base64url of nonce,
 * ciphertext, tag.
 */
export function sealJson(key: Buffer, requestId: string, content: unknown): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, GCM).setAAD(Buffer.from(requestId));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
}

/** The content that {@link sealJson} sealed. Throws on another key, another id, or a changed byte. */
export function unsealJson(key: Buffer, requestId: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), GCM)
    .setAAD(Buffer.from(requestId))
    .setAuthTag(bytes.subarray(-16));
  const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  return JSON.parse(plain.toString('utf8'));
}
