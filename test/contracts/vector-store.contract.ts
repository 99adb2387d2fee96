import type { Connector } from '../../functions/connectors/connector';
import type { KeptVector } from '../../functions/domain/asked-vectors';
import { gatherVectors } from '../connectors/gather-vectors';

/** A note with its embedding, made from a message. */
export interface Note {
  readonly id: string;
  readonly customer: string;
  /** Id of the message that it was made from; empty where nobody wrote it down. */
  readonly message: string;
  readonly text: string;
  readonly vector: readonly number[];
}

/** Ada's two notes, Ben's with other words, and Cleo's with exactly Ada's words. */
export const notes: readonly Note[] = [
  { id: 'n1', customer: 'C-1', message: 'm1', text: 'My lamp flickers', vector: [0.1, 0.2, 0.3] },
  { id: 'n2', customer: 'C-1', message: 'm2', text: 'It hums as well', vector: [0.5, -0.25, 0] },
  { id: 'n3', customer: 'C-2', message: 'm3', text: 'Where is my order?', vector: [-0.4, 0.9, 0.1] },
  { id: 'n4', customer: 'C-3', message: 'm4', text: 'My lamp flickers', vector: [0.1, 0.2, 0.3] },
];

export interface VectorWorld {
  readonly connector: Connector;
  /** Adds a note that names nobody, with this vector; returns a part of what names its place. */
  addUnowned(vector: readonly number[]): Promise<string>;
  /** The same connector for a store that does not answer. */
  readonly unreachable: Connector;
  close(): Promise<void>;
}

export interface VectorKind {
  readonly name: string;
  /** What the map calls the key. @default id */
  readonly keyField?: string;
  /** Fills a store with {@link notes} in a collection `notes`, found by `customer` and by `message`. */
  open(): Promise<VectorWorld>;
}

/** What every store of vectors promises beside the contract of connectors. */
export function vectorStoreContract({ name, keyField = 'id', open }: VectorKind): void {
  describe(`vectors in ${name}`, () => {
    let world: VectorWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());

    const search = (customer: string) => [{ collection: 'notes', field: 'customer', values: [customer] }];
    const ref = (id: string) => ({ collection: 'notes', key: { [keyField]: id } });
    const read = (...ids: string[]): Promise<KeptVector[]> =>
      gatherVectors(world.connector.vectors?.read(ids.map(ref)));
    const erase = (...ids: string[]) =>
      world.connector.erase([
        {
          collection: 'notes',
          keys: ids.map((id) => ({ [keyField]: id })),
          action: 'erase',
          atMost: ids.length,
        },
      ]);
    const ask = async (vectors: readonly KeptVector[], customer = 'C-1') => {
      const answer = await world.connector.vectors?.ask(vectors, search(customer));
      if (!answer) throw new Error('the connector offers no search with vectors');
      return answer;
    };

    it('are found by metadata, compared exactly', async () => {
      const { rows } = await world.connector.locate(search('C-1'));

      expect(rows.map(({ key }) => key[keyField]).sort()).toEqual(['n1', 'n2']);
      expect((await world.connector.locate(search('c-1'))).rows).toEqual([]);
      expect((await world.connector.locate(search('C-'))).rows).toEqual([]);
    });

    it('are found by the rows that they were made from', async () => {
      const made = [{ collection: 'notes', field: 'message', values: ['m2', 'm9'] }];

      expect((await world.connector.locate(made)).rows.map(({ key }) => key[keyField])).toEqual(['n2']);
    });

    it('are exported with their numbers and how many these are', async () => {
      const copied = [];
      for await (const record of world.connector.export([ref('n2')])) copied.push(record);

      expect(copied).toMatchObject([
        { values: { embedding: { numbers: '[0.5,-0.25,0]', dimensions: 3, model: 'small-3' } } },
      ]);
    });

    it('are read before an erasure, without rows that are gone', async () => {
      const kept = await read('n2', 'n9');

      expect(kept).toEqual([{ collection: 'notes', field: 'embedding', vector: '[0.5,-0.25,0]' }]);
    });

    it('find the person before the erasure, and nothing of the person after it', async () => {
      const kept = await read('n1', 'n2');

      const before = await ask(kept);
      await erase('n1', 'n2');
      const after = await ask(kept);

      expect(
        before.near
          .filter(({ whose }) => whose === 'theirs')
          .map(({ key }) => key?.[keyField])
          .sort(),
      ).toEqual(['n1', 'n2']);
      expect(after.asked).toBe(2);
      expect(after.by).toContain('exact');
      expect(after.near).toMatchObject([{ whose: 'others', key: { [keyField]: 'n4' } }]);
    });

    it('tell a copy that names nobody', async () => {
      const kept = await read('n2');
      await erase('n1', 'n2');
      const place = await world.addUnowned([0.5, -0.25, 0]);

      const { near } = await ask(kept);

      expect(near).toMatchObject([{ whose: 'nobody', place: expect.stringContaining(place) }]);
    });

    it('tell nothing that is merely similar', async () => {
      const kept = await read('n2');
      await erase('n1', 'n2');
      await world.addUnowned([0.5, -0.251, 0]);

      expect((await ask(kept)).near).toEqual([]);
    });

    it('are asked of no store that does not answer', async () => {
      const kept = await read('n2');

      await expect(world.unreachable.vectors?.ask(kept, search('C-1'))).rejects.toMatchObject({
        name: 'StoreUnavailableError',
      });
    });
  });
}
