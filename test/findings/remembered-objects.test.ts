import { rememberedObjects } from '../../functions/findings/remembered-objects';
import { MemoryObjects } from '../fakes/memory-objects';
import { MemoryVault } from '../fakes/memory-vault';

const requestId = 'dsr-000000000001';

async function counted() {
  const vault = new MemoryVault();
  await vault.adopt(requestId);
  const objects = new MemoryObjects(vault);
  const opened: string[] = [];
  const get = objects.get.bind(objects);
  objects.get = (id, name) => {
    opened.push(name);
    return get(id, name);
  };
  return { objects: rememberedObjects(objects), opened };
}

describe('objects that are remembered', () => {
  it('are opened once each, also by two who ask at the same time', async () => {
    const { objects, opened } = await counted();
    await objects.put(requestId, 'found/shop/1.json', { rows: 1 });
    await objects.put(requestId, 'found/shop/2.json', { rows: 2 });

    const rows = await Promise.all(
      ['1', '2', '1', '1'].map((wave) => objects.get(requestId, `found/shop/${wave}.json`)),
    );

    expect(rows).toEqual([{ rows: 1 }, { rows: 2 }, { rows: 1 }, { rows: 1 }]);
    expect(opened).toEqual(['found/shop/1.json', 'found/shop/2.json']);
  });
});
