import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allMails, mailKinds } from '../../functions/emails/all-mails';
import { composeMail } from '../../functions/emails/compose-mail';
import { sampleFacts } from './sample-mails';

/** `npx tsx test/emails/write-samples.ts FOLDER`: every mail as HTML and as text, to look at. */
const folder = process.argv[2] ?? 'samples';
mkdirSync(folder, { recursive: true });
const facts = sampleFacts();
for (const kind of mailKinds) {
  const { html, text, subject } = composeMail(allMails[kind], facts[kind]);
  writeFileSync(join(folder, `mail-${kind}.html`), html);
  writeFileSync(join(folder, `mail-${kind}.txt`), `Subject: ${subject}\n\n${text}`);
}
