import { createHash } from 'node:crypto';
import { dynamoDeskItems } from '../../../functions/adapters/dynamo-desk-items';
import type { DeskItems } from '../../../functions/domain/desk-items';
import { referenceOf } from '../../../functions/domain/reference';
import { deskTables } from '../../../local/desk/create-tables';
import { type WireTables, wireTables } from '../../adapters/dynalite-table';
import { alma } from '../../builders/a-desk';
import { aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { type Answer, type Browser, formOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

/** Items on DynamoDB; `meanwhile` runs once, after a page has read its session and before it writes. */
class Interrupted {
  meanwhile: (() => Promise<unknown>) | undefined;

  constructor(private readonly items: DeskItems) {}

  get asItems(): DeskItems {
    return new Proxy(this.items, {
      get: (target, name) => {
        if (name !== 'findSession') return Reflect.get(target, name);
        return async (hash: string) => {
          const found = await target.findSession(hash);
          const { meanwhile } = this;
          this.meanwhile = undefined;
          await meanwhile?.();
          return found;
        };
      },
    });
  }
}

function hashOf(cookie: string): string {
  return createHash('sha256').update(`session:${cookie}`).digest('base64url');
}

function named(html: string, action: string): Record<string, string> {
  const form = html.split('<form ').find((part) => part.includes(action)) ?? '';
  return formOf(`<form ${form}`).hidden;
}

describe('a sign-out while another page of the session loads', () => {
  let tables: WireTables;
  beforeAll(async () => {
    tables = await wireTables();
  });
  afterAll(() => tables.close());

  async function signedIn(withApp: boolean) {
    const interrupted = new Interrupted(
      dynamoDeskItems({ client: tables.client, table: deskTables.DESK_TABLE }),
    );
    const world = { ...aWorld(), items: interrupted.asItems } as unknown as World;
    const id = await awaitingDecision(world);
    if (withApp) await setUpApp(world);
    const browser = openDesk(world);
    await browser.post('/s/in', { email: alma.email });
    const half = await enter(browser, newestLink(world, 's/in'));
    return { interrupted, world, id, browser, half };
  }

  const others: Record<string, (browser: Browser, id: string, list: Answer) => Promise<Answer>> = {
    'the list': (browser) => browser.get('/s'),
    'a request': (browser, id) => browser.get(`/s/request/${referenceOf(id)}`),
    'a request that is opened': (browser, id, list) =>
      browser.post(`/s/request/${referenceOf(id)}`, named(list.html, '/s/out')),
    'a new request': (browser) => browser.get('/s/enter'),
    'the app': (browser) => browser.get('/s/app'),
  };

  it.each(Object.keys(others))('ends it for good: %s', async (other) => {
    const { interrupted, browser, id } = await signedIn(false);
    const list = await browser.get('/s');
    interrupted.meanwhile = () => browser.post('/s/out', named(list.html, '/s/out'));

    await others[other]?.(browser, id, list);

    expect((await browser.get('/s')).path).toBe('/s/in');
    expect((await browser.get(`/s/request/${referenceOf(id)}`)).path).toBe('/s/in');
  });

  it('keeps the code of the app that was typed meanwhile', async () => {
    const { interrupted, world, browser, half } = await signedIn(true);
    const totp = await appCode(world);
    interrupted.meanwhile = () => browser.submit(half, { totp });

    await browser.get('/s/app/sign-in');

    expect((await browser.get('/s')).path).toBe('/s');
  });

  it('lets no code of the app open a session that was ended meanwhile', async () => {
    const { interrupted, world, browser, half } = await signedIn(true);
    const ended = () => {
      const hash = [...browser.cookies].find(([name]) => name.endsWith('-staff'))?.[1] ?? '';
      return world.items.endSession(hashOf(hash));
    };
    interrupted.meanwhile = ended;

    await browser.submit(half, { totp: await appCode(world) });

    expect((await browser.get('/s')).path).toBe('/s/in');
  });
});
