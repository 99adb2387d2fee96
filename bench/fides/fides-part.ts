import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import {
  type BenchContext,
  type BenchPart,
  type Figure,
  figureOf,
  OURS,
  type PartFindings,
} from '../machinery/bench-part';
import { interleave } from '../machinery/interleave';
import { once } from '../machinery/spread';
import { withTemporaryFolder } from '../machinery/temporary-folder';
import { openClient } from '../postgres/bench-table';
import { withBenchDesk } from '../workflow/bench-desk';
import { DeskContestant, ErasureWatch } from './desk-contestant';
import { FidesClient } from './fides-client';
import { FidesContestant } from './fides-contestant';
import { FIDES_VERSION, installFides } from './install-fides';
import { type RunningFides, runFides } from './run-fides';
import { setUpFides } from './set-up-fides';
import { deskDataset } from './shop-datasets';
import { emailOf, fillShop, ROWS_EACH } from './shop-tables';
import { StatementLog } from './statement-log';

const FIDES = `Fides ${FIDES_VERSION}`;

/** Environment variable with the connection string of the desk's store. */
const DESK_STORE_URL = 'BENCH_SHOP_URL';

const databases = { fides: 'fides_own', theirs: 'fides_store', ours: 'desk_store' } as const;

export const fidesPart: BenchPart = {
  name: 'fides',
  asks: `How does Fides do the same work over the same rows, ${ROWS_EACH} of each person?`,
  run: (context) =>
    withTemporaryFolder(async (folder) => {
      const installed = await installFides(folder, context.say);
      const { url } = await context.database();
      const admin = await openClient(url);
      try {
        await fillDatabases(context, admin, url);
        context.say('starting Fides');
        const fides = await runFides(installed, {
          folder: join(folder, 'run'),
          database: at(url, databases.fides),
        });
        try {
          return await contest(context, { folder, url, admin, fides });
        } finally {
          await fides.stop();
        }
      } finally {
        await admin.end();
      }
    }),
};

function at(url: string, database: string): URL {
  return new URL(`/${database}`, url);
}

async function fillDatabases({ sizes, say }: BenchContext, admin: Client, url: string): Promise<void> {
  for (const name of Object.values(databases)) {
    await admin.query(`DROP DATABASE IF EXISTS ${name}`);
    await admin.query(`CREATE DATABASE ${name}`);
  }
  const { people, rowsOfOne } = sizes.fides;
  for (const name of [databases.theirs, databases.ours]) {
    say(`filling ${name} with ${people.toLocaleString('en')} people`);
    const client = await openClient(at(url, name).href);
    await fillShop(client, { people, visitsOfFirst: rowsOfOne });
    await client.end();
  }
}

interface Place {
  readonly folder: string;
  readonly url: string;
  readonly admin: Client;
  readonly fides: RunningFides;
}

async function contest(context: BenchContext, { folder, url, admin, fides }: Place): Promise<PartFindings> {
  const client = await FidesClient.logIn(fides.url);
  await setUpFides(client, at(url, databases.theirs));
  process.env[DESK_STORE_URL] = at(url, databases.ours).href;
  const dataset = join(folder, 'bench-shop.json');
  writeFileSync(dataset, JSON.stringify({ dataset: [deskDataset()] }));
  const store = {
    id: 'shop-database',
    title: 'The shop',
    kind: 'postgres',
    datasets: [dataset],
    connection: { url: DESK_STORE_URL },
    backupsKept: 'P0D',
  };
  const watch = new ErasureWatch();
  return withBenchDesk({ stores: [store], onTransition: watch.onTransition }, async (walk) => {
    const sides = { ours: new DeskContestant(walk, watch), theirs: new FidesContestant(client) };
    const people = new People(context.sizes.fides.people);
    const figures = [
      ...(await one(context, sides, people)),
      ...(await statements(context, await StatementLog.open(admin), sides, people)),
      ...(await crowds(context, sides, people)),
      figureOf('resident memory after that', 'MB', {
        [OURS]: once(process.memoryUsage.rss() / 2 ** 20),
        [FIDES]: once(fides.residentMegabytes()),
      }),
      await erasedPeople(url),
      ...(await large(context, sides)),
    ];
    return { figures, gates: [], notes: NOTES };
  });
}

/** How many customers are blank by now. Each side was asked to erase the same number. */
async function erasedPeople(url: string): Promise<Figure> {
  const blank = async (database: string) => {
    const client = await openClient(at(url, database).href);
    const { rows } = await client.query<{ blank: string }>(
      'SELECT count(*) AS blank FROM customer WHERE email IS NULL',
    );
    await client.end();
    return once(Number(rows[0]?.blank));
  };
  return figureOf('people who are erased in the store after that', 'people', {
    [OURS]: await blank(databases.ours),
    [FIDES]: await blank(databases.theirs),
  });
}

const NOTES = [
  'Not like for like. Fides answers with one JSON file and sends no mail; Rightsdesk copies, seals, makes pages, CSV and a zip, and mails.',
  'Fides is timed from approval to "complete". Rightsdesk searches before a decision: it is timed from the typed code to the end of the search, and from the approval to the package, with the pages and mails in between, and for an erasure from the end of the notice until the store was read again.',
  'Many at once: Fides from the first approval; Rightsdesk from the forms on, with every code, page and mail, and for erasures with the sweeps of the day that the notice lasts.',
  'Memory: Fides with its web server, its worker of two processes and Redis; Rightsdesk with the emulators of AWS and the bench itself. PostgreSQL is in neither.',
  'A laptop shows the work that each makes, not how Lambda scales.',
];

interface Sides {
  readonly ours: DeskContestant;
  readonly theirs: FidesContestant;
}

/** Gives out people who have not asked yet. The first one has many rows and is kept for the end. */
class People {
  private next = 2;

  constructor(private readonly all: number) {}

  take(): string {
    if (this.next > this.all) throw new RangeError('there are too few people for these sizes');
    this.next += 1;
    return emailOf(this.next - 1);
  }

  several(wanted: number): string[] {
    return Array.from({ length: wanted }, () => this.take());
  }
}

async function one(
  { sizes, random, say }: BenchContext,
  { ours, theirs }: Sides,
  people: People,
): Promise<Figure[]> {
  const rounds = { random, rounds: sizes.slowRounds };
  say('one request at a time');
  const access = await interleave(
    { [OURS]: () => ours.access(people.take()), [FIDES]: () => theirs.access(people.take()) },
    rounds,
  );
  const erasure = await interleave(
    { [OURS]: () => ours.erasure(people.take()), [FIDES]: () => theirs.erasure(people.take()) },
    rounds,
  );
  return [figureOf('one access request', 'ms', access), figureOf('one erasure', 'ms', erasure)];
}

async function statements(
  { say }: BenchContext,
  log: StatementLog,
  { ours, theirs }: Sides,
  people: People,
): Promise<Figure[]> {
  say('counting statements');
  const counted = async (own: () => Promise<unknown>, other: () => Promise<unknown>) => ({
    [OURS]: once(await log.during(databases.ours, own)),
    [FIDES]: once(await log.during(databases.theirs, other)),
  });
  const [a, b, c, d] = people.several(4) as [string, string, string, string];
  const access = await counted(
    () => ours.access(a),
    () => theirs.access(b),
  );
  const erasure = await counted(
    () => ours.erasure(c),
    () => theirs.erasure(d),
  );
  return [
    figureOf('SQL on the store, one access request', 'statements', access),
    figureOf('SQL on the store, one erasure, search included', 'statements', erasure),
  ];
}

async function crowds(
  { sizes, say }: BenchContext,
  { ours, theirs }: Sides,
  people: People,
): Promise<Figure[]> {
  const wanted = sizes.fides.atOnce;
  const figures: Figure[] = [];
  for (const right of ['access', 'erasure'] as const) {
    say(`${wanted} ${right} requests at once`);
    const seconds = {
      [OURS]: once(await ours.crowd(right, people.several(wanted))),
      [FIDES]: once(await theirs.crowd(right, people.several(wanted))),
    };
    figures.push(
      figureOf(`${wanted} ${right} requests at once`, 's', seconds),
      figureOf(`${wanted} ${right} requests at once: failed or unfinished`, 'requests', {
        // The desk's own would have ended the bench.
        [OURS]: once(0),
        [FIDES]: once(theirs.unfinished),
      }),
    );
  }
  return figures;
}

async function large({ sizes, say }: BenchContext, { ours, theirs }: Sides): Promise<Figure[]> {
  const rows = (sizes.fides.rowsOfOne + ROWS_EACH).toLocaleString('en');
  say(`a person with ${rows} rows`);
  const took = {
    [OURS]: once(await ours.access(emailOf(1))),
    [FIDES]: once(await theirs.access(emailOf(1))),
  };
  return [figureOf(`one access request of a person with ${rows} rows`, 'ms', took)];
}
