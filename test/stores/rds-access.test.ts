import { createHash, createHmac } from 'node:crypto';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import { rdsAccess } from '../../functions/stores/rds-access';

const logIn = {
  host: 'shop.abc123.eu-central-1.rds.amazonaws.com',
  port: 5432,
  user: 'rightsdesk',
  database: 'shop',
  region: 'eu-central-1',
};

/** AWS's own example credentials. */
const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'session/of+a=role',
};

const originalEnv = { ...process.env };

beforeEach(() => {
  Object.assign(process.env, credentials);
});

afterEach(() => {
  jest.useRealTimers();
  process.env = { ...originalEnv };
});

/** Signature Version 4 of a presigned GET, by the steps in AWS's description. */
function signatureOf(token: string): string {
  const { host, searchParams } = new URL(`https://${token}`);
  const query = [...searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  const request = ['GET', '/', query.join('&'), `host:${host}`, '', 'host', sha('')].join('\n');
  const date = searchParams.get('X-Amz-Date') ?? '';
  const scope = [date.slice(0, 8), logIn.region, 'rds-db', 'aws4_request'];
  const key = scope.reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${credentials.AWS_SECRET_ACCESS_KEY}`,
  );
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha(request)].join('\n');
  return createHmac('sha256', key).update(text).digest('hex');
}

describe('the access to a database of RDS', () => {
  it('uses the token that AWS describes: endpoint, user, fifteen minutes, and a signature over them', async () => {
    const token = await rdsAccess(logIn, 'pem').token();

    const { searchParams } = new URL(`https://${token}`);
    expect(token.startsWith(`${logIn.host}:5432/?`)).toBe(true);
    expect(Object.fromEntries(searchParams)).toEqual({
      Action: 'connect',
      DBUser: 'rightsdesk',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': expect.stringMatching(
        /^AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-central-1\/rds-db\/aws4_request$/,
      ),
      'X-Amz-Date': expect.stringMatching(/^\d{8}T\d{6}Z$/),
      'X-Amz-Expires': '900',
      'X-Amz-Security-Token': credentials.AWS_SESSION_TOKEN,
      'X-Amz-Signature': signatureOf(token),
      'X-Amz-SignedHeaders': 'host',
    });
  });

  it('signs again for each request', async () => {
    jest.useFakeTimers({ now: new Date('2026-03-05T09:00:00Z'), doNotFake: ['nextTick', 'setImmediate'] });
    const access = rdsAccess(logIn, 'pem');
    const first = await access.token();

    jest.setSystemTime(new Date('2026-03-05T09:16:00Z'));
    const second = await access.token();

    expect(first).toContain('X-Amz-Date=20260305T090000Z');
    expect(second).toContain('X-Amz-Date=20260305T091600Z');
    expect(new URL(`https://${second}`).searchParams.get('X-Amz-Signature')).toBe(signatureOf(second));
  });

  it('reports if there is nothing to sign with, and reveals nothing about the machine', async () => {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/nowhere/config',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
    });

    await expect(rdsAccess(logIn, 'pem').token()).rejects.toThrow(
      new StoreUnavailableError('no token could be signed: the process has no credentials of AWS'),
    );
  });
});
