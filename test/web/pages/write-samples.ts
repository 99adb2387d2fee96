import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderPage } from '../../../functions/web/parts/layout';
import { samplePages } from './sample-pages';

/** `npx tsx test/web/pages/write-samples.ts FOLDER`: every page as a file, to look at. */
const folder = process.argv[2] ?? 'samples';
mkdirSync(folder, { recursive: true });
for (const [name, page] of Object.entries(samplePages())) {
  writeFileSync(join(folder, `${name}.html`), renderPage(page));
}
