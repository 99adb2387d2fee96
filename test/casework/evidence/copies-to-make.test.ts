import fc from 'fast-check';
import { copiesToMake } from '../../../functions/casework/evidence/copies-to-make';
import type { StoreMap } from '../../../functions/domain/data-map';
import type { LocatedRow } from '../../../functions/domain/finding';
import { aCollection, aField } from '../../builders/a-map';

const fields = [aField('id', 'Number')];
const store: StoreMap = {
  storeId: 'files',
  title: 'files',
  kind: 's3',
  collections: [
    aCollection('chats', 'Chats', { fields }),
    aCollection('films', 'Films', { fields, holdsFiles: true }),
    aCollection('notes', 'Notes', { fields }),
    aCollection('photos', 'Photos', { fields, holdsFiles: true }),
  ],
};

const rowsOf = (collection: string, count: number): LocatedRow[] =>
  Array.from({ length: count }, (_, n) => ({ collection, key: { id: `${n}` }, facts: {} }));

const shapeOf = (copies: readonly (readonly LocatedRow[])[]) =>
  copies.map((rows) => {
    const names = [...new Set(rows.map((row) => row.collection))];
    return names.map((name) => `${name} ${rows.filter((row) => row.collection === name).length}`).join(', ');
  });

describe('rows that are copied together', () => {
  it('include all collections of a store, since each object and each call is charged', () => {
    const rows = [...rowsOf('chats', 2), ...rowsOf('notes', 3), ...rowsOf('chats', 1)];

    expect(shapeOf([...copiesToMake(store, rows)])).toEqual(['chats 3, notes 3']);
  });

  it('never share an object with stored files, which may be gigabytes', () => {
    const rows = ['films', 'chats', 'photos', 'notes'].flatMap((name) => rowsOf(name, 1));

    expect(shapeOf([...copiesToMake(store, rows)])).toEqual(['chats 1, notes 1', 'films 1', 'photos 1']);
  });

  it('are at most 4,000 rows, or 100 files', () => {
    const rows = [...rowsOf('chats', 3_999), ...rowsOf('notes', 4_002), ...rowsOf('films', 201)];

    expect(shapeOf([...copiesToMake(store, rows)])).toEqual([
      'chats 3999, notes 1',
      'notes 4000',
      'notes 1',
      'films 100',
      'films 100',
      'films 1',
    ]);
  });

  it('are named in a megabyte, however long their keys are', () => {
    const key = { key: 'é'.repeat(1_000) };
    const rows = Array.from({ length: 1_200 }, (): LocatedRow => ({ collection: 'notes', key, facts: {} }));

    const copies = [...copiesToMake(store, rows)];

    const sizes = copies.map((part) => Buffer.byteLength(JSON.stringify(part)));
    expect(Math.max(...sizes)).toBeLessThan(1_001_000);
    expect(copies.map((part) => part.length)).toEqual([487, 487, 226]);
  });

  it('are not made if nothing was found', () => {
    expect([...copiesToMake(store, [])]).toEqual([]);
  });

  it('contain each row once, with the rows of a collection in their order', () => {
    const found = fc.array(fc.constantFrom('chats', 'films', 'notes', 'photos'), { maxLength: 60 });

    fc.assert(
      fc.property(found, (names) => {
        const rows = names.map((collection, n) => ({ collection, key: { id: `${n}` }, facts: {} }));

        const copied = [...copiesToMake(store, rows)].flat();

        for (const { name } of store.collections)
          expect(copied.filter((row) => row.collection === name)).toEqual(
            rows.filter((row) => row.collection === name),
          );
        expect(copied).toHaveLength(rows.length);
      }),
    );
  });
});
