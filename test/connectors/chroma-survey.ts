import { ChromaClient } from '../../functions/connectors/chroma/chroma-client';
import { createChromaConnector } from '../../functions/connectors/chroma/chroma-connector';
import type { SendToChroma } from '../../functions/connectors/chroma/chroma-transport';
import { chromaSurveyor } from '../../functions/connectors/chroma/survey-chroma';
import { draftReadBack } from '../first-map/read-back';
import { RawDatabase } from './chroma-club';

const tenant = 'default_tenant';
const people = ['zelda', 'quirin', 'xaver', 'ylva'];
const CANARY = /zelda|quirin|xaver|ylva|swordfish|Bonn|4711|c-81/i;

/** A first map of a Chroma database, on whatever answers as Chroma does. */
export function chromaSurveySuite(name: string, send: () => SendToChroma): void {
  describe(`a first map of ${name}`, () => {
    const opened = async (fill: (raw: RawDatabase) => Promise<void>) => {
      const raw = await new RawDatabase(send()).create();
      await fill(raw);
      const { database } = raw;
      const survey = await chromaSurveyor(new ChromaClient(send(), { tenant, database })).survey({
        rows: 50,
      });
      const drafted = draftReadBack(survey, 'chroma');
      const { store } = drafted;
      const connector = createChromaConnector({ store, tenant, database, send: send() });
      return { survey, ...drafted, connector };
    };
    const record = (id: string, metadata: object, document?: string) => ({
      ...{ id, metadata, embedding: [1, 0, 0], ...(document === undefined ? {} : { document }) },
    });
    const shop = async (raw: RawDatabase) => {
      const about = (who: string, at: number) => ({
        email: `${who}@example.com`,
        city: 'Bonn',
        chunk: at,
      });
      await raw.fill(
        'members',
        people.map((who, at) => record(`c-81-${who}`, about(who, at), `swordfish ${who}`)),
      );
      await raw.fill(
        'support.notes',
        people.map((who, at) => record(who, { customer_number: `4711-${at}`, uri: 'x' })),
      );
      await raw.fill(
        'handbook',
        people.map((who) => record(who, { user_id: who, source: 'a.pdf', is_public: true })),
      );
    };

    it('tells how a person is found by metadata, and never takes a part for the record of a person', async () => {
      const { store } = await opened(shop);
      const ways = store.collections.map((one) => [one.name, one.ownRecord ?? false, one.reachedBy]);

      expect(ways.sort()).toEqual([
        ['handbook', false, []],
        ['members', false, [{ field: 'email', identity: 'email' }]],
        ['support_notes', false, [{ field: 'customer_number', identity: 'customer-number' }]],
      ]);
    });

    it('fits the database that it was drafted of, but for marks and what only the shop knows', async () => {
      const { map, store, connector } = await opened(shop);
      const { problems } = await connector.examine();
      const { rows, unmapped } = await connector.locate([
        { collection: 'members', field: 'email', values: ['zelda@example.com'] },
      ]);

      expect(problems).toEqual([]);
      expect([rows.length, unmapped]).toEqual([1, []]);
      expect(store.collections.map(({ primaryKey }) => primaryKey)).toEqual(Array(3).fill(['record_id']));
      expect(new Set(map.gaps.map(({ problem }) => problem.replace(/\d+ guesses/, 'guesses')))).toEqual(
        new Set([
          'does not say what an erasure does here',
          'does not say where the data comes from',
          'no system says what it is used for',
          'holds guesses that nobody has reviewed',
          "is found by customer-number alone, and no collection of people's own records holds that",
          'nothing leads from a person to its rows',
        ]),
      );
    });

    it('leaves open whose records are that hold only a key, and says which', async () => {
      const { text } = await opened(shop);

      expect(text).toContain('a reference to another store may stand in user_id');
      expect(text).not.toContain('skip_processing: true }');
      expect(text).not.toContain('on_erasure:');
    });

    it('keeps and shows no value, no id of a record and no name of a collection that may identify somebody', async () => {
      const { survey, text } = await opened(async (raw) => {
        await shop(raw);
        await raw.fill('user-4711', [record('x', { city: 'Bonn' })]);
        await raw.fill('user-4712', [record('x', { city: 'Bonn' })]);
      });

      expect(JSON.stringify(survey) + text).not.toMatch(CANARY);
      expect(survey.notLookedAt).toEqual([
        '2 of the collections, called user-{id}, which may identify a person: describe them by hand if none does',
      ]);
    });

    it('shows no metadata that is called as a person may be, and counts it', async () => {
      const { survey, text } = await opened(async (raw) => {
        await raw.fill('scores', [record('x', { 'Zelda Bonn': 3, total: 4 })]);
      });

      expect(JSON.stringify(survey) + text).not.toMatch(CANARY);
      expect(survey.collections[0]?.fields.map((field) => field.name)).toContain('total');
      expect(survey.notLookedAt).toEqual([
        'the collection scores: 1 field whose name may be that of a person: describe it by hand',
      ]);
    });

    it('drafts one of two fields that the map would call alike, and says so', async () => {
      const { survey, store } = await opened(async (raw) => {
        await raw.fill('notes', [record('x', { uri: 'a', 'metadata.uri': 'b', total: 4 })]);
      });

      const names = store.collections[0]?.fields.map((field) => field.name) ?? [];
      expect(names.filter((one) => one === 'metadata.uri')).toHaveLength(1);
      expect(survey.notLookedAt).toEqual([
        'the collection notes: 1 field that the map would call as it calls another one: the desk reads one of them',
      ]);
    });

    it('drafts a collection without records from what every record has', async () => {
      const { survey } = await opened(async (raw) => {
        await raw.fill('empty', []);
      });

      expect(survey.collections.map(({ fields }) => fields.map((field) => field.name))).toEqual([
        ['record_id', 'document', 'embedding'],
      ]);
    });

    it('says that there is no such database', async () => {
      const client = new ChromaClient(send(), { tenant, database: 'nowhere-at-all' });

      await expect(chromaSurveyor(client).survey({ rows: 1 })).rejects.toMatchObject({ kind: 'misfit' });
    });
  });
}
