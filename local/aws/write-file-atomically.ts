import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/**
 * Writes a file so that a reader, or a start after a crash, sees either the old content or the new, never a
 * part of it.
 *
 * @param mode permissions; the default lets only the owner read, as these files hold keys and mails
 */
export function writeFileAtomically(file: string, content: string, mode = 0o600): void {
  const unfinished = `${file}.${process.pid}.unfinished`;
  const descriptor = openSync(unfinished, 'w', mode);
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, file);
}
