import fc from 'fast-check';
import { frozenManifest } from '../../../functions/casework/evidence/stored-findings';
import { type Replayed, replayErasures } from '../../../functions/casework/replay/replay-erasures';
import { aBook, aDesk } from '../../builders/a-desk';
import { aWorld, type World } from '../../builders/a-world';
import { approvedErasure, eraseRounds, everything, readAndClose } from '../../steps/erasure-saga';
import { type Person, people, rowsOf, shopMap } from '../../steps/random-shop';

jest.setTimeout(120_000);

async function erased(all: readonly Person[]): Promise<{ world: World; requestId: string }> {
  const desk = aDesk();
  const rows = rowsOf([...all.entries()]);
  const world = aWorld({ desk, book: aBook(desk), map: shopMap, rows: structuredClone(rows) });
  const requestId = await approvedErasure(world);
  await eraseRounds(world, requestId);
  await readAndClose(world, requestId);
  return { world, requestId };
}

/** All rows as they were before the erasure. */
function restore(world: World, all: readonly Person[]): void {
  for (const [storeId, collections] of Object.entries(rowsOf([...all.entries()])))
    for (const [name, rows] of Object.entries(collections)) {
      const there = world.connectors[storeId]?.rows.get(name);
      there?.splice(0, there.length, ...structuredClone(rows));
    }
}

/** A tombstone of every value that a store was asked for, the numbers of orders and customers included. */
async function addEverySearchedValue(world: World, requestId: string): Promise<void> {
  const { stores } = await frozenManifest(world, await world.register.load(requestId));
  const entries = stores.flatMap(({ storeId, searches }) =>
    searches.flatMap(({ collection, field, values }) =>
      values.map((value) => ({ storeId, collection, field, value })),
    ),
  );
  await world.tombstones.put(requestId, entries, { at: world.clock.now(), until: '2099-01-01' });
}

async function replayed(world: World): Promise<Replayed[]> {
  const all: Replayed[] = [];
  for await (const one of replayErasures(world)) all.push(one);
  return all;
}

describe('a replay in random shops', () => {
  it('erases what came back, and needs no tombstone of a number that only leads from row to row', async () => {
    const erasedAgain = { runs: 0, rows: 0 };
    await fc.assert(
      fc.asyncProperty(people, async (all) => {
        const [one, other] = [await erased(all), await erased(all)];
        await addEverySearchedValue(other.world, other.requestId);
        restore(one.world, all);
        restore(other.world, all);
        const whole = everything(one.world);

        const said = await replayed(one.world);

        expect(said).toEqual(await replayed(other.world));
        expect(everything(one.world)).toEqual(everything(other.world));
        const rows = said.reduce((sum, { rows: n }) => sum + n, 0);
        expect(whole.filter((row) => !everything(one.world).includes(row))).toHaveLength(rows);
        erasedAgain.runs += 1;
        erasedAgain.rows += rows;
      }),
      { numRuns: 12, seed: 7 },
    );
    expect(erasedAgain.rows).toBeGreaterThan(erasedAgain.runs * 2);
  });
});
