import { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { DataMap, StoreMap } from '../../functions/domain/data-map';
import { type Attempt, attempt } from './attempt';
import { drive, type Outcome } from './drive';
import { intentionOf } from './intention';
import { judge, type Lie, type Verdict } from './judge';
import { type Case, makeCase } from './make-case';
import { loadedMap, mapYaml, storeId } from './map-yaml';
import { asker } from './model';
import { type Snapshot, snapshotOf } from './snapshot';
import { emptyingSql, makingSql } from './sql-text';

export interface Tried {
  readonly one: Case;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  readonly attempt: Attempt;
}

/** A database for the cases, one after another. */
export interface Bench {
  readonly kind: 'postgres' | 'mysql';
  /** Parts of a case that this kind of database does not have. */
  readonly without: readonly string[];
  /** Several statements, as superuser. */
  readonly query: (sql: string) => Promise<unknown>;
  /** Empties the database and makes that of the case. */
  readonly make: (one: Case) => Promise<void>;
  readonly snapshotOf: () => Promise<() => Promise<Snapshot>>;
  /** Begins a transaction in which references are looked at as late as can be, and looks at them. */
  readonly begin: string;
  readonly atEnd: string;
  /** As an ordinary user, as a desk should be. */
  readonly connect: (store: StoreMap) => Connector;
  readonly close: () => Promise<void>;
}

/** @param desk the connection string with which the desk reaches the same database */
export async function openBench(url: string, desk: string): Promise<Bench> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE EXTENSION IF NOT EXISTS citext; CREATE ROLE desk LOGIN PASSWORD 'desk'");
  return {
    kind: 'postgres',
    without: [],
    query: (sql) => client.query(sql),
    make: async (one) => {
      await client.query(emptyingSql);
      await client.query([makingSql(one.tables), ...grants, one.revoked ?? ''].join(';'));
    },
    snapshotOf: () => snapshotOf(client),
    begin: 'BEGIN; SET CONSTRAINTS ALL DEFERRED',
    atEnd: 'SET CONSTRAINTS ALL IMMEDIATE',
    connect: (store) => createPostgresConnector({ store, url: desk }),
    close: () => client.end(),
  };
}

const grants = ['public', 'crm'].map(
  (schema) =>
    `GRANT USAGE ON SCHEMA ${schema} TO desk; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO desk`,
);

/** Makes the case, lets the desk carry it out, and judges the result. */
export async function tryCase(
  bench: Bench,
  seed: number,
  without: ReadonlySet<string> = new Set(),
): Promise<Tried> {
  const one = makeCase(seed, new Set([...without, ...bench.without]));
  await bench.make(one);
  const read = await bench.snapshotOf();
  const before = await read();
  const intention = intentionOf(one);
  const tried: Attempt =
    one.right === 'access'
      ? { can: true, how: 'read' }
      : await attempt({ bench, read, before }, one, intention);
  const now = { before };
  const { outcome, crash } = await carryOut(bench, one, async () => {
    if (!one.meanwhile) return;
    await bench.query(one.meanwhile.sql);
    now.before = await (await bench.snapshotOf())();
  });
  const after = await (one.meanwhile ? await bench.snapshotOf() : read)();
  const verdict = judge({ one, intention, ...now, after, outcome });
  return { one, outcome, attempt: tried, verdict: { ...verdict, lies: [...crash, ...verdict.lies] } };
}

async function carryOut(
  bench: Bench,
  one: Case,
  beforeErasure: () => Promise<void>,
): Promise<{ outcome: Outcome; crash: Lie[] }> {
  let map: DataMap;
  try {
    map = loadedMap(mapYaml(one.tables), bench.kind);
  } catch (error) {
    return { outcome: stoppedBy('the map is refused', error), crash: [] };
  }
  const store = map.stores.find((candidate) => candidate.storeId === storeId);
  if (!store) throw new Error('the map lost its store');
  const connector = bench.connect(store);
  try {
    const email = one.people[asker]?.email ?? '';
    const knowsGone = one.meanwhile?.vanished !== undefined;
    const wish = { right: one.right, email, beforeErasure, knowsGone, says: one.says };
    return { outcome: await drive(connector, map, wish), crash: [] };
  } catch (error) {
    const { name, message } = error as Error;
    const crash = [{ kind: `crashed: ${name}`, detail: message.slice(0, 200) }];
    return { outcome: stoppedBy('crashed', error), crash };
  } finally {
    await connector.close();
  }
}

function stoppedBy(cause: string, error: unknown): Outcome {
  return { ended: 'stopped', cause, reasons: [(error as Error).message], faults: [], waiting: [] };
}
