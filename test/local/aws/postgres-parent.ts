// A desk that dies: starts the database, writes a row and is killed.
import { Client } from 'pg';
import { startPostgres } from '../../../local/aws/postgres-server';

const [directory = ''] = process.argv.slice(2);

startPostgres({ directory })
  .then(async ({ connectionString }) => {
    const client = new Client({ connectionString });
    await client.connect();
    await client.query("create table survived (name text); insert into survived values ('Ada')");
    process.kill(process.pid, 'SIGKILL');
  })
  .catch((error: unknown) => {
    process.exitCode = 1;
    throw error;
  });
