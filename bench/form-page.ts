import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDesk } from '../functions/config/desk/parse-desk';
import { RequestFormPage } from '../functions/web/form/request-form';
import { renderPage } from '../functions/web/parts/layout';

/** Bytes of the whole form page of the sample desk, which loads nothing else. */
export function measureFormPage(): number {
  const file = join(__dirname, '..', 'rightsdesk.yaml');
  const { desk } = parseDesk(readFileSync(file, 'utf8'), file);
  const form = { action: '/', hidden: { formId: 'x'.repeat(24) } };
  return Buffer.byteLength(renderPage(RequestFormPage({ controller: desk.controller, form })));
}
