import { type Console, type ExitCode, exitCodes, printJson, printLines } from '../console';
import { countLabel } from '../count-text';
import { checkTexts, readTexts } from '../read-texts';

/** Checks the editable mail texts of a folder (one sub-folder per language). */
export function textsCheck(options: { folder?: string; json?: true }, console: Console): ExitCode {
  const texts = readTexts(options.folder);
  const problems = checkTexts(texts);
  const count = Object.values(texts).reduce((sum, files) => sum + Object.keys(files).length, 0);
  if (options.json) printJson(console.stdout, { ok: problems.length === 0, texts: count, problems });
  else
    printLines(console.stdout, [
      ...problems,
      `${countLabel(count, 'text')} read, ${countLabel(problems.length, 'problem')}.`,
    ]);
  return problems.length === 0 ? exitCodes.done : exitCodes.foundProblems;
}
