import { aDesk } from '../builders/a-desk';
import { aWatch, type Watch } from './a-watch';

async function isListed({ world }: Watch): Promise<boolean> {
  return JSON.parse((await world.items.findCursor('watch-state')) ?? '{}').listed === true;
}

describe('the lists of requests', () => {
  it('are complete after the second scan of everything, when no older function writes any more', async () => {
    const watch = aWatch();
    await watch.sweep();
    const first = await isListed(watch);
    watch.world.clock.forward('PT30M');
    await watch.sweep();
    const half = await isListed(watch);
    watch.world.clock.forward('PT31M');

    await watch.sweep();

    expect([first, half, await isListed(watch)]).toEqual([false, false, true]);
  });

  it('stay complete when the settings change, and are not after an older version was deployed again', async () => {
    const watch = aWatch();
    for (let n = 0; n < 2; n += 1) {
      await watch.sweep();
      watch.world.clock.forward('PT61M');
    }
    await watch.with({ desk: { ...aDesk(), place: 'DE-BY' } }).sweep();
    const changed = await isListed(watch);
    const { listed: _, ...older } = JSON.parse((await watch.world.items.findCursor('watch-state')) ?? '{}');
    await watch.world.items.saveCursor('watch-state', JSON.stringify({ ...older, settings: 'older' }));

    await watch.sweep();
    const again = await isListed(watch);
    watch.world.clock.forward('PT61M');
    await watch.sweep();

    expect([changed, again, await isListed(watch)]).toEqual([true, false, true]);
  });
});
