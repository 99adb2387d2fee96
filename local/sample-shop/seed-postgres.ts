import { Client } from 'pg';
import { postgresSchema, shopTables } from './postgres-schema';
import type { ShopRecords } from './shop-records';

const rowsAtOnce = 2_500;

/** Drops, creates and fills the tables, thousands of rows at a time. */
export async function seedPostgres(postgresUrl: string, records: ShopRecords): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(postgresSchema);
    await client.query('BEGIN');
    for (const table of shopTables) {
      const rows = records.tables[table];
      for (let start = 0; start < rows.length; start += rowsAtOnce) {
        const batch = JSON.stringify(rows.slice(start, start + rowsAtOnce));
        await client.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [
          batch,
        ]);
      }
    }
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
