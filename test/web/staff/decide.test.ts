import { lastOf } from '../../../functions/domain/log-entries';
import { aMap } from '../../builders/a-map';
import { aWorld, awaitingDecision } from '../../builders/a-world';
import { actsOf, textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

describe('the decision page', () => {
  it('shows exactly what the person would get, and nothing about anyone else', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const browser = openDesk(world);

    const page = await enter(browser, newestLink(world, 's/decide'));

    const text = textOf(page.html);
    expect(page.status).toBe(200);
    expect(text).toContain('mia.sommer@example.com');
    expect(text).toContain('Lamp Aurora');
    expect(text).toContain('The code we mailed to this address was typed on');
    for (const foreign of ['Noah', 'Lamp Corona', 'x-argon-x', 'Uncle Ben'])
      expect(text).not.toContain(foreign);
    expect(actsOf(page.html)).toEqual(
      expect.arrayContaining(['approved-in-part', 'refuse', 'extend', 'ask', 'hand-over', 'withhold']),
    );
  });

  it('reads each sealed object once, however many collections it holds', async () => {
    const world = aWorld({ map: aMap({ sensitive: true }) });
    await awaitingDecision(world);
    const browser = openDesk(world);
    const reading = jest.spyOn(world.objects, 'bytes');

    await enter(browser, newestLink(world, 's/decide'));

    const read = reading.mock.calls.map(([, name]) => name);
    const copies = read.filter((name) => name.startsWith('copy/')).map((name) => name.split('-')[0]);
    expect(copies.sort()).toEqual(['copy/profiles/1/0', 'copy/shop/1/0']);
    expect(new Set(read).size).toBe(read.length);
  });

  it('approves an access with the mailed code, in part when something is left out', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    await world.items.saveWait(id, 'ask-decision', 'token-1');
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    const done = await browser.submit(page, { code: link.code }, 'approved-in-part');

    const request = await world.register.load(id);
    expect(textOf(done.html)).toContain('Approved in part');
    expect(lastOf(request.log, 'decided')).toMatchObject({
      data: { decision: 'approved-in-part', staffId: 'alma', factor: 'mail-code', manifestVersion: 1 },
      actor: { kind: 'staff', id: 'alma' },
    });
    expect(world.workflow.answered).toEqual([{ taskToken: 'token-1', output: { next: 'fulfil' } }]);
  });
});
