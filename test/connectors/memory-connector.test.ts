import { type ContractKind, connectorContract } from '../contracts/connector.contract';
import { MemoryConnector, type MemoryRow } from '../fakes/memory-connector';

const memory: ContractKind = {
  kind: 'postgres',
  physical: { members: {}, rooms: {} },
  memberKey: ['club', 'id'],
  sharing: true,
  crowd: 250,
  open: async (store, { members, rooms }) => {
    const rows = {
      members: members.map((member): MemoryRow => ({ ...member })),
      rooms: rooms.map((room): MemoryRow => ({ ...room })),
    };
    const connector = new MemoryConnector(store, rows);
    const unreachable = new MemoryConnector(store);
    unreachable.down = true;
    const line = (collection: string, row: MemoryRow): [string, string] => [
      `${collection}/${row.club}/${row.id}`,
      JSON.stringify(row),
    ];
    const snapshot = async () =>
      new Map([...connector.rows].flatMap(([name, all]) => all.map((row) => line(name, row))));
    return { connector, unreachable, snapshot, close: async () => undefined };
  },
};

describe('the in-memory connector', () => {
  connectorContract(memory);
});

describe('the in-memory connector of a store that erases later', () => {
  connectorContract({
    ...memory,
    open: async (store, content) => {
      const world = await memory.open(store, content);
      const later = world.connector as MemoryConnector;
      for (const { name } of store.collections) later.erasesLater.add(name);
      return { ...world, settle: async () => later.settle() };
    },
  });
});
