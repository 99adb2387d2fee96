import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchema, schemaFiles } from '../../../bin/commands/schema';
import { settingsTable } from '../../../generate/settings-table';

const root = join(__dirname, '../../..');

describe('a generated file', () => {
  it.each(schemaFiles)('$file is fresh (npx tsx generate/make-schemas.ts)', ({ what, file }) => {
    const kept: unknown = JSON.parse(readFileSync(join(root, file), 'utf8'));

    expect(kept).toEqual(jsonSchema(what));
  });

  it('docs/settings.md ends with the table of all settings (npx tsx generate/make-schemas.ts)', () => {
    const kept = readFileSync(join(root, 'docs/settings.md'), 'utf8');

    const table = kept.slice(kept.indexOf('| setting')).trimEnd();
    expect(unpadded(table)).toBe(unpadded(settingsTable()));
  });
});

describe('the JSON Schema of the desk file', () => {
  it('explains every setting', () => {
    const rows = settingsTable().split('\n').slice(2);

    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter((row) => /\| (yes|no[^|]*) \|\s*\|/.test(row))).toEqual([]);
  });

  it('forbids unknown settings, so that editors underline them', () => {
    expect(jsonSchema('desk')).toMatchObject({ additionalProperties: false });
  });
});

/** Table cells without the padding that the formatter adds. */
function unpadded(table: string): string {
  return table
    .replace(/ +/g, ' ')
    .replace(/-+/g, '-')
    .replace(/\| ?- ?/g, '|-');
}
