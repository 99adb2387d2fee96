import type { FaultPlace } from '../../domain/store-examination';
import {
  StoreError,
  StoreForbiddenError,
  StoreRefusedError,
  StoreShapeError,
  StoreUnavailableError,
} from '../connector';
import { qualifiedTableName } from '../relational/fault-place';

/** SQLSTATE of a right that is missing; row security that would hide rows comes under it too. */
const FORBIDDEN = '42501';
/** The map names what the database does not have, or not so: undefined and ambiguous names, wrong types. */
const SHAPE_STATES = /^42/;
/** A value or a rule of the database forbids it: a retry cannot help. */
const REFUSED_STATES = /^(?:22|23|25006|2F|27|38|39|44|0A|09|P0|55000)/;
/** Others hold locks on the rows, or it took too long: a retry may help. */
const BUSY_STATES = new Set(['55P03', '57014', '40P01', '40001']);

/**
 * One of the connector's errors for whatever `pg` threw; without address, credentials or values. Names of
 * tables and constraints are kept.
 */
export function postgresStoreError(error: unknown, place: FaultPlace = {}): StoreError {
  if (error instanceof StoreError) return error;
  const { code, message, table, schema, constraint } = (error ?? {}) as Record<string, unknown>;
  const state = typeof code === 'string' ? code : 'no answer';
  const at = {
    ...place,
    ...(isName(table) ? { table: qualifiedTableName(isName(schema) ? schema : 'public', table) } : {}),
    ...(isName(constraint) ? { constraint } : {}),
    code: state,
  };
  if (/^[0-9A-Z]{5}$/.test(state)) return answered(state, at);
  if (message === WITHOUT_TLS) return new StoreUnavailableError('the database does not offer TLS', at);
  return unavailable(state, at);
}

function answered(state: string, place: FaultPlace): StoreError {
  const where = [place.table, place.constraint].filter(isName).join(', ');
  const words = `(SQLSTATE ${state}${where ? `: ${where}` : ''})`;
  if (state === FORBIDDEN)
    return new StoreForbiddenError(
      `the database's user lacks a right, or a policy hides rows ${words}`,
      place,
    );
  if (SHAPE_STATES.test(state))
    return new StoreShapeError(`the map does not fit the database ${words}`, place);
  if (REFUSED_STATES.test(state)) return new StoreRefusedError(`the database refused ${words}`, place);
  return unavailable(state, place);
}

function unavailable(state: string, place: FaultPlace): StoreError {
  return new StoreUnavailableError(`${REASONS[state] ?? 'the database is not available'} (${state})`, place);
}

/** Whether the statement only came at a bad moment. */
export function isBusy(error: unknown): boolean {
  return error instanceof StoreUnavailableError && BUSY_STATES.has(error.place.code ?? '');
}

/** Work on one table: what fails in it names the table, also where the server does not. */
export async function withFaultPlace<T>(place: FaultPlace, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw postgresStoreError(error, place);
  }
}

function isName(part: unknown): part is string {
  return typeof part === 'string' && part !== '';
}

/** What `pg` says of it, without a code. */
const WITHOUT_TLS = 'The server does not support SSL connections';

/** What to look into, by SQLSTATE or by the code of Node's TLS. */
const REASONS: Readonly<Record<string, string>> = {
  '28000': 'the database refused the log-in',
  '28P01': 'the database refused the log-in',
  '55P03': 'somebody else holds the rows',
  '57014': 'the statement took too long',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'no known authority vouches for the certificate of the database',
  SELF_SIGNED_CERT_IN_CHAIN: 'no known authority vouches for the certificate of the database',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'no known authority vouches for the certificate of the database',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'no known authority vouches for the certificate of the database',
  CERT_HAS_EXPIRED: 'the certificate of the database has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the database is for another host',
};
