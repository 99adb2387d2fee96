import { hasUnvouchedIdentifiers } from '../../../functions/domain/data-subject-request';
import { allOf } from '../../../functions/domain/log-entries';
import { referenceOf } from '../../../functions/domain/reference';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { askIdentifiers } from '../../../functions/steps/ask-identifiers/ask-identifiers';
import { addressRoutes } from '../../../functions/web/requester/address.routes';
import { answerRoutes } from '../../../functions/web/requester/answer.routes';
import { webApp } from '../../../functions/web/web-app';
import { aMap, shopStore } from '../../builders/a-map';
import { aForm, aWorld, happened, search, verified, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { aWatch } from '../../watch/a-watch';
import { type Answer, actsOf, Browser, textOf } from '../staff/browser';
import { appCode, enter, newestLink, openDesk } from '../staff/staff-desk';

const asking = 'stranger@example.com';
const name = 'Rosalind Canary';
const wrongCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

function publicPages(world: World): Browser {
  const logFailure = (_reference: string, error: Error) => {
    throw error;
  };
  const app = webApp({ deps: world, largestBody: 16 * 1024, logFailure });
  for (const routes of [answerRoutes, addressRoutes]) app.route('/', routes(world));
  return new Browser({ request: (url, init) => app.request(url, init) }, new URL(world.desk.baseUrl).origin);
}

/** A request for whose address nothing was found, and the question about others. */
async function askedRequest(world: World = aWorld(), email = asking) {
  const id = await verified(world, aForm({ email, name, message: 'canary of a message' }));
  await search(world, id);
  await askIdentifiers(world, { requestId: id, taskToken: 'token-1' });
  const mail = world.mailbox.to(email).at(-1);
  const browser = publicPages(world);
  const answer = async (fields: Record<string, string>) => {
    const page = await browser.get(linkIn(mail, 'q'));
    return browser.submit(page, { code: codeIn(mail), answer: 'more', ...fields });
  };
  return { world, id, browser, mail, answer, load: () => world.register.load(id) };
}

/** As {@link askedRequest}, and Mia's address was typed. */
async function named(fields: Record<string, string> = { email: mia.email }) {
  const desk = await askedRequest();
  const thanks = await desk.answer(fields);
  const proof = desk.world.mailbox.to(fields.email ?? '').at(-1);
  return { ...desk, thanks, proof };
}

/** A shop that is searched by customer number too. */
function mapByNumber() {
  const collections = shopStore.collections.map((one) =>
    one.name === 'customers'
      ? { ...one, reachedBy: [...one.reachedBy, { field: 'id', identity: 'customer-number' } as const] }
      : one,
  );
  return aMap({ stores: [{ ...shopStore, collections }] });
}

/** The request of the named address as staff see it. */
async function decisionPage(world: World, id: string) {
  await search(world, id);
  await askDecision(world, { requestId: id, taskToken: 'token-2' });
  return pastTheApp(world);
}

/**
 * Opens the newest decision, with the authenticator app if only the requester's word leads to what was found.
 */
async function pastTheApp(world: World): Promise<Answer> {
  const browser = openDesk(world);
  const page = await enter(browser, newestLink(world, 's/decide'));
  if (!actsOf(page.html).includes('factor')) return page;
  const totp = await appCode(world);
  world.clock.forward('PT30S');
  return browser.submit(page, { totp }, 'factor');
}

describe('an address that the person names when nothing was found', () => {
  it('gets one mail with a link and a code that names neither who asks nor what for', async () => {
    const { world, id, proof, mail } = await named();

    // Tags stay with the mail service and never reach a reader.
    const text = JSON.stringify({ ...proof, tags: undefined });
    const request = await world.register.load(id);

    expect(world.mailbox.to(mia.email)).toHaveLength(1);
    expect(linkIn(proof, 'a')).toMatch(/^\/a\//);
    for (const secret of [
      asking,
      name,
      'Rosalind',
      'canary',
      referenceOf(id),
      id,
      'copy of',
      '2026',
      linkIn(mail, 'q'),
    ])
      expect(text).not.toContain(secret);
    expect(text).toContain(world.desk.controller.legalName);
    expect(JSON.stringify(request.log.map((event) => event.data))).not.toContain(mia.email);
  });

  it('is asked about on a page that names neither, and looking at it changes nothing', async () => {
    const { world, browser, id, proof, load } = await named();
    const before = JSON.stringify([await load(), [...world.items.tokens], [...world.items.used]]);

    const pages = [await browser.get(linkIn(proof, 'a')), await browser.get(linkIn(proof, 'a'), 'HEAD')];

    expect(JSON.stringify([await load(), [...world.items.tokens], [...world.items.used]])).toBe(before);
    expect(pages.map((page) => page.status)).toEqual([200, 200]);
    for (const secret of [asking, 'Rosalind', 'canary', referenceOf(id), id, mia.email])
      expect(pages[0]?.html).not.toContain(secret);
  });

  it('is proven by the code, which wakes the request, and the log holds no address', async () => {
    const { world, browser, proof, load, id } = await named();
    await world.items.saveWait(id, 'ask-decision', 'token-9');
    const page = await browser.get(linkIn(proof, 'a'));

    const done = await browser.submit(page, { code: codeIn(proof) });
    await browser.submit(page, { code: codeIn(proof) });
    const again = await browser.get(linkIn(proof, 'a'));

    const request = await load();
    const given = allOf(request.log, 'identifiers-given')[0]?.seq;
    expect(allOf(request.log, 'identifier-proven').map((event) => event.data)).toEqual([{ given, index: 0 }]);
    expect(world.workflow.started).not.toEqual([]);
    expect(
      [textOf(done.html), textOf(again.html)].every((text) => text.includes('that was the right code')),
    ).toBe(true);
    for (const secret of [asking, 'Rosalind', referenceOf(id), mia.email])
      expect(done.html).not.toContain(secret);
  });

  it('needs nobody to vouch for it before approval, and staff see that it is proven', async () => {
    const { world, browser, proof, id, load } = await named();
    const bare = await decisionPage(world, id);

    await browser.submit(await browser.get(linkIn(proof, 'a')), { code: codeIn(proof) });
    const page = await pastTheApp(world);

    expect(textOf(bare.html)).toContain(`on the person’s word only: ${mia.email}`);
    expect(actsOf(bare.html)).not.toContain('approved-in-part');
    expect(textOf(page.html)).toContain(`proven by the person with a code mailed there: ${mia.email}`);
    expect(textOf(page.html)).not.toContain('word only');
    expect(actsOf(page.html)).toContain('approved-in-part');
    expect(actsOf(page.html)).not.toContain('vouch');
    expect(hasUnvouchedIdentifiers(await load())).toBe(false);
  });

  it('does not prove the numbers that were named with it: those wait for somebody to vouch', async () => {
    const { world, browser, proof, id, load } = await named({ email: mia.email, phone: '+49 30 1234567' });
    await browser.submit(await browser.get(linkIn(proof, 'a')), { code: codeIn(proof) });

    const page = await decisionPage(world, id);

    expect(hasUnvouchedIdentifiers(await load())).toBe(true);
    expect(textOf(page.html)).toContain(
      `code mailed there: ${mia.email}. Searched for too, on the person’s word only: +49 30 1234567`,
    );
    expect(actsOf(page.html)).toContain('vouch');
    expect(actsOf(page.html)).not.toContain('approved-in-part');
  });

  it('takes five codes at most; after that, or when it has expired, the page is that of an unknown link', async () => {
    const { world, browser, proof, load } = await named();
    const path = linkIn(proof, 'a');
    const page = await browser.get(path);
    const unknown = await browser.get('/a/nonsense');

    const tries = [];
    for (let n = 0; n < 5; n += 1) tries.push(await browser.submit(page, { code: wrongCode(codeIn(proof)) }));
    const spent = [await browser.submit(page, { code: codeIn(proof) }), await browser.get(path)];

    expect(textOf(tries[0]?.html ?? '')).toContain('4 tries left');
    expect(spent.map(({ status, html }) => [status, html])).toEqual(spent.map(() => [404, unknown.html]));
    expect(happened(await load())).not.toContain('identifier-proven');
    const other = await named();
    other.world.clock.forward('P8D');
    const late = await other.browser.get(linkIn(other.proof, 'a'));
    expect([late.status, late.html]).toEqual([404, unknown.html]);
    expect(world.mailbox.to(mia.email)).toHaveLength(1);
  });

  it('cannot be proven once the request is withdrawn or closed', async () => {
    const { browser, proof, world, id, load } = await named();
    const page = await browser.get(linkIn(proof, 'a'));
    await world.register.append(id, 'w', () => ({
      type: 'withdrawn',
      data: {},
      actor: { kind: 'requester' },
    }));

    const late = await browser.submit(page, { code: codeIn(proof) });

    expect(late.status).toBe(404);
    expect(happened(await load())).not.toContain('identifier-proven');
  });

  it('is mailed under its xn-- form if its domain is in Unicode', async () => {
    const { world } = await named({ email: 'mia@bücher.example' });

    expect(world.mailbox.to('mia@xn--bcher-kva.example')).toHaveLength(1);
  });

  it('is ignored and gets no mail if it is the proven one, in any capitals', async () => {
    const { world, load } = await named({ email: 'Stranger@Example.com' });

    expect(world.mailbox.to('Stranger@Example.com')).toEqual([]);
    expect(allOf((await load()).log, 'identifiers-given').map((e) => e.data)).toEqual([
      { count: 0, addresses: 0 },
    ]);
    expect(hasUnvouchedIdentifiers(await load())).toBe(false);
  });

  it('is mailed three times a day at most, whoever names it, and the page is the same', async () => {
    const world = aWorld();
    const answers = [];
    for (const n of [1, 2, 3, 4, 5]) {
      const { answer } = await askedRequest(world, `stranger-${n}@example.com`);
      answers.push(textOf((await answer({ email: n % 2 ? mia.email : mia.email.toUpperCase() })).html));
    }

    const mailed = world.mailbox.sent.filter((mail) => mail.to.toLowerCase() === mia.email);
    const plain = answers.map((text) => text.replace(/DSR-\S+/g, ''));
    expect(mailed).toHaveLength(3);
    expect(new Set(plain).size).toBe(1);
  });

  it('is never an address that a search found: those are neither shown nor mailed', async () => {
    const { world, browser, id, mail, answer } = await askedRequest(aWorld({ map: mapByNumber() }));
    const form = await browser.get(linkIn(mail, 'q'));
    await answer({ 'customer-number': 'c-1' });
    const page = await decisionPage(world, id);

    expect(form.html).not.toContain(mia.email);
    expect(textOf(page.html)).toContain(mia.email);
    expect(world.mailbox.to(mia.email)).toEqual([]);
  });
});

describe('the mail to an address that was named', () => {
  it.each(['before it left', 'after it left'])(
    'leaves by the watch when a crash came %s, with the same link and code',
    async (when) => {
      const watch = aWatch();
      const { world } = watch;
      const { answer, id } = await askedRequest(world);
      const { send } = world.mailbox;
      world.mailbox.send = async (mail) => {
        if (when === 'after it left') await send.call(world.mailbox, mail);
        throw new Error('crash');
      };
      const thanks = await answer({ email: mia.email });
      world.mailbox.send = send;

      world.clock.forward('PT2H');
      await watch.sweep();
      await watch.sweep();
      await watch.days(3);

      const mails = world.mailbox.to(mia.email);
      expect(thanks.status).toBe(200);
      expect(mails).toHaveLength(when === 'after it left' ? 2 : 1);
      expect(new Set(mails.map((mail) => mail.text)).size).toBe(1);
      expect(happened(await world.register.load(id))).toContain('identifiers-given');
      expect(watch.notes).toEqual([]);
    },
  );

  it('is left to staff when the mail service refuses the address, and the sweep goes on', async () => {
    const watch = aWatch();
    const { answer } = await askedRequest(watch.world);
    const { send } = watch.world.mailbox;
    watch.world.mailbox.send = async (mail) => {
      if (mail.to === mia.email) throw new Error('refused');
      await send.call(watch.world.mailbox, mail);
    };
    await answer({ email: mia.email });

    await watch.days(1);
    const second = await watch.sweep();

    expect(watch.notes).toHaveLength(1);
    expect(second.failed).toBe(0);
  });
});
