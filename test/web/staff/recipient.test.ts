import { informedRecipient } from '../../../functions/casework/evidence/informed-recipients';
import { lastOf } from '../../../functions/domain/log-entries';
import { recipientState } from '../../../functions/domain/recipients';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { tellRecipients } from '../../../functions/steps/tell-recipients/tell-recipients';
import { alma } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision } from '../../builders/a-world';
import { logText } from '../../builders/log-text';
import { mia } from '../../builders/shop-rows';
import { approvePlan, carryOut, correcting, greeting, savePlan } from './a-correction';
import { formOf, textOf } from './browser';
import { enter, type MailedLink, newestLink, openDesk, setUpApp } from './staff-desk';

const processor = 'privacy@parcel.example.com';
const controller = 'privacy@bank.example.com';

async function told() {
  const world = aWorld();
  const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
  await tellRecipients(world, { requestId: id });
  const browser = openDesk(world);
  const link = newestLink(world, 'p', processor);
  return { world, id, browser, link, load: () => world.register.load(id) };
}

describe('a recipient of the data', () => {
  it('reads whom it is about, and by when, after the code', async () => {
    const { browser, link } = await told();

    const gate = await browser.get(link.path);
    const page = await enter(browser, link);

    expect(gate.html).not.toMatch(/\bmia\b/i);
    expect(textOf(page.html)).toContain(
      'instructs you to erase the data of this person by Thursday 24 December 2026',
    );
    expect(textOf(page.html)).toContain('mia.sommer@example.com');
  });

  it('confirms, with a remark that is sealed, once', async () => {
    const { world, id, browser, link, load } = await told();
    const page = await enter(browser, link);

    const done = await browser.submit(page, { answer: 'done', remark: 'Mia is gone.' });
    const twice = await browser.submit(page, { answer: 'nothing-held', remark: '' });

    const request = await load();
    const event = lastOf(request.log, 'recipient-confirmed');
    expect(textOf(done.html)).toContain('Thank you');
    expect(twice.html).toBe(done.html);
    expect(event).toMatchObject({
      data: { recipientId: 'parcel' },
      actor: { kind: 'recipient', id: 'parcel' },
    });
    expect(logText(event)).not.toContain('Mia');
    expect(await world.vault.unseal(id, event?.sealed ?? '')).toEqual({
      answer: 'done',
      remark: 'Mia is gone.',
    });
    expect(recipientState(request, 'parcel')).toBe('confirmed');
  });

  it('does not count as having confirmed when it says that it cannot, and staff are informed', async () => {
    const { world, browser, link, load } = await told();
    const page = await enter(browser, link);

    const silent = await browser.submit(page, { answer: 'cannot', remark: '' });
    const declined = await browser.submit(page, { answer: 'cannot', remark: 'Our law forbids it.' });
    const later = await browser.submit(await browser.get(`${link.path}/page`), {
      answer: 'done',
      remark: '',
    });

    expect(silent.html).toContain('href="#remark"');
    expect(textOf(declined.html)).toContain('will get in touch');
    expect(world.mailbox.to(alma.email).at(-1)?.text).toContain(
      'Flinke Feder Paketdienst says that it cannot do',
    );
    expect(lastOf((await load()).log, 'recipient-declined')?.data).toEqual({ recipientId: 'parcel' });
    expect(textOf(later.html)).toContain('you have confirmed it');
    expect(recipientState(await load(), 'parcel')).toBe('confirmed');
  });

  it('is only informed, and confirms nothing, if it is a controller itself', async () => {
    const { world, load } = await told();
    const browser = openDesk(world);
    const link = newestLink(world, 'p', controller);
    const page = await enter(browser, link);
    const csrf = [...world.items.sessions.values()].at(-1)?.csrf ?? '';

    await browser.post(`${link.path}/page`, { answer: 'done', csrf });

    expect(page.html).not.toContain('<form');
    expect(recipientState(await load(), 'bank')).toBe('told');
  });

  it('cannot send a form without an answer, or with another session’s value', async () => {
    const { browser, link, load } = await told();
    const page = await enter(browser, link);

    const empty = await browser.submit(page, { answer: '' });
    const foreign = await browser.post(formOf(page.html).action, { answer: 'done', csrf: 'x' });

    expect(empty.html).toContain('href="#answer"');
    expect(foreign.status).toBe(400);
    expect(recipientState(await load(), 'parcel')).toBe('told');
  });

  it('changes nothing by looking, and cannot use another link', async () => {
    const { world, id, browser, link } = await told();
    const before = JSON.stringify(await world.register.history(id));
    const staff: MailedLink = newestLink(world, 's/decide');
    const token = staff.path.split('/').at(-1);

    for (let i = 0; i < 20; i += 1) await browser.get(link.path);
    const foreign = await browser.get(`/p/${token}`);
    const unopened = await browser.get(`${link.path}/page`);

    expect(JSON.stringify(await world.register.history(id))).toBe(before);
    expect(foreign.status).toBe(404);
    expect(unopened.html).not.toMatch(/\bmia\b/i);
  });

  it.each(['its code was wrong five times', 'its time is over'])(
    'gets another link and code once %s, at the same address, up to three an hour',
    async (how) => {
      const { world, browser, link, load } = await told();
      const wrong = String((Number(link.code) + 1) % 1_000_000).padStart(6, '0');
      const tries = [];
      if (how === 'its time is over') world.clock.forward('P61D');
      else for (let n = 0; n < 5; n += 1) tries.push(await browser.post(link.path, { code: wrong }));
      const before = world.mailbox.sent.length;

      const dead = await browser.get(link.path);
      const sent = [];
      for (let n = 0; n < 4; n += 1) sent.push(await browser.submit(dead, {}));
      const mails = world.mailbox.sent.slice(before).map(({ to }) => to);
      const page = await enter(browser, newestLink(world, 'p', processor));
      await browser.submit(page, { answer: 'done', remark: '' });
      const over = await browser.get(link.path);

      expect(tries.map(({ html }) => /left: (\d)/.exec(textOf(html))?.[1])).toEqual(
        tries.length > 0 ? ['4', '3', '2', '1', undefined] : [],
      );
      expect(tries.at(-1)?.html ?? dead.html).toBe(dead.html);
      expect([dead, ...sent].map(({ status }) => status)).toEqual([410, 200, 200, 200, 429]);
      expect(dead.html + sent.map(({ html }) => html).join()).not.toMatch(/\bmia\b/i);
      expect(mails).toEqual(Array(3).fill(processor));
      expect(recipientState(await load(), 'parcel')).toBe('confirmed');
      expect(over.status).toBe(404);
    },
  );

  it('finds the link dead once the request’s key is destroyed', async () => {
    const { world, id, browser, link } = await told();
    await enter(browser, link);

    await world.vault.shred(id);

    expect((await browser.get(`${link.path}/page`)).status).toBe(404);
  });
});

describe('a recipient that left the map after it was informed', () => {
  async function left() {
    const one = await correcting([greeting]);
    await setUpApp(one.world);
    await approvePlan(one, await savePlan(one, await one.browser.get(`${one.link.path}/page`)));
    await carryOut(one);
    await tellRecipients(one.world, { requestId: one.id });
    const { map } = one.world;
    const systems = map.systems.map((system) => ({
      ...system,
      recipients: system.recipients.filter(({ id }) => id !== 'parcel'),
    }));
    return { ...one, after: { ...one.world, map: { ...map, systems } } };
  }

  it('still reads what to correct, and confirms it', async () => {
    const { world, after, id } = await left();
    const browser = openDesk(after);

    const page = await enter(browser, newestLink(world, 'p', processor));
    await browser.submit(page, { answer: 'done', remark: '' });

    expect(textOf(page.html)).toContain('instructs you to correct the data of this person');
    expect(textOf(page.html)).toContain('Greeting: Herr');
    expect(recipientState(await world.register.load(id), 'parcel')).toBe('confirmed');
  });

  it('is named to the requester by its name', async () => {
    const { world, after, id } = await left();

    await notifyOutcome(after, { requestId: id });

    expect(world.mailbox.to(mia.email).at(-1)?.text).toContain('Flinke Feder Paketdienst: told');
  });

  it('is named by its id if the log is from before names were recorded', async () => {
    const { after, id } = await left();
    const request = await after.register.load(id);
    const log = request.log.map(({ sealed, ...entry }) =>
      entry.type === 'recipient-told' ? entry : { ...entry, ...(sealed ? { sealed } : {}) },
    ) as typeof request.log;

    const gone = await informedRecipient(after, { ...request, log }, 'parcel');

    expect(gone).toMatchObject({ id: 'parcel', name: 'parcel', role: 'processor', contact: '' });
  });
});
