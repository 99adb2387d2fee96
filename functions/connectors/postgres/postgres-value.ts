import type { FieldValue } from '../connector';
import { exactJson, exactNumber } from '../exact-json';

/** OIDs of pg_type.dat, which are the same in every PostgreSQL. */
export const TYPE_OIDS = {
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
 * binary base64, `char(n)` loses its padding, and JSON is opened only when no number in it would change.
 */
export function postgresValue(raw: string | null | undefined, type: number): FieldValue {
  if (raw === null || raw === undefined) return null;
  switch (type) {
    case TYPE_OIDS.bool:
      return raw === 't';
    case TYPE_OIDS.int2:
    case TYPE_OIDS.int4:
    case TYPE_OIDS.oid:
    case TYPE_OIDS.float4:
    case TYPE_OIDS.float8:
      return exactNumber(raw);
    case TYPE_OIDS.bytea:
      return Buffer.from(raw.slice(2), 'hex').toString('base64');
    case TYPE_OIDS.timestamp:
      return raw.replace(' ', 'T');
    case TYPE_OIDS.timestamptz:
      return raw.replace(' ', 'T').replace(/\+00$/, 'Z');
    case TYPE_OIDS.bpchar:
      return raw.replace(/ +$/, '');
    case TYPE_OIDS.json:
    case TYPE_OIDS.jsonb:
      return exactJson(raw);
    default:
      return raw;
  }
}

/** A key as PostgreSQL writes it, so that it can be asked for again; `char(n)` without its padding. */
export function keyColumnText(raw: string | null | undefined, type = 0): string {
  const value = raw ?? '';
  return type === TYPE_OIDS.bpchar ? value.replace(/ +$/, '') : value;
}
