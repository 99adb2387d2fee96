import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { rdsAccess } from '../../functions/stores/rds-access';
import { bundleFunctions, writeDeskFile } from '../../infra/bundles';
import { writeRdsCertificates } from '../../infra/rds-certificates';
import { aBook, aDesk } from '../builders/a-desk';
import { iamConnection } from '../builders/an-iam-store';
import { aCollection, aStore } from '../connectors/small-map';
import { anAuthority } from './own-authority';
import { type RealPostgres, startRealPostgres } from './real-postgres';

jest.setTimeout(60_000);

const run = promisify(execFile);
const host = new URL(iamConnection.url).hostname;
const authority = anAuthority('Own Authority');

/** The credentials of a Lambda function's role. */
const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN: 'IQoJb3JpZ2luX2VjE'.repeat(70),
};

let folder: string;
let server: RealPostgres;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'store-function-'));
  server = await startRealPostgres(authority.certify(host));
  const stores = [
    {
      id: 'store',
      title: 'The shop',
      kind: 'postgres' as const,
      datasets: [],
      connection: {
        ...iamConnection,
        url: iamConnection.url.replace('5432', String(server.port)).replace(/\w+$/, 'postgres'),
      },
      backupsKept: 'P35D',
    },
  ];
  const bundles = await bundleFunctions(folder);
  const map = { stores: [aStore('postgres', [aCollection('members', ['id', 'email'])])] };
  const desk = aDesk({ stores });
  writeDeskFile(bundles, { desk, map: map as never, book: aBook() });
  writeRdsCertificates(bundles, desk);
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/**
 * The bundle as it is deployed, in a process of its own in which the endpoint of RDS is this machine and time
 * does not pass.
 */
async function locateAt(now: number): Promise<{ said: string; answer: string }> {
  const machine = join(folder, 'machine.cjs');
  writeFileSync(
    machine,
    `const dns = require('node:dns');
     const { lookup } = dns;
     dns.lookup = (name, ...rest) => lookup(name === '${host}' ? '127.0.0.1' : name, ...rest);
     const Real = Date;
     globalThis.Date = class extends Real {
       constructor(...given) { super(...(given.length > 0 ? given : [${now}])); }
       static now() { return ${now}; }
     };`,
  );
  const request = {
    op: 'locate',
    searches: [{ collection: 'members', field: 'email', values: ['a@example.com'] }],
  };
  const program = `require(${JSON.stringify(join(folder, 'store/index.js'))}).handler(${JSON.stringify(request)})
    .then((found) => JSON.stringify(found), (error) => error.name + ': ' + error.message)
    .then((answer) => console.log('answer ' + answer))`;
  const env = { PATH: process.env.PATH, AWS_REGION: 'us-east-1', STORE_ID: 'store', ...credentials };
  const { stdout, stderr } = await run(process.execPath, ['--require', machine, '--eval', program], { env });
  return { said: stdout + stderr, answer: /^answer (.*)$/m.exec(stdout)?.[1] ?? '' };
}

/** What the signer makes of the same credentials at that time; the database accepts only this token. */
async function tokenAt(now: number): Promise<string> {
  const before = { ...process.env };
  Object.assign(process.env, credentials);
  jest.useFakeTimers({ now, doNotFake: ['nextTick', 'setImmediate'] });
  const user = new URL(iamConnection.url).username;
  const logIn = { host, port: server.port, user, database: 'postgres', region: 'eu-central-1' };
  const token = await rdsAccess(logIn, '').token();
  jest.useRealTimers();
  process.env = before;
  return token;
}

describe('the function of a store with IAM log-in', () => {
  const now = Date.parse('2026-03-05T09:00:00Z');
  let token: string;

  beforeAll(async () => {
    token = await tokenAt(now);
    const ssl = { ca: authority.certificate, checkServerIdentity: () => undefined };
    const admin = new Client({ connectionString: server.url(), ssl });
    await admin.connect();
    await admin.query(`
      CREATE TABLE members (id integer PRIMARY KEY, email text);
      INSERT INTO members VALUES (1, 'a@example.com');
      CREATE ROLE rightsdesk LOGIN PASSWORD '${token}';
      GRANT SELECT ON members TO rightsdesk;`);
    await admin.end();
  });

  it('trusts only the databases of RDS in its region', async () => {
    const { said, answer } = await locateAt(now);

    expect(answer).toMatch(/"no-answer".*"UNABLE_TO_VERIFY_LEAF_SIGNATURE"/);
    expect(said).not.toMatch(/X-Amz|rightsdesk@/);
  });

  it('finds rows with the token that AWS’s signer makes at that time, and prints none of the token', async () => {
    writeFileSync(join(folder, 'store/rds-eu-central-1.pem'), authority.certificate);

    const { said, answer } = await locateAt(now);

    expect(JSON.parse(answer)).toMatchObject({ rows: [{ collection: 'members', key: { id: '1' } }] });
    expect(said).not.toMatch(/X-Amz|rightsdesk@/);
    expect(said).not.toContain(new URL(`https://${token}`).searchParams.get('X-Amz-Signature'));
  });

  it('is refused with the token of another time', async () => {
    const { answer } = await locateAt(now + 60_000);

    expect(answer).toMatch(/"no-answer".*"28P01"/);
  });
});
