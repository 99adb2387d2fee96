import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandError } from './console';

/**
 * Writes the file that a command was told to write, with the folders on the way to it.
 *
 * @throws CommandError that names the file and what to do, where it cannot be written or exists
 */
export function writeOutput(file: string, text: string, mayOverwrite: boolean): void {
  try {
    makeFolder(dirname(file));
    writeFileSync(file, text, { flag: mayOverwrite ? 'w' : 'wx' });
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new CommandError(
      `${file} cannot be written (${code}): check the folder, or name another file with --out`,
    );
  }
}

/**
 * Folder by folder: Node's own way to make several at once never returns where a file system answers that a
 * folder is not there in which one is being made, as `/proc` does.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
