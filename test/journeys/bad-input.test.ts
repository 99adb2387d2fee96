import type { DeskWalk } from '../../local/demo/desk-walk';
import type { SeenPage } from '../../local/demo/visitor';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(120_000);

let walk: DeskWalk;

beforeAll(async () => {
  walk = await startJourney();
});

afterAll(() => walk.desk.stop());

const completeForm = { right: 'access', forWhom: 'self', relation: 'customer', email: people.amina.email };

async function post(fields: Record<string, string>): Promise<SeenPage> {
  const visitor = walk.visitor();
  const form = await visitor.open('/');
  return visitor.submit(form, fields);
}

describe('the form', () => {
  it.each([
    ['no right', { ...completeForm, right: '' }, 'right'],
    ['an unknown right', { ...completeForm, right: 'everything' }, 'right'],
    ['no address', { ...completeForm, email: '' }, 'email'],
    ['two addresses', { ...completeForm, email: 'a@example.com,b@example.com' }, 'email'],
    [
      'an address with a line break',
      { ...completeForm, email: 'a@example.com\r\nBcc: b@example.com' },
      'email',
    ],
    ['a control character in the name', { ...completeForm, name: 'Bob\u0007' }, 'name'],
    ['a place that is none', { ...completeForm, place: '<script>' }, 'place'],
  ])(
    'names the field and the remedy for %s, keeps what was typed, and takes nothing in',
    async (_, fields, field) => {
      const before = await walk.ids();

      const page = await post(fields);

      expect(page.status).toBe(400);
      expect(page.root.querySelector(`.errors a[href="#${field}"]`)?.text).toMatch(/\w/);
      expect(page.root.querySelector('input[name="relation"][checked]')?.getAttribute('value')).toBe(
        'customer',
      );
      expect(page.html).not.toMatch(/at \w+ \(|\.ts:\d/);
      await walk.desk.quiet();
      expect(await walk.ids()).toEqual(before);
    },
  );

  it('answers a name of a megabyte with a clear page', async () => {
    const page = await post({ ...completeForm, name: 'x'.repeat(1_000_000) });

    expect(page.status).toBe(413);
    expect(page.text).toMatch(/too much|too large|too long/i);
  });

  it('accepts the same form once, however often it is sent', async () => {
    const before = (await walk.ids()).length;
    const visitor = walk.visitor();
    const form = await visitor.open('/');

    const answers = await Promise.all(Array.from({ length: 8 }, () => visitor.submit(form, completeForm)));

    await walk.desk.quiet();
    expect(new Set(answers.map((a) => a.html)).size).toBe(1);
    expect((await walk.ids()).length).toBe(before + 1);
    expect(walk.mails(people.amina.email)).toHaveLength(1);
  });

  it('answers alike whether or not the person is known', async () => {
    const known = await post({ ...completeForm, email: people.gerhard.email });
    const unknown = await post({ ...completeForm, email: 'who.is.this@example.com' });

    expect(known.html.replace(/Now: [^<]*/, '').replace(/\(\d+ new\)/, '')).toBe(
      unknown.html.replace(/Now: [^<]*/, '').replace(/\(\d+ new\)/, ''),
    );
  });
});

describe('a mailed link', () => {
  it('changes nothing however often it is opened, counts wrong codes down, and offers a fresh link once they are used up [A07]', async () => {
    const id = await walk.ask({ ...completeForm, email: people.zoe.email });
    const { link, code } = walk.linkAndCode(walk.newestMail(people.zoe.email));
    const visitor = walk.visitor();
    const length = (await walk.load(id)).log.length;
    for (let i = 0; i < 10; i += 1) await visitor.open(link);
    await fetch(link, { method: 'HEAD' });
    await visitor.submit(await visitor.open(link), { code: '' });
    expect((await walk.load(id)).log).toHaveLength(length);

    const wrong = code === '000000' ? '111111' : '000000';
    const tries: string[] = [];
    for (let i = 0; i < 5; i += 1)
      tries.push((await visitor.submit(await visitor.open(link), { code: wrong })).text);
    const spent = await visitor.open(link);

    expect(tries[0]).toContain('4 tries left');
    expect(spent.status).toBe(410);
    await visitor.submit(spent, {});
    await walk.desk.quiet();
    await walk.prove(people.zoe.email);
    expect((await walk.load(id)).status).not.toBe('awaiting-verification');
  });

  it('that is unknown, or for something else, always gets the same page', async () => {
    const { link } = walk.linkAndCode(walk.newestMail(people.amina.email));
    const token = link.split('/').at(-1) ?? '';
    const visitor = walk.visitor();

    const pages = await Promise.all(
      [
        '/v/nonsense',
        `/a/${token}`,
        `/d/${token}`,
        `/n/${token}`,
        `/q/${token}`,
        `/s/decide/${token}`,
        `/p/${token}`,
      ].map((path) => visitor.open(path)),
    );

    expect(pages.map((page) => page.status)).toEqual(pages.map(() => 404));
    const [staffs, persons] = [true, false].map((isStaffs) =>
      pages.filter(({ text }) => text.includes('Do you work here?') === isStaffs).map(({ text }) => text),
    );
    expect([new Set(staffs).size, new Set(persons).size]).toEqual([1, 1]);
    expect(persons).toHaveLength(6);
  });

  it('expires, and the request does not', async () => {
    const id = await walk.ask({ ...completeForm, email: people.ines.email });
    const { link } = walk.linkAndCode(walk.newestMail(people.ines.email));

    await walk.desk.moveClock({ by: 'P8D' });

    expect((await walk.visitor().open(link)).status).toBe(410);
    expect((await walk.load(id)).status).toBe('awaiting-verification');
  });
});
