import type { Connector } from '../../functions/connectors/connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aField } from '../connectors/small-map';

/** What a database does by itself when a row of the table `members` changes. */
export type OwnChange = 'time' | 'old-value' | 'history' | 'others' | 'cascade' | 'follows';

/** A database with the tables `members`, `pets` and `history`, behind a connector for each collection. */
export interface OwnChangeWorld {
  connector(members: CollectionMap): Connector;
  /** Every row of all three tables, read without the connector. */
  rows(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/**
 * Fills `members (id, nick, news, changed, before_it, slug)` with the rows 1 and 2, `pets (id, nick, slug)`
 * with a row for each, and `history (was)` with none, and adds the triggers or foreign keys of the change.
 */
export type OpenOwnChange = (change: OwnChange) => Promise<OwnChangeWorld>;

const fields = [
  aField('id'),
  aField('nick', { correctable: {} }),
  aField('news', { optOut: [{ right: 'marketing-objection', value: 'no' }] }),
];
const members = (physical: CollectionMap['physical'] = {}) =>
  aCollection('members', ['id', 'nick', 'news'], {
    fields,
    onErasure: { action: 'anonymise' },
    physical,
  });

const correct = async (connector: Connector) => {
  const change = { field: 'nick', from: 'ida', to: 'Ina' };
  const { rows } = await connector.correct([{ collection: 'members', key: { id: '1' }, changes: [change] }]);
  return rows[0]?.state;
};
const stateOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { kind?: unknown }) =>
      ['refused', 'beyond-approval'].includes(String(error.kind)) ? 'refused' : error,
  );
const optOut = (connector: Connector) =>
  stateOf(connector.optOut([{ collection: 'members', field: 'id', values: ['1'] }], 'marketing-objection'));
const blank = (connector: Connector) =>
  stateOf(
    connector.erase([
      { collection: 'members', action: 'anonymise', keys: [{ id: '2' }], blank: { nick: null }, atMost: 1 },
    ]),
  );

/** Every change that the desk makes is held to the same, in every kind of SQL database. */
export function ownChangesContract(open: OpenOwnChange): void {
  let world: OwnChangeWorld;
  const opened: Connector[] = [];
  const opening = async (change: OwnChange, physical?: CollectionMap['physical']) => {
    world = await open(change);
    const connector = world.connector(members(physical));
    opened.push(connector);
    return { connector, before: await world.rows() };
  };

  describe('what a change sets off', () => {
    afterEach(async () => {
      for (const connector of opened.splice(0)) await connector.close();
      await world.close();
    });

    it('lets a trigger set the time of the change in the same row', async () => {
      const { connector, before } = await opening('time');

      const states = [await correct(connector), await optOut(connector), await blank(connector)];

      expect(states).toEqual(['done', 'done', 'done']);
      expect(await world.rows()).not.toEqual(before);
    });

    it.each([
      ['a trigger keeps the old value in the same row', 'old-value'],
      ['a trigger keeps the old value in another table', 'history'],
      ['a trigger writes rows of others', 'others'],
      ['a trigger sets a value that rows of others follow', 'follows'],
    ] as const)('changes nothing where %s', async (_, change) => {
      const { connector, before } = await opening(change);

      const states = [await correct(connector), await optOut(connector), await blank(connector)];

      expect(states).toEqual(['refused', 'refused', 'refused']);
      expect(await world.rows()).toEqual(before);
    });

    it('changes nothing where a foreign key carries the new value on', async () => {
      const { connector, before } = await opening('cascade');

      expect([await correct(connector), await blank(connector)]).toEqual(['refused', 'refused']);
      expect(await world.rows()).toEqual(before);
      expect(await optOut(connector)).toBe('done');
    });

    it('lets a trigger write a table that the map names', async () => {
      const { connector } = await opening('history', { triggers_write: ['history'] });

      const states = [await correct(connector), await optOut(connector), await blank(connector)];

      expect(states).toEqual(['done', 'done', 'done']);
      expect((await world.rows()).filter((row) => row.includes('history'))).toHaveLength(3);
    });

    it('names the trigger in a correction that it refuses', async () => {
      const { connector } = await opening('history');
      const change = { field: 'nick', from: 'ida', to: 'Ina' };

      const { rows } = await connector.correct([
        { collection: 'members', key: { id: '1' }, changes: [change] },
      ]);

      expect(rows).toEqual([{ state: 'refused', code: 'trigger', constraint: 'own' }]);
    });
  });
}
