/**
 * Two desks side by side and a third after one of them, in one plain Node process, since Jest has only one
 * copy of each module. Prints what each of them did, as JSON. Run by `two-desks.test.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeskWalk } from '../../../local/demo/desk-walk';
import { sampleDeskFile } from '../../../local/desk/read-desk';
import { startDesk } from '../../../local/desk/start-desk';
import { freePort } from '../../../local/free-port';
import { people } from '../../../local/sample-shop/people';

const folder = mkdtempSync(join(tmpdir(), 'rightsdesk-desks-'));

async function start(name: string, now: string): Promise<DeskWalk> {
  const directory = join(folder, name);
  const port = await freePort();
  // Without the stores of the sample shop, which take longest to fill.
  const stores = { config: sampleDeskFile, sample: false };
  return new DeskWalk(await startDesk({ directory, port, now, tables: 'in memory', ...stores }));
}

/** Asks for a copy and proves the address through the pages and mails of one desk. */
async function request(walk: DeskWalk, email: string): Promise<object> {
  const requestId = await walk.ask({ right: 'access', email });
  const page = await walk.prove(email);
  const { status, log } = await walk.load(requestId);
  const requests = new Set<string>();
  for await (const summary of walk.desk.deps.register.summaries()) requests.add(summary.requestId);
  const mails = walk.desk.aws.mails.list().filter(({ to }) => to.includes(email)).length;
  return { page: page.status, status, from: log[0]?.at.slice(0, 10), requests: requests.size, mails };
}

async function main(): Promise<void> {
  process.env.LOG_LEVEL = 'SILENT';
  const first = await start('first', '2026-03-05T09:00:00Z');
  const second = await start('second', '2026-06-08T09:00:00Z');
  const seen = {
    first: await request(first, people.lena.email),
    second: await request(second, people.lena.email),
    again: await request(first, people.ottilie.email),
  };
  await first.desk.stop();
  const third = await start('third', '2026-09-07T09:00:00Z');
  const later = { third: await request(third, people.lena.email) };
  await Promise.all([second, third].map(({ desk }) => desk.stop()));
  process.stdout.write(JSON.stringify({ ...seen, ...later }));
}

main().finally(() => rmSync(folder, { recursive: true, force: true }));
