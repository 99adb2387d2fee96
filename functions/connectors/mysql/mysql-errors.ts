import type { FaultPlace } from '../../domain/store-examination';
import {
  StoreError,
  StoreForbiddenError,
  StoreRefusedError,
  StoreShapeError,
  StoreUnavailableError,
} from '../connector';
import { qualifiedTableName } from '../relational/fault-place';

/**
 * What an error number means, in the SQLSTATE that PostgreSQL has for it: those of MySQL are too coarse
 * (every broken constraint is 23000), and so the same words tell staff what to do.
 *
 * @see https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html
 * @see https://mariadb.com/kb/en/mariadb-error-code-reference/
 */
const STATES: Readonly<Record<number, string>> = {
  1044: '42501', // no right in the database
  1142: '42501',
  1143: '42501',
  1227: '42501',
  1370: '42501',
  1049: '3D000', // no such database
  1146: '42P01', // no such table
  1054: '42703', // no such column
  1064: '42601',
  1267: '42P21', // collations that cannot be compared
  1451: '23503', // a row that points at another
  1452: '23503',
  1216: '23503',
  1217: '23503',
  1048: '23502', // no value where one must be
  1364: '23502',
  1062: '23505', // not unique
  1586: '23505',
  3819: '23514', // CHECK
  4025: '23514',
  1406: '22001', // too long
  1264: '22003', // out of range
  1265: '22000', // cut off
  1292: '22007', // no such date
  1366: '22P02', // no such number or letter
  3854: '22P02',
  3105: '428C9', // computed by the database
  1906: '428C9',
  1290: '25006', // read-only
  1792: '25006',
  1836: '25006',
  1205: '55P03', // somebody else holds the rows
  3572: '55P03',
  1213: '40P01', // deadlock
  1317: '57014', // took too long
  1969: '57014',
  3024: '57014',
  1045: '28P01', // log-in
  1698: '28P01',
  1665: '0A000', // a binary log that takes no such change
};

/** The map names what the database does not have, or not so. */
const SHAPE_STATES = /^(?:42P|42703|42601|428C9|3D)/;
/** A value or a rule of the database forbids it: a retry cannot help. */
const REFUSED_STATES = /^(?:22|23|25006|0A|45)/;
/** Others hold locks on the rows, or it took too long: a retry may help. */
const BUSY_STATES = new Set(['55P03', '57014', '40P01']);

/**
 * One of the connector's errors for whatever `mysql2` threw; without address, credentials or values. Names of
 * tables and constraints are kept.
 */
export function mysqlStoreError(error: unknown, place: FaultPlace = {}): StoreError {
  if (error instanceof StoreError) return error;
  const { code, errno, sqlState, sqlMessage } = (error ?? {}) as Record<string, unknown>;
  const own = typeof code === 'string' ? code : 'no answer';
  const state =
    (typeof errno === 'number' &&
      typeof sqlState === 'string' &&
      (STATES[errno] ?? foreignState(sqlState))) ||
    undefined;
  const at = { ...place, ...namesIn(sqlMessage), code: state ?? own };
  return state === undefined ? unavailable(own, at) : answered(state, own, at);
}

/**
 * Of a condition that the shop's own trigger raises (`SIGNAL SQLSTATE`), and of classes that mean the same.
 */
function foreignState(state: string): string | undefined {
  return /^(?:22|23|45)/.test(state) ? state : undefined;
}

function answered(state: string, own: string, place: FaultPlace): StoreError {
  const where = [place.table, place.constraint].filter(Boolean).join(', ');
  const words = `(SQLSTATE ${state}, ${own}${where ? `: ${where}` : ''})`;
  if (state === '42501') return new StoreForbiddenError(`the database's user lacks a right ${words}`, place);
  if (SHAPE_STATES.test(state))
    return new StoreShapeError(`the map does not fit the database ${words}`, place);
  if (REFUSED_STATES.test(state)) return new StoreRefusedError(`the database refused ${words}`, place);
  return unavailable(own, place);
}

function unavailable(own: string, place: FaultPlace): StoreError {
  const reason = REASONS[place.code ?? ''] ?? REASONS[own] ?? 'the database is not available';
  return new StoreUnavailableError(`${reason} (${own})`, place);
}

/** Whether the statement only came at a bad moment. */
export function isBusy(error: unknown): boolean {
  return error instanceof StoreUnavailableError && BUSY_STATES.has(error.place.code ?? '');
}

/** Whether the server answered, and said no: the connection is as good as before. */
export function isSqlError(error: unknown): boolean {
  return typeof (error as { sqlState?: unknown } | null)?.sqlState === 'string';
}

/** Work on one table: what fails in it names the table, also where the server does not. */
export async function withFaultPlace<T>(place: FaultPlace, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw mysqlStoreError(error, place);
  }
}

const NAME = '`((?:[^`]|``)+)`';
const REFERENCE = new RegExp(String.raw`\(${NAME}\.${NAME}, CONSTRAINT ${NAME} FOREIGN KEY`);
const CHECK =
  /(?:Check constraint|CONSTRAINT) [`']([^`'.]+)[`'](?: is violated|[.] *[`']?[^`']*[`']? failed)/;

/** Names only: the messages of other errors repeat values. */
function namesIn(message: unknown): FaultPlace {
  if (typeof message !== 'string') return {};
  const [, schema, table, constraint] = REFERENCE.exec(message) ?? [];
  if (schema !== undefined && table !== undefined && constraint !== undefined)
    return { table: qualifiedTableName('', unquoted(table)), constraint: unquoted(constraint) };
  const [, check] = CHECK.exec(message) ?? [];
  return check === undefined ? {} : { constraint: check };
}

function unquoted(name: string): string {
  return name.replaceAll('``', '`');
}

/** What to look into, by SQLSTATE or by the code of the driver or of Node's TLS. */
const REASONS: Readonly<Record<string, string>> = {
  '28P01': 'the database refused the log-in',
  '55P03': 'somebody else holds the rows',
  '40P01': 'somebody else holds the rows',
  '57014': 'the statement took too long',
  PROTOCOL_SEQUENCE_TIMEOUT: 'the database did not answer in time',
  ETIMEDOUT: 'the database did not answer in time',
  HANDSHAKE_NO_SSL_SUPPORT: 'the database does not offer TLS',
  ER_SECURE_TRANSPORT_REQUIRED: 'the database takes no log-in without TLS',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'no known authority vouches for the certificate of the database',
  SELF_SIGNED_CERT_IN_CHAIN: 'no known authority vouches for the certificate of the database',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'no known authority vouches for the certificate of the database',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'no known authority vouches for the certificate of the database',
  CERT_HAS_EXPIRED: 'the certificate of the database has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the database is for another host',
};
