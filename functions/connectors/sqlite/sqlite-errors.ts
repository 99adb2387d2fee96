import type { FaultPlace } from '../../domain/store-examination';
import {
  StoreError,
  StoreForbiddenError,
  StoreRefusedError,
  StoreShapeError,
  StoreUnavailableError,
} from '../connector';

/**
 * Primary result codes of SQLite, the lowest eight bits of what it reports.
 *
 * @see https://www.sqlite.org/rescode.html
 */
const CODES = {
  ERROR: 1,
  PERM: 3,
  BUSY: 5,
  LOCKED: 6,
  READONLY: 8,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  SCHEMA: 17,
  TOOBIG: 18,
  CONSTRAINT: 19,
  MISMATCH: 20,
  AUTH: 23,
  NOTADB: 26,
} as const;

/** Whether another program holds the file at this moment. */
export function isBusy(error: unknown): boolean {
  return [CODES.BUSY, CODES.LOCKED].includes(primaryCode(error) as never);
}

/** Whether a part of the file cannot be read. */
export function isDamaged(error: unknown): boolean {
  return primaryCode(error) === CODES.CORRUPT;
}

/**
 * One of the connector's errors for whatever the driver threw. SQLite's message is not repeated: a trigger
 * writes its own, which may hold a value.
 */
export function sqliteStoreError(error: unknown, place: FaultPlace = {}): StoreError {
  if (error instanceof StoreError) return error;
  const code = primaryCode(error);
  const name = Object.entries(CODES).find(([, number]) => number === code)?.[0];
  const at = { ...place, ...constraintOf(error), code: name ? `SQLITE_${name}` : 'no answer' };
  const where = [at.table, at.constraint].filter(Boolean).join(', ');
  const words = (text: string) => `${text} (${at.code}${where ? `: ${where}` : ''})`;
  switch (code) {
    case CODES.NOTADB:
      return new StoreShapeError(
        words(
          'the file is no SQLite database, or it is encrypted (SQLCipher), which the desk cannot open: correct connection.file, or make it a manual store',
        ),
        at,
      );
    case CODES.CORRUPT:
      return new StoreUnavailableError(words('the database file is damaged: restore it from a backup'), at);
    case CODES.CANTOPEN:
      return new StoreUnavailableError(
        words('the file cannot be opened, or not the log beside it: the desk needs to write in its folder'),
        at,
      );
    case CODES.BUSY:
    case CODES.LOCKED:
      return new StoreUnavailableError(words('another program holds the database file'), at);
    case CODES.READONLY:
    case CODES.PERM:
    case CODES.AUTH:
      return new StoreForbiddenError(
        words("the desk's user may not write the database file: let it write the file and its folder"),
        at,
      );
    case CODES.CONSTRAINT:
    case CODES.MISMATCH:
    case CODES.TOOBIG:
      return new StoreRefusedError(words('a rule of the database forbids it'), at);
    case CODES.ERROR:
    case CODES.SCHEMA:
      return new StoreShapeError(words('the map or the schema does not fit the database'), at);
    default:
      return new StoreUnavailableError(words('the database is not available'), at);
  }
}

function primaryCode(error: unknown): number | undefined {
  const { errcode, message } = (error ?? {}) as { readonly errcode?: unknown; readonly message?: unknown };
  if (typeof errcode === 'number') return errcode & 0xff;
  return typeof message === 'string' ? CODES_BY_MESSAGE[message] : undefined;
}

/** Where rows are read one by one, the driver passes on SQLite's message alone. */
const CODES_BY_MESSAGE: Readonly<Record<string, number>> = {
  'database disk image is malformed': CODES.CORRUPT,
  'database is locked': CODES.BUSY,
  'database table is locked': CODES.LOCKED,
};

/** `UNIQUE constraint failed: members.email` names the schema alone; a trigger's message may say anything. */
function constraintOf(error: unknown): { readonly constraint?: string } {
  const { message, errcode } = (error ?? {}) as { readonly message?: unknown; readonly errcode?: unknown };
  const TRIGGER = 1811;
  if (typeof message !== 'string' || errcode === TRIGGER) return {};
  const [, constraint] = /^(?:UNIQUE|NOT NULL) constraint failed: ([\w.]+(?:, [\w.]+)*)$/.exec(message) ?? [];
  return constraint ? { constraint } : {};
}
