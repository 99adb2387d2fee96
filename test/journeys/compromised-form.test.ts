import { createHmac } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../functions/adapters/build-deps';
import { type KeyContext, newDataKey, requestContext } from '../../functions/adapters/data-key';
import { deriveKey, sealJson, unsealJson } from '../../functions/adapters/sealed-json';
import { hashToken, LINK_PATHS } from '../../functions/casework/links/issue-link';
import type { LinkPurpose } from '../../functions/domain/event-facts';
import { requestIdOf } from '../../functions/domain/new-request-id';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(180_000);

let walk: DeskWalk;

beforeAll(async () => {
  walk = await startJourney();
});

afterAll(() => walk.desk.stop());

/**
 * An attacker who controls the form's function: its permissions, everything in its bundle, and the formulas
 * of the desk.
 */
class FormOwner {
  private readonly kms = new KMSClient({});
  private readonly lambda = new LambdaClient({});
  private readonly dynamo = documentClient();
  readonly keys: Buffer[] = [];

  async makeKey(context: KeyContext): Promise<{ plain: Buffer; wrapped: string }> {
    const key = await newDataKey({ kms: this.kms, keyId: process.env.KEY_ID ?? '' }, context);
    this.keys.push(key.plain);
    return key;
  }

  /**
   * Puts an item whose key they know, as the deployed function does or as it did before items had keys of
   * their own, and has it received.
   */
  async send(requestId: string, form: object, age: 'new' | 'old'): Promise<void> {
    const isNew = age === 'new';
    const key = await this.makeKey(isNew ? { purpose: 'inbox', requestId } : requestContext(requestId));
    const sealed = sealJson(deriveKey(key.plain, isNew ? 'inbox' : 'fields'), requestId, form);
    const Item = {
      requestId,
      receivedAt: walk.desk.clock.now(),
      wrappedKey: key.wrapped,
      sealed,
      ...(isNew ? { purpose: 'inbox' } : {}),
    };
    await this.dynamo.send(new PutCommand({ TableName: process.env.INBOX_TABLE, Item }));
    await this.lambda.send(
      new InvokeCommand({
        FunctionName: process.env.RECEIVE_FUNCTION,
        InvocationType: 'Event',
        Payload: Buffer.from(JSON.stringify({ requestId })),
      }),
    );
    await walk.desk.quiet();
  }

  /** All links that the formulas make from the keys they know. */
  links(): MadeLink[] {
    const { staff, stores } = walk.desk.data.desk;
    const about = ['', ...stores.map(({ id }) => id)].flatMap((subject) => [
      `:${subject}`,
      ...staff.map(({ id, email }) => `${id}:${subject}:${email}`),
    ]);
    return this.keys.flatMap((key) =>
      purposes.flatMap((purpose) =>
        [1, 2, 100].flatMap((issue) =>
          about.map((rest) => madeOf(key, purpose, `link:${purpose}:${issue}:${rest}`)),
        ),
      ),
    );
  }
}

interface MadeLink {
  readonly token: string;
  readonly path: string;
}

const purposes = Object.keys(LINK_PATHS) as LinkPurpose[];

function madeOf(key: Buffer, purpose: LinkPurpose, name: string): MadeLink {
  const token = createHmac('sha256', deriveKey(key, name)).update('token').digest('base64url');
  return { token, path: `/${LINK_PATHS[purpose]}/${token}` };
}

/** One in this many of the links is opened over HTTP; the desk is asked about all of them. */
const OPENED = 23;

/** The statuses of the pages, each once, and how many of the links the desk knows. */
async function answersTo(links: readonly MadeLink[]): Promise<{ statuses: number[]; known: number }> {
  const { items } = walk.desk.deps;
  const found: unknown[] = [];
  for (const { token } of links) found.push(await items.findToken(hashToken(token)));
  const opened = links.filter((_, n) => n % OPENED === 0);
  const answers = await Promise.all(opened.map(({ path }) => fetch(`${walk.desk.url}${path}`)));
  return { statuses: [...new Set(answers.map(({ status }) => status))], known: found.filter(Boolean).length };
}

const nothing = { statuses: [404], known: 0 };

describe('an attacker who controls the form’s function', () => {
  it.each([
    ['access', 'new', people.lena.email],
    ['erasure', 'old', people.gerhard.email],
  ] as const)(
    'can make no link, code or field of a request for %s that they sent as a %s item',
    async (right, age, email) => {
      const owner = new FormOwner();
      const form = { right, forWhom: 'self', relation: 'customer', email };
      const requestId = requestIdOf(`owned ${right}`, form);

      await owner.send(requestId, form, age);
      const received = await answersTo(owner.links());
      await walk.prove(email);
      await walk.desk.moveClock({ by: 'P1D' });
      const proven = await answersTo(owner.links());

      const request = await walk.load(requestId);
      expect(request.status).not.toBe('awaiting-verification');
      expect([received, proven]).toEqual([nothing, nothing]);
      const sealed = request.log.flatMap((event) => event.sealed ?? []);
      expect(sealed.length).toBeGreaterThan(0);
      for (const key of owner.keys)
        for (const purpose of ['fields', 'inbox'])
          for (const text of sealed)
            expect(() => unsealJson(deriveKey(key, purpose), requestId, text)).toThrow();
    },
  );

  it('knows how links are made: with the true key the same formulas make working ones', async () => {
    const id = await walk.ask({ right: 'access', email: people.zoe.email });
    const secret = await walk.desk.deps.vault.derive(id, 'link:verify:1::');
    const token = createHmac('sha256', secret).update('token').digest('base64url');

    expect(await walk.desk.deps.items.findToken(hashToken(token))).toMatchObject({ requestId: id });
    expect((await fetch(`${walk.desk.url}/v/${token}`)).status).toBe(200);
  });

  it.each(['desk', 'cursor', 'dsr-'])('plants no key under the name %s', async (name) => {
    const owner = new FormOwner();
    const before = await walk.desk.deps.vault.derive('desk', 'tombstones');

    for (const age of ['new', 'old'] as const)
      await owner.send(
        name,
        { right: 'access', forWhom: 'self', relation: 'customer', email: people.zoe.email },
        age,
      );
    await walk.desk.moveClock({ by: 'PT1H' });

    expect((await walk.desk.deps.vault.derive('desk', 'tombstones')).equals(before)).toBe(true);
    expect(await walk.desk.deps.register.find(name)).toBeUndefined();
  });

  it('affects no existing request by an item with its id', async () => {
    const owner = new FormOwner();
    const id = await walk.ask({ right: 'access', email: people.ines.email });
    const before = (await walk.load(id)).log;

    await owner.send(
      id,
      { right: 'complaint', forWhom: 'self', relation: 'customer', email: 'thief@example.com' },
      'new',
    );

    expect((await walk.load(id)).log).toEqual(before);
    expect(walk.mails('thief@example.com')).toEqual([]);
    expect(await answersTo(owner.links())).toEqual(nothing);
  });
});
