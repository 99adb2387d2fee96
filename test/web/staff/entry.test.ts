import { requesterFacts } from '../../../functions/casework/evidence/requester-facts';
import { lastOf } from '../../../functions/domain/log-entries';
import { intakeRoutes } from '../../../functions/web/form/intake.routes';
import { restrictionCases } from '../../../functions/words/right-questions';
import { aDesk, alma, bruno, jonas } from '../../builders/a-desk';
import { aWorld, happened, type World } from '../../builders/a-world';
import { logText } from '../../builders/log-text';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { aLetter } from './a-letter';
import { formOf, textOf } from './browser';
import { appCode, openDesk, setUpApp } from './staff-desk';

async function withApp(): Promise<World> {
  const world = aWorld();
  await setUpApp(world, jonas);
  return world;
}

async function signedIn(world: World = aWorld(), email: string = jonas.email) {
  const browser = openDesk(world);
  await browser.post('/s/in', { email });
  const mail = world.mailbox.to(email).at(-1);
  const next = await browser.post(linkIn(mail, 's/in'), { code: codeIn(mail) });
  if (next.path !== '/s') await browser.submit(next, { totp: await appCode(world, jonas) });
  const page = await browser.get('/s/enter');
  return { world, browser, page };
}

const { postal: _none, ...byMail } = aLetter;
const letter = { ...byMail, email: 'mia.sommer@example.com' };

async function only(world: World) {
  const [id = ''] = world.register.logs.keys();
  return world.register.load(id);
}

describe('entering a request that came another way', () => {
  it('starts the clock on the day it really arrived, in the desk’s zone', async () => {
    const { world, browser, page } = await signedIn();

    const done = await browser.submit(page, letter);

    const request = await only(world);
    expect(textOf(done.html)).toContain('The request is entered');
    expect(request.received).toMatchObject({
      channel: 'staff',
      receivedAt: '2026-11-18T23:00:00.000Z',
      enteredBy: 'jonas',
      regimes: ['eu-gdpr'],
      right: 'access',
    });
    expect(await requesterFacts(world, request)).toEqual({
      email: 'mia.sommer@example.com',
      name: 'Mia Sommer',
      message: 'Please send me everything.',
    });
    expect(logText(request.log)).not.toMatch(/\bmia\b/i);
  });

  it('is one request however often it is sent, and another as soon as anything in it differs', async () => {
    const { world, browser, page } = await signedIn();
    await browser.submit(page, letter);
    await browser.submit(page, letter);
    const one = world.register.logs.size;

    await browser.submit(page, { ...letter, right: 'erasure' });
    await browser.submit(page, { ...letter, receivedOn: '2026-11-18' });

    expect([one, world.register.logs.size]).toEqual([1, 3]);
  });

  it('asks about a letter what the public forms ask about each right', async () => {
    const { world, page } = await signedIn();

    const names = (html: string) => [...html.matchAll(/ name="([^"]+)"/g)].map(([, name]) => name);
    const forms = intakeRoutes({
      ...world,
      seal: async () => Promise.reject(),
      announce: async () => undefined,
    });
    const asked = await Promise.all(
      ['/', '/correct'].map(async (path) => names(await (await forms.request(path)).text())),
    );

    expect(names(page.html)).toEqual(expect.arrayContaining(asked.flat()));
  });

  it('keeps the points of a correction, which need no further words, and returns what was typed', async () => {
    const { world, browser, page } = await signedIn();
    const points = { 'what-1': 'My surname', 'now-1': 'Sommer', 'right-1': 'Winter', 'what-2': 'My street' };
    const typed = { ...letter, right: 'rectification', message: '', ...points };

    const again = await browser.submit(page, typed);
    await browser.submit(again, { ...typed, 'right-2': 'Lampengasse 9' });

    expect(again.html).toContain('href="#right-2"');
    expect(again.html).toContain('Winter');
    const request = await only(world);
    expect((await requesterFacts(world, request)).corrections).toEqual([
      { wish: 'change', what: 'My surname', now: 'Sommer', right: 'Winter' },
      { wish: 'change', what: 'My street', right: 'Lampengasse 9' },
    ]);
    expect(JSON.stringify(request.log)).not.toContain('Winter');
  });

  it('keeps the answers about one right, and which of their data they want to see', async () => {
    const { world, browser, page } = await signedIn();
    const answers = { 'restriction-case': restrictionCases.a, 'restriction-data': 'My address' };

    await browser.submit(page, { ...letter, right: 'restriction', message: '', ...answers });
    await browser.submit(page, { ...letter, wants: 'categories' });

    const all = await Promise.all([...world.register.logs.keys()].map((id) => world.register.load(id)));
    const facts = await Promise.all(all.map((request) => requesterFacts(world, request)));
    expect(facts.map((one) => one.answers)).toContainEqual(answers);
    expect(all.map(({ received }) => received.wants)).toContain('categories');
  });

  it.each(['rectification', 'objection'])('asks for the words of a letter that wants %s', async (right) => {
    const { world, browser, page } = await signedIn();

    const answer = await browser.submit(page, { ...letter, right, message: ' ' });

    expect(answer.status).toBe(400);
    expect(answer.html).toContain('href="#message"');
    expect(world.register.logs.size).toBe(0);
  });

  it('asks for proof by starting the driver when staff do not know who it is', async () => {
    const { world, browser, page } = await signedIn();

    await browser.submit(page, letter);

    expect((await only(world)).status).toBe('awaiting-verification');
    expect(world.workflow.started.map((e) => e.machine)).toEqual(['data-subject-request']);
    expect(world.mailbox.to('mia.sommer@example.com')).toHaveLength(0);
  });

  it('asks for no proof when staff say why they know who it is', async () => {
    const { world, browser, page } = await signedIn(await withApp());

    await browser.submit(page, { ...letter, known: 'She stood in the shop.' });

    const request = await only(world);
    const event = lastOf(request.log, 'identity-verified');
    expect(request.status).toBe('locating');
    expect(event?.data).toEqual({ method: 'staff-known', staffId: 'jonas' });
    expect(await world.vault.unseal(request.requestId, event?.sealed ?? '')).toBe('She stood in the shop.');
    expect(world.mailbox.to('mia.sommer@example.com')[0]?.text).toContain('there is nothing to prove');
  });

  it('accepts no statement on who it is from staff without an authenticator app, and says what to do instead', async () => {
    const { world, browser, page } = await signedIn();

    const refused = await browser.submit(page, { ...letter, known: 'She stood in the shop.' });
    await browser.submit(refused, letter);

    expect(refused.status).toBe(400);
    expect(textOf(refused.html)).toContain('npx rightsdesk enrol jonas');
    expect((await only(world)).status).toBe('awaiting-verification');
  });

  it('goes to a person when it is not for oneself', async () => {
    const { world, browser, page } = await signedIn(await withApp());

    await browser.submit(page, { ...letter, forWhom: 'deceased', known: 'His widow came in.' });

    const request = await only(world);
    expect(request.status).toBe('with-staff');
    expect(lastOf(request.log, 'handed-to-staff')?.data.reason).toBe('deceased');
    expect(world.workflow.started[0]?.machine).toBe('answer-by-person');
  });

  it('is carried out at once where no proof is needed', async () => {
    const { world, browser, page } = await signedIn();

    await browser.submit(page, { ...letter, right: 'marketing-objection' });

    expect((await only(world)).status).toBe('fulfilling');
    expect(world.workflow.started[0]?.machine).toBe('carry-out-opt-out');
  });

  it('is one request for a double click, and another for another form', async () => {
    const { world, browser, page } = await signedIn();

    await Promise.all([browser.submit(page, letter), browser.submit(page, letter)]);
    await browser.submit(await browser.get('/s/enter'), letter);

    expect(world.register.logs.size).toBe(2);
    expect(happened(await only(world)).filter((type) => type === 'received')).toHaveLength(1);
  });

  it.each([
    ['receivedOn', { receivedOn: '2026-11-25' }, 'This day has not come yet'],
    ['receivedOn', { receivedOn: '24.11.2026' }, 'Give the day it arrived'],
    ['receivedOn', { receivedOn: '2026-02-30' }, 'Give the day it arrived'],
    ['receivedOn', { receivedOn: '0026-11-24' }, 'Please check the year'],
    ['receivedTime', { receivedOn: '2026-11-24', receivedTime: '11:01' }, 'This time has not come yet'],
    ['receivedTime', { receivedTime: '25:00' }, 'like 14:30'],
    ['channel', { channel: 'pigeon' }, 'Say how it came'],
    ['email', { email: 'mia@example.com, noah@example.com' }, 'Type one e-mail address'],
    ['email', { email: 'mia@example.com\r\nBcc: x@example.com' }, 'Type one e-mail address'],
    ['right', { right: 'everything' }, 'Choose what'],
    ['message', { message: 'x'.repeat(4001) }, 'up to 4,000'],
    ['known', { known: 'x'.repeat(1001) }, 'at most 1,000'],
  ])('names a wrong %s (%j), keeps the rest, and stores nothing', async (field, change, words) => {
    const { world, browser, page } = await signedIn();

    const answer = await browser.submit(page, { ...letter, ...change });

    expect(answer.status).toBe(400);
    expect(answer.html).toContain(`href="#${field}"`);
    expect(textOf(answer.html)).toContain(words);
    expect(answer.html).toContain('value="Mia Sommer"');
    expect(formOf(answer.html).hidden.formId).toBe(formOf(page.html).hidden.formId);
    expect(world.register.logs.size).toBe(0);
  });

  it('accepts a time of today that has passed', async () => {
    const { world, browser, page } = await signedIn();

    await browser.submit(page, { ...letter, receivedOn: '2026-11-24', receivedTime: '11:00' });

    expect((await only(world)).received.receivedAt).toBe('2026-11-24T10:00:00.000Z');
  });

  it('is for those who may enter', async () => {
    const { world, browser, page } = await signedIn(aWorld(), bruno.email);
    const forced = await browser.post('/s/enter', { ...letter, formId: 'a'.repeat(24), csrf: 'x' });

    expect([page.path, forced.path]).toEqual(['/s', '/s']);
    expect(world.register.logs.size).toBe(0);
  });

  it('is for those who are signed in', async () => {
    const world = aWorld();

    const answer = await openDesk(world).post('/s/enter', { ...letter, formId: 'a'.repeat(24) });

    expect([answer.status, textOf(answer.html)]).toEqual([
      403,
      expect.stringContaining('Your sign-in has ended'),
    ]);
    expect(world.register.logs.size).toBe(0);
  });

  it('needs the session’s CSRF value in the form', async () => {
    const { world, browser, page } = await signedIn(aWorld(), alma.email);
    const { hidden } = formOf(page.html);

    const answer = await browser.post('/s/enter', { ...letter, ...hidden, csrf: 'AAAAAAAAAAAAAAAAAAAAAA' });

    expect(answer.status).toBe(400);
    expect(answer.html).toContain('value="Mia Sommer"');
    expect(world.register.logs.size).toBe(0);
  });
});

describe('entering a request where a law wants more proof before data is shown', () => {
  const inCalifornia = (...laws: readonly string[]) =>
    aWorld({
      desk: aDesk({
        place: 'US-CA',
        zone: 'America/Los_Angeles',
        laws: laws.map((regime) => ({ regime, applies: 'binds' as const, because: 'x' })),
      }),
    });

  it('asks whether the kinds of data are enough, and keeps it', async () => {
    const { world, browser, page } = await signedIn(inCalifornia('us-ca-ccpa'));
    expect(textOf(page.html)).toContain('how much of it?');

    await browser.submit(page, { ...letter, wants: 'categories' });

    expect((await only(world)).received.wants).toBe('categories');
  });

  it('needs the place where that decides it, or the statement that it is unknown', async () => {
    const { world, browser, page } = await signedIn(inCalifornia('us-ca-ccpa', 'eu-gdpr'));
    const nowhere = { ...letter, place: '' };

    const refused = await browser.submit(page, nowhere);
    expect(refused.status).toBe(400);
    expect(refused.html).toContain('href="#place"');
    expect(world.register.logs.size).toBe(0);
    await browser.submit(refused, { ...nowhere, place: 'not-said' });
    expect(world.register.logs.size).toBe(1);
    const erasure = await browser.submit(page, { ...nowhere, right: 'erasure' });
    expect(erasure.status).toBe(200);
  });

  it('asks neither where every law wants the same from everyone', async () => {
    const { page } = await signedIn();
    expect(textOf(page.html)).not.toContain('how much of it?');
    expect(textOf(page.html)).toContain('Where they live (optional)');
  });
});
