import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDb } from '../../../local/aws/dynamodb-server';
import type { Ask } from '../ask';
import { Counts } from '../counts';
import { judgeTable } from './judge-table';
import { tryTable } from './try-table';

/** Tries table after table. Returns whether there was no lie and enough was carried out. */
export async function runTables(ask: Ask, stop: { readonly now: boolean }): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), 'single-tables-'));
  const server = await startDynamoDb({ directory });
  const counts = new Counts();
  try {
    for (let seed = ask.seed; seed < ask.seed + ask.cases && !stop.now; seed += 1) {
      const tried = await tryTable(server.endpoint, seed);
      const verdict = judgeTable(tried);
      counts.add({ seed, isOpen: tried.late !== undefined, outcome: tried.outcome, verdict });
      for (const { kind, detail } of verdict.lies) console.log(`seed ${seed}: ${kind}: ${detail}`);
      if (ask.cases === 1)
        console.log(tried.table.yaml, [...tried.before], tried.asker, tried.late, tried.outcome, [
          ...tried.after,
        ]);
    }
    console.log(counts.text());
    return counts.holds();
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
