import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vendorTry } from '../../bin/commands/vendor-try';
import { CLUB_FILE, type ClubRow, clubVendor } from '../connectors/club-vendor';
import { startStandIn } from '../connectors/vendor-stand-in';
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

  it('erases only with the flag for it, and only what holds the value', async () => {
    const without = await tried({ ...WHO, secret: 'CLUB_KEY' });
    expect(without.calls.filter((call) => !call.startsWith('GET'))).toEqual([]);

    const { out, rows, calls } = await tried({ ...WHO, secret: 'CLUB_KEY', erase: true });
    expect(out.indexOf('ERASED')).toBeLessThan(out.indexOf('members: erased'));
    expect(calls.filter((call) => !call.startsWith('GET'))).toEqual(['DELETE /v1/clubs/chess/members/7']);
    expect(rows).toEqual([LIKE]);
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
