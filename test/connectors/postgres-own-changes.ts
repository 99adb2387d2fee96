import { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aField, aStore } from './small-map';

const members = (physical: CollectionMap['physical'] = {}, more: readonly string[] = []) =>
  aCollection('members', ['id', 'nick', 'news'], {
    fields: [
      aField('id'),
      aField('nick', { correctable: {} }),
      aField('news', { optOut: [{ right: 'marketing-objection', value: 'no' }] }),
      ...more.map((name) => aField(name, { correctable: {} })),
    ],
    onErasure: { action: 'anonymise' },
    physical: { schema: 'own', ...physical },
  });

/** What only PostgreSQL sets off by a change, on any server with its protocol. */
export function postgresOwnChangeRules(url: () => string): void {
  let client: Client;
  const opened: Connector[] = [];

  beforeAll(async () => {
    client = new Client({ connectionString: url() });
    await client.connect();
  });

  afterEach(async () => {
    for (const connector of opened.splice(0)) await connector.close();
  });

  afterAll(() => client.end());

  const table = `CREATE TABLE members (id int PRIMARY KEY, nick text UNIQUE, news text, before_it text, seen timestamptz, born date,
      version int DEFAULT 7, note text, loud text GENERATED ALWAYS AS (upper(nick)) STORED);
    INSERT INTO members (id, nick, news) VALUES (1, 'ida', 'yes'), (2, 'zoe', 'yes');
    CREATE TABLE history (was text);`;
  const trigger = (when: string, body: string, declared = '') =>
    `CREATE FUNCTION own() RETURNS trigger LANGUAGE plpgsql AS $$ ${declared} BEGIN ${body} RETURN NEW; END $$;
     CREATE ${when.includes('DEFERRED') ? 'CONSTRAINT ' : ''}TRIGGER own ${when} FOR EACH ROW EXECUTE FUNCTION own();`;

  async function world(sql: string, collection = members()): Promise<Connector> {
    await client.query(
      `DROP SCHEMA IF EXISTS own CASCADE; CREATE SCHEMA own; SET search_path = own; ${sql}; RESET search_path`,
    );
    const connector = createPostgresConnector({ store: aStore('postgres', [collection]), url: url() });
    opened.push(connector);
    return connector;
  }
  const held = async (sql: string) =>
    (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows.map(([value]) => value);
  const correct = async (connector: Connector, field = 'nick', from = 'ida', to = 'Ina') => {
    const change = { collection: 'members', key: { id: '1' }, changes: [{ field, from, to }] };
    return (await connector.correct([change])).rows[0];
  };
  const optOut = (connector: Connector) =>
    connector.optOut([{ collection: 'members', field: 'id', values: ['1'] }], 'marketing-objection');

  it.each([
    ['AFTER UPDATE ON members', 'INSERT INTO own.history VALUES (OLD.nick);'],
    ['AFTER UPDATE ON members DEFERRABLE INITIALLY DEFERRED', 'INSERT INTO own.history VALUES (OLD.nick);'],
    ['AFTER UPDATE ON members', "EXECUTE 'DELETE FROM own.members WHERE id = 2';"],
    [
      'BEFORE UPDATE ON members',
      "IF pg_trigger_depth() = 1 THEN UPDATE own.members SET news = 'x' WHERE id = 2; END IF;",
    ],
    [
      'AFTER UPDATE ON members',
      'IF pg_trigger_depth() = 1 THEN UPDATE own.members SET note = OLD.nick WHERE id = 1; END IF;',
    ],
  ])('is refused with the trigger and the table: %s, %s', async (when, body) => {
    const connector = await world(`${table} ${trigger(when, body)}`);
    const before = await held('SELECT m::text FROM own.members m');

    expect(await correct(connector)).toEqual({ state: 'refused', code: 'trigger', constraint: 'own' });
    await expect(optOut(connector)).rejects.toMatchObject({
      kind: 'refused',
      place: {
        code: 'trigger',
        constraint: 'own',
        table: body.includes('history') ? 'own.history' : 'own.members',
      },
      message: expect.stringContaining('physical.triggers_write'),
    });
    expect(await held('SELECT m::text FROM own.members m')).toEqual(before);
    expect(await held('SELECT was FROM own.history')).toEqual([]);
  });

  it('is refused with the rule that writes elsewhere', async () => {
    const connector = await world(
      `${table} CREATE RULE remember AS ON UPDATE TO members DO ALSO INSERT INTO own.history VALUES (OLD.nick)`,
    );

    expect(await correct(connector)).toEqual({ state: 'refused', code: 'trigger', constraint: 'remember' });
    expect(await held('SELECT nick FROM own.members WHERE id = 1')).toEqual(['ida']);
  });

  it('is refused with the foreign key that a computed column carries on', async () => {
    const connector = await world(
      `${table} ALTER TABLE members ADD UNIQUE (loud);
       CREATE TABLE pets (loud text CONSTRAINT follow REFERENCES members (loud)); INSERT INTO pets VALUES ('IDA')`,
    );

    expect(await correct(connector)).toEqual({
      state: 'refused',
      code: 'referred-to',
      constraint: 'follow',
    });
    expect(await held('SELECT nick FROM own.members WHERE id = 1')).toEqual(['ida']);
  });

  it.each([
    ['the time of another zone', "NEW.seen = now() AT TIME ZONE 'Pacific/Kiritimati'; PERFORM 1;"],
    ['the day', 'NEW.born = current_date; PERFORM 1;'],
    ['a counter', 'NEW.version = OLD.version + 1;'],
    ['no value', 'NEW.before_it = NULL; PERFORM 1;'],
    ['the new value in small letters', 'NEW.note = lower(NEW.nick);'],
    ['a constant', "IF NEW.nick <> OLD.nick THEN NEW.note = 'unconfirmed'; END IF;"],
  ])('is done where a trigger sets in the same row %s', async (_, body) => {
    const connector = await world(`${table} ${trigger('BEFORE UPDATE ON members', body)}`);

    expect(await correct(connector)).toEqual({ state: 'done' });
    expect(await held('SELECT loud FROM own.members WHERE id = 1')).toEqual(['INA']);
  });

  it.each([
    ['the old value', 'before_it', 'NEW.before_it = OLD.nick;'],
    ['a part of it', 'before_it', 'NEW.before_it = left(OLD.nick, 2);'],
    ['a digest of it', 'note', 'NEW.note = md5(OLD.nick);'],
    ['its length', 'version', 'NEW.version = length(OLD.nick);'],
    ['an older time', 'seen', "NEW.seen = '2020-01-01';  PERFORM 1;"],
  ])('is refused where a trigger keeps in the same row %s', async (_, field, body) => {
    const connector = await world(`${table} ${trigger('BEFORE UPDATE ON members', body)}`);
    const told = members({ triggers_write: ['own.members'] });

    expect(await correct(connector)).toEqual({ state: 'refused', code: 'trigger', constraint: 'own' });
    const blanking = { collection: 'members', action: 'anonymise', keys: [{ id: '1' }], atMost: 1 } as const;
    await expect(connector.erase([{ ...blanking, blank: { nick: null } }])).rejects.toMatchObject({
      place: { code: 'trigger', field, table: 'own.members' },
    });
    expect(await held('SELECT nick FROM own.members WHERE id = 1')).toEqual(['ida']);
    const allowed = createPostgresConnector({ store: aStore('postgres', [told]), url: url() });
    opened.push(allowed);
    expect(await correct(allowed)).toEqual({ state: 'done' });
  });

  it('is refused where a counter one higher is the old value itself', async () => {
    const connector = await world(
      `${table} ALTER TABLE members ADD age int; UPDATE members SET age = 8;
       ${trigger('BEFORE UPDATE ON members', 'NEW.version = OLD.age;')}`,
      members({}, ['age']),
    );

    expect(await correct(connector, 'age', '8', '9')).toMatchObject({ state: 'refused', code: 'trigger' });
  });

  it('is done where the row moves to another partition, and nothing else changes', async () => {
    const parted = `CREATE TABLE members (id int, nick text, news text, PRIMARY KEY (id, nick)) PARTITION BY LIST (nick);
      CREATE TABLE members_a PARTITION OF members FOR VALUES IN ('ida');
      CREATE TABLE members_b PARTITION OF members DEFAULT;
      INSERT INTO members VALUES (1, 'ida', 'yes'), (2, 'zoe', 'yes'); CREATE TABLE history (was text);`;
    const connector = await world(parted);

    expect(await correct(connector)).toEqual({ state: 'done' });
    expect(await held('SELECT nick FROM own.members_b ORDER BY id')).toEqual(['Ina', 'zoe']);
    const other = await world(
      `${parted} ${trigger('AFTER DELETE ON members_a', 'DELETE FROM own.members WHERE id = 2; INSERT INTO own.members VALUES (3);')}`,
    );
    expect(await correct(other)).toMatchObject({ state: 'refused' });
    expect(await held('SELECT nick FROM own.members ORDER BY id')).toEqual(['ida', 'zoe']);
  });

  it('is refused where a table that inherits has further columns and a trigger', async () => {
    const connector = await world(
      `${table} CREATE TABLE vip (was text) INHERITS (members); INSERT INTO vip (id, nick) VALUES (3, 'ada');
       ${trigger('BEFORE UPDATE ON vip', 'NEW.was = OLD.nick;')}`,
    );
    const change = {
      collection: 'members',
      key: { id: '3' },
      changes: [{ field: 'nick', from: 'ada', to: 'Ada' }],
    };

    expect((await connector.correct([change])).rows).toEqual([
      { state: 'refused', code: 'trigger', constraint: 'own' },
    ]);
    expect(await correct(connector)).toEqual({ state: 'done' });
  });

  it('is told by the check of the map before', async () => {
    const sql = `${table} ${trigger('AFTER UPDATE ON members', 'INSERT INTO own.history VALUES (OLD.nick);')}`;
    const kept = { ...members(), onErasure: { action: 'erase' } } as const;

    const { problems } = await (await world(sql, kept)).examine();

    expect(problems).toMatchObject([{ code: 'trigger', constraint: 'own', blocks: 'nothing' }]);
  });
}
