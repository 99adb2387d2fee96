import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { DeskData } from '../domain/desk-deps';
import { readStored } from '../domain/read-stored';

/** Its outline: the same deployment that wrote this code has checked all of it. */
const DeskDataOutline = z.looseObject({
  desk: z.looseObject({}),
  map: z.looseObject({ stores: z.array(z.looseObject({})) }),
  book: z.looseObject({}),
});

let loaded: DeskData | undefined;

/**
 * The desk's settings, data map and laws, from `desk.json` beside the function's code, or from the file that
 * `DESK_FILE` names. Read once per process.
 *
 * @throws {StoredShapeError} when it is no such file
 */
export function deskData(): DeskData {
  loaded ??= readDeskData(process.env.DESK_FILE ?? join(__dirname, 'desk.json'));
  return loaded;
}

/** @param file - as the deployment writes it, in JSON */
export function readDeskData(file: string): DeskData {
  const data: unknown = JSON.parse(readFileSync(file, 'utf8'));
  readStored('a stored desk file', DeskDataOutline, data);
  return data as DeskData;
}
