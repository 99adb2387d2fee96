import type { DeskWalk } from '../../local/demo/desk-walk';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(180_000);

let journey: DeskWalk;

beforeAll(async () => {
  journey = await startJourney();
});

afterAll(() => journey.desk.stop());

describe.each(['marketing-objection', 'consent-withdrawal', 'opt-out-of-sale'])('the right %s', (right) => {
  it('goes through intake, do and confirm, and is never verified or decided', async () => {
    const id = await journey.ask({ right, email: people.tariq.email });

    const request = await journey.load(id);

    expect([request.status, request.outcome]).toEqual(['closed', 'fulfilled']);
    expect(request.log.map((e) => e.type)).toEqual(
      expect.not.arrayContaining(['identity-verified', 'decided']),
    );
    expect(request.log.some((e) => e.type === 'opted-out' && e.data.found > 0)).toBe(true);
    expect(journey.newestMail(people.tariq.email).text).toContain('DSR-');
  });
});

describe('a request that finds nothing', () => {
  const unknown = 'nobody.knows@example.com';

  it('asks people and then, once, for other identifiers, searches every store again for those, and says so in the end', async () => {
    const id = await journey.ask({ right: 'access', email: unknown });
    await journey.prove(unknown);
    await journey.answerTask('jonas@example.com', { answer: 'nothing-held' });
    expect((await journey.load(id)).status).toBe('awaiting-identifiers');
    const { link, code } = journey.linkAndCode(journey.lastMail(unknown, /\/q\//));
    const visitor = journey.visitor();

    const page = await visitor.submit(
      await visitor.open(link),
      { code, phone: '+49 30 5559999' },
      /look again/i,
    );
    await journey.desk.quiet();
    await journey.answerTask('jonas@example.com', { answer: 'nothing-held' });

    expect(page.status).toBe(200);
    const request = await journey.load(id);
    expect(request.log.filter((e) => e.type === 'identifiers-asked')).toHaveLength(1);
    expect(request.log.filter((e) => e.type === 'task-answered')).toHaveLength(2);
    expect([request.status, request.outcome]).toEqual(['closed', 'nothing-found']);
    const mail = journey.newestMail(unknown);
    expect(mail.text).toContain('The mailbox of support');
    expect(mail.text).toContain('datenschutz-berlin.de');
  });
});

describe('a request that stays unproven', () => {
  it('is reminded, reported to staff, and answered in writing with reasons before the date; a late proof continues the same request', async () => {
    const id = await journey.ask({ right: 'erasure', email: people.mehmetInHamburg.email });
    const first = await journey.load(id);

    await journey.desk.moveClock({ by: 'P3D' });
    expect(journey.mails(people.mehmetInHamburg.email)).toHaveLength(2);
    await journey.desk.moveClock({ by: 'P8D' });
    expect(journey.mails('alma@example.com').some((m) => /typed/i.test(m.text ?? ''))).toBe(true);
    await journey.desk.moveClock({ by: 'P25D' });

    const unverified = await journey.load(id);
    expect([unverified.status, unverified.outcome]).toEqual(['closed', 'unverified']);
    const notice = journey.mails(people.mehmetInHamburg.email).at(-1);
    expect(notice?.text).toContain('datenschutz-berlin');
    expect(String(unverified.log.at(-1)?.at) < '2026-04-06').toBe(true);

    await journey.prove(people.mehmetInHamburg.email);
    const again = await journey.load(id);
    expect(again.status).not.toBe('closed');
    expect(again.received).toEqual(first.received);
    expect(again.log.map((e) => e.type)).toEqual(expect.arrayContaining(['reopened', 'identity-verified']));
  });
});

describe('a withdrawal', () => {
  it('takes a fresh code and ends the request', async () => {
    const id = await journey.ask({ right: 'access', email: people.zoe.email });
    await journey.prove(people.zoe.email);

    await journey.withdraw(people.zoe.email);
    await journey.desk.quiet();

    const request = await journey.load(id);
    expect([request.status, request.outcome]).toEqual(['closed', 'withdrawn']);
    const [mail] = journey.mails(people.zoe.email).slice(-1);
    expect(mail?.text).toContain('we have stopped');
    expect(mail?.text).not.toContain('We cannot take that back');
  });
});
