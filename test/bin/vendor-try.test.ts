import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vendorTry } from '../../bin/commands/vendor-try';
import { CLUB_FILE, type ClubRow, clubVendor } from '../connectors/club-vendor';
import { startStandIn } from '../connectors/vendor-stand-in';
import { aCustomer, anAccount, stripeStandIn } from '../connectors/vendors/stripe-stand-in';
import { watchedConsole } from './watched-console';

const ADA: ClubRow = { club: 'chess', id: '7', email: 'ada@example.com', city: 'Bonn' };
const LIKE: ClubRow = { ...ADA, id: '8', email: 'ada@example.com.au' };

function fileOf(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'try-')), name);
  writeFileSync(path, text);
  return path;
}

const FILE = fileOf('club.yaml', CLUB_FILE);
const WHO = { identity: { email: ['ada@example.com'] } };

describe('vendor try', () => {
  async function tried(options: Parameters<typeof vendorTry>[1]) {
    const rows = [{ ...ADA }, { ...LIKE }];
    const standIn = await startStandIn(clubVendor(rows));
    const watched = watchedConsole({ CLUB_KEY: 'swordfish' });
    const code = await vendorTry(FILE, options, watched.console, standIn.transport);
    await standIn.stop();
    return {
      code,
      out: watched.out(),
      rows,
      calls: standIn.calls.map(({ method, path }) => `${method} ${path}`),
    };
  }

  it('says every call before it makes one, and makes none without a secret', async () => {
    const { code, out, calls } = await tried(WHO);

    expect([code, calls]).toEqual([0, []]);
    expect(out).toContain('erase   DELETE /v1/clubs/<club>/members/<id>');
    expect(out).toContain('Nothing was sent');
  });

  it('reads at the service, compares, and prints counts and names, no value and no secret', async () => {
    const { code, out, calls } = await tried({ ...WHO, secret: 'CLUB_KEY' });

    expect([code, calls]).toEqual([0, ['GET /v1/ping', 'GET /v1/members']]);
    expect(out).toContain('members: 1 row that hold the value in email');
    expect(out).toContain('1 row that do not');
    expect(out).not.toMatch(/ada@|Bonn|swordfish/);
  });

  it('prints no name of a field that may be that of a person', async () => {
    const standIn = await startStandIn(
      clubVendor([{ ...ADA, 'Zelda Bonn': 'x', 'Quirin Bonn': 'ada@example.com' } as ClubRow]),
    );
    const watched = watchedConsole({ CLUB_KEY: 'swordfish' });
    await vendorTry(FILE, { ...WHO, secret: 'CLUB_KEY' }, watched.console, standIn.transport);
    await standIn.stop();

    expect(watched.out()).toContain('hold the value in email and 1 field whose name may be that of a person');
    expect(watched.out()).toMatch(/fields: .*email.* and 2 fields whose names may be those of people/);
    expect(watched.out()).not.toMatch(/Bonn/);
  });

  it('erases only with the flag for it, and only what holds the value', async () => {
    const without = await tried({ ...WHO, secret: 'CLUB_KEY' });
    expect(without.calls.filter((call) => !call.startsWith('GET'))).toEqual([]);

    const { out, rows, calls } = await tried({ ...WHO, secret: 'CLUB_KEY', erase: 'members.email' });
    expect(out.indexOf('ERASED')).toBeLessThan(out.indexOf('members: erased'));
    expect(out.indexOf('Erasing 1 row of members by DELETE /v1/clubs/')).toBeLessThan(
      out.indexOf('members: erased'),
    );
    expect(calls.filter((call) => !call.startsWith('GET'))).toEqual(['DELETE /v1/clubs/chess/members/7']);
    expect(rows).toEqual([LIKE]);
  });

  it('does not call a row erased that the service took the call for and still shows', async () => {
    const answer = clubVendor([{ ...ADA }]);
    const standIn = await startStandIn((call) => (call.method === 'DELETE' ? { status: 202 } : answer(call)));
    const watched = watchedConsole({ CLUB_KEY: 'swordfish' });
    const file = fileOf('club.yaml', CLUB_FILE.replace(', expect: [204]', ''));
    await vendorTry(
      file,
      { ...WHO, secret: 'CLUB_KEY', erase: 'members.email' },
      watched.console,
      standIn.transport,
    );
    await standIn.stop();

    expect(watched.out()).toContain(
      'members: not erased: the vendor took the call, and the row is still shown',
    );
  });

  it('names the kinds of identity that the file knows where another is given', async () => {
    await expect(tried({ identity: { mail: ['ada@example.com'] }, secret: 'CLUB_KEY' })).rejects.toThrow(
      'the file searches by no identity mail: write email=..., customer-number=...',
    );
  });

  it('erases no row that holds the value in another field than the one that is named', async () => {
    const { out, rows } = await tried({ ...WHO, secret: 'CLUB_KEY', erase: 'members.invited_by' });

    expect(out).toContain('Nothing to erase: no row of members holds the value in invited_by');
    expect(rows).toHaveLength(2);
  });

  it.each(['members', 'members.', 'rooms.email', '.email', 'toString.email'])(
    'erases nowhere but at one endpoint of the file, by one field: not at %s',
    async (erase) => {
      await expect(tried({ ...WHO, secret: 'CLUB_KEY', erase })).rejects.toThrow(
        '--erase names one endpoint and one field',
      );
    },
  );

  it('asks and erases at the one endpoint alone, though several find the person', async () => {
    const account = anAccount({ customers: [aCustomer('cus_1', 'ada@example.com')] });
    const standIn = await startStandIn(stripeStandIn(account));
    const { console } = watchedConsole({ KEY: 'sk_test_1' });

    await vendorTry(
      'stripe',
      { ...WHO, secret: 'KEY', erase: 'customer_deletion.email' },
      console,
      standIn.transport,
    );
    await standIn.stop();

    const calls = standIn.calls.map(({ method, path }) => `${method} ${path}`);
    expect(calls.filter((call) => call === 'GET /v1/customers')).toHaveLength(2);
    expect(calls.filter((call) => !call.startsWith('GET'))).toEqual(['DELETE /v1/customers/cus_1']);
  });

  it('erases nothing that would end more, and says what and how many, without what they are', async () => {
    const tryOne = async (subscriptions: number) => {
      const account = anAccount({
        customers: [aCustomer('cus_1', 'ada@example.com')],
        subscriptions: Array.from({ length: subscriptions }, (_, nth) => ({
          ...{ id: `sub_${nth}`, object: 'subscription', customer: 'cus_1', status: 'active' },
        })),
      });
      const standIn = await startStandIn(stripeStandIn(account));
      const { console, out } = watchedConsole({ KEY: 'sk_test_1' });
      const options = { ...WHO, secret: 'KEY', erase: 'customer_deletion.email' };
      await vendorTry('stripe', options, console, standIn.transport);
      await standIn.stop();
      expect(account.customers).toHaveLength(1);
      expect(out()).not.toContain('sub_');
      return out();
    };

    expect(await tryOne(1)).toContain('not erased: it would also end a running subscription\n');
    expect(await tryOne(2)).toContain('not erased: it would also end 2 running subscriptions\n');
    expect(await tryOne(101)).toContain(
      'not erased: it would also end more than staff could look through, or something that has no id\n',
    );
  });

  it('hands no control character of an answer or of a file to the terminal', async () => {
    const row = { ...ADA, 'x\u001b[2J\u202e\n': 'a' };
    const standIn = await startStandIn(() => ({ body: { data: [row], more: false } }));
    const watched = watchedConsole({ CLUB_KEY: 'swordfish' });
    await vendorTry(FILE, { ...WHO, secret: 'CLUB_KEY' }, watched.console, standIn.transport);
    await standIn.stop();
    expect(watched.out()).toContain('x?[2J??');
    for (const sign of ['\u001b', '\u202e']) expect(watched.out()).not.toContain(sign);

    const named = fileOf('odd.yaml', CLUB_FILE.replace('name: Club', 'name: "Cl\\eub"'));
    const odd = watchedConsole();
    await vendorTry(named, {}, odd.console);
    expect(odd.out()).not.toContain('\u001b');
    const unknown = fileOf('key.yaml', CLUB_FILE.replace('name: Club', '"x\\e[2J": 1'));
    await expect(vendorTry(unknown, {}, odd.console)).rejects.toThrow(/x\?\[2J/);
  });

  it('answers from a recording without a secret, and says which answer it lacks', async () => {
    const ping = { method: 'GET', path: '/v1/ping', body: { ok: true } };
    const list = {
      method: 'GET',
      path: '/v1/members?email=ada%40example.com&limit=50',
      body: { data: [ADA], more: false },
    };
    const whole = fileOf('answers.json', JSON.stringify([ping, list]));
    const { out, calls } = await tried({ ...WHO, recording: whole });
    expect(calls).toEqual([]);
    expect(out).toContain('members: 1 row that hold the value');

    await expect(tried({ ...WHO, recording: fileOf('a.json', JSON.stringify([ping])) })).rejects.toThrow(
      'the recording has no answer to GET /v1/members',
    );
    await expect(tried({ recording: fileOf('b.json', '{}') })).rejects.toThrow('cannot be read');
    await expect(tried({ recording: '/nowhere/answers.json' })).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringContaining('/nowhere/answers.json cannot be read'),
    });
  });

  it('refuses a broken file by its place, and says where a vendor stopped it', async () => {
    const { console } = watchedConsole();
    const broken = fileOf('broken.yaml', CLUB_FILE.replace('path: /v1/ping', 'paht: /v1/ping'));
    await expect(vendorTry(broken, {}, console)).rejects.toThrow('does not know "paht"');

    const watched = watchedConsole({ CLUB_KEY: 'trout' });
    const standIn = await startStandIn(clubVendor([]));
    const code = await vendorTry(FILE, { secret: 'CLUB_KEY' }, watched.console, standIn.transport);
    await standIn.stop();
    expect([code, watched.out().includes('token-refused')]).toEqual([1, true]);
  });
});
