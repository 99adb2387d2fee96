import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTexts, readTexts, SENTENCES, type Texts } from '../bin/read-texts';

/** The module that is generated from the texts, since a Lambda bundle has no files to read. */
export const GENERATED = join(__dirname, '..', 'functions', 'emails', 'texts.generated.ts');

/**
 * The source of the generated module: one constant per mail, so that a bundle holds only the texts of the
 * mails that its function sends.
 */
export function moduleOf(texts: Texts): string {
  const names = [...new Set(Object.values(texts).flatMap(Object.keys))].filter((name) => name !== SENTENCES);
  return [
    '// biome-ignore-all format: made by generate/make-texts.ts',
    '// Made by generate/make-texts.ts from texts/. Edit those, then run it.',
    "import type { MailTexts } from './mail-template';",
    ...[...names.sort(), SENTENCES].flatMap((name) => [
      '',
      `export const ${constantOf(name)}: MailTexts = ${JSON.stringify(byLanguage(texts, name), null, 2)};`,
    ]),
    '',
  ].join('\n');
}

function byLanguage(texts: Texts, name: string): Record<string, string> {
  const files = Object.entries(texts).map(([language, { [name]: file }]) => [language, file] as const);
  return Object.fromEntries(
    files.flatMap(([language, file]) => (file === undefined ? [] : [[language, file]])),
  );
}

/** `staff-task` is `staffTask` in code. */
function constantOf(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function main(): void {
  const texts = readTexts();
  const problems = checkTexts(texts);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
  else writeFileSync(GENERATED, moduleOf(texts));
}

if (require.main === module) main();
