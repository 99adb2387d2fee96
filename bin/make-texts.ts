import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allMails, mailKinds } from '../functions/emails/all-mails';
import { checkMailText } from '../functions/emails/check-mail-text';

/** The editable texts, and the module made of them: a Lambda bundle has no files to read. */
const TEXTS = join(__dirname, '..', 'texts');
export const GENERATED = join(__dirname, '..', 'functions', 'emails', 'texts.generated.ts');

const SENTENCES = 'law-sentences';

type Texts = Record<string, Record<string, string>>;

/** All texts as they lie in the folders, by language and mail. */
export function readTexts(folder: string = TEXTS): Texts {
  const languages = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Object.fromEntries(languages.map(({ name }) => [name, readLanguage(join(folder, name))]));
}

function readLanguage(folder: string): Record<string, string> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .sort();
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -3), readFileSync(join(folder, file), 'utf8')]),
  );
}

/** What is wrong with the texts, one line each: `texts/en/refusal.md:12: problem. Remedy.` */
export function checkTexts(texts: Texts): string[] {
  return Object.entries(texts).flatMap(([language, files]) => [
    ...mailKinds.flatMap((kind) => {
      const file = files[kind];
      // English is what every other language falls back to.
      if (file === undefined) return language === 'en' ? [`texts/en/${kind}.md is missing. Write it.`] : [];
      return checkMailText(allMails[kind], file).map(
        ({ line, problem, remedy }) =>
          `texts/${language}/${kind}.md${line ? `:${line}` : ''}: ${problem}. ${remedy}.`,
      );
    }),
    ...Object.keys(files)
      .filter((name) => name !== SENTENCES && !mailKinds.some((kind) => kind === name))
      .map((name) => `texts/${language}/${name}.md is no mail of the desk. Rename or remove it.`),
  ]);
}

/**
 * The source of the generated module: a constant a mail, so that a bundle holds the texts of those its
 * function sends.
 */
export function moduleOf(texts: Texts): string {
  const names = [...new Set(Object.values(texts).flatMap(Object.keys))].filter((name) => name !== SENTENCES);
  return [
    '// biome-ignore-all format: made by bin/make-texts.ts',
    '// Made by bin/make-texts.ts from texts/. Edit those, then run it.',
    "import type { MailTexts } from './mail';",
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
