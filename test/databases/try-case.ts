import { Client } from 'pg';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { DataMap } from '../../functions/domain/data-map';
import { type Attempt, attempt } from './attempt';
import { drive, type Outcome } from './drive';
import { intentionOf } from './intention';
import { judge, type Lie, type Verdict } from './judge';
import { type Case, makeCase } from './make-case';
import { loadedMap, mapYaml, storeId } from './map-yaml';
import { asker } from './model';
import { snapshotOf } from './snapshot';
import { emptyingSql, makingSql } from './sql-text';

export interface Tried {
  readonly one: Case;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  readonly attempt: Attempt;
}

/** A database for the cases, one after another. */
export interface Bench {
  readonly client: Client;
  /** The connection string of an ordinary role, as a desk should have. */
  readonly url: string;
}

/** @param desk the connection string with which the desk reaches the same database */
export async function openBench(url: string, desk: string): Promise<Bench> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("CREATE EXTENSION IF NOT EXISTS citext; CREATE ROLE desk LOGIN PASSWORD 'desk'");
  return { client, url: desk };
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
  const { client, url } = bench;
  const one = makeCase(seed, without);
  await client.query(emptyingSql);
  await client.query([makingSql(one.tables), ...grants, one.revoked ?? ''].join(';'));
  const read = await snapshotOf(client);
  const before = await read();
  const intention = intentionOf(one);
  const tried: Attempt =
    one.right === 'access'
      ? { can: true, how: 'read' }
      : await attempt({ client, read, before }, one, intention);
  const now = { before };
  const { outcome, crash } = await carryOut(url, one, async () => {
    if (!one.meanwhile) return;
    await client.query(one.meanwhile.sql);
    now.before = await (await snapshotOf(client))();
  });
  const after = await (one.meanwhile ? await snapshotOf(client) : read)();
  const verdict = judge({ one, intention, ...now, after, outcome });
  return { one, outcome, attempt: tried, verdict: { ...verdict, lies: [...crash, ...verdict.lies] } };
}

async function carryOut(
  url: string,
  one: Case,
  beforeErasure: () => Promise<void>,
): Promise<{ outcome: Outcome; crash: Lie[] }> {
  let map: DataMap;
  try {
    map = loadedMap(mapYaml(one.tables));
  } catch (error) {
    return { outcome: stoppedBy('the map is refused', error), crash: [] };
  }
  const store = map.stores.find((candidate) => candidate.storeId === storeId);
  if (!store) throw new Error('the map lost its store');
  const connector = createPostgresConnector({ store, url });
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
