import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { type PostgresServer, startPostgres } from '../../local/aws/postgres-server';
import { aCollection, aField, aStore } from './small-map';

jest.setTimeout(30_000);

const schema = `
CREATE TABLE towns (name text PRIMARY KEY);
INSERT INTO towns VALUES ('Bonn');
CREATE TABLE users (
  id int PRIMARY KEY, login text UNIQUE, short varchar(5), code char(4), born date, limits numeric(10,2), flag boolean, seen timestamptz, met timestamp, opens time, small float4,
  kind text CHECK (kind IN ('a', 'b')), must text NOT NULL, town text REFERENCES towns, lower text, frozen text, blank text
);
INSERT INTO users VALUES
  (1, 'ada', 'Alexa', 'ab', '1990-02-01', 1.50, true, '2026-03-05T10:00:00Z', '2026-03-05 10:00', '10:00', 0.5, 'a', 'x', 'Bonn', 'old', 'old', ''),
  (2, 'ben', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'y', NULL, NULL, NULL, NULL);
CREATE FUNCTION tidy() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN NEW.lower = lower(NEW.lower); NEW.frozen = OLD.frozen; RETURN NEW; END $$;
CREATE TRIGGER tidy BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION tidy();`;

const fields =
  'login short code born limits flag seen met opens small kind must town lower frozen blank'.split(' ');
const users = aCollection('users', ['id', ...fields]);
const store = aStore('postgres', [
  { ...users, fields: [aField('id'), ...fields.map((name) => aField(name, { correctable: {} }))] },
]);

describe('a correction in PostgreSQL', () => {
  const directory = mkdtempSync(join(tmpdir(), 'corrections-'));
  let server: PostgresServer;
  let client: Client;
  let connector: Connector;

  beforeAll(async () => {
    server = await startPostgres({ directory: join(directory, 'data') });
    client = new Client({ connectionString: server.connectionString });
    await client.connect();
    connector = createPostgresConnector({ store, url: server.connectionString });
  });

  beforeEach(async () => {
    await client.query(`DROP TABLE IF EXISTS users, towns; DROP FUNCTION IF EXISTS tidy; ${schema}`);
  });

  afterAll(async () => {
    await connector.close();
    await client.end();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const correct = async (field: string, from: string | null, to: string | null, id = '1') => {
    const changes = [{ field, from, to }];
    const { rows } = await connector.correct([{ collection: 'users', key: { id }, changes }]);
    return rows[0];
  };
  const heldIn = async (field: string, id = 1) => {
    const { rows } = await client.query({
      text: `SELECT ${field}::text FROM users WHERE id = ${id}`,
      rowMode: 'array',
    });
    return rows[0]?.[0];
  };

  it.each([
    ['a unique value', 'login', 'ada', 'ben', '23505'],
    ['a longer text than the column holds', 'short', 'Alexa', 'Alexander', '22001'],
    ['what is no date', 'born', '1990-02-01', 'the first of May', '22007'],
    ['what is no number', 'limits', '1.5', 'a lot', '22P02'],
    ['a value that a check forbids', 'kind', 'a', 'c', '23514'],
    ['nothing where something must stand', 'must', 'x', null, '23502'],
    ['a reference that leads nowhere', 'town', 'Bonn', 'Atlantis', '23503'],
    ['what a trigger changes', 'lower', 'old', 'NEW', 'value-undone'],
    ['what a trigger puts back', 'frozen', 'old', 'new', 'value-undone'],
  ])('refuses %s by its code, and changes nothing', async (_, field, from, to, code) => {
    const before = await heldIn(field);

    const row = await correct(field, from, to);

    expect(row).toMatchObject({ state: 'refused', code });
    expect(JSON.stringify(row)).not.toMatch(/Alexander|Atlantis|a lot|first of May/);
    expect(await heldIn(field)).toBe(before);
  });

  it('continues with other rows if one is refused', async () => {
    const row = (id: string, from: string | null, to: string) => ({
      collection: 'users',
      key: { id },
      changes: [{ field: 'short', from, to }],
    });

    const { rows } = await connector.correct([row('1', 'Alexa', 'Alexander'), row('2', null, 'Ben')]);

    expect(rows.map(({ state }) => state)).toEqual(['refused', 'done']);
    expect(await heldIn('short', 2)).toBe('Ben');
  });

  it.each([
    ['born', '1990-02-01', '1990-1-2', '1990-01-02'],
    ['limits', '1.5', '2', '2.00'],
    ['flag', 'true', 'false', 'false'],
    ['code', 'ab', 'xyz', 'xyz'],
    ['blank', null, 'full', 'full'],
  ])('accepts a value in any form of its type: %s', async (field, from, to, kept) => {
    expect(await correct(field, from, to)).toEqual({ state: 'done' });
    expect(await heldIn(field)).toBe(kept);
    expect(await correct(field, from, to)).toEqual({ state: 'already' });
  });

  it.each([
    ["short = NULL, blank = ''", 'open'],
    ["short = '', blank = NULL", 'open'],
    ['short = NULL, blank = NULL', 'open'],
    ["short = '', blank = ''", 'open'],
    ["short = '', blank = 'x'", 'changed'],
    ["short = 'x', blank = NULL", 'changed'],
  ])(
    'treats an empty text and a missing value alike, each field by itself: %s is %s',
    async (held, state) => {
      await client.query(`UPDATE users SET ${held}, born = NULL WHERE id = 1`);
      const changes = [
        { field: 'short', from: null, to: 'Ada' },
        { field: 'blank', from: null, to: 'full' },
        { field: 'born', from: null, to: '1990-02-01' },
        { field: 'kind', from: 'a', to: 'b' },
      ];
      const correction = { collection: 'users', key: { id: '1' }, changes };
      const states = async (look?: true) =>
        (await connector.correct([correction], look)).rows.map((r) => r.state);

      expect(await states(true)).toEqual([state]);
      expect(await states()).toEqual([state === 'open' ? 'done' : 'changed']);
      expect(await states()).toEqual([state === 'open' ? 'already' : 'changed']);
    },
  );

  it.each(['NULL', "''"])('is done if a value is removed and %s is already there', async (held) => {
    await client.query(`UPDATE users SET short = ${held} WHERE id = 1`);

    expect(await correct('short', 'Alexa', null)).toEqual({ state: 'already' });
  });

  it.each([
    ['born', 'today'],
    ['born', 'infinity'],
    ['born', '05/03/1990'],
    ['born', '5.3.1990'],
    ['born', '19900305'],
    ['seen', 'now'],
    ['seen', '2026-03-05'],
    ['seen', '2026-03-05 11:00'],
    ['met', 'tomorrow'],
    ['met', '2026-03-05 11:00+05'],
    ['opens', 'allballs'],
    ['limits', 'NaN'],
    ['limits', '1e3'],
    ['small', 'Infinity'],
  ])('refuses what the database would interpret: %s %s', async (field, to) => {
    const before = await heldIn(field);

    expect(await correct(field, before, to)).toMatchObject({ state: 'refused' });
    expect(await heldIn(field)).toBe(before);
  });

  it.each([
    ['limits', '1.50', '1.239'],
    ['limits', '1.50', '1.499'],
    ['small', '0.5', '1.23456789'],
  ])('refuses what the database would round: %s', async (field, from, to) => {
    expect(await correct(field, from, to)).toMatchObject({ state: 'refused', code: 'value-rounded' });
    expect(await heldIn(field)).toBe(from);
  });

  it.each([
    ['limits', '1.5', '1.240', '1.24'],
    ['small', '0.5', '0.1', '0.1'],
    ['met', '2026-03-05 10:00:00', '2026-03-05T11:00', '2026-03-05 11:00:00'],
    ['opens', '10:00:00', '9:30', '09:30:00'],
  ])('writes exactly what was approved: %s', async (field, from, to, kept) => {
    expect(await correct(field, from, to)).toEqual({ state: 'done' });
    expect(await heldIn(field)).toBe(kept);
  });

  it('does not match the beginning of a longer text', async () => {
    expect(await correct('short', 'Alexa', 'Alexandra')).toMatchObject({ state: 'refused' });
  });

  describe('a correction into a type that stores a value in its own form', () => {
    const kinds = [
      ...[
        ['sec', 'time(0)'],
        ['stamp', 'timestamp(0)'],
        ['stamptz', 'timestamptz(0)'],
        ['pause', 'pause'],
      ],
      ...[
        ['micro', 'time'],
        ['price', 'money'],
        ['label', 'name'],
        ['mark', '"char"'],
        ['nick', 'nick'],
      ],
      ...[
        ['doc', 'jsonb'],
        ['raw', 'json'],
        ['yes', 'boolean'],
        ['gap', 'interval'],
        ['bits', 'bit(3)'],
      ],
      ...[
        ['no', 'uuid'],
        ['span', 'int4range'],
        ['tags', 'text[]'],
        ['bin', 'bytea'],
        ['mood', 'mood'],
      ],
    ] as [string, string][];
    const names = kinds.map(([name]) => name);
    const odd = aCollection('odd', ['id', ...names]);
    const oddStore = aStore('postgres', [
      { ...odd, fields: [aField('id'), ...names.map((name) => aField(name, { correctable: {} }))] },
    ]);
    let oddConnector: Connector;

    beforeEach(async () => {
      await client.query(`DROP TABLE IF EXISTS odd; DROP DOMAIN IF EXISTS pause, nick; DROP TYPE IF EXISTS mood;
        CREATE DOMAIN pause AS time(0); CREATE DOMAIN nick AS varchar(5); CREATE TYPE mood AS ENUM ('sad', 'fine');
        CREATE TABLE odd (id int PRIMARY KEY, ${kinds.map(([name, type]) => `${name} ${type}`).join(', ')});
        INSERT INTO odd (id) VALUES (1)`);
      oddConnector = createPostgresConnector({ store: oddStore, url: server.connectionString });
    });

    afterEach(() => oddConnector.close());

    const put = async (field: string, to: string) => {
      const changes = [{ field, from: null, to }];
      const { rows } = await oddConnector.correct([{ collection: 'odd', key: { id: '1' }, changes }]);
      const held = await client.query({ text: `SELECT ${field}::text FROM odd`, rowMode: 'array' });
      return [rows[0]?.code ?? rows[0]?.state, held.rows[0]?.[0]];
    };

    it.each([
      ['sec', '09:30:00.6', 'value-rounded'],
      ['stamp', '2026-12-31 23:59:59.9', 'value-rounded'],
      ['stamptz', '2026-12-31 23:59:59.9Z', 'value-rounded'],
      ['pause', '09:30:00.6', 'value-rounded'],
      ['micro', '11:00:00.1234567', 'value-unclear'],
      ['micro', '24:00', 'value-unclear'],
      ['stamp', '2026-12-31 24:00', 'value-unclear'],
      ['stamp', '2026-12-31 23:59:60', 'value-unclear'],
      ['price', '1,239', 'value-unclear'],
      ['price', '(5)', 'value-unclear'],
      ['price', '1.239', 'value-rounded'],
      ['label', 'n'.repeat(70), 'value-unclear'],
      ['mark', 'cde', 'value-unclear'],
      ['nick', 'Alexander', '22001'],
      ['doc', '{"a":1,"a":2}', 'value-unclear'],
      ['doc', '{"b":[{"a":1,"a":1}]}', 'value-unclear'],
      ['yes', 'of', 'value-unclear'],
      ['yes', '1', 'value-unclear'],
      ['gap', '1.5 months', 'value-unclear'],
      ['gap', '-1 day 02:00:00', 'value-unclear'],
      ['gap', '1:30', 'value-unclear'],
      ['span', '[1,2]', 'value-unclear'],
      ['bin', 'hello', 'value-unclear'],
      ['no', '{6F1C1D2E-0000-4000-8000-00000000000A}', 'value-unclear'],
    ])('writes nothing that would read back differently: %s %s', async (field, to, code) => {
      expect(await put(field, to)).toEqual([code, null]);
    });

    it.each([
      ['sec', '09:30:00.0', '09:30:00'],
      ['stamp', '2026-12-31T23:59', '2026-12-31 23:59:00'],
      ['pause', '9:30', '09:30:00'],
      ['micro', '11:00:00.123456', '11:00:00.123456'],
      ['price', '1239.5', '$1,239.50'],
      ['label', 'Ada', 'Ada'],
      ['mark', 'c', 'c'],
      ['nick', 'Alexa', 'Alexa'],
      ['doc', '{"b": 1, "a": {"x:y": "it\'s: \\"q\\""}}', '{"a": {"x:y": "it\'s: \\"q\\""}, "b": 1}'],
      ['raw', '{"a":1,"a":2}', '{"a":1,"a":2}'],
      ['yes', 'true', 'true'],
      ['gap', '1 day', '1 day'],
      ['gap', 'P1DT2H', '1 day 02:00:00'],
      ['gap', '1 mon 2 days 03:04:05', '1 mon 2 days 03:04:05'],
      ['bits', '101', '101'],
      ['no', '6F1C1D2E-0000-4000-8000-00000000000A', '6f1c1d2e-0000-4000-8000-00000000000a'],
      ['span', '[1,3)', '[1,3)'],
      ['tags', '{a,b}', '{a,b}'],
      ['bin', '\\x0A', '\\x0a'],
      ['mood', 'fine', 'fine'],
    ])('writes what reads back as approved: %s %s', async (field, to, kept) => {
      expect(await put(field, to)).toEqual(['done', kept]);
    });
  });
});
