import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { AwsError } from './aws-error';
import { jsonOperation, jsonService } from './json-service';
import type { KmsKeys } from './kms-keys';
import type { WireService } from './wire-service';

const CONTEXT = z.record(z.string(), z.string()).optional();
const BLOB = z.base64().transform((text) => Buffer.from(text, 'base64'));
const SYMMETRIC = z.literal('SYMMETRIC_DEFAULT').optional();
const DATA_KEY = z.strictObject({
  KeyId: z.string(),
  KeySpec: z.enum(['AES_256', 'AES_128']).optional(),
  NumberOfBytes: z.int().min(1).max(1024).optional(),
  EncryptionContext: CONTEXT,
});

/** Encrypt and GenerateMac take at most 4096 bytes. */
const LARGEST_MESSAGE_BYTES = 4096;

/**
 * The KMS calls that the desk makes; fields that are not listed here (grants, dry runs) are refused.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html
 */
export function kmsService(keys: KmsKeys): WireService {
  return jsonService({
    service: 'kms',
    targetPrefix: 'TrentService',
    version: '1.1',
    operations: {
      GenerateDataKey: jsonOperation(DATA_KEY, (request) => {
        const { plaintext, ...answer } = dataKey(keys, request);
        return { ...answer, Plaintext: plaintext };
      }),
      GenerateDataKeyWithoutPlaintext: jsonOperation(DATA_KEY, (request) => {
        const { plaintext: _kept, ...answer } = dataKey(keys, request);
        return answer;
      }),
      Encrypt: jsonOperation(
        z.strictObject({
          KeyId: z.string(),
          Plaintext: BLOB,
          EncryptionContext: CONTEXT,
          EncryptionAlgorithm: SYMMETRIC,
        }),
        ({ KeyId, Plaintext, EncryptionContext }) => ({
          CiphertextBlob: keys.encrypt(KeyId, shortMessage(Plaintext), EncryptionContext).toString('base64'),
          KeyId: keys.arn(KeyId, 'ENCRYPT_DECRYPT'),
          EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        }),
      ),
      Decrypt: jsonOperation(
        z.strictObject({
          CiphertextBlob: BLOB,
          EncryptionContext: CONTEXT,
          KeyId: z.string().optional(),
          EncryptionAlgorithm: SYMMETRIC,
        }),
        ({ CiphertextBlob, EncryptionContext, KeyId }) => {
          const { plaintext, arn } = keys.decrypt(CiphertextBlob, EncryptionContext, KeyId);
          return {
            Plaintext: plaintext.toString('base64'),
            KeyId: arn,
            EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
          };
        },
      ),
      GenerateMac: jsonOperation(
        z.strictObject({ KeyId: z.string(), Message: BLOB, MacAlgorithm: z.literal('HMAC_SHA_256') }),
        ({ KeyId, Message }) => ({
          Mac: keys.mac(KeyId, shortMessage(Message)).toString('base64'),
          MacAlgorithm: 'HMAC_SHA_256',
          KeyId: keys.arn(KeyId, 'GENERATE_VERIFY_MAC'),
        }),
      ),
    },
  });
}

function dataKey(
  keys: KmsKeys,
  { KeyId, KeySpec, NumberOfBytes, EncryptionContext }: z.output<typeof DATA_KEY>,
) {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    throw new AwsError('ValidationException', 'Please specify either number of bytes or key spec.');
  }
  const plaintext = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32));
  return {
    plaintext: plaintext.toString('base64'),
    CiphertextBlob: keys.encrypt(KeyId, plaintext, EncryptionContext).toString('base64'),
    KeyId: keys.arn(KeyId, 'ENCRYPT_DECRYPT'),
  };
}

function shortMessage(message: Buffer): Buffer {
  if (message.length >= 1 && message.length <= LARGEST_MESSAGE_BYTES) return message;
  throw new AwsError('ValidationException', `The message must have 1 to ${LARGEST_MESSAGE_BYTES} bytes`);
}
