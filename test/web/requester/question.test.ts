import { MAX_CODE_TRIES } from '../../../functions/casework/links/open-link';
import { askRequester } from '../../../functions/casework/mail/ask-requester';
import { hasHappened } from '../../../functions/domain/data-subject-request';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { answerRoutes } from '../../../functions/web/requester/answer.routes';
import { webApp } from '../../../functions/web/web-app';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { type Answer, Browser, textOf } from '../staff/browser';
import { enter, newestLink, openDesk } from '../staff/staff-desk';

const question = 'Which account do you mean, the one in Birchmere?';
const wrongCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

function personOf(world: World): Browser {
  const logFailure = (_reference: string, error: Error) => {
    throw error;
  };
  const app = webApp({ deps: world, largestBody: 16 * 1024, logFailure });
  app.route('/', answerRoutes(world));
  return new Browser({ request: (url, init) => app.request(url, init) }, new URL(world.desk.baseUrl).origin);
}

/** A request in which staff have asked the requester something, through their page. */
async function askedRequest() {
  const world = aWorld();
  const id = await awaitingDecision(world, aForm());
  const staff = openDesk(world);
  const link = newestLink(world, 's/decide');
  await staff.submit(await enter(staff, link), { question, code: link.code }, 'ask');
  const mail = world.mailbox.to(mia.email).at(-1);
  const load = () => world.register.load(id);
  const answers = async () => allOf((await load()).log, 'question-answered').length;
  return { world, id, mail, path: linkIn(mail, 'q'), code: codeIn(mail), load, answers };
}

/** A link from before questions had codes. */
async function oldLink() {
  const desk = await askedRequest();
  return { ...desk, code: '' };
}

describe('a question of staff', () => {
  it('is shown, and its answer taken, only after the code of the mail is typed', async () => {
    const { world, path, code, answers, load } = await askedRequest();
    const person = personOf(world);

    const gate = await person.get(path);
    const blind = await person.post(path, { answer: 'Theirs.' });
    const opened = await person.submit(gate, { code });
    const done = await person.submit(opened, { answer: 'The old one.' });

    expect(gate.html + blind.html).not.toContain('Birchmere');
    expect(blind.status).toBe(400);
    expect(textOf(opened.html)).toContain('Birchmere');
    expect(textOf(done.html)).toContain('It has reached us');
    expect(await answers()).toBe(1);
    const { sealed = '' } = lastOf((await load()).log, 'question-answered') ?? {};
    expect(await world.vault.unseal((await load()).requestId, sealed)).toBe('The old one.');
  });

  it('is not shown in another browser, before or after its answer', async () => {
    const { world, path, code } = await askedRequest();
    const person = personOf(world);
    const opened = await person.submit(await person.get(path), { code });

    const other = await personOf(world).get(path);
    await person.submit(opened, { answer: 'The old one.' });
    const late = await personOf(world).get(path);

    expect([other.html, late.html].join()).not.toContain('Birchmere');
    expect(textOf(late.html)).toContain('It has reached us');
  });

  it('takes no answer without the page’s CSRF value', async () => {
    const { world, path, code, answers } = await askedRequest();
    const person = personOf(world);
    await person.submit(await person.get(path), { code });

    const forged = await person.post(path, { answer: 'Not mine.', csrf: 'guessed' });

    expect(forged.status).toBe(400);
    expect(await answers()).toBe(0);
  });

  it('is not affected by scanners: looking changes nothing, and an empty form is not a try', async () => {
    const { world, path, code, load } = await askedRequest();
    const before = JSON.stringify([await load(), [...world.items.tokens], [...world.items.used]]);
    const scanner = personOf(world);

    for (const method of ['GET', 'HEAD', 'GET'] as const) await scanner.get(path, method);
    for (let n = 0; n < 2 * MAX_CODE_TRIES; n += 1) await scanner.post(path, {});

    expect(JSON.stringify([await load(), [...world.items.tokens], [...world.items.used]])).toBe(before);
    const person = personOf(world);
    expect((await person.submit(await person.get(path), { code })).html).toContain('Birchmere');
  });

  it('takes five wrong codes at most; the page then offers another mail, whose code works', async () => {
    const { world, path, code, answers } = await askedRequest();
    const guesser = personOf(world);
    const pages = [];
    for (let n = 0; n < MAX_CODE_TRIES; n += 1)
      pages.push(await guesser.post(path, { code: wrongCode(code) }));
    const late = await guesser.post(path, { code, answer: 'Guessed.' });

    expect(textOf(pages[0]?.html ?? '')).toContain('Tries left: 4');
    expect([pages.at(-1)?.status, late.status]).toEqual([410, 410]);
    expect(await answers()).toBe(0);
    await guesser.submit(late, {});
    const fresh = world.mailbox.to(mia.email).at(-1);
    const person = personOf(world);
    expect(linkIn(fresh, 'q')).not.toBe(path);
    const opened = await person.submit(await person.get(linkIn(fresh, 'q')), { code: codeIn(fresh) });
    await person.submit(opened, { answer: 'The old one.' });
    expect(await answers()).toBe(1);
  });

  it.each(['mailed before there were codes', 'too old'])(
    'has a way on from a link that is %s',
    async (which) => {
      const { world, path, answers } = await oldLink();
      if (which === 'too old') world.clock.forward('P8D');
      const person = personOf(world);
      const gate = await person.get(path);

      const sent = await person.post(`${path}/fresh`, {});
      const mail = world.mailbox.to(mia.email).at(-1);
      const opened = await person.submit(await person.get(linkIn(mail, 'q')), { code: codeIn(mail) });
      await person.submit(opened, { answer: 'The old one.' });

      expect(gate.html).toContain(`action="${path}/fresh"`);
      expect(textOf(sent.html)).toContain('on its way');
      expect(mail?.text).toContain('Birchmere');
      expect(await answers()).toBe(1);
    },
  );

  it('is mailed again three times an hour at most, whoever asks, and the page says when the next can be sent', async () => {
    const { world, path } = await askedRequest();
    const before = world.mailbox.to(mia.email).length;

    const pages = [];
    for (let n = 0; n < 6; n += 1) pages.push(await personOf(world).post(`${path}/fresh`, {}));

    expect(world.mailbox.to(mia.email).length - before).toBe(3);
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429, 429]);
    expect(textOf(pages.at(-1)?.html ?? '')).toMatch(/another one from .*\d{4}.* at the earliest/);
    expect(JSON.stringify(pages)).not.toContain('Birchmere');
  });

  it('is mailed once if two ask for it at the same moment', async () => {
    const { world, path } = await askedRequest();
    const before = world.mailbox.to(mia.email).length;

    await Promise.all([1, 2].map(() => personOf(world).post(`${path}/fresh`, {})));

    expect(world.mailbox.to(mia.email).length - before).toBe(1);
  });

  it('does not lose an answer that took longer to write than the session lasts', async () => {
    const { world, path, code, answers, load } = await askedRequest();
    const person = personOf(world);
    const opened = await person.submit(await person.get(path), { code });
    world.clock.forward('PT20M');

    const gate = await person.submit(opened, { answer: 'It took me a while.' });
    const done = await person.submit(gate, { code });

    expect(gate.status).toBe(400);
    expect(textOf(gate.html)).toContain('Nothing is lost');
    expect(textOf(done.html)).toContain('It has reached us');
    expect(await answers()).toBe(1);
    const { sealed = '' } = lastOf((await load()).log, 'question-answered') ?? {};
    expect(await world.vault.unseal((await load()).requestId, sealed)).toBe('It took me a while.');
  });

  it('gives an answer back to copy on every page that cannot take it', async () => {
    const { world, id, path, code } = await askedRequest();
    const person = personOf(world);
    const opened = await person.submit(await person.get(path), { code });
    const answer = 'It took me <days> & "weeks".';
    world.clock.forward('P8D');

    const pages = [await person.submit(opened, { answer })];
    for (let n = 0; n < 4; n += 1) pages.push(await person.submit(pages[0] as Answer, {}));
    await world.register.append(id, 'w', () => anEvent('withdrawn'));
    pages.push(await person.submit(opened, { answer }));

    expect(pages.map(({ status }) => status)).toEqual([410, 200, 200, 200, 429, 410]);
    expect(pages.map(({ html }) => textOf(html).includes(answer))).toEqual(Array(6).fill(true));
  });

  it.each(['', ' ', 'x'.repeat(4_001)])('rejects an answer that is empty or too long', async (answer) => {
    const { world, path, code, answers } = await askedRequest();
    const person = personOf(world);
    const opened = await person.submit(await person.get(path), { code });

    const again = await person.submit(opened, { answer });

    expect(again.status).toBe(400);
    expect(textOf(again.html)).toContain('up to 4,000 characters');
    expect(await answers()).toBe(0);
  });

  it('needs no answer once the request has ended, and the page says so', async () => {
    const { world, id, path, code, load } = await askedRequest();
    const person = personOf(world);
    const opened = await person.submit(await person.get(path), { code });
    await world.register.append(id, 'w', () => ({
      type: 'withdrawn',
      data: {},
      actor: { kind: 'requester' },
    }));

    const late = await person.submit(opened, { answer: 'The old one.' });
    const fresh = await person.post(`${path}/fresh`, {});

    expect([late.status, fresh.status]).toEqual([410, 410]);
    expect(textOf(late.html)).toContain('needs no answer any more');
    expect(hasHappened(await load(), 'question-answered')).toBe(false);
  });

  it('is mailed once under its own key, and again with another link and code', async () => {
    const { world, id, path, code, load } = await askedRequest();

    await askRequester(world, id, 'question-1');
    await askRequester(world, id, 'question-1', 1);

    const mails = world.mailbox.to(mia.email).filter((mail) => mail.text.includes('Birchmere'));
    expect(mails).toHaveLength(2);
    expect([linkIn(mails[1], 'q') === path, codeIn(mails[1]) === code]).toEqual([false, false]);
    expect(allOf((await load()).log, 'mailed').map((e) => e.data.key)).toContain('question-1-again-1');
  });
});

describe('a link without a question', () => {
  it('gets the page of an unknown link at each of its addresses', async () => {
    const { world } = await askedRequest();
    const person = personOf(world);
    const unknown = await person.get('/q/nonsense');

    const pages = [await person.post('/q/nonsense', {}), await person.post('/q/nonsense/fresh', {})];

    expect(pages.map(({ status, html }) => [status, html])).toEqual(pages.map(() => [404, unknown.html]));
  });
});
