import { requesterFacts } from '../../../functions/casework/evidence/requester-facts';
import { wasMailed } from '../../../functions/domain/data-subject-request';
import type { StaffMember } from '../../../functions/domain/desk';
import { lastOf } from '../../../functions/domain/log-entries';
import { openLetters } from '../../../functions/domain/undelivered';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { alma, bruno, jonas } from '../../builders/a-desk';
import { aForm, aWorld, received, type World } from '../../builders/a-world';
import { aLetter } from './a-letter';
import { textOf } from './browser';
import { enter, newestLink, openDesk, signedInWithApp } from './staff-desk';

async function byMailbox(world: World, { email }: StaffMember) {
  const browser = openDesk(world);
  await browser.post('/s/in', { email });
  const page = await enter(browser, newestLink(world, 's/in', email));
  return { browser, page };
}

async function entered(world: World, more: Partial<typeof aLetter> = {}) {
  const browser = await signedInWithApp(world, jonas);
  const done = await browser.submit(await browser.get('/s/enter'), { ...aLetter, ...more });
  const [id = ''] = world.register.logs.keys();
  return { browser, done, id };
}

describe('a letter from somebody without an e-mail address', () => {
  it.each([
    ['access', 'answer-by-person'],
    ['erasure', 'answer-by-person'],
    ['rectification', 'answer-by-person'],
    ['marketing-objection', 'carry-out-opt-out'],
  ])(
    'has its clock from the day it came, is with staff, and its receipt is ready for the post: %s',
    async (right, machine) => {
      const world = aWorld();
      const { done, id } = await entered(world, { right });

      const request = await world.register.load(id);
      expect(textOf(done.html)).toContain('The request is entered');
      expect(request.received.receivedAt).toBe('2026-11-18T23:00:00.000Z');
      expect(request.status).toBe('with-staff');
      expect(lastOf(request.log, 'handed-to-staff')?.data.reason).toBe('by-post');
      expect(world.workflow.started.at(-1)?.machine).toBe(machine);
      expect(openLetters(request).map(({ data }) => data)).toMatchObject([{ reason: 'no-address' }]);
      expect(JSON.stringify(request.log)).not.toMatch(/mia\.sommer|Lindenweg/i);
      expect(await requesterFacts(world, request)).toEqual({
        postal: aLetter.postal,
        name: aLetter.name,
        message: aLetter.message,
      });
    },
  );

  it('needs one of the two: an address or another way to reach them', async () => {
    const world = aWorld();
    const { done } = await entered(world, { postal: '' });
    expect(textOf(done.html)).toContain('type their postal address or telephone number');
    expect(world.register.logs.size).toBe(0);
  });

  it('is accepted with an address that no mail can reach, which is still searched for', async () => {
    const world = aWorld();
    const { id } = await entered(world, { email: 'müller@example.com' });
    const request = await world.register.load(id);
    expect(request.status).toBe('with-staff');
    expect((await requesterFacts(world, request)).email).toBe('müller@example.com');
  });

  it('is answered by post: the text is there to print, and the day counts as that of the notice', async () => {
    const world = aWorld();
    const { browser, id } = await entered(world);

    const page = await browser.get(`/s/letters/${id}`);
    expect(textOf(page.html)).toContain('Lindenweg 4');
    expect(textOf(page.html)).toContain('This person has no e-mail address');
    expect(page.html).not.toMatch(/\/r\/|\/v\//);
    const request = await world.register.load(id);
    const [first] = openLetters(request);
    const form = { act: 'posted', seq: String(first?.seq), postedOn: '2026-11-24' };
    const done = await browser.submit(page, form);

    expect(textOf(done.html)).toContain('it was posted');
    const after = await world.register.load(id);
    expect(wasMailed(after, 'acknowledge')).toBe(true);
    expect(lastOf(after.log, 'mailed')?.data.postedOn).toBe('2026-11-24');
    expect(openLetters(after)).toEqual([]);
  });

  it('keeps the last answer available to post after it is closed', async () => {
    const world = aWorld();
    const { id } = await entered(world);
    const sealed = await world.vault.seal(id, 'Here is all that we hold on you.');
    await world.register.append(id, 'finished', () => ({
      type: 'staff-finished',
      data: { outcome: 'fulfilled', staffId: 'alma' },
      sealed,
      actor: { kind: 'staff', id: 'alma' },
    }));

    await notifyOutcome(world, { requestId: id });

    const request = await world.register.load(id);
    expect(request.status).toBe('closed');
    const answer = openLetters(request).find(({ data }) => data.kind === 'outcome-by-staff');
    const paper = (await world.vault.unseal(id, answer?.sealed ?? '')) as { text: string };
    expect(paper.text).toContain('Here is all that we hold on you.');
  });

  it.each([
    ['2026-11-25', 'has not come yet'],
    ['2026-11-01', 'before the request came'],
    ['soon', 'Give the day'],
  ])('accepts no impossible day: %s', async (postedOn, problem) => {
    const world = aWorld();
    const { browser, id } = await entered(world);
    const [first] = openLetters(await world.register.load(id));
    const page = await browser.get(`/s/letters/${id}`);
    const again = await browser.submit(page, { act: 'posted', seq: String(first?.seq), postedOn });
    expect(again.status).toBe(400);
    expect(textOf(again.html)).toContain(problem);
    expect(openLetters(await world.register.load(id))).toHaveLength(1);
  });
});

describe('the page of letters', () => {
  it('opens only for signed-in staff, and only for its own request', async () => {
    const world = aWorld();
    const id = await received(world);
    expect((await openDesk(world).get(`/s/letters/${id}`)).path).toBe('/s/in');
    const browser = await signedInWithApp(world, alma);
    expect((await browser.get('/s/letters/dsr-aaaaaaaaaa')).status).toBe(404);
  });

  it('accepts another address for a request from the form that no mail reached', async () => {
    const world = aWorld();
    world.mailbox.refuses.set('ida@gone.example', 'address');
    const id = await received(world, aForm({ email: 'ida@gone.example' }));
    const browser = await signedInWithApp(world, bruno);

    const page = await browser.get(`/s/letters/${id}`);
    await browser.submit(page, { act: 'address', email: 'ida@bücher.example' });

    expect(world.mailbox.to('ida@xn--bcher-kva.example')).toHaveLength(1);
  });

  it('tells the later of two people who enter an address at once that theirs was not accepted', async () => {
    const world = aWorld();
    world.mailbox.refuses.set('ida@gone.example', 'address');
    const id = await received(world, aForm({ email: 'ida@gone.example' }));
    const pages = [];
    for (const staff of [alma, bruno]) {
      const browser = await signedInWithApp(world, staff);
      pages.push({ browser, page: await browser.get(`/s/letters/${id}`), email: `ida@${staff.id}.example` });
    }

    const answers = await Promise.all(
      pages.map(({ browser, page, email }) => browser.submit(page, { act: 'address', email })),
    );

    const mailed = pages.map(({ email }) => world.mailbox.to(email).length);
    const taken = answers.map(({ html }) => textOf(html).includes('A mail is on its way'));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(mailed).toEqual(taken.map((is) => (is ? 1 : 0)));
    expect(textOf(answers[taken.indexOf(false)]?.html ?? '')).toMatch(/was not accepted|cannot be changed/);
  });

  it.each([
    ['GET', {}],
    ['another address', { act: 'address', email: 'thief@example.net' }],
    ['tick it off', { act: 'settled' }],
  ])(
    'does not open with access to the mailbox alone, whatever permissions the person has, and says what opens it: %s',
    async (what, fields) => {
      const world = aWorld();
      world.mailbox.refuses.set('ida@gone.example', 'address');
      const id = await received(world, aForm({ email: 'ida@gone.example', name: 'Ida Gone' }));
      const before = (await world.register.load(id)).log.length;
      for (const staff of [alma, jonas]) {
        const { browser } = await byMailbox(world, staff);
        const list = await browser.get('/s');
        const csrf = /name="csrf" value="([^"]*)"/.exec(list.html)?.[1] ?? '';

        const path = `/s/letters/${id}`;
        const answer =
          what === 'GET' ? await browser.get(path) : await browser.post(path, { csrf, ...fields });

        expect(answer.status).toBe(403);
        expect(textOf(answer.html)).toContain('You need an authenticator app');
        expect(answer.html).toContain('/s/app');
        expect(answer.html).not.toMatch(/Ida|gone\.example/);
      }
      expect((await world.register.load(id)).log).toHaveLength(before);
      expect(world.mailbox.to('thief@example.net')).toEqual([]);
    },
  );

  it('informs all approvers that another address was entered, and by whom, but not which', async () => {
    const world = aWorld();
    world.mailbox.refuses.set('ida@gone.example', 'address');
    const id = await received(world, aForm({ email: 'ida@gone.example' }));
    const browser = await signedInWithApp(world, jonas);
    const page = await browser.get(`/s/letters/${id}`);
    await browser.submit(page, { act: 'address', email: 'ida@new.example' });

    for (const { email } of [alma, bruno]) {
      const told = world.mailbox.to(email).find(({ text }) => text.includes('named another e-mail address'));
      expect(told?.text).toContain(jonas.name);
      expect(told?.text).not.toMatch(/ida@/);
    }
  });
});
