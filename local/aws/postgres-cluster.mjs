// PGlite takes seconds to create a PostgreSQL cluster, but only a fraction of a second to copy a closed one.
// So an installation keeps the first one, empty, in node_modules/.cache and starts every other one as a copy.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';

const cache = fileURLToPath(new URL('../../node_modules/.cache/rightsdesk/', import.meta.url));

/** Opens the cluster in `directory`, and creates it first if it is missing. */
export async function openCluster(directory) {
  if (!existsSync(join(directory, 'PG_VERSION'))) await copyEmptyCluster(directory).catch(() => undefined);
  // If there is no copy to start from, PGlite creates the cluster as it opens it.
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return PGlite.create(directory, { extensions: { vector } });
}

async function copyEmptyCluster(directory) {
  const empty = join(cache, `postgres-${versionOfPGlite()}`);
  if (!existsSync(empty)) await makeOnce(empty);
  const draft = `${directory}.draft`;
  for (const old of [draft, directory]) rmSync(old, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  cpSync(empty, draft, { recursive: true });
  renameSync(draft, directory);
}

/**
 * Several processes may do this at the same time: the first to finish wins, and none ever sees half a
 * cluster.
 */
async function makeOnce(empty) {
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'draft-'));
  await (await PGlite.create(draft)).close();
  try {
    renameSync(draft, empty);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
}

function versionOfPGlite() {
  const entry = fileURLToPath(import.meta.resolve('@electric-sql/pglite'));
  return JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')).version;
}
