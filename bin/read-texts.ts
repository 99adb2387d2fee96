import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allMails, mailKinds } from '../functions/emails/all-mails';
import { checkMailText } from '../functions/emails/check-mail-text';

/** The folder of the editable texts, one sub-folder per language. */
export const TEXTS = join(__dirname, '..', 'texts');

/** A file with sentences of laws, which is not a mail. */
export const SENTENCES = 'law-sentences';

/** Texts by language and mail. */
export type Texts = Record<string, Record<string, string>>;

/** All texts of a folder, by language and mail. */
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
      .map((name) => `texts/${language}/${name}.md is not the name of a mail. Rename or remove the file.`),
  ]);
}
