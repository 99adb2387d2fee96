import { Hono } from 'hono';
import { BrokenLinkPage } from '../../../functions/web/broken-link-page';
import { intakeRoutes } from '../../../functions/web/form/intake.routes';
import { gpcStatementRoutes } from '../../../functions/web/gpc-statement.routes';
import { frameOf, pageReply } from '../../../functions/web/page-reply';
import { aWorld } from '../../builders/a-world';

const world = aWorld();

function pages() {
  const app = new Hono();
  app.route('/', gpcStatementRoutes());
  app.route(
    '/',
    intakeRoutes({
      ...world,
      seal: async () => ({ sealed: '', wrappedKey: '' }),
      announce: async () => undefined,
    }),
  );
  for (const path of ['/r/token', '/s/sign-in', '/s', '/p/token'])
    app.get(path, (c) => pageReply(c, BrokenLinkPage({ ...frameOf(world), formUrl: '/', written: [] })));
  return app;
}

const textOf = async (path: string, signal?: string) =>
  (await pages().request(path, signal === undefined ? {} : { headers: { 'Sec-GPC': signal } })).text();

describe('a page of the desk', () => {
  it.each(['/', '/opt-out', '/r/token'])(
    'tells a browser with an opt-out signal how it is treated: %s',
    async (path) => {
      const text = await textOf(path, '1');

      expect(text).toContain('Your browser sends an opt-out signal (Global Privacy Control)');
      expect(text).toContain('it changes nothing in what we hold about you elsewhere');
      expect(text.indexOf('Opt-out request honored')).toBeLessThan(text.lastIndexOf('</main>'));
    },
  );

  it.each([undefined, '0', 'true', '1;x', '11'])(
    'says nothing to a browser without one: %j',
    async (signal) => {
      expect(await textOf('/', signal)).not.toContain('Global Privacy Control');
    },
  );

  it.each(['/s', '/s/sign-in', '/p/token'])(
    'says nothing where staff and recipients work: %s',
    async (path) => {
      expect(await textOf(path, '1')).not.toContain('Global Privacy Control');
    },
  );

  it('sets no cookie and loads nothing, whatever the browser says', async () => {
    const answer = await pages().request('/', { headers: { 'Sec-GPC': '1' } });

    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.text()).not.toMatch(/<script|src=/);
  });
});

describe('/.well-known/gpc.json', () => {
  it('says in JSON that this host abides by the signal, and since when', async () => {
    const answer = await pages().request('/.well-known/gpc.json');
    const { gpc, lastUpdate } = (await answer.json()) as { gpc: boolean; lastUpdate: string };

    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(gpc).toBe(true);
    expect(lastUpdate).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});
