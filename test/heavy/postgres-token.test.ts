import { Client } from 'pg';
import { type Connector, StoreUnavailableError } from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { TokenAccess } from '../../functions/connectors/token-access';
import { rdsAccess } from '../../functions/stores/rds-access';
import { aCollection, aStore } from '../connectors/small-map';
import { aCanary } from '../journeys/canary/canaries';
import { leaksIn } from '../journeys/canary/leak-oracle';
import { anAuthority } from './own-authority';
import { type RealPostgres, startRealPostgres } from './real-postgres';

jest.setTimeout(60_000);

const user = aCanary('user');
const authority = anAuthority('Own Authority');
const store = aStore('postgres', [aCollection('members', ['id', 'email'])]);
const search = [{ collection: 'members', field: 'email', values: ['a@example.com'] }];

let server: RealPostgres;
let admin: Client;

async function startFor(host: string): Promise<void> {
  server = await startRealPostgres(authority.certify(host));
  const ssl = { ca: authority.certificate, checkServerIdentity: () => undefined };
  admin = new Client({ connectionString: server.url(), ssl });
  await admin.connect();
  await admin.query(`
    CREATE TABLE members (id integer PRIMARY KEY, email text);
    INSERT INTO members VALUES (1, 'a@example.com');
    CREATE ROLE ${user.text} LOGIN;
    GRANT SELECT ON members TO ${user.text};`);
}

async function stop(): Promise<void> {
  await admin.end();
  await server.stop();
}

/** Stands in for RDS, which would check the signature: from now on only this token opens connections. */
async function accept(token = ''): Promise<void> {
  await admin.query(`ALTER ROLE ${user.text} PASSWORD '${token}'`);
}

interface Access extends TokenAccess {
  /** The tokens in the order in which connections ask for them. */
  readonly tokens: readonly string[];
  /** The tokens that were asked for. */
  readonly issued: string[];
}

/**
 * Access with two tokens of AWS's signer, made in advance, since the server must accept them; numbered, since
 * two of one second are the same.
 */
async function access(more: Partial<TokenAccess> = {}): Promise<Access> {
  const names = { host: 'localhost', port: server.port, user: user.text, database: 'postgres' };
  const signed = rdsAccess({ ...names, region: 'eu-central-1' }, authority.certificate);
  const tokens = [`${await signed.token()}&n=1`, `${await signed.token()}&n=2`];
  const issued: string[] = [];
  const token = async () => {
    issued.push(tokens[issued.length] ?? 'more than the test expects');
    return issued.at(-1) ?? '';
  };
  return { ...signed, token, ...more, tokens, issued };
}

function connectorTo({ host, port, user, database, authorities, token }: TokenAccess): Connector {
  return createPostgresConnector({ store, host, port, user, database, authorities, token });
}

async function failureOf(attempt: Promise<unknown>): Promise<Error> {
  return attempt.then(
    () => new Error('succeeded'),
    (error: Error) => error,
  );
}

/** Neither the token, nor any part of its signature, nor the user. */
function expectNothingOf(issued: readonly string[], error: Error): void {
  const signatures = issued.map((token) => ({
    field: 'token',
    text: /Signature=(\w+)/.exec(token)?.[1] ?? token,
  }));
  const said = JSON.stringify([error.message, error.stack, error.cause, Object.entries(error)]);

  expect(leaksIn([{ place: 'error', content: said }], [user, ...signatures])).toEqual([]);
}

const originalEnv = { ...process.env };

beforeAll(() => {
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    // As long as the credentials of a Lambda role.
    AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjE'.repeat(70),
  });
});

afterAll(() => {
  process.env = { ...originalEnv };
});

describe('a database with a log-in by token', () => {
  beforeAll(() => startFor('localhost'));

  afterAll(() => stop());

  it('is read through TLS, with a known authority and the right host name', async () => {
    const reach = await access();
    await accept(reach.tokens[0]);
    const connector = connectorTo(reach);

    const found = await connector.locate(search);
    const { rows } = await admin.query(
      `SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = '${user.text}'`,
    );
    await connector.close();

    expect(found.rows).toHaveLength(1);
    expect(rows).toEqual([{ ssl: true }]);
    expect(reach.issued).toHaveLength(1);
  });

  it('gets a fresh token for each new connection, since the last has expired, and none for an open one', async () => {
    const reach = await access();
    const connector = connectorTo(reach);
    await accept(reach.tokens[0]);
    await connector.probe();
    await accept(reach.tokens[1]);
    await connector.probe();
    const whileOpen = reach.issued.length;

    await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${user.text}'`,
    );
    await connector.probe();
    await connector.close();

    expect(whileOpen).toBe(1);
    expect(reach.issued).toEqual(reach.tokens);
  });

  it.each([
    ['a token that it does not take', {}, 'the database refused the log-in (28P01)'],
    [
      'a certificate of another authority',
      { authorities: anAuthority('Another Authority').certificate },
      'no known authority vouches for the certificate of the database',
    ],
    [
      'a token that cannot be made',
      { token: () => Promise.reject(new StoreUnavailableError('no token could be signed')) },
      'no token could be signed',
    ],
  ])('is not available with %s, and says so without token or user', async (_, more, words) => {
    await accept('another token');
    const reach = await access(more);
    const connector = connectorTo(reach);

    const error = await failureOf(connector.probe());
    await connector.close();

    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error.message).toContain(words);
    expectNothingOf(reach.tokens, error);
  });

  it('is not sent a token if its certificate is not trusted', async () => {
    const reach = await access({
      authorities: anAuthority('Another Authority').certificate,
    });
    const connector = connectorTo(reach);

    await failureOf(connector.probe());
    await connector.close();

    expect(reach.issued).toEqual([]);
  });
});

describe('a database behind the certificate of another host', () => {
  beforeAll(() => startFor('elsewhere.example'));

  afterAll(() => stop());

  it('is not available, says so, and is sent no token', async () => {
    const reach = await access();
    const connector = connectorTo(reach);

    const error = await failureOf(connector.probe());
    await connector.close();

    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error.message).toBe(
      'the certificate of the database is for another host (ERR_TLS_CERT_ALTNAME_INVALID)',
    );
    expect(reach.issued).toEqual([]);
    expectNothingOf(reach.tokens, error);
  });
});

describe('a database without TLS', () => {
  beforeAll(async () => {
    server = await startRealPostgres();
  });

  afterAll(() => server.stop());

  it('is sent no token', async () => {
    const reach = await access();
    const connector = connectorTo(reach);

    const error = await failureOf(connector.probe());
    await connector.close();

    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error.message).toContain('the database does not offer TLS');
    expect(reach.issued).toEqual([]);
  });
});
