import { MailQuotaError } from '../../../functions/domain/errors';
import { referenceOf } from '../../../functions/domain/reference';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { receive } from '../../../functions/steps/receive/receive';
import { watchDeadlines } from '../../../functions/watch/watch-deadlines';
import { aDesk, alma, bruno, jonas } from '../../builders/a-desk';
import { aForm, aWorld, received, type World } from '../../builders/a-world';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { aLetter } from './a-letter';
import { textOf } from './browser';
import { openDesk, signedInWithApp } from './staff-desk';

async function signedIn(world: World, email: string) {
  const browser = openDesk(world);
  await browser.post('/s/in', { email });
  const mail = world.mailbox.to(email).at(-1);
  await browser.post(linkIn(mail, 's/in'), { code: codeIn(mail) });
  return browser;
}

/** A request from the form whose address the mail service refuses. */
async function unreachable() {
  const world = aWorld();
  world.mailbox.refuses.set('ida@gone.example', 'address');
  const id = await received(world, aForm({ email: 'ida@gone.example' }));
  return { world, id };
}

/** A letter that staff entered, from somebody without an e-mail address. */
async function byPost(world = aWorld()) {
  const browser = await signedIn(world, jonas.email);
  await browser.submit(await browser.get('/s/enter'), aLetter);
  const [id = ''] = world.register.logs.keys();
  return { world, id };
}

const bounced = (lasting: boolean) =>
  ({
    type: 'mail-bounced',
    data: {
      key: 'acknowledge',
      kind: 'acknowledge-and-verify',
      to: 'requester',
      lasting,
      type: 'x',
      subtype: 'x',
    },
    actor: { kind: 'desk' },
  }) as const;

describe('a letter to be posted', () => {
  it('is marked in the list, and linked on the page of the request', async () => {
    const { world, id } = await unreachable();
    const browser = await signedInWithApp(world, alma);

    const list = await browser.get('/s');
    const page = await browser.get(`/s/request/${referenceOf(id)}`);
    const letters = await browser.get(`/s/letters/${id}`);

    expect(textOf(list.html)).toContain('a letter to post');
    expect(textOf(list.html)).toContain('Needs you: 1 open request');
    expect(page.html).toContain(`href="/s/letters/${id}"`);
    expect(textOf(page.html)).toContain('1 letter to post');
    expect(textOf(page.html)).toContain('enter another address');
    expect(letters.status).toBe(200);
    expect(list.html + page.html).not.toMatch(/gone\.example|ida@/);
  });

  it('is linked on the case page', async () => {
    const { world, id } = await byPost();
    const browser = await signedIn(world, alma.email);

    const page = await browser.submit(await browser.get(`/s/request/${referenceOf(id)}`), {});

    expect(page.path).toMatch(/^\/s\/case\//);
    expect(page.html).toContain(`href="/s/letters/${id}"`);
  });

  it('stays marked when the request has ended with its answer on paper', async () => {
    const { world, id } = await byPost();
    const sealed = await world.vault.seal(id, 'Here is all that we hold on you.');
    await world.register.append(id, 'finished', () => ({
      type: 'staff-finished',
      data: { outcome: 'fulfilled', staffId: 'alma' },
      sealed,
      actor: { kind: 'staff', id: 'alma' },
    }));
    await notifyOutcome(world, { requestId: id });
    const browser = await signedIn(world, alma.email);

    const list = await browser.get('/s');
    const page = await browser.get(`/s/request/${referenceOf(id)}`);

    expect(list.html).toContain('<details open');
    expect(textOf(list.html)).toMatch(/letters? to post/);
    expect(page.html).toContain(`href="/s/letters/${id}"`);
  });

  it('is no longer marked once it is posted', async () => {
    const { world, id } = await byPost();
    const browser = await signedInWithApp(world, jonas);
    const page = await browser.get(`/s/letters/${id}`);
    await browser.submit(page, { act: 'posted', postedOn: '2026-11-24' }, 'posted');

    const list = await browser.get('/s');
    const overview = await browser.get(`/s/request/${referenceOf(id)}`);

    expect(textOf(list.html)).not.toContain('to post');
    expect(overview.html).not.toContain('/s/letters/');
    expect(textOf(overview.html)).toContain('It was posted, or told by telephone, on');
  });

  it('is not offered to staff who may not post it', async () => {
    const looker = { ...bruno, may: ['answer-tasks'] as const };
    const world = aWorld({ desk: aDesk({ staff: [alma, looker, jonas] }) });
    world.mailbox.refuses.set('ida@gone.example', 'address');
    const id = await received(world, aForm({ email: 'ida@gone.example' }));
    const browser = await signedIn(world, bruno.email);

    const page = await browser.get(`/s/request/${referenceOf(id)}`);

    expect(page.html).not.toContain('/s/letters/');
    expect((await browser.get(`/s/letters/${id}`)).status).toBe(404);
  });
});

describe('the page of a request', () => {
  it.each([
    ['for good', bounced(true), 'A mail to the person came back: it did not arrive.'],
    ['for now', bounced(false), 'came back for a passing reason'],
    [
      'as unwanted',
      {
        type: 'mail-complained',
        data: { key: 'acknowledge', kind: 'acknowledge-and-verify', to: 'requester', type: 'abuse' },
        actor: { kind: 'desk' },
      } as const,
      'marked it as unwanted',
    ],
  ])('shows what was done about a mail that came back %s', async (_name, event, words) => {
    const world = aWorld();
    const id = await received(world);
    await world.register.append(id, 'bounce', () => event);
    const browser = await signedIn(world, alma.email);

    const page = textOf((await browser.get(`/s/request/${referenceOf(id)}`)).html);

    expect(page).toContain('Mails that did not arrive');
    expect(page).toContain(words);
  });

  it('says of a refused mail that it could not be sent, and names no address', async () => {
    const { world, id } = await unreachable();
    const browser = await signedIn(world, alma.email);

    const page = (await browser.get(`/s/request/${referenceOf(id)}`)).html;

    expect(textOf(page)).toContain('A mail to the person could not be sent. No mail can go to this address.');
    expect(page).not.toContain('gone.example');
  });

  it('says nothing about mails where all arrived', async () => {
    const world = aWorld();
    const id = await received(world);
    const browser = await signedIn(world, alma.email);

    const page = textOf((await browser.get(`/s/request/${referenceOf(id)}`)).html);

    expect(page).not.toContain('did not arrive');
  });
});

describe('mails that wait because the quota is used up', () => {
  it('are mentioned on the list of open requests until the watch can send again', async () => {
    const world = aWorld();
    const send = world.mailbox.send.bind(world.mailbox);
    const browser = await signedInWithApp(world, alma);
    const sweep = () =>
      watchDeadlines({
        ...world,
        receive: (input) => receive(world, input),
        logFailure: () => undefined,
      });
    world.mailbox.send = async () => {
      throw new MailQuotaError('no more today');
    };
    await received(world).catch(() => undefined);

    const during = await browser.get('/s');
    world.mailbox.send = send;
    await sweep();
    const after = await browser.get('/s');

    expect(textOf(during.html)).toContain('Mails may be late');
    expect(textOf(after.html)).not.toContain('Mails may be late');
  });
});
