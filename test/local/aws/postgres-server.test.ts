import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client, Pool } from 'pg';
import type { PostgresServer } from '../../../local/aws/postgres-server';
import { startPostgres } from '../../../local/aws/postgres-server';
import { removeDirectory, temporaryDirectory } from './local-machine';
import { isReachableFromOutside } from './loopback-only';

describe('the local PostgreSQL', () => {
  const directory = temporaryDirectory();
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres({ directory: `${directory}/shop` });
  }, 30_000);
  afterAll(async () => {
    await server.stop();
    removeDirectory(directory);
  }, 30_000);

  it('serves several connections of the ordinary client at once', async () => {
    const pool = new Pool({ connectionString: server.connectionString, max: 5 });

    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => pool.query('select $1::int * 2 as double', [n])),
    );
    await pool.end();

    expect(answers.map(({ rows }) => rows[0].double)).toEqual([2, 4, 6, 8, 10]);
  });

  it('keeps its rows when the desk is killed, and ends with it', async () => {
    await server.stop();
    const shop = `${directory}/shop`;
    const program = join(__dirname, 'postgres-parent.ts');

    const killed = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, shop]).catch(
      (error: { signal: string }) => error.signal,
    );
    server = await startPostgres({ directory: shop });

    expect(killed).toBe('SIGKILL');
    expect(await query('select name from survived')).toEqual([{ name: 'Ada' }]);
  }, 30_000);

  it('waits for a predecessor that still has the data open, then continues with its rows', async () => {
    await query('create table kept (name text)');
    await query("insert into kept values ('Ada')");
    const pid = () => readFileSync(`${directory}/shop.pid`, 'utf8');
    const predecessor = pid();
    const successor = startPostgres({ directory: `${directory}/shop` });
    await sleep(150);

    const owner = pid();
    await server.stop();
    server = await successor;

    expect(owner).toBe(predecessor);
    expect(pid()).not.toBe(predecessor);
    expect(await query('select name from kept')).toEqual([{ name: 'Ada' }]);
  }, 30_000);

  it('rolls back the transaction of a client that vanishes', async () => {
    await query('create table half (n int)');
    const vanishing = new Client({ connectionString: server.connectionString });
    vanishing.on('error', () => undefined);
    await vanishing.connect();
    await vanishing.query('begin');
    await vanishing.query('insert into half values (1)');

    (vanishing as unknown as { connection: { stream: Socket } }).connection.stream.destroy();

    expect(await query('select * from half')).toEqual([]);
  });

  it('listens on 127.0.0.1 only', async () => {
    expect(await isReachableFromOutside(server.port)).toBe(false);
  });

  async function query(sql: string) {
    const client = new Client({ connectionString: server.connectionString });
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  }
});
