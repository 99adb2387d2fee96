import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoDeskItems } from '../../../functions/adapters/dynamo-desk-items';
import { issueLink, LINK_PATHS } from '../../../functions/casework/links/issue-link';
import { findLink, tryCode } from '../../../functions/casework/links/open-link';
import { mailCode, newestCodeToken, tokenInUrl } from '../../../functions/casework/mail/mail-code';
import type { LinkPurpose } from '../../../functions/domain/event-facts';
import { downloadCode, withdrawCode } from '../../../functions/emails/person-mails';
import { proofRoutes } from '../../../functions/web/requester/proof.routes';
import { webApp } from '../../../functions/web/web-app';
import { deskTables } from '../../../local/desk/create-tables';
import { type WireTables, wireTables } from '../../adapters/dynalite-table';
import { alma } from '../../builders/a-desk';
import { aWorld, awaitingDecision, received, verified, type World } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { Browser, textOf } from '../../web/staff/browser';
import { enter, newestLink, openDesk } from '../../web/staff/staff-desk';

const AGES = ['P10D', 'P16D', 'P80D', 'P400D'];

/** Moves the clock, and removes everything that time to live may remove. */
function forgetAfter(world: World, age: string): void {
  world.clock.forward(age);
  world.items.forget(world.clock.now());
}

function proofPages(world: World): Browser {
  const logFailure = (_reference: string, error: Error) => {
    throw error;
  };
  const app = webApp({ deps: world, largestBody: 16 * 1024, logFailure });
  app.route('/', proofRoutes(world));
  return new Browser({ request: (url, init) => app.request(url, init) }, new URL(world.desk.baseUrl).origin);
}

describe('a link that ended long ago', () => {
  it.each(AGES)('leads the person to a fresh one for the proof: %s', async (age) => {
    const world = aWorld();
    const id = await received(world);
    const newest = () => world.mailbox.sent.findLast((mail) => mail.text.includes('/v/'));
    const old = linkIn(newest(), 'v');
    forgetAfter(world, age);
    const browser = proofPages(world);

    const spent = await browser.get(old);
    await browser.submit(spent, {});
    await browser.post(linkIn(newest(), 'v'), { code: codeIn(newest()) });

    expect(spent.status).toBe(410);
    expect((await world.register.load(id)).status).not.toBe('awaiting-verification');
  });

  it('says that the request is over, and mails nothing, once the request’s key is destroyed', async () => {
    const world = aWorld();
    const id = await received(world);
    const old = linkIn(world.mailbox.sent[0], 'v');
    const add = (type: 'closed' | 'shredded') =>
      world.register.append(id, type, () => ({
        ...anEvent(type, type === 'closed' ? { outcome: 'unverified' } : {}),
      }));
    await add('closed');
    await add('shredded');
    await world.vault.shred(id);
    forgetAfter(world, 'P3Y');
    const mails = world.mailbox.sent.length;
    const browser = proofPages(world);

    for (const page of [await browser.get(old), await browser.post(`${old}/fresh`, {})])
      expect([page.status, textOf(page.html).includes('is closed')]).toEqual([200, true]);
    expect(world.mailbox.sent).toHaveLength(mails);
  });

  it.each(AGES)('leads staff to a fresh one for the decision: %s', async (age) => {
    const world = aWorld();
    await awaitingDecision(world);
    const browser = openDesk(world);
    const old = newestLink(world, 's/decide');
    forgetAfter(world, age);

    const spent = await browser.get(old.path);
    await browser.submit(spent, {});

    expect(spent.status).toBe(410);
    expect((await enter(browser, newestLink(world, 's/decide'))).html).toContain('Decide on');
  });

  it('is still known if its kind can be renewed, and its tries stay used up', async () => {
    const world = aWorld();
    const requestId = await verified(world);
    const purposes = Object.keys(LINK_PATHS) as LinkPurpose[];
    const states: Record<string, string> = {};
    for (const purpose of purposes) {
      const { url } = await issueLink(world, { requestId, purpose, issue: 900, staffId: alma.id });
      forgetAfter(world, 'P30D');
      states[purpose] = (await findLink(world, purpose, tokenInUrl(url))).state;
    }
    const endForGood = ['sign-in', 'factor', 'download-code', 'withdraw-code', 'proof-code', 'account-login'];

    expect(Object.keys(states).filter((purpose) => states[purpose] === 'unknown')).toEqual(endForGood);
  });
});

describe('a mailed code that has ended', () => {
  it.each([downloadCode, withdrawCode])(
    'stays dead once it is forgotten, however often somebody looks: $kind',
    async (mail) => {
      const world = aWorld();
      const id = await verified(world);
      const { token = '' } = await mailCode(world, await world.register.load(id), mail);
      const code = codeIn(world.mailbox.sent.at(-1));
      forgetAfter(world, 'P3D');

      for (let looks = 0; looks < 3; looks += 1)
        expect(await newestCodeToken(world, await world.register.load(id), mail.kind)).toBeUndefined();
      expect((await tryCode(world, mail.kind, token, code)).outcome).toBe('unknown');
      expect(world.items.tokens.size).toBeGreaterThan(0);
    },
  );
});

describe('the time to live in DynamoDB', () => {
  let tables: WireTables;
  beforeAll(async () => {
    tables = await wireTables();
  });
  afterAll(() => tables.close());

  it('is that of the request for links, and that of the link for a code', async () => {
    const world = {
      ...aWorld(),
      items: dynamoDeskItems({ client: tables.client, table: deskTables.DESK_TABLE }),
    };
    await world.vault.adopt('dsr-000000000001');
    for (const purpose of ['verify', 'download-code'] as const)
      await issueLink(world, { requestId: 'dsr-000000000001', purpose, issue: 1, life: 'P1D' });

    const { Items = [] } = await tables.direct.send(new ScanCommand({ TableName: deskTables.DESK_TABLE }));
    const days = (purpose: string) => {
      const item = Items.find((one) => one.purpose === purpose);
      return Math.round((Number(item?.ttl) - Date.parse(world.clock.now()) / 1_000) / 86_400);
    };

    expect(days('download-code')).toBe(1);
    expect(days('verify')).toBeGreaterThan(3 * 365);
  });
});
