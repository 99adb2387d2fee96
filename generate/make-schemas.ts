import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchema, schemaFiles } from '../bin/commands/schema';
import { settingsTable } from './settings-table';

/**
 * Writes the JSON Schemas that editors read and the table in `docs/settings.md`. Run it after changing a
 * schema: `npx tsx generate/make-schemas.ts`.
 */
const root = join(__dirname, '..');

for (const { what, file } of schemaFiles) {
  writeFileSync(join(root, file), `${JSON.stringify(jsonSchema(what), null, 2)}\n`);
}

const doc = join(root, 'docs/settings.md');
const marker = '## All settings\n\n';
const [words = ''] = readFileSync(doc, 'utf8').split(marker);
writeFileSync(doc, `${words}${marker}${settingsTable()}\n`);

const made = [...schemaFiles.map(({ file }) => join(root, file)), doc];
execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', ...made]);
