import { Hono } from 'hono';
import type { DataMap } from '../../functions/domain/data-map';
import { lastOf } from '../../functions/domain/log-entries';
import { requestIdOf } from '../../functions/domain/new-request-id';
import { referenceOf } from '../../functions/domain/reference';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { optOutStores } from '../../functions/steps/opt-out-stores/opt-out-stores';
import { receive } from '../../functions/steps/receive/receive';
import { intakeRoutes } from '../../functions/web/form/intake.routes';
import { aBook, aDesk, alma } from '../builders/a-desk';
import { aMap } from '../builders/a-map';
import { aWorld, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { Browser, optionsOf, textOf } from '../web/staff/browser';
import { enter, newestLink, openDesk } from '../web/staff/staff-desk';

const purpose = { retention: '3 years', categories: [] };

/** A shop that profiles on a legitimate interest, ships by contract, and decides on credit automatically. */
function aMapWithUses(): DataMap {
  const map = aMap();
  const [system] = map.systems;
  if (!system) throw new Error('the map has no system');
  return {
    ...map,
    systems: [
      {
        ...system,
        purposes: [
          ...system.purposes,
          { ...purpose, name: 'Guessing what you may like', legalBasis: 'Legitimate interests' },
        ],
        automatedDecisions: [
          { what: 'Whether you may pay by invoice', logic: 'a score', effects: 'no invoice' },
        ],
      },
    ],
  };
}

function openForm(regimes: readonly string[] = ['eu-gdpr', 'uk-gdpr']) {
  const laws = regimes.map((regime) => ({ regime, applies: 'binds', because: 'x' }) as const);
  const desk = aDesk({ laws });
  const world = aWorld({ desk, book: aBook(desk), map: aMapWithUses(), now: '2026-11-24T10:00:00.000Z' });
  const seal = async (requestId: string, form: unknown) => world.vault.sealItem(requestId, form);
  const app = new Hono().route('/', intakeRoutes({ ...world, seal, announce: async () => undefined }));
  return { world, browser: new Browser(app) };
}

const person = { forWhom: 'self', relation: 'customer', email: mia.email };

/** Sends the form, proves the address if required, and hands the request to staff. Returns the case page. */
async function handedToStaff(fields: Record<string, string>) {
  const { world, browser } = openForm();
  const sent = await browser.submit(await browser.get('/'), { ...person, ...fields });
  expect(sent.status).toBe(202);
  const [id = ''] = [...world.inbox.items.keys()];
  await receive(world, { requestId: id });
  await world.register.append(id, 'verify', () => anEvent('identity-verified', { method: 'mailbox' }));
  await world.register.append(id, 'hand', () => anEvent('handed-to-staff', { reason: 'right-by-staff' }));
  return { world, id, ...(await caseOf(world, id)) };
}

async function caseOf(world: World, id: string) {
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  const browser = openDesk(world);
  const link = newestLink(world, 's/case', alma.email);
  return { browser, link, page: await enter(browser, link) };
}

const mailToMia = (world: World) => (world.mailbox.to(mia.email).at(-1)?.text ?? '').replace(/[\s>]+/g, ' ');

describe('the form', () => {
  it('asks which use is objected to: those based on a legitimate interest of the shop, and no other', async () => {
    const { browser } = openForm();

    const uses = Object.values(optionsOf((await browser.get('/?right=objection')).html, 'objection-use'));

    expect(uses).toContain('Guessing what you may like');
    expect(uses).not.toContain('Taking your order and delivering it');
  });

  it.each([
    [['cl-21719'], []],
    [['th-pdpa', 'cl-21719'], []],
    [
      ['eu-gdpr', 'cl-21719'],
      ['It is wrong, and you are still checking it', 'For another reason, which I describe below'],
    ],
  ])(
    'asks why data is to be restricted by the cases of the GDPR if that is followed: %j',
    async (regimes, cases) => {
      const html = (await openForm(regimes).browser.get('/?right=restriction')).html;

      expect(html).toContain('name="restriction-case"');
      const offered = Object.values(
        html.includes('<select id="restriction-case"') ? optionsOf(html, 'restriction-case') : {},
      );
      expect(offered).toEqual(expect.arrayContaining(cases));
      if (cases.length === 0) expect(html).not.toContain('It is wrong, and you are still checking it');
    },
  );

  it('asks for one of the four cases of a restriction, and which decision is to be reviewed', async () => {
    const { browser } = openForm();
    const restriction = (await browser.get('/?right=restriction')).html;
    const review = (await browser.get('/?right=automated-decision-review')).html;

    expect(Object.values(optionsOf(restriction, 'restriction-case')).filter(Boolean)).toHaveLength(4);
    expect(Object.values(optionsOf(review, 'decision-which'))).toContain('Whether you may pay by invoice');
  });

  it('leads to the questions of a right, and asks them for no other right', async () => {
    const { browser } = openForm();
    const links = [...(await browser.get('/')).html.matchAll(/href="(\/\?right=[^"]+)"/g)].map(
      ([, to]) => to,
    );

    const asked = await Promise.all(
      ['/', ...links].map(async (to = '') => [
        ...new Set((await browser.get(to)).html.match(/ name="(objection|restriction|decision)-/g)),
      ]),
    );

    expect((await browser.get('/?right=objection')).html).toMatch(/<details open=""><summary>More about/);
    expect(asked).toEqual([[], [' name="objection-'], [' name="restriction-'], [' name="decision-']]);
  });

  it('fills in what a link in our mail names, and shows it as text', async () => {
    const { browser } = openForm();
    const reference = referenceOf('dsr-0123456789ab');

    const page = await browser.get(`/?right=complaint&about=${reference}&email=x@example.com`);
    const hostile = await browser.get(`/?about=${encodeURIComponent('"><script>alert(1)</script>')}`);

    expect(page.html).toMatch(/value="complaint"[^>]*checked/);
    expect(page.html).toContain(`value="${reference}"`);
    expect(page.html).not.toContain('x@example.com');
    expect(hostile.html).not.toContain('<script>');
  });

  it('replies the same whether or not a reference exists', async () => {
    const { world, browser } = openForm();
    const page = await browser.get('/');
    const fields = { ...person, right: 'complaint', message: 'Slow.' };

    const answers = [];
    for (const about of ['', referenceOf('dsr-000000000000'), 'nonsense'])
      answers.push(await browser.submit(page, { ...fields, about }));

    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(answers.map(({ html }) => html)).size).toBe(1);
    expect(world.inbox.items.size).toBeGreaterThan(0);
  });

  it('names the question whose answer is too long, and keeps the rest', async () => {
    const { browser } = openForm();
    const fields = { ...person, right: 'objection', message: 'x', 'objection-situation': 'a'.repeat(2001) };

    const answer = await browser.submit(await browser.get('/'), fields);

    expect(answer.status).toBe(400);
    expect(answer.html).toContain('href="#objection-situation"');
    expect(answer.html).toContain(mia.email);
  });

  it('drops what was answered for another right', async () => {
    const { world, page } = await handedToStaff({
      right: 'restriction',
      'restriction-case': 'It is wrong, and you are still checking it',
      'objection-situation': 'I live in a refuge.',
    });

    expect(textOf(page.html)).toContain('It is wrong, and you are still checking it');
    expect(textOf(page.html)).not.toContain('refuge');
    expect(world.register.logs.size).toBe(1);
  });
});

describe('an objection', () => {
  const objection = {
    right: 'objection',
    'objection-use': 'Guessing what you may like',
    'objection-situation': 'It shows my illness.',
  };

  it('shows staff the answers and what to do, and asks what was done', async () => {
    const { browser, page, link } = await handedToStaff(objection);

    const half = await browser.submit(page, { outcome: 'fulfilled', answer: 'Yes.', code: link.code });

    expect(textOf(page.html)).toContain('It shows my illness.');
    expect(textOf(page.html)).toContain('compelling ground');
    for (const name of ['use', 'since', 'follow']) expect(half.html).toContain(`href="#${name}"`);
  });

  it.each([
    ['erase', 'erasure'],
    ['marketing-objection', 'marketing-objection'],
  ] as const)(
    'that is right and is to %s opens a request for that, and says what was stopped',
    async (follow, right) => {
      const { world, id, browser, page, link } = await handedToStaff(objection);

      await browser.submit(page, {
        outcome: 'fulfilled',
        use: 'Guessing what you may like',
        since: '2026-11-24',
        follow,
        answer: 'You are right.',
        code: link.code,
      });
      await notifyOutcome(world, { requestId: id });

      const carried = lastOf((await world.register.load(id)).log, 'carried-on')?.data;
      expect((await world.register.load(carried?.requestId ?? '')).right).toBe(right);
      expect(mailToMia(world)).toContain(
        'We have not used your data for this since Tuesday 24 November 2026: Guessing what you may like',
      );
      expect(mailToMia(world)).toContain(referenceOf(carried?.requestId ?? ''));
    },
  );

  it('leads to the opt-out for its use alone, and its mail says what it follows from', async () => {
    const { world, id, browser, page, link } = await handedToStaff(objection);
    const options = Object.values(optionsOf(page.html, 'follow'));
    const stopped = { use: 'Marketing', since: '2026-11-24', answer: 'You are right.', code: link.code };

    const old = await browser.submit(page, { ...stopped, outcome: 'fulfilled', follow: 'opt-out' });
    const fields = { ...stopped, outcome: 'fulfilled', follow: 'marketing-objection' };
    await browser.submit(page, fields);
    await notifyOutcome(world, { requestId: id });
    const next = lastOf((await world.register.load(id)).log, 'carried-on')?.data.requestId ?? '';
    await optOutStores(world, { requestId: next });
    await notifyOutcome(world, { requestId: next });

    expect(options).not.toContain('opt-out');
    expect(old.html).toContain('href="#follow"');
    expect(mailToMia(world)).toContain(`as if you had asked us to stop using your data for marketing`);
    expect(mailToMia(world)).toContain(`this follows from our answer to your letter ${referenceOf(id)}`);
    expect(mailToMia(world)).not.toContain('in our form');
  });

  it('that reaches no such use is refused without anything to weigh', async () => {
    const { id, world, browser, page, link } = await handedToStaff(objection);
    const grounds = { ground: 'not-open-to-objection', 'ground-uk-gdpr': 'not-open-to-objection' };

    await browser.submit(page, {
      ...grounds,
      'covers-all': 'yes',
      outcome: 'refused',
      use: 'Taking your order',
      answer: 'It rests on our contract.',
      code: link.code,
    });

    expect(lastOf((await world.register.load(id)).log, 'staff-finished')?.data.outcome).toBe('refused');
  });

  it('cannot be refused without saying why the ground outweighs it', async () => {
    const { world, id, browser, page, link } = await handedToStaff(objection);
    const grounds = {
      ground: 'compelling-grounds',
      'ground-uk-gdpr': 'compelling-grounds',
      'covers-all': 'yes',
    };
    const fields = { ...grounds, outcome: 'refused', use: 'Guessing', answer: 'No.', code: link.code };

    const bare = await browser.submit(page, fields);
    await browser.submit(page, { ...fields, weighed: 'We must find fraud, and nothing milder does.' });
    await notifyOutcome(world, { requestId: id });

    expect(bare.html).toContain('href="#weighed"');
    expect(mailToMia(world)).toContain('We weighed what you told us. We must find fraud');
  });
});

describe('the review of an automated decision', () => {
  it('explains what it was based on, what counted, and what a person decided', async () => {
    const { world, id, browser, page, link } = await handedToStaff({
      right: 'automated-decision-review',
      'decision-which': 'Whether you may pay by invoice',
      'decision-view': 'I always paid.',
    });
    const fields = { outcome: 'fulfilled', answer: 'Sorry.', code: link.code };

    const half = await browser.submit(page, fields);
    await browser.submit(page, {
      ...fields,
      decision: 'Invoice, 3 November',
      inputs: 'your three last orders',
      counted: 'one late payment; without it you could have paid by invoice',
      result: 'changed',
    });
    await notifyOutcome(world, { requestId: id });

    expect(textOf(page.html)).toContain('I always paid.');
    for (const name of ['decision', 'inputs', 'counted', 'result'])
      expect(half.html).toContain(`href="#${name}"`);
    const words = mailToMia(world);
    expect(words).toContain('A person looked at this decision: Invoice, 3 November');
    expect(words).toContain('It is changed.');
    expect(words).toContain('It was based on: your three last orders');
  });
});

it('makes the ids of requests depend on the answers', () => {
  const form = { right: 'objection', email: mia.email };
  expect(requestIdOf('f', { ...form, answers: { a: '1' } })).not.toBe(
    requestIdOf('f', { ...form, answers: { a: '2' } }),
  );
});
