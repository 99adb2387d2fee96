import { cachedObjects } from '../../../functions/casework/evidence/cached-objects';
import type { SealedObjects } from '../../../functions/domain/ports';
import { MemoryObjects } from '../../fakes/memory-objects';
import { MemoryVault } from '../../fakes/memory-vault';

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
  const lines = objects.lines.bind(objects);
  objects.lines = (id, name) => {
    opened.push(name);
    return lines(id, name);
  };
  return { objects: cachedObjects(objects), opened };
}

async function write(objects: SealedObjects, name: string, lines: readonly unknown[]): Promise<void> {
  const content = async function* () {
    for (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
  };
  await objects.putBytes(requestId, name, content());
}

describe('cached objects', () => {
  it('are opened once each, even if two callers ask at the same time', async () => {
    const { objects, opened } = await counted();
    await objects.put(requestId, 'found/shop/1.json', { rows: 1 });
    await objects.put(requestId, 'found/shop/2.json', { rows: 2 });

    const rows = await Promise.all(
      ['1', '2', '1', '1'].map((wave) => objects.get(requestId, `found/shop/${wave}.json`)),
    );

    expect(rows).toEqual([{ rows: 1 }, { rows: 2 }, { rows: 1 }, { rows: 1 }]);
    expect(opened).toEqual(['found/shop/1.json', 'found/shop/2.json']);
  });

  it('give the lines of a small copy again without opening it, and stream a large one every time', async () => {
    const { objects, opened } = await counted();
    const small = ['one', 'two'];
    const large = Array.from({ length: 30 }, (_, n) => `${n}`.padEnd(50_000, '.'));
    await write(objects, 'copy/small.jsonl', small);
    await write(objects, 'copy/large.jsonl', large);

    const read = [];
    for (const name of ['small', 'small', 'large', 'large']) {
      const lines: unknown[] = [];
      for await (const line of objects.lines(requestId, `copy/${name}.jsonl`)) lines.push(line);
      read.push(lines);
    }

    expect(read).toEqual([small, small, large, large]);
    expect(opened).toEqual(['copy/small.jsonl', 'copy/large.jsonl', 'copy/large.jsonl']);
  });

  it('keep only the last of many small copies', async () => {
    const { objects, opened } = await counted();
    const names = Array.from({ length: 12 }, (_, n) => `copy/${n}.jsonl`);
    for (const name of names) await write(objects, name, [name.padEnd(600_000, '.')]);
    const readAll = async (some: readonly string[]) => {
      for (const name of some) for await (const _ of objects.lines(requestId, name));
    };
    await readAll(names);
    opened.length = 0;

    await readAll(names.slice(-6));
    await readAll(names.slice(0, 6));

    expect(opened).toEqual(names.slice(0, 6));
  });

  it('keep nothing of a copy that was not read to its end', async () => {
    const { objects } = await counted();
    await write(objects, 'copy/small.jsonl', ['one', 'two']);

    for await (const _ of objects.lines(requestId, 'copy/small.jsonl')) break;

    const lines: unknown[] = [];
    for await (const line of objects.lines(requestId, 'copy/small.jsonl')) lines.push(line);
    expect(lines).toEqual(['one', 'two']);
  });
});
