import type { FieldValue } from '../connector';
import { exactJson, exactNumber } from '../exact-json';

/** OIDs of pg_type.dat, which are the same in every PostgreSQL. */
export const oid = {
  bool: 16,
  bytea: 17,
  int2: 21,
  int4: 23,
  oid: 26,
  json: 114,
  float4: 700,
  float8: 701,
  bpchar: 1042,
  timestamp: 1114,
  timestamptz: 1184,
  jsonb: 3802,
} as const;

/**
 * A value in PostgreSQL's text as an exact value: int8, numeric and dates stay text, times become ISO 8601,
 * binary base64, `char(n)` loses its padding, and JSON is
 * opened only when no number in it would change.
 */
export function postgresValue(raw: string | null | undefined, type: number): FieldValue {
  if (raw === null || raw === undefined) return null;
  switch (type) {
    case oid.bool:
      return raw === 't';
    case oid.int2:
    case oid.int4:
    case oid.oid:
    case oid.float4:
    case oid.float8:
      return exactNumber(raw);
    case oid.bytea:
      return Buffer.from(raw.slice(2), 'hex').toString('base64');
    case oid.timestamp:
      return raw.replace(' ', 'T');
    case oid.timestamptz:
      return raw.replace(' ', 'T').replace(/\+00$/, 'Z');
    case oid.bpchar:
      return raw.replace(/ +$/, '');
    case oid.json:
    case oid.jsonb:
      return exactJson(raw);
    default:
      return raw;
  }
}

/** A key as PostgreSQL writes it, so that it can be asked for again; `char(n)` without its padding. */
export function keyText(raw: string | null | undefined, type = 0): string {
  const value = raw ?? '';
  return type === oid.bpchar ? value.replace(/ +$/, '') : value;
}
