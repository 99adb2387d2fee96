import { parse } from 'yaml';
import { resolveVendor } from '../../functions/config/vendor/resolve-vendor';
import { vendorFile } from '../../functions/config/vendor/vendor-schema';
import type { FieldValue } from '../../functions/connectors/connector';
import type { Vendor } from '../../functions/connectors/http/vendor';
import type { AskedCall, GivenAnswer } from './vendor-stand-in';

/** The file of an invented vendor that keeps the members of clubs. */
export const CLUB_FILE = `
saas_config:
  fides_key: club
  name: Club
  connector_params:
    - { name: api_key, sensitive: true }
  client_config:
    protocol: https
    host: api.club.example.com
    authentication: { strategy: bearer, configuration: { token: <api_key> } }
  test_request: { method: GET, path: /v1/ping }
  endpoints:
    - name: members
      requests:
        read:
          - method: GET
            path: /v1/members
            query_params: [{ name: email, value: <email> }, { name: limit, value: 50 }]
            param_values: [{ name: email, identity: email }]
            data_path: data
            pagination: { strategy: cursor, configuration: { cursor_param: after, next_at: next, has_more: more } }
          - method: GET
            path: /v1/members
            query_params: [{ name: number, value: <number> }, { name: limit, value: 50 }]
            param_values: [{ name: number, identity: customer-number }]
            data_path: data
            pagination: { strategy: cursor, configuration: { cursor_param: after, next_at: next, has_more: more } }
        update:
          method: PATCH
          path: /v1/clubs/<club>/members/<id>
          body: '{ <masked_object_fields> }'
          param_values:
            - { name: club, references: [{ dataset: club, field: members.club, direction: from }] }
            - { name: id, references: [{ dataset: club, field: members.id, direction: from }] }
rightsdesk:
  endpoints:
    members:
      key: [club, id]
      get: { method: GET, path: /v1/clubs/<club>/members/<id>, data_path: member }
      sample: { method: GET, path: /v1/members, data_path: data }
      erase:
        steps: [{ method: DELETE, path: /v1/clubs/<club>/members/<id>, expect: [204] }]
`;

export function vendorOf(yaml: string, account: Readonly<Record<string, string>> = {}): Vendor {
  return resolveVendor('vendor.yaml', vendorFile.parse(parse(yaml)), account);
}

export type ClubRow = Record<string, FieldValue>;

const PAGE = 50;

/** Answers as that vendor does: it searches loosely, without regard to capitals and spaces, by beginnings. */
export function clubVendor(rows: ClubRow[]): (call: AskedCall) => GivenAnswer {
  return (call) => {
    if (call.headers.authorization !== 'Bearer swordfish') return { status: 401, body: { error: 'who?' } };
    if (call.path === '/v1/ping') return { body: { ok: true } };
    if (call.path === '/v1/members') return list(rows, call);
    const [, club = '', id = ''] = /^\/v1\/clubs\/([^/]+)\/members\/([^/]+)$/.exec(call.path) ?? [];
    return one(rows, call, [decodeURIComponent(club), decodeURIComponent(id)]);
  };
}

function list(rows: readonly ClubRow[], { query }: AskedCall): GivenAnswer {
  const loose = (text: unknown) =>
    String(text ?? '')
      .toLowerCase()
      .trim();
  const email = query.get('email');
  const number = query.get('number');
  const found = rows.filter(
    (row) =>
      (email === null || loose(row.email).startsWith(loose(email))) &&
      (number === null || loose(row.member_number).startsWith(loose(number))),
  );
  const from = Number(query.get('after') ?? 0);
  const more = from + PAGE < found.length;
  return { body: { data: found.slice(from, from + PAGE), more, next: more ? String(from + PAGE) : null } };
}

function one(rows: ClubRow[], call: AskedCall, [club, id]: readonly [string, string]): GivenAnswer {
  const at = rows.findIndex((row) => row.club === club && row.id === id);
  const row = rows[at];
  if (row === undefined) return { status: 404, body: { error: 'no such member' } };
  if (call.method === 'DELETE') rows.splice(at, 1);
  if (call.method === 'DELETE') return { status: 204 };
  if (call.method === 'PATCH') Object.assign(row, JSON.parse(call.body));
  return { body: { member: row } };
}
