import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { newDataKey, requestContext } from '../../functions/adapters/data-key';
import { ensureDeskKey } from '../../functions/adapters/ensure-desk-key';
import { sealInboxItem } from '../../functions/adapters/inbox-seal';
import { kmsVault } from '../../functions/adapters/kms-vault';
import { deriveKey, sealJson, unsealJson } from '../../functions/adapters/sealed-json';
import { DeskKeyMissingError } from '../../functions/domain/desk-key';
import { ShreddedError, UnreadableItemError } from '../../functions/domain/errors';
import type { InboxItem, Vault } from '../../functions/domain/ports';
import { MemoryVault } from '../fakes/memory-vault';

jest.setTimeout(60_000);

const [a, b] = ['dsr-aaaaaaaaaaaa', 'dsr-bbbbbbbbbbbb'];

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
    if (name !== 'DecryptCommand') {
      const given = input.Plaintext as Uint8Array | undefined;
      const [plain, nonce] = [given ? Buffer.from(given) : randomBytes(32), randomBytes(12)];
      const cipher = createCipheriv('aes-256-gcm', master, nonce).setAAD(contextOf(input));
      const wrapped = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return { Plaintext: plain, CiphertextBlob: wrapped };
    }
    const blob = Buffer.from(input.CiphertextBlob as Uint8Array);
    try {
      return { Plaintext: opened(blob, contextOf(input)) };
    } catch {
      throw Object.assign(new Error('not this key'), { name: 'InvalidCiphertextException' });
    }
  };
  const opened = (blob: Buffer, context: Buffer) => {
    const decipher = createDecipheriv('aes-256-gcm', master, blob.subarray(0, 12))
      .setAAD(context)
      .setAuthTag(blob.subarray(-16));
    return Buffer.concat([decipher.update(blob.subarray(12, -16)), decipher.final()]);
  };
  return { kms: { send } as unknown as KMSClient, asked };
}

const taken = () => Object.assign(new Error('taken'), { name: 'ConditionalCheckFailedException' });

function aTable() {
  const items = new Map<string, Record<string, unknown>>();
  const send = async ({ constructor: { name }, input }: Call) => {
    const item = input.Item as Record<string, unknown> | undefined;
    const key = String((item ?? (input.Key as Record<string, unknown>)).requestId);
    if (name === 'GetCommand') return { Item: items.get(key) };
    if (input.ConditionExpression === 'wrapped = :old') {
      const { ':old': old } = input.ExpressionAttributeValues as Record<string, unknown>;
      if (items.get(key)?.wrapped !== old) throw taken();
    } else if (input.ConditionExpression && items.has(key)) throw taken();
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
    await aKmsVault(parts).adopt(a);
    const fresh = aKmsVault(parts);

    await Promise.all(['x', 'y', 'z'].map((purpose) => fresh.derive(a, purpose)));

    expect(parts.asked.filter((name) => name === 'DecryptCommand')).toHaveLength(1);
  });

  it('stays the first, however many make one', async () => {
    const parts = { ...aKms(), ...aTable() };
    const [first, second] = [aKmsVault(parts), aKmsVault(parts)];
    await first.adopt(a);
    const sealed = await first.seal(a, 'content');

    await second.adopt(a);

    expect(await second.unseal(a, sealed)).toBe('content');
    expect(await aKmsVault(parts).unseal(a, await second.seal(a, 'more'))).toBe('more');
  });

  it('is made without a look whether there is one', async () => {
    const parts = { ...aKms(), ...aTable() };
    const send = jest.spyOn(parts.dynamo, 'send');

    await aKmsVault(parts).adopt(a);

    expect(send).toHaveBeenCalledTimes(1);
  });

  it('is opened anew after an opening failed', async () => {
    const vault = aKmsVault();
    await expect(vault.derive(a, 'x')).rejects.toBeInstanceOf(ShreddedError);

    await vault.adopt(a);

    expect(await vault.derive(a, 'x')).toHaveLength(32);
  });
});

const kinds: readonly (readonly [string, () => Vault])[] = [
  ['the vault behind KMS', aKmsVault],
  ['the vault in memory', () => new MemoryVault()],
];

describe.each(kinds)('%s', (_, open) => {
  it('gives back what was sealed, of any shape', async () => {
    const vault = open();
    await vault.adopt(a);
    await fc.assert(
      fc.asyncProperty(
        fc.json().map((text) => JSON.parse(text) as unknown),
        async (content) => {
          expect(await vault.unseal(a, await vault.seal(a, content))).toEqual(content);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('seals the same content differently each time, and shows nothing of it', async () => {
    const vault = open();
    await vault.adopt(a);

    const [first, second] = [await vault.seal(a, 'mia@example.com'), await vault.seal(a, 'mia@example.com')];

    expect(first).not.toBe(second);
    expect(Buffer.from(first, 'base64url').toString('latin1')).not.toContain('mia');
  });

  it('opens nothing that was sealed for another request', async () => {
    const vault = open();
    await vault.adopt(a);
    await vault.adopt(b);
    const sealed = await vault.seal(a, 'x');

    await expect(vault.unseal(b, sealed)).rejects.toThrow();
  });

  it('opens nothing that was changed', async () => {
    const vault = open();
    await vault.adopt(a);
    const sealed = Buffer.from(await vault.seal(a, 'content'), 'base64url');
    for (const at of sealed.keys()) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(vault.unseal(a, changed.toString('base64url'))).rejects.toThrow();
    }
  });

  it('derives the same 32 bytes for one purpose, others for another purpose or request', async () => {
    const vault = open();
    await vault.adopt(a);
    await vault.adopt(b);

    const keys = await Promise.all(
      [
        [a, 'x'],
        [a, 'x'],
        [a, 'y'],
        [b, 'x'],
      ].map(([id = '', purpose = '']) => vault.derive(id, purpose)),
    );

    expect(keys[0]).toHaveLength(32);
    expect(keys[0]?.equals(keys[1] ?? Buffer.alloc(0))).toBe(true);
    expect(new Set(keys.map((k) => k.toString('hex'))).size).toBe(3);
  });

  it('keeps the first key when one is adopted again', async () => {
    const vault = open();
    await vault.adopt(a);
    const sealed = await vault.seal(a, 'x');

    await vault.adopt(a);

    expect(await vault.unseal(a, sealed)).toBe('x');
  });

  it('can read nothing of a request once it is shredded, and everything of the others; shredding twice is harmless [P04]', async () => {
    const vault = open();
    await vault.adopt(a);
    await vault.adopt(b);
    const [gone, kept] = [await vault.seal(a, 'x'), await vault.seal(b, 'y')];

    await vault.shred(a);
    await vault.shred(a);

    await expect(vault.unseal(a, gone)).rejects.toThrow(ShreddedError);
    await expect(vault.derive(a, 'fields')).rejects.toThrow(ShreddedError);
    expect(await vault.unseal(b, kept)).toBe('y');
  });
});

describe('a wrapped key', () => {
  it('that was moved to another request opens nothing', async () => {
    const vault = aKmsVault();
    await vault.adopt(a);
    vault.items.set(b, { requestId: b, wrapped: vault.items.get(a)?.wrapped });

    await expect(vault.derive(b, 'fields')).rejects.toThrow();
  });

  it('is opened once by a function that stays warm', async () => {
    const parts = { ...aKms(), ...aTable() };
    await aKmsVault(parts).adopt(a);
    const vault = aKmsVault(parts);

    for (let n = 0; n < 5; n += 1) await vault.seal(a, n);

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

describe.each(kinds)('%s', (_, open) => {
  it('gives a key to requests, and to what a law keeps of one, and to nothing else', async () => {
    const vault = open();
    await vault.adopt(a);
    await vault.adopt(`${a}-kept-2036-12-31`);
    await vault.adopt(`${a}-kept-2036-12-31-2`);

    for (const id of [
      'desk',
      'DESK',
      '',
      'dsr-',
      'dsr-short',
      `${a}x`,
      `x${a}`,
      'dsr-aaaaaaaaaaaA',
      `${a}\n`,
    ])
      await expect(vault.adopt(id)).rejects.toThrow(RangeError);
    await expect(vault.shred('desk')).rejects.toThrow(RangeError);
  });

  it('makes no other key for a request whose key was destroyed', async () => {
    const vault = open();
    await vault.adopt(a);
    const sealed = await vault.seal(a, 'x');
    await vault.shred(a);

    await vault.adopt(a);

    await expect(vault.unseal(a, sealed)).rejects.toThrow(ShreddedError);
    await expect(vault.seal(a, 'y')).rejects.toThrow(ShreddedError);
  });
});

describe('an item of the inbox', () => {
  const aForm = { right: 'access', email: 'mia@example.com' };
  const sealed = async (parts: ReturnType<typeof aKms>, requestId = a, content: unknown = aForm) => ({
    requestId,
    receivedAt: '2026-11-24T10:00:00.000Z',
    ...(await sealInboxItem({ kms: parts.kms, keyId: 'key' })(requestId, content)),
  });

  it('is opened with its own key, which opens nothing of the request', async () => {
    const parts = { ...aKms(), ...aTable() };
    const vault = aKmsVault(parts);
    const item = await sealed(parts);
    await vault.adopt(a);

    expect(await vault.open(item)).toEqual(aForm);
    expect(parts.items.get(a)?.wrapped).not.toBe(item.wrappedKey);
    parts.items.set(a, { requestId: a, wrapped: item.wrappedKey });
    await expect(aKmsVault(parts).derive(a, 'fields')).rejects.toThrow();
  });

  it('from before items had keys of their own is opened as it was sealed', async () => {
    const parts = { ...aKms(), ...aTable() };
    const { plain, wrapped } = await newDataKey({ kms: parts.kms, keyId: 'key' }, requestContext(a));
    const old = { requestId: a, receivedAt: '2026-11-24T10:00:00.000Z', wrappedKey: wrapped };

    const content = await aKmsVault(parts).open({
      ...old,
      sealed: sealJson(deriveKey(plain, 'fields'), a, aForm),
    });

    expect(content).toEqual(aForm);
  });

  it.each<[string, (item: InboxItem) => object]>([
    ['without a key', () => ({ wrappedKey: '' })],
    ['whose key is none', () => ({ wrappedKey: 12 })],
    ['whose key KMS does not know', () => ({ wrappedKey: randomBytes(60).toString('base64') })],
    ['of another request', () => ({ requestId: b })],
    ['that says it is an old one', () => ({ purpose: undefined })],
    ['with nothing in it', () => ({ sealed: '' })],
    ['with nothing but signs', () => ({ sealed: '%%%' })],
    ['that was changed', ({ sealed: text }) => ({ sealed: `A${text.slice(1, -2)}AA` })],
    ['without contents', () => ({ sealed: undefined })],
  ])('%s is unreadable, whoever tries', async (_, change) => {
    const parts = { ...aKms(), ...aTable() };
    const item = await sealed(parts);

    const opening = aKmsVault(parts).open({ ...item, ...change(item) } as InboxItem);

    await expect(opening).rejects.toThrow(UnreadableItemError);
  });

  it.each([
    'ThrottlingException',
    'KMSInternalException',
    'AccessDeniedException',
    'DisabledException',
    'TimeoutError',
  ])('is not called unreadable because of %s', async (name) => {
    const parts = { ...aKms(), ...aTable() };
    const item = await sealed(parts);
    const kms = { send: () => Promise.reject(Object.assign(new Error('no'), { name })) };

    const opening = aKmsVault({ ...parts, kms: kms as unknown as KMSClient }).open(item);

    await expect(opening).rejects.toMatchObject({ name });
  });
});

describe('the desk’s own key', () => {
  const settingsOf = (parts: ReturnType<typeof aKms> & ReturnType<typeof aTable>) => ({
    kms: parts.kms,
    keyId: 'key',
    dynamo: parts.dynamo,
    table: 'keys',
  });

  it('is made once at deployment, opened once, and never seen while it is made', async () => {
    const parts = { ...aKms(), ...aTable() };
    const runs = [await ensureDeskKey(settingsOf(parts)), await ensureDeskKey(settingsOf(parts))];
    const vault = aKmsVault(parts);

    const [first, second] = [
      await vault.derive('desk', 'tombstones'),
      await vault.derive('desk', 'tombstones'),
    ];

    expect(runs).toEqual(['made', 'there']);
    expect(first.equals(second)).toBe(true);
    expect(parts.asked).toEqual(['GenerateDataKeyWithoutPlaintextCommand', 'DecryptCommand']);
  });

  it('is never made in passing: where it is missing, its use says so', async () => {
    for (const [, open] of kinds.slice(0, 1))
      await expect(open().derive('desk', 'tombstones')).rejects.toThrow(DeskKeyMissingError);
  });

  it('that was wrapped as if the desk were a request is the same key afterwards', async () => {
    const parts = { ...aKms(), ...aTable() };
    const { wrapped } = await newDataKey(settingsOf(parts), requestContext('desk'));
    parts.items.set('desk', { requestId: 'desk', wrapped });
    const before = await aKmsVault(parts).derive('desk', 'tombstones');

    expect(await ensureDeskKey(settingsOf(parts))).toBe('wrapped anew');

    expect(parts.items.get('desk')?.wrapped).not.toBe(wrapped);
    expect((await aKmsVault(parts).derive('desk', 'tombstones')).equals(before)).toBe(true);
    expect(await ensureDeskKey(settingsOf(parts))).toBe('there');
  });
});
