import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Client } from 'pg';

/** Counts the statements that a PostgreSQL of the bench's own is sent, by its log. */
export class StatementLog {
  private constructor(
    private readonly client: Client,
    private readonly file: string,
  ) {}

  /** @param client - a superuser */
  static async open(client: Client): Promise<StatementLog> {
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return new StatementLog(client, join(dirname(rows[0]?.data_directory ?? ''), 'log'));
  }

  /** The number of statements that reach a database during a piece of work, whoever sends them. */
  async during(database: string, work: () => Promise<unknown>): Promise<number> {
    await this.set("log_statement = 'all'", "log_line_prefix = '%d '");
    const from = statSync(this.file).size;
    await work();
    await this.set("log_statement = 'none'");
    const lines = readFileSync(this.file).subarray(from).toString('utf8').split('\n');
    const sent = new RegExp(`^${database} LOG: +(statement|execute [^:]*):`);
    return lines.filter((line) => sent.test(line)).length;
  }

  private async set(...settings: readonly string[]): Promise<void> {
    for (const setting of settings) await this.client.query(`ALTER SYSTEM SET ${setting}`);
    await this.client.query('SELECT pg_reload_conf()');
    // Each session reads the settings before its next statement, once the server has been told.
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
