import type { DeskWalk } from '../../local/demo/desk-walk';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(60_000);

let journey: DeskWalk;

beforeAll(async () => {
  journey = await startJourney();
});

afterAll(() => journey.desk.stop());

describe.each(['marketing-objection', 'consent-withdrawal', 'opt-out-of-sale'])('the right %s', (right) => {
  it('goes intake, do, confirm, and is never verified nor decided', async () => {
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
  it('asks once for other identifiers, and then says so', async () => {
    const id = await journey.ask({ right: 'access', email: 'nobody.knows@example.com' });
    await journey.prove('nobody.knows@example.com');
    expect((await journey.load(id)).status).toBe('awaiting-identifiers');
    const { link, code } = journey.linkAndCode(journey.lastMail('nobody.knows@example.com', /\/q\//));
    const visitor = journey.visitor();
    const page = await visitor.submit(await visitor.open(link), { code }, /no other/);
    expect(page.status).toBe(200);
    await journey.desk.quiet();
    const asked = await journey.load(id);
    expect(asked.log.filter((e) => e.type === 'identifiers-asked')).toHaveLength(1);
    await journey.answerTask('jonas@example.com', { answer: 'nothing-held' });

    const request = await journey.load(id);
    expect([request.status, request.outcome]).toEqual(['closed', 'nothing-found']);
    const mail = journey.newestMail('nobody.knows@example.com');
    expect(mail.text).toContain('The mailbox of support');
    expect(mail.text).toContain('datenschutz-berlin.de');
  });
});

describe('a request that nobody proves', () => {
  it('is reminded, told to staff, and answered in writing with reasons before the date; a late proof goes on with the same request', async () => {
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
    const status = /https?:\S+\/r\/\S+/.exec(journey.mails(people.zoe.email)[0]?.text ?? '')?.[0] ?? '';
    const visitor = journey.visitor();

    const asked = await visitor.submit(await visitor.open(status), {}, /code/i);
    const { code } = journey.linkAndCode(journey.mails(people.zoe.email).at(-1) as never);
    await visitor.submit(asked, { code }, /withdraw/i);
    await journey.desk.quiet();

    const request = await journey.load(id);
    expect([request.status, request.outcome]).toEqual(['closed', 'withdrawn']);
  });
});
