import { createHash } from 'node:crypto';
import { readChecksum } from '../../functions/casework/evidence/read-checksum';
import { type EventOf, lastOf } from '../../functions/domain/log-entries';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { zipEntries } from '../../local/demo/zip-entries';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(120_000);

let walk: DeskWalk;

beforeAll(async () => {
  walk = await startJourney();
});

afterAll(() => walk.desk.stop());

describe('access', () => {
  it('ends in a package with everything of this person and nothing of anyone else', async () => {
    const id = await walk.ask({ right: 'access', email: people.lena.email });
    await walk.prove(people.lena.email);
    const letter = new File(['Dear shop, my lamp flickers. Lena Brandt'], 'complaint.txt', {
      type: 'text/plain',
    });
    await walk.answerTask('jonas@example.com', { answer: 'done', files: letter });
    expect((await walk.load(id)).status).toBe('awaiting-decision');

    const done = await walk.approve('alma@example.com');

    expect(done.text).toMatch(/approved/i);
    const request = await walk.load(id);
    expect([request.status, request.outcome]).toEqual(['closed', 'fulfilled']);
    const { bytes, url } = await walk.download(people.lena.email);
    expect(new URL(url).origin).not.toBe(walk.desk.url);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(
      await readChecksum(walk.desk.deps, lastOf(request.log, 'package-made') as EventOf<'package-made'>),
    );
    const entries = await zipEntries(bytes);
    const all = [...entries.values()].map((content) => content.toString('utf8')).join('\n');
    expect([...entries.keys()]).toEqual(expect.arrayContaining(['index.html', 'README.txt']));
    expect(all).toContain('my lamp flickers');
    expect(all).toContain('Brandt');
    expect(all).toContain('Kabelhaus Hosting GmbH');
    expect(all).toContain('Postfach Norden eG');
    expect(all).not.toContain(people.tariq.email);
    expect(all).not.toContain(people.tariq.lastName);
  });

  it('can be downloaded again within the time, each time behind a fresh code, and not after it [A15, C06]', async () => {
    const again = await walk.download(people.lena.email);
    const { link } = walk.linkAndCode(walk.lastMail(people.lena.email, /\/d\//));

    await walk.desk.moveClock({ by: 'P31D' });

    expect(again.bytes.length).toBeGreaterThan(1000);
    expect((await walk.visitor().open(link)).status).toBe(404);
  });
});

describe('access approved in part', () => {
  it('leaves out what staff withheld, with the ground, and says so', async () => {
    const id = await walk.ask({ right: 'access', email: people.amina.email });
    await walk.prove(people.amina.email);
    await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
    const visit = await walk.enter('alma@example.com', 'decide');
    const options = visit.page.root
      .querySelectorAll('select[name="what"] option')
      .map((o) => o.getAttribute('value') ?? '');
    const what = options.find((value) => value !== '') ?? '';
    const grounds = { ground: 'rights-of-others', 'ground-uk-gdpr': 'rights-of-others' };

    const page = await walk.act(visit, /leave/i, { what, ...grounds });
    await walk.act({ ...visit, page }, /^approve in part/i);

    const request = await walk.load(id);
    expect([request.status, request.outcome]).toEqual(['closed', 'partly-fulfilled']);
    expect(lastOf(request.log, 'package-made')?.data.withheld).toBeGreaterThan(0);
    expect(walk.lastMail(people.amina.email, /\/d\//).text).toMatch(/left out|withheld/i);
  });
});

describe('a refusal', () => {
  it('gives the reasons, the ground and where to complain', async () => {
    const id = await walk.ask({ right: 'access', email: people.zoe.email });
    await walk.prove(people.zoe.email);
    await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
    const visit = await walk.enter('alma@example.com', 'decide');

    await walk.act(visit, /^refuse/i, {
      ground: 'excessive',
      'ground-uk-gdpr': 'excessive',
      reason: 'You asked for the same three times this week.',
    });

    const request = await walk.load(id);
    expect([request.status, request.outcome]).toEqual(['closed', 'refused']);
    const mail = walk.newestMail(people.zoe.email);
    expect(mail.text).toContain('three times this week');
    expect(mail.text).toContain('datenschutz-berlin.de');
    expect(mail.text).toMatch(/court/i);
  });
});

describe('an extension', () => {
  it('moves the date if it is lawful, gives the person the reason, and the request goes on', async () => {
    const id = await walk.ask({ right: 'access', email: people.mehmetInKreuzberg.email, place: 'DE' });
    await walk.prove(people.mehmetInKreuzberg.email);
    await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
    const visit = await walk.enter('alma@example.com', 'decide');

    const page = await walk.act(visit, /take longer/i, { ground: 'complexity', reason: 'Many old systems.' });

    expect(page.status).toBe(200);
    expect(walk.newestMail(people.mehmetInKreuzberg.email).text).toContain('Many old systems.');
    expect((await walk.load(id)).status).toBe('awaiting-decision');
    await walk.approve('alma@example.com');
    expect((await walk.load(id)).outcome).toBe('fulfilled');
  });
});
