import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { DataMap } from '../../domain/data-map';
import type { Desk } from '../../domain/desk';
import { allRegimes } from '../laws/law-library';
import { readDataMap } from '../map/load-data-map';
import type { PlaceOf } from '../map/map-places';
import { DeskFileError } from './desk-file-error';
import { deskWarnings } from './desk-warnings';
import { type LawAnswer, lawAnswers } from './law-answers';
import { lawBookOf } from './law-book-of';
import { parseDesk } from './parse-desk';
import { proofWarnings } from './proof-warnings';
import { representativeWarnings } from './representative-warnings';
import { signalWarnings } from './signal-warnings';

/** A desk file with the data map it names. */
export interface LoadedDesk {
  readonly desk: Desk;
  readonly map: DataMap;
  /** Where the datasets describe a store, a collection or a field. */
  readonly placeOf: PlaceOf;
  /** What the file says about each law, compared with the tests of that law. */
  readonly laws: readonly LawAnswer[];
  /** Allowed, and probably not meant; one sentence each. */
  readonly warnings: readonly string[];
}

const MAX_FILE_BYTES = 1_000_000;

/**
 * Reads a desk file and the data map it names. Build time only: it uses all of zod and every holiday
 * calendar.
 *
 * @param path - of the desk file; the datasets it names are relative to it
 * @throws {DeskFileError} with every problem of the desk file
 * @throws {DataMapError} with every problem of the datasets
 */
export function loadDesk(path: string): LoadedDesk {
  const { desk, business, systems } = parseDesk(readDeskFile(path), path);
  const beside = (name: string) => resolve(dirname(path), name);
  const { map, placeOf } = readDataMap(
    systems.map(beside),
    desk.stores.map((store) => ({ ...store, datasets: store.datasets.map(beside) })),
  );
  const laws = lawAnswers(desk, business);
  const differing = laws.flatMap((law) => law.differs ?? []);
  const warnings = [
    ...deskWarnings(desk, allRegimes()),
    ...proofWarnings({ desk, map, book: lawBookOf(desk) }),
    ...representativeWarnings(desk),
    ...signalWarnings(desk, map),
    ...differing,
  ];
  return { desk, map, placeOf, laws, warnings };
}

/**
 * Reads a desk file alone, before it has a map.
 *
 * @throws {DeskFileError} with every problem of the desk file
 */
export function loadDeskFile(path: string): Desk {
  return parseDesk(readDeskFile(path), path).desk;
}

function readDeskFile(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat)
    throw refusal(
      path,
      'does not exist',
      'Name the desk file with --config FILE, or copy the sample rightsdesk.yaml.',
    );
  if (!stat.isFile()) throw refusal(path, 'is not a file', 'Name the desk file itself, not its folder.');
  if (stat.size > MAX_FILE_BYTES)
    throw refusal(path, 'is larger than 1 MB', 'A desk file is a few pages of text; name the right file.');
  const bytes = readBytes(path);
  if (!isUtf8(bytes)) throw refusal(path, 'is not UTF-8 text', 'Save it with the encoding UTF-8.');
  return bytes.toString('utf8');
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw refusal(path, 'cannot be read', 'Check its permissions.');
  }
}

function refusal(file: string, problem: string, remedy: string): DeskFileError {
  return new DeskFileError([{ file, path: '', problem, remedy }]);
}
