import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateMacCommand,
  KMSClient,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import type { TestMachine } from './local-machine';
import { endTestMachine, startTestMachine } from './local-machine';

describe('the local KMS, over the wire', () => {
  let machine: TestMachine;
  let kms: KMSClient;
  const KeyId = 'alias/rightsdesk';
  const EncryptionContext = { requestId: 'r-1', purpose: 'request' };

  beforeAll(async () => {
    machine = await startTestMachine();
    kms = new KMSClient(machine.client);
  });
  afterAll(() => endTestMachine(machine));

  it('decrypts a data key in its encryption context, whatever the order of the pairs', async () => {
    const made = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }));

    const opened = await kms.send(
      new DecryptCommand({
        CiphertextBlob: made.CiphertextBlob,
        EncryptionContext: { purpose: 'request', requestId: 'r-1' },
      }),
    );

    expect(made.Plaintext).toHaveLength(32);
    expect(Buffer.from(opened.Plaintext ?? [])).toEqual(Buffer.from(made.Plaintext ?? []));
    expect(opened.KeyId).toBe(made.KeyId);
  });

  it.each([
    ['another context', { requestId: 'r-2', purpose: 'request' }],
    ['a part of the context', { requestId: 'r-1' }],
    ['no context', undefined],
  ])('refuses a ciphertext in %s', async (_case, wrong) => {
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId, Plaintext: Buffer.from('secret'), EncryptionContext }),
    );

    const opening = kms.send(
      new DecryptCommand({ CiphertextBlob, ...(wrong && { EncryptionContext: wrong }) }),
    );

    await expect(opening).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  it('refuses a ciphertext with one bit changed', async () => {
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId, Plaintext: Buffer.from('secret') }),
    );
    const changed = Buffer.from(CiphertextBlob ?? []);
    changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;

    const opening = kms.send(new DecryptCommand({ CiphertextBlob: changed }));

    await expect(opening).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  });

  it('returns no plaintext with a data key without plaintext', async () => {
    const made = await kms.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId, NumberOfBytes: 64 }));

    const opened = await kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, KeyId }));

    expect(made).not.toHaveProperty('Plaintext');
    expect(opened.Plaintext).toHaveLength(64);
  });

  it('makes the same MAC for the same message and refuses it with an encryption key', async () => {
    const mac = (keyId: string, text: string) =>
      kms.send(
        new GenerateMacCommand({ KeyId: keyId, Message: Buffer.from(text), MacAlgorithm: 'HMAC_SHA_256' }),
      );

    const [first, second, other] = await Promise.all(
      ['a', 'a', 'b'].map((text) => mac('alias/rightsdesk-mac', text)),
    );

    expect(first?.Mac).toHaveLength(32);
    expect(second?.Mac).toEqual(first?.Mac);
    expect(other?.Mac).not.toEqual(first?.Mac);
    await expect(mac(KeyId, 'a')).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
  });

  it('names a key that does not exist', async () => {
    const making = kms.send(new GenerateDataKeyCommand({ KeyId: 'alias/other', KeySpec: 'AES_256' }));

    await expect(making).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('keeps its keys on disk for the owner only, across restarts', async () => {
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('kept') }));

    const restarted = await startTestMachine({ directory: machine.directory });
    const opened = await new KMSClient(restarted.client).send(new DecryptCommand({ CiphertextBlob }));
    await restarted.stop();

    expect(Buffer.from(opened.Plaintext ?? []).toString()).toBe('kept');
    expect(statSync(join(machine.directory, 'kms-keys.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(machine.directory).filter((file) => file.includes('unfinished'))).toEqual([]);
  });

  it('refuses every other operation by name', async () => {
    const listing = kms.send(new ListKeysCommand({}));

    await expect(listing).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('ListKeys'),
      $metadata: { httpStatusCode: 501 },
    });
  });
});
