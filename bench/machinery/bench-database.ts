import { existsSync, readdirSync } from 'node:fs';
import { startRealPostgres } from '../../test/heavy/real-postgres';
import { SkippedError } from './skipped-error';

/** A PostgreSQL of the bench's own, on 127.0.0.1. */
export interface BenchDatabase {
  /** Connection string, as superuser. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const SERVERS = '/usr/lib/postgresql';

/**
 * Starts Debian's PostgreSQL in a folder of its own, which waits for the disk at each commit. Throws
 * {@link SkippedError} where it is not installed.
 */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  if (!existsSync(SERVERS) || readdirSync(SERVERS).length === 0)
    throw new SkippedError(
      "PostgreSQL is not installed. As root: apt-get install postgresql. Its figures would say nothing of another database's.",
    );
  const server = await startRealPostgres(undefined, 'durable');
  return { url: server.url(), stop: () => server.stop() };
}
