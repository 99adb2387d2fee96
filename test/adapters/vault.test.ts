import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { kmsVault, sealJson, unsealJson } from '../../functions/adapters/kms-vault';
import { ShreddedError } from '../../functions/domain/errors';
import type { Vault } from '../../functions/domain/ports';
import { MemoryVault } from '../fakes/memory-vault';

jest.setTimeout(60_000);

interface Call {
  readonly constructor: { readonly name: string };
  readonly input: Record<string, unknown>;
}

/** KMS as far as the vault needs it: wraps under the encryption context, which must be the same to unwrap. */
function aKms() {
  const master = randomBytes(32);
  const asked: string[] = [];
  const contextOf = (input: Record<string, unknown>) =>
    Buffer.from(JSON.stringify(input.EncryptionContext ?? null));
  const send = async ({ constructor: { name }, input }: Call) => {
    asked.push(name);
    if (name === 'GenerateDataKeyCommand') {
      const [plain, nonce] = [randomBytes(32), randomBytes(12)];
      const cipher = createCipheriv('aes-256-gcm', master, nonce).setAAD(contextOf(input));
      const wrapped = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return { Plaintext: plain, CiphertextBlob: wrapped };
    }
    const blob = Buffer.from(input.CiphertextBlob as Uint8Array);
    const decipher = createDecipheriv('aes-256-gcm', master, blob.subarray(0, 12))
      .setAAD(contextOf(input))
      .setAuthTag(blob.subarray(-16));
    return { Plaintext: Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]) };
  };
  return { kms: { send } as unknown as KMSClient, asked };
}

function aTable() {
  const items = new Map<string, Record<string, unknown>>();
  const send = async ({ constructor: { name }, input }: Call) => {
    const item = input.Item as Record<string, unknown> | undefined;
    const key = String((item ?? (input.Key as Record<string, unknown>)).requestId);
    if (name === 'GetCommand') return { Item: items.get(key) };
    if (name === 'DeleteCommand') return { deleted: items.delete(key) };
    if (items.has(key)) throw Object.assign(new Error('taken'), { name: 'ConditionalCheckFailedException' });
    items.set(key, item ?? {});
    return {};
  };
  return { dynamo: { send } as unknown as DynamoDBDocumentClient, items };
}

function aKmsVault(parts = { ...aKms(), ...aTable() }): Vault & typeof parts {
  return Object.assign(
    kmsVault({ kms: parts.kms, keyId: 'key', dynamo: parts.dynamo, table: 'keys' }),
    parts,
  );
}

describe('the key of a request', () => {
  it('is opened once, however much asks for it at once', async () => {
    const parts = { ...aKms(), ...aTable() };
    await aKmsVault(parts).adopt('a');
    const fresh = aKmsVault(parts);

    await Promise.all(['x', 'y', 'z'].map((purpose) => fresh.derive('a', purpose)));

    expect(parts.asked.filter((name) => name === 'DecryptCommand')).toHaveLength(1);
  });

  it('is made once: who finds one there asks for no other', async () => {
    const parts = { ...aKms(), ...aTable() };
    await aKmsVault(parts).adopt('a');

    await aKmsVault(parts).adopt('a');

    expect(parts.asked).toEqual(['GenerateDataKeyCommand']);
  });

  it('is opened anew after an opening failed', async () => {
    const vault = aKmsVault();
    await expect(vault.derive('a', 'x')).rejects.toBeInstanceOf(ShreddedError);

    await vault.adopt('a');

    expect(await vault.derive('a', 'x')).toHaveLength(32);
  });
});

const kinds: readonly (readonly [string, () => Vault])[] = [
  ['the vault behind KMS', aKmsVault],
  ['the vault in memory', () => new MemoryVault()],
];

describe.each(kinds)('%s', (_, open) => {
  it('gives back what was sealed, of any shape', async () => {
    const vault = open();
    await vault.adopt('a');
    await fc.assert(
      fc.asyncProperty(
        fc.json().map((text) => JSON.parse(text) as unknown),
        async (content) => {
          expect(await vault.unseal('a', await vault.seal('a', content))).toEqual(content);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('seals the same content differently each time, and shows nothing of it', async () => {
    const vault = open();
    await vault.adopt('a');

    const [first, second] = [
      await vault.seal('a', 'mia@example.com'),
      await vault.seal('a', 'mia@example.com'),
    ];

    expect(first).not.toBe(second);
    expect(Buffer.from(first, 'base64url').toString('latin1')).not.toContain('mia');
  });

  it('opens nothing that was sealed for another request', async () => {
    const vault = open();
    await vault.adopt('a');
    await vault.adopt('b');
    const sealed = await vault.seal('a', 'x');

    await expect(vault.unseal('b', sealed)).rejects.toThrow();
  });

  it('opens nothing that was changed', async () => {
    const vault = open();
    await vault.adopt('a');
    const sealed = Buffer.from(await vault.seal('a', 'content'), 'base64url');
    for (const at of sealed.keys()) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(vault.unseal('a', changed.toString('base64url'))).rejects.toThrow();
    }
  });

  it('derives the same 32 bytes for one purpose, others for another purpose or request', async () => {
    const vault = open();
    await vault.adopt('a');
    await vault.adopt('b');

    const keys = await Promise.all(
      [
        ['a', 'x'],
        ['a', 'x'],
        ['a', 'y'],
        ['b', 'x'],
      ].map(([id = '', purpose = '']) => vault.derive(id, purpose)),
    );

    expect(keys[0]).toHaveLength(32);
    expect(keys[0]?.equals(keys[1] ?? Buffer.alloc(0))).toBe(true);
    expect(new Set(keys.map((k) => k.toString('hex'))).size).toBe(3);
  });

  it('keeps the first key when one is adopted again', async () => {
    const vault = open();
    await vault.adopt('a');
    const sealed = await vault.seal('a', 'x');

    await vault.adopt('a');

    expect(await vault.unseal('a', sealed)).toBe('x');
  });

  it('can read nothing of a request once it is shredded, and everything of the others; shredding twice is harmless [P04]', async () => {
    const vault = open();
    await vault.adopt('a');
    await vault.adopt('b');
    const [gone, kept] = [await vault.seal('a', 'x'), await vault.seal('b', 'y')];

    await vault.shred('a');
    await vault.shred('a');

    await expect(vault.unseal('a', gone)).rejects.toThrow(ShreddedError);
    await expect(vault.derive('a', 'fields')).rejects.toThrow(ShreddedError);
    expect(await vault.unseal('b', kept)).toBe('y');
  });
});

describe('a wrapped key', () => {
  it('that was moved to another request opens nothing', async () => {
    const vault = aKmsVault();
    await vault.adopt('a');
    vault.items.set('b', { requestId: 'b', wrapped: vault.items.get('a')?.wrapped });

    await expect(vault.derive('b', 'fields')).rejects.toThrow();
  });

  it('is opened once by a function that stays warm', async () => {
    const vault = aKmsVault();
    await vault.adopt('a');

    for (let n = 0; n < 5; n += 1) await vault.seal('a', n);

    expect(vault.asked.filter((name) => name === 'DecryptCommand')).toHaveLength(1);
  });
});

describe('a sealed field', () => {
  it('is bound to the request that it names, under one and the same key', () => {
    const key = randomBytes(32);

    expect(unsealJson(key, 'a', sealJson(key, 'a', 'x'))).toBe('x');
    expect(() => unsealJson(key, 'b', sealJson(key, 'a', 'x'))).toThrow();
  });

  it.each(['', 'AA', randomBytes(27).toString('base64url')])(
    'is refused when it is too short to be one (%#)',
    (text) => {
      expect(() => unsealJson(randomBytes(32), 'a', text)).toThrow();
    },
  );
});

describe('a key that is asked for again and again, like that of the desk itself', () => {
  it('is made once and opened once', async () => {
    const vault = aKmsVault();

    for (let times = 0; times < 5; times += 1) {
      await vault.adopt('desk');
      await vault.derive('desk', 'tombstones');
    }

    expect(vault.asked).toEqual(['GenerateDataKeyCommand', 'DecryptCommand']);
  });
});
