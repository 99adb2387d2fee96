// Making a PostgreSQL cluster takes PGlite seconds; copying one that is closed takes a fraction of a second.
// So the first one
// made by an installation is kept, empty, in node_modules/.cache, and every further one begins as a copy of
// it.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';

const cache = fileURLToPath(new URL('../../node_modules/.cache/rightsdesk/', import.meta.url));

/** Opens the cluster in `directory`; makes it first if it is not there. */
export async function openCluster(directory) {
  if (!existsSync(join(directory, 'PG_VERSION'))) await copyEmptyCluster(directory).catch(() => undefined);
  // Where nothing could be kept, PGlite makes the cluster itself as it opens it.
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return PGlite.create(directory);
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
 * Several processes may do this at the same time: the first to finish wins, and no one ever sees half of it.
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
