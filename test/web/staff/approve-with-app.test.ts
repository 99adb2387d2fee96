import { lastOf } from '../../../functions/domain/data-subject-request';
import { aDesk, alma, bruno, jonas } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { actsOf, textOf } from './browser';
import { appCode, codeOf, enter, newestLink, openDesk, secretOn } from './staff-desk';

async function decision(world: World, id: string) {
  return lastOf((await world.register.load(id)).log, 'decided')?.data;
}

describe('approving what needs more than a mailbox', () => {
  it('wants the authenticator app for a copy that holds sensitive fields', async () => {
    const world = aWorld({ map: aMap({ sensitive: true }) });
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    const byMail = await browser.submit(page, { code: link.code }, 'approved-in-part');
    const byApp = await browser.submit(page, { totp: appCode(page, world.clock.now()) }, 'approved-in-part');

    expect(byMail.html).toContain('href="#approve-totp"');
    expect(byApp.html).toContain('Approved in part');
    expect(await decision(world, id)).toMatchObject({ factor: 'totp' });
  });

  it('sets the app up on the first erasure and asks for its code ever after', async () => {
    const world = aWorld();
    const first = await awaitingDecision(world, aForm({ right: 'erasure' }));
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 's/decide'));
    const secret = secretOn(page);

    const done = await browser.submit(page, { totp: codeOf(secret, world.clock.now()) }, 'approved');
    world.clock.forward('PT30S');
    const second = await awaitingDecision(
      world,
      aForm({ right: 'erasure', email: 'noah.winter@example.com' }),
    );
    const again = await enter(browser, newestLink(world, 's/decide'));
    const doneAgain = await browser.submit(again, { totp: codeOf(secret, world.clock.now()) }, 'approved');

    expect(page.html).toContain('<svg');
    expect(done.html).toContain('<h1>Approved</h1>');
    expect(secretOn(again)).toBe('');
    expect(doneAgain.html).toContain('<h1>Approved</h1>');
    expect(await decision(world, first)).toMatchObject({ factor: 'totp', decision: 'approved' });
    expect(await decision(world, second)).toMatchObject({ factor: 'totp', decision: 'approved' });
  });

  it('takes no code of the app twice, not even for another request [A10]', async () => {
    const world = aWorld();
    await awaitingDecision(world, aForm({ right: 'erasure' }));
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 's/decide'));
    const totp = appCode(page, world.clock.now());
    await browser.submit(page, { totp }, 'approved');
    const second = await awaitingDecision(
      world,
      aForm({ right: 'erasure', email: 'noah.winter@example.com' }),
    );

    const again = await enter(browser, newestLink(world, 's/decide'));
    const answer = await browser.submit(again, { totp }, 'approved');

    expect(textOf(answer.html)).toContain('These digits were used already.');
    expect(await decision(world, second)).toBeUndefined();
  });

  it('never takes the mailed code for an erasure', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    const answer = await browser.submit(page, { code: link.code, totp: link.code }, 'approved');
    world.clock.forward('PT16M');
    const afterSession = await browser.submit(page, { code: link.code }, 'approved');

    expect([answer.status, afterSession.status]).toEqual([400, 400]);
    expect(await decision(world, id)).toBeUndefined();
  });

  it('burns no code of the app on a form that is refused for another reason', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 's/decide'));
    const totp = appCode(page, world.clock.now());

    await browser.submit(page, { totp, hash: 'other' }, 'approved');
    await browser.submit(page, { totp }, 'approved');

    expect(await decision(world, id)).toMatchObject({ decision: 'approved' });
  });
});

describe('an erasure that two must approve', () => {
  it('goes on only after two different people [A16]', async () => {
    const world = aWorld({ desk: aDesk({ approvals: { erasure: 2 }, staff: [alma, bruno, jonas] }) });
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    const [hers, his] = [openDesk(world), openDesk(world)];
    const page = await enter(hers, newestLink(world, 's/decide'));
    const secret = secretOn(page);

    const first = await hers.submit(page, { totp: codeOf(secret, world.clock.now()) }, 'approved');
    const twice = await hers.submit(page, { totp: '' }, 'approved');
    world.clock.forward('PT30S');
    const hersAgain = await enter(hers, newestLink(world, 's/decide'));
    const between = await world.register.load(id);
    const reminder = world.mailbox.to(bruno.email).at(-1);
    const other = await enter(his, newestLink(world, 's/decide', bruno.email));
    const second = await his.submit(other, { totp: appCode(other, world.clock.now()) }, 'approved');

    expect(textOf(first.html)).toContain('Your approval is noted');
    expect(twice.html).toBe(first.html);
    expect(actsOf(hersAgain.html)).not.toContain('approved');
    expect(between.status).toBe('awaiting-decision');
    expect(reminder?.text).toContain('the approval of a second person');
    expect(second.html).toContain('<h1>Approved</h1>');
    expect(await decision(world, id)).toMatchObject({ staffId: 'bruno', factor: 'totp' });
  });
});
