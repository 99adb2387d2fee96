import { dueDates } from '../../functions/domain/due-dates';
import { allOf } from '../../functions/domain/log-entries';
import { nicknameOf } from '../../functions/domain/nickname';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(180_000);

const staff = 'alma@example.com';
let walk: DeskWalk;

beforeAll(async () => {
  walk = await startJourney({ now: '2026-07-01T09:00:00Z' });
});

afterAll(() => walk.desk.stop());

async function datesOf(id: string) {
  return dueDates(await walk.load(id), walk.desk.data.book);
}

/** From the form to the staff's decision page. */
async function toDecision(email: string, place: string): Promise<string> {
  const id = await walk.ask({ right: 'access', email, place });
  await walk.prove(email);
  await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
  return id;
}

/** The status page that the person sees. */
async function statusPage(email: string): Promise<string> {
  const link = /https?:\S+\/r\/\S+/.exec(walk.mails(email)[0]?.text ?? '')?.[0] ?? '';
  return (await walk.visitor().open(link)).text;
}

describe('a request from California', () => {
  const { email } = people.lena;
  let id: string;

  it('is confirmed within California’s ten business days, and answered within the month that binds the shop', async () => {
    id = await toDecision(email, 'US-CA');

    const request = await walk.load(id);
    const [first] = allOf(request.log, 'mailed').filter((e) => e.data.to === 'requester');
    expect(request.received.regimes).toEqual(['eu-gdpr', 'us-ca-ccpa']);
    expect(await datesOf(id)).toMatchObject({ acknowledgeBy: '2026-07-15', latest: '2026-08-03' });
    expect(first?.at.slice(0, 10)).toBe('2026-07-01');
    expect(walk.mails(email)[0]?.text).toContain('Monday 3 August 2026');
    expect(await statusPage(email)).toContain('Receipt confirmed on Wednesday 1 July 2026.');
  });

  it('can be extended once as far as every law allows, which is California’s 90 days with a ground under each, and the person learns why', async () => {
    const visit = await walk.enter(staff, 'decide');
    const { text } = visit.page;

    await walk.act(visit, /take longer/i, {
      ground: 'complexity',
      'ground-us-ca-ccpa': 'reasonably-necessary',
      reason: 'Old archives are slow.',
    });

    expect(text).toContain('Take longer, until Tuesday 29 September 2026');
    expect(text).toContain('Lawful only if the person is told by Monday 3 August 2026');
    expect((await datesOf(id)).latest).toBe('2026-09-29');
    expect(walk.newestMail(email).text).toContain('Old archives are slow.');
    expect(await statusPage(email)).toContain('New latest date: Tuesday 29 September 2026.');
    expect((await walk.enter(staff, 'decide')).page.text).not.toContain('Take longer');
  });
});

describe('a request from the United Kingdom', () => {
  const { email } = people.tariq;
  let id: string;

  it('is paused by a question without which the data cannot be found, until the answer comes', async () => {
    id = await toDecision(email, 'GB');
    expect((await datesOf(id)).latest).toBe('2026-08-03');
    const question = 'Which of your three accounts?';
    await walk.act(await walk.enter(staff, 'decide'), /send the question/i, { question, pauses: 'yes' });
    const paused = await datesOf(id);
    const seen = await statusPage(email);

    await walk.desk.moveClock({ by: 'P4D' });
    await walk.answerQuestion(email, 'The one of my shop.');

    expect([paused.paused, paused.latest]).toEqual([true, '2026-08-03']);
    expect(seen).toContain('The clock has stood still since Wednesday 1 July 2026');
    expect(await datesOf(id)).toMatchObject({ paused: false, latest: '2026-08-05' });
    expect(await statusPage(email)).toContain('From Wednesday 1 July 2026 to Sunday 5 July 2026');
  });

  it('can be complained about, which is a request of its own and goes to a person at once', async () => {
    const visit = await walk.enter(staff, 'decide');
    await walk.act(visit, /^refuse/i, {
      ground: 'excessive',
      'ground-uk-gdpr': 'excessive',
      reason: 'The third time this week.',
    });
    expect((await walk.load(id)).outcome).toBe('refused');

    const complaint = await walk.ask({
      right: 'complaint',
      email,
      place: 'GB',
      message: 'It was the first.',
    });

    const taken = await walk.load(complaint);
    expect([taken.status, taken.received.regimes]).toEqual(['with-staff', ['eu-gdpr', 'uk-gdpr']]);
    expect(await datesOf(complaint)).toMatchObject({ acknowledgeBy: '2026-08-04', latest: '2026-08-04' });
    expect(walk.newestMail(email).text).toMatch(/need\s+not\s+prove\s+anything/);
    const page = await walk.enter(staff, 'case');
    expect(page.page.text).toContain('It was the first.');
    await walk.act(page, /record/i, { outcome: 'fulfilled', answer: 'You were right: ask again.' });
    expect((await walk.load(complaint)).outcome).toBe('fulfilled');
    expect(walk.newestMail(email).text).toContain('You were right: ask again.');
    expect(walk.newestMail(email).text).toContain('ico.org.uk');
  });
});

describe('a request from the European Union', () => {
  const { email } = people.amina;

  it('is paused by a recorded doubt, and staff are still reminded of the original date', async () => {
    const id = await walk.ask({ right: 'access', email, place: 'DE' });
    await walk.desk.moveClock({ by: 'P11D' });
    const visit = await walk.enter(staff, 'identity');
    await walk.act(visit, /record my doubt/i, { because: 'The address was changed yesterday.' });
    const before = walk.mails(staff).length;

    await walk.desk.moveClock({ by: 'P14D' });

    expect(await datesOf(id)).toMatchObject({ paused: true, latest: '2026-08-05' });
    const nickname = nicknameOf(await walk.load(id));
    const mine = walk
      .mails(staff)
      .slice(before)
      .filter((m) => m.subject.includes(nickname));
    const reminders = mine.filter((mail) => mail.subject.startsWith('Reminder'));
    expect(reminders).toHaveLength(2);
    for (const { text } of reminders) {
      expect(text).toContain('Wednesday 5 August 2026');
      expect(text).toMatch(/the\s+clock\s+stands\s+still/);
    }
    expect(walk.mails(email).some((mail) => mail.text?.includes('The address was changed'))).toBe(true);
  });
});

describe('the form', () => {
  it('offers a complaint, which a followed law has, and no appeal, which none has', async () => {
    const { html } = await walk.visitor().open('/');

    expect(html).toContain('value="complaint"');
    expect(html).not.toContain('value="appeal"');
  });
});
