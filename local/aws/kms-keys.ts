import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { AwsError } from './aws-error';
import { writeFileAtomically } from './write-file-atomically';

/** What a KMS key is for. */
export type KeyUsage = 'ENCRYPT_DECRYPT' | 'GENERATE_VERIFY_MAC';

/** Name-value pairs bound to a ciphertext; decryption needs the same ones. */
export type EncryptionContext = Readonly<Record<string, string>>;

const KEY = z.object({
  keyId: z.uuid(),
  usage: z.enum(['ENCRYPT_DECRYPT', 'GENERATE_VERIFY_MAC']),
  material: z.base64(),
});
const KEY_FILE = z.record(z.string(), KEY);

type Key = z.output<typeof KEY>;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_BYTES = 36;
const UNREADABLE = 'The ciphertext or the encryption context does not fit';

/** Keys, with their material in one file that only its owner may read. */
export class KmsKeys {
  private readonly keys: ReadonlyMap<string, Key>;

  /**
   * @param file created on the first start
   * @param wanted the usage of each key by its alias, e.g. `{ 'alias/rightsdesk': 'ENCRYPT_DECRYPT' }`
   */
  constructor(
    file: string,
    wanted: Readonly<Record<string, KeyUsage>>,
    private readonly arnPrefix = 'arn:aws:kms:us-east-1:000000000000:key/',
  ) {
    const known = existsSync(file) ? KEY_FILE.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
    const missing = Object.entries(wanted).filter(([alias]) => known[alias] === undefined);
    const all = { ...known, ...Object.fromEntries(missing.map(([alias, usage]) => [alias, newKey(usage)])) };
    if (missing.length > 0) writeFileAtomically(file, JSON.stringify(all, null, 2));
    this.keys = new Map(Object.entries(all));
  }

  /** The key's ARN, whichever way it was named: id, ARN, alias or ARN of the alias. @throws AwsError */
  arn(reference: string, usage: KeyUsage): string {
    return this.arnPrefix + this.find(reference, usage).keyId;
  }

  encrypt(reference: string, plaintext: Uint8Array, context: EncryptionContext = {}): Buffer {
    const { keyId, material } = this.find(reference, 'ENCRYPT_DECRYPT');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(material, 'base64'), nonce);
    cipher.setAAD(boundTo(keyId, context));
    const encrypted = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return Buffer.concat([Buffer.from(keyId), nonce, cipher.getAuthTag(), encrypted]);
  }

  /** @throws AwsError InvalidCiphertextException, IncorrectKeyException */
  decrypt(
    ciphertext: Buffer,
    context: EncryptionContext = {},
    reference?: string,
  ): { plaintext: Buffer; arn: string } {
    const keyId = ciphertext.subarray(0, KEY_ID_BYTES).toString('latin1');
    const key = [...this.keys.values()].find((candidate) => candidate.keyId === keyId);
    if (key === undefined) throw new AwsError('InvalidCiphertextException', UNREADABLE);
    if (reference !== undefined && this.find(reference, 'ENCRYPT_DECRYPT') !== key) {
      throw new AwsError('IncorrectKeyException', 'The ciphertext was made with another key');
    }
    try {
      return {
        plaintext: open(key, ciphertext.subarray(KEY_ID_BYTES), context),
        arn: this.arnPrefix + keyId,
      };
    } catch {
      throw new AwsError('InvalidCiphertextException', UNREADABLE);
    }
  }

  mac(reference: string, message: Uint8Array): Buffer {
    const { material } = this.find(reference, 'GENERATE_VERIFY_MAC');
    return createHmac('sha256', Buffer.from(material, 'base64')).update(message).digest();
  }

  private find(reference: string, usage: KeyUsage): Key {
    const name = reference.replace(/^arn:aws[\w-]*:kms:[^:]*:\d{12}:(?:key\/)?/, '');
    const key = this.keys.get(name) ?? [...this.keys.values()].find((candidate) => candidate.keyId === name);
    if (key === undefined) throw new AwsError('NotFoundException', `Key '${reference}' does not exist`);
    if (key.usage === usage) return key;
    throw new AwsError(
      'InvalidKeyUsageException',
      `The usage of key '${reference}' is ${key.usage}, not ${usage}`,
    );
  }
}

function newKey(usage: KeyUsage): Key {
  return { keyId: randomUUID(), usage, material: randomBytes(32).toString('base64') };
}

function boundTo(keyId: string, context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([left], [right]) => (left < right ? -1 : 1));
  return Buffer.from(JSON.stringify([keyId, pairs]));
}

function open({ keyId, material }: Key, sealed: Buffer, context: EncryptionContext): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(material, 'base64'), nonce, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(boundTo(keyId, context));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}
