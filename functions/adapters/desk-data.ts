import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskData } from '../domain/desk-deps';

let loaded: DeskData | undefined;

/**
 * The desk's settings, data map and laws: validated once when the desk is built, and laid beside the
 * function's code as `desk.json` (or at `DESK_FILE`).
 */
export function deskData(): DeskData {
  loaded ??= JSON.parse(
    readFileSync(process.env.DESK_FILE ?? join(__dirname, 'desk.json'), 'utf8'),
  ) as DeskData;
  return loaded;
}
