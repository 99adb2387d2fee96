import { StoreShapeError } from '../../../functions/connectors/connector';
import { isLoopback, readOnly } from '../../../local/desk/store-functions';
import { aMap } from '../../builders/a-map';
import { MemoryConnector } from '../../fakes/memory-connector';

describe('a store of the local run', () => {
  it.each([
    ['postgres://shop:secret@127.0.0.1:5432/shop', true],
    ['postgres://localhost/shop', true],
    ['postgres://[::1]:5432/shop', true],
    ['postgres://db.example.com/shop', false],
    ['postgres://localhost.example.com/shop', false],
    ['postgres://127.0.0.1.example.com/shop', false],
    ['postgres://10.0.0.5/shop', false],
    ['', false],
  ])('at %s is on this machine: %s', (url, here) => {
    expect(isLoopback(url)).toBe(here);
  });

  it('that is neither seeded nor on this machine is read and never written', async () => {
    const [store] = aMap().stores;
    const rows = new MemoryConnector(store as never, {});
    const guarded = readOnly(rows);

    await expect(guarded.probe()).resolves.toBeUndefined();
    await expect(guarded.erase([])).rejects.toThrow(StoreShapeError);
    await expect(guarded.optOut([], 'marketing-objection')).rejects.toThrow(StoreShapeError);
  });
});
