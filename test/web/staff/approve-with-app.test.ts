import { lastOf } from '../../../functions/domain/log-entries';
import { renewRecoveryCodes } from '../../../functions/web/totp/recovery-codes';
import { aDesk, alma, bruno, jonas } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { actsOf, formOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

async function decision(world: World, id: string) {
  return lastOf((await world.register.load(id)).log, 'decided')?.data;
}

describe('approving what needs more than a mailbox', () => {
  it('needs the authenticator app for a copy that holds sensitive fields', async () => {
    const world = aWorld({ map: aMap({ sensitive: true }) });
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    const byMail = await browser.submit(page, { code: link.code }, 'approved-in-part');
    const byApp = await browser.submit(page, { totp: await appCode(world) }, 'approved-in-part');

    expect(byMail.html).toContain('href="#approve-totp"');
    expect(byApp.html).toContain('Approved in part');
    expect(await decision(world, id)).toMatchObject({ factor: 'totp' });
  });

  it('shows no key, but how to get an app, until one is set up at the command line', async () => {
    const world = aWorld();
    const first = await awaitingDecision(world, aForm({ right: 'erasure' }));
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    const forced = await browser.submit(page, { totp: '123456' }, 'approved');
    await setUpApp(world);
    const ready = await browser.get(`${link.path}/page`);
    const done = await browser.submit(ready, { totp: await appCode(world) }, 'approved');

    expect(page.html).not.toMatch(/class="qr"|<code>[A-Z2-7]{16}|name="totp"/);
    expect(textOf(page.html)).toContain('npx rightsdesk enrol alma');
    expect(textOf(forced.html)).toContain('Your authenticator app is not set up yet.');
    expect(ready.html).toContain('name="totp"');
    expect(done.html).toContain('<h1>Approved</h1>');
    expect(await decision(world, first)).toMatchObject({ factor: 'totp', decision: 'approved' });
  });

  it('accepts a recovery code, once, and informs the approvers and the second address', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    await setUpApp(world);
    const { codes = [] } = (await renewRecoveryCodes(world, 'alma')) ?? {};
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 's/decide'));

    await browser.submit(page, { recovery: (codes[0] ?? '').toUpperCase() }, 'approved');

    const told = world.mailbox.sent.filter((m) => m.text.includes('A recovery code was used'));
    expect(await decision(world, id)).toMatchObject({ factor: 'totp', decision: 'approved' });
    expect(told.map((m) => m.to)).toEqual([alma.email, bruno.email, world.desk.escalateTo]);
  });

  it('accepts no code of the app twice, not even for another request [A10]', async () => {
    const world = aWorld();
    await awaitingDecision(world, aForm({ right: 'erasure' }));
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 's/decide'));
    const totp = await appCode(world);
    await browser.submit(page, { totp }, 'approved');
    const second = await awaitingDecision(
      world,
      aForm({ right: 'erasure', email: 'noah.winter@example.com' }),
    );

    const again = await enter(browser, newestLink(world, 's/decide'));
    const answer = await browser.submit(again, { totp }, 'approved');

    expect(textOf(answer.html)).toContain('This code has been used already.');
    expect(await decision(world, second)).toBeUndefined();
  });

  it('never accepts the mailed code for an erasure', async () => {
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

  it('uses up no code of the app on a form that is rejected for another reason', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 's/decide'));
    const totp = await appCode(world);

    await browser.submit(page, { totp, hash: 'other' }, 'approved');
    await browser.submit(page, { totp }, 'approved');

    expect(await decision(world, id)).toMatchObject({ decision: 'approved' });
  });
});

describe('a mail to an approver that was forwarded', () => {
  it('lets no one approve an erasure with an app of their own, nor in the name of somebody who left or may no longer decide [A09]', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    await setUpApp(world, alma);
    const link = newestLink(world, 's/decide');
    const page = await enter(openDesk(world), link);
    const act = { ...formOf(page.html, 'approved').hidden, code: link.code };

    const colleague = await openDesk(world).post(`${link.path}/page`, {
      ...act,
      totp: await appCode(world, bruno),
    });
    const stranger = await openDesk(world).post(`${link.path}/page`, { ...act, code: '', totp: '123456' });
    const left = openDesk(world, { desk: aDesk({ staff: [bruno, jonas] }) });
    const gone = await left.post(`${link.path}/page`, { ...act, totp: await appCode(world) });
    const demoted = openDesk(world, { desk: aDesk({ staff: [{ ...alma, may: ['enter'] }, bruno] }) });
    const less = await demoted.post(`${link.path}/page`, { ...act, totp: await appCode(world) });

    expect([colleague.status, stranger.status, gone.status, less.status]).toEqual([400, 400, 410, 410]);
    expect(await decision(world, id)).toBeUndefined();
  });
});

describe('an erasure that needs two approvals', () => {
  it('goes on only after two different people approved [A16]', async () => {
    const world = aWorld({ desk: aDesk({ approvals: { erasure: 2 }, staff: [alma, bruno, jonas] }) });
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    const [hers, his] = [openDesk(world), openDesk(world)];
    const page = await enter(hers, newestLink(world, 's/decide'));

    const first = await hers.submit(page, { totp: await appCode(world) }, 'approved');
    const twice = await hers.submit(page, { totp: '' }, 'approved');
    world.clock.forward('PT30S');
    const hersAgain = await enter(hers, newestLink(world, 's/decide'));
    const between = await world.register.load(id);
    const reminder = world.mailbox.to(bruno.email).at(-1);
    const other = await enter(his, newestLink(world, 's/decide', bruno.email));
    const second = await his.submit(other, { totp: await appCode(world, bruno) }, 'approved');

    expect(textOf(first.html)).toContain('Your approval is noted');
    expect(twice.html).toBe(first.html);
    expect(actsOf(hersAgain.html)).not.toContain('approved');
    expect(between.status).toBe('awaiting-decision');
    expect(reminder?.text).toContain('the approval of a second person');
    expect(second.html).toContain('<h1>Approved</h1>');
    expect(await decision(world, id)).toMatchObject({ staffId: 'bruno', factor: 'totp' });
  });
});
