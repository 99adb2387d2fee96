import { type Connector, type FieldValue, StoreError } from '../../functions/connectors/connector';
import { createHttpConnector } from '../../functions/connectors/http/http-connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { contractStore } from '../contracts/connector.contract';
import { CLUB_FILE, type ClubRow, clubVendor, vendorOf } from './club-vendor';
import { Draws } from './seeded-random';
import { gather } from './small-map';
import { type AskedCall, aStopwatch, type GivenAnswer } from './vendor-stand-in';

const store = contractStore({
  ...{ kind: 'http', physical: { members: {}, rooms: {} }, memberKey: ['club', 'id'], sharing: false },
  ...{ crowd: 0, open: () => Promise.reject(new Error('not opened here')) },
});
const ADA = 'ada@example.com';
const SEARCH = [{ collection: 'members', field: 'email', values: [ADA] }];
const FILE = CLUB_FILE.replace('rightsdesk:', 'rightsdesk:\n  errors_at: [errors]').replace(
  'get: {',
  'reread: true\n      get: {',
);
const vendor = vendorOf(FILE);
const ROUNDS = 200;

type Json = Record<string, FieldValue>;

const keyOf = ({ club, id }: ClubRow) => ({ club: String(club), id: String(id) });

function someRows(draws: Draws): ClubRow[] {
  const emails = [ADA, ADA, `${ADA}.au`, 'eve@example.com'];
  return Array.from({ length: draws.number(70) + 1 }, (_, nth) => ({
    ...{ club: draws.one(['chess', 'go']), id: String(nth), email: draws.one(emails) },
    ...{ member_number: `M-${nth}`, city: 'Bonn' },
  }));
}

/**
 * An answer that went wrong in a way that can be told from a true one. A vendor that says of a row that it is
 * not there, or of a list that it is over, cannot be told from one that is right.
 */
function spoilt(draws: Draws, call: AskedCall, given: GivenAnswer): GivenAnswer {
  const body = structuredClone(given.body ?? {}) as Json;
  const rows = (Array.isArray(body.data) ? body.data : [body.member ?? {}]) as Json[];
  const row = rows.length > 0 ? draws.one(rows) : {};
  const field = draws.one(['club', 'id', 'email']);
  const holder = call.path === '/v1/members' ? 'data' : 'member';
  const isGone = given.status === 404;
  const without = (name: string, more: Json = {}): GivenAnswer => {
    delete row[name];
    Object.assign(row, more);
    return { body };
  };
  const ways: (() => GivenAnswer)[] = [
    () => ({ status: draws.one([400, 401, 403, 409, 422, 500, 502]), body: {} }),
    () => ({ status: draws.one([302, 307]), headers: { location: 'https://elsewhere.example' } }),
    () => ({ body: JSON.stringify({ ...body, data: rows }).slice(0, -1 - draws.number(8)) }),
    () => ({ body: '<html>maintenance</html>' }),
    () => ({ body: '' }),
    () => ({ body: { errors: [{ message: 'no' }], data: [], member: null, more: false } }),
    () => ({ body: { [`${holder}_v2`]: body[holder] ?? [], more: false } }),
    () => ({ body: { more: false, [holder]: draws.one<FieldValue>(['', 'none', 7, false, [[]], [1]]) } }),
  ];
  if (!isGone && rows.length > 0)
    ways.push(
      () => without(field),
      () => without(field, { [`new_${field}`]: row[field] ?? null }),
      () => without(field, { [field]: draws.one<FieldValue>([{ value: 1 }, [ADA], true, []]) }),
    );
  if (holder === 'data')
    ways.push(
      () => ({ body: { ...body, more: undefined } }),
      () => ({ body: { ...body, more: 'yes' } }),
      () => ({ body: { ...body, more: true, next: draws.one(['0', '50', 'same', null]) } }),
    );
  if (call.method === 'DELETE') ways.push(() => ({ status: draws.one([200, 202, 404, 410]), body: {} }));
  return draws.one(ways)();
}

interface World {
  readonly connector: Connector;
  readonly rows: ClubRow[];
}

/** A vendor of which one answer in five is spoilt; it does what it is asked only where its answer is not. */
function aWorld(draws: Draws): World {
  const rows = someRows(draws);
  const answer = clubVendor(rows);
  let calls = 0;
  const connector = createHttpConnector({
    ...{ store, vendor, secrets: { api_key: 'swordfish' }, stopwatch: aStopwatch() },
    transport: async ({ method, host, path, headers, body = '' }) => {
      calls += 1;
      if (calls > 5_000) throw new Error('the connector does not stop asking');
      const url = new URL(path, `https://${host}`);
      const call = { method, host, path: url.pathname, query: url.searchParams, headers, body };
      const isSpoilt = draws.chance(draws.one([0, 5, 20]));
      const true_ = method === 'DELETE' && isSpoilt ? { status: 204 } : answer(call);
      const { status = 200, headers: more = {}, body: told } = isSpoilt ? spoilt(draws, call, true_) : true_;
      const text = told === undefined ? '' : typeof told === 'string' ? told : JSON.stringify(told);
      return { status, headers: { 'content-type': 'application/json', ...more }, text };
    },
  });
  return { connector, rows };
}

/** What a connector says, or nothing where it says that it could not. */
async function said<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch((error: unknown) => {
    if (error instanceof StoreError) return undefined;
    throw error;
  });
}

describe('random answers of a vendor', () => {
  const outcomes = { searches: 0, copies: 0, erasures: 0, refused: 0 };
  const count = (what: keyof typeof outcomes, answer: unknown) => {
    outcomes[answer === undefined ? 'refused' : what] += 1;
  };

  it('never lead to rows that are not found, or to those of others', async () => {
    for (let seed = 0; seed < ROUNDS; seed += 1) {
      const draws = new Draws(seed);
      const { connector, rows } = aWorld(draws);
      const truth = rows.filter(({ email }) => email === ADA).map(keyOf);
      const how = draws.chance(50)
        ? locateEverything(connector, SEARCH, Number.POSITIVE_INFINITY)
        : connector.confirmAbsent(SEARCH);

      const page = await said(how);

      const isWhole = page !== undefined && page.unread === undefined;
      const found = page?.rows.map(({ key }) => key) ?? [];
      count('searches', isWhole ? page : undefined);
      if (isWhole) expect([seed, sorted(found)]).toEqual([seed, sorted(truth)]);
      for (const key of found) expect(truth).toContainEqual(key);
    }
  });

  it('never lead to a copy that lacks a row, or holds another', async () => {
    for (let seed = 0; seed < ROUNDS; seed += 1) {
      const { connector, rows } = aWorld(new Draws(seed));
      const wanted = rows.filter(({ email }) => email === ADA).slice(0, 5);
      const asked = wanted.map((row) => ({
        collection: 'members',
        key: keyOf(row),
        foundBy: { email: ADA },
      }));

      const copies = await said(gather(connector.export(asked)));

      count('copies', copies);
      if (copies) expect([seed, copies.map(({ values }) => values)]).toEqual([seed, wanted]);
    }
  });

  it('never lead to "erased" or "already gone" that is not so, nor to an erasure of what is another’s', async () => {
    for (let seed = 0; seed < ROUNDS; seed += 1) {
      const { connector, rows } = aWorld(new Draws(seed));
      const before = rows.map((row) => ({ ...row }));
      const keys = [...before.slice(0, 6).map(keyOf), { club: 'chess', id: '404' }];
      const instruction = { collection: 'members', keys, action: 'erase', atMost: keys.length } as const;

      const receipt = await said(
        connector.erase([{ ...instruction, foundBy: keys.map(() => ({ email: ADA })) }]),
      );

      const gone = before.filter((row) => !rows.some(({ id }) => id === row.id));
      count('erasures', receipt);
      expect(gone.every(({ email }) => email === ADA)).toBe(true);
      const told = receipt?.collections[0];
      if (!told) continue;
      // A row whose absence could not be read after the call is told as unsure, gone or not.
      const unsure = (receipt?.unsure ?? []).map(({ key }) => key.id);
      const surelyGone = gone.filter(({ id }) => !unsure.includes(String(id)));
      expect([seed, told.erased]).toEqual([seed, surelyGone.length]);
      expect(told.alreadyAbsent).toBeLessThanOrEqual(1);
      if (!receipt?.unfinished) expect([seed, gone.length + told.alreadyAbsent]).toEqual([seed, keys.length]);
    }
  });

  it('were spoilt and sound in good measure', () => {
    for (const number of Object.values(outcomes)) expect(number).toBeGreaterThan(40);
  });
});

function sorted(keys: readonly Readonly<Record<string, string>>[]): string[] {
  return keys.map((key) => JSON.stringify(Object.entries(key).sort())).sort();
}
