import type { CompletionReport } from '../../functions/documents/completion-facts';
import type { EventType } from '../../functions/domain/events';
import { type EventOf, lastOf } from '../../functions/domain/log-entries';
import { referenceOf } from '../../functions/domain/reference';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { zipEntries } from '../../local/demo/zip-entries';
import { people } from '../../local/sample-shop/people';
import { breakable } from './breakable-stores';
import { startJourney } from './journey-desk';

jest.setTimeout(180_000);

let walk: DeskWalk;

const down = new Set<string>();

beforeAll(async () => {
  walk = await startJourney({ around: breakable(down) });
});

beforeEach(() => down.clear());

afterAll(() => walk.desk.stop());

const flat = (text = '') => text.replaceAll(/\s+/g, ' ');

async function sendRequest(right: 'access' | 'erasure', { email }: { email: string }): Promise<string> {
  const id = await walk.ask({ right, email });
  await walk.prove(email);
  return id;
}

async function entry<T extends EventType>(id: string, type: T): Promise<EventOf<T> | undefined> {
  return lastOf((await walk.load(id)).log, type);
}

async function pageOf(email: string): Promise<string> {
  const entries = await zipEntries((await walk.download(email)).bytes);
  return flat(entries.get('index.html')?.toString('utf8'));
}

describe('an access proven during the notice of an erasure, while a store is down', () => {
  it('gets its whole copy before anything is erased, and staff see both requests', async () => {
    const erasure = await sendRequest('erasure', people.lena);
    await walk.approve('alma@example.com');
    down.add('files');
    const access = await sendRequest('access', people.lena);

    await walk.desk.moveClock({ by: 'P2D' });
    const waiting = await entry(erasure, 'erasure-queued');
    down.clear();
    await walk.desk.moveClock({ by: 'PT7H' });
    await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
    const { page } = await walk.enter('alma@example.com', 'decide');
    await walk.approve('alma@example.com');
    await walk.desk.moveClock({ by: 'PT4H' });

    expect(waiting?.data.behind).toEqual([access]);
    const begun = await entry(erasure, 'erasure-begun');
    const sealed = await entry(access, 'manifest-frozen');
    expect((begun?.at ?? '') > (sealed?.at ?? 'z')).toBe(true);
    expect(page.text).toContain('Other requests with the same address or number');
    expect(page.text).toContain(referenceOf(erasure));
    expect(page.text).toContain('the erasure takes nothing from it');
    expect(await pageOf(people.lena.email)).not.toContain('not complete');
    expect((await entry(access, 'package-made'))?.data.records).toBeGreaterThan(10);
  });
});

describe('an access proven after an erasure began', () => {
  it('says on the page and in the package that something is missing, and since when', async () => {
    await sendRequest('erasure', people.mehmetInKreuzberg);
    await walk.approve('alma@example.com');
    down.add('shop-database');
    await walk.desk.moveClock({ by: 'PT25H' });
    down.clear();
    await sendRequest('access', people.mehmetInKreuzberg);
    await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });

    const { page } = await walk.enter('alma@example.com', 'decide');
    await walk.approve('alma@example.com');

    expect(flat(page.text)).toContain('What it removed is not in this copy, and the package says so.');
    expect(await pageOf(people.mehmetInKreuzberg.email)).toContain('This copy is not complete: on ');
  });
});

describe('two erasures of one person', () => {
  it('are shown together, and the second does not count what the first erased', async () => {
    const first = await sendRequest('erasure', people.amina);
    const second = await sendRequest('erasure', people.amina);
    const { page } = await walk.enter('alma@example.com', 'decide');
    const mails = walk.mails('alma@example.com').filter(({ text }) => text?.includes('/s/decide/'));
    for (const mail of mails.slice(-2)) {
      const { link, code } = walk.linkAndCode(mail);
      const visitor = walk.visitor();
      const opened = await visitor.submit(await visitor.open(link), { code });
      const visit = { ...(await walk.enter('alma@example.com', 'decide')), visitor, page: opened, code };
      await walk.act(visit, /^approve/i);
      await walk.desk.moveClock({ by: 'PT1M' });
    }

    for (let day = 0; day < 4; day += 1) {
      await walk.desk.moveClock({ by: 'P1D' });
      for (const { text } of walk.mails('jonas@example.com').filter((m) => m.text?.includes('/s/task/')))
        await answerOpen(text ?? '');
    }

    expect(page.text).toContain(referenceOf(first));
    const reports = (await Promise.all(
      [first, second].map((id) => walk.desk.deps.objects.get(id, 'completion-report.json')),
    )) as CompletionReport[];
    expect(reports[0]?.totals.erased).toBeGreaterThan(5);
    expect([reports[1]?.totals.erased, reports[1]?.totals.anonymised]).toEqual([0, 0]);
    expect(flat(walk.newestMail(people.amina.email).text)).toContain('An erasure came before this one');
    expect(walk.newestMail(people.amina.email).subject).not.toMatch(/have erased your data/);
  });

  async function answerOpen(text: string): Promise<void> {
    const { link, code } = walk.linkAndCode({ text } as Parameters<DeskWalk['linkAndCode']>[0]);
    const visitor = walk.visitor();
    const page = await visitor.submit(await visitor.open(link), { code });
    if (page.status === 200 && page.html.includes('name="answer"'))
      await walk.act({ visitor, page, code, phone: undefined as never }, /save/i, { answer: 'nothing-held' });
  }
});

describe('an erasure that waits for a copy', () => {
  it('begins if the person withdraws the access', async () => {
    const erasure = await sendRequest('erasure', people.zoe);
    await walk.approve('alma@example.com');
    down.add('files');
    const access = await sendRequest('access', people.zoe);
    await walk.desk.moveClock({ by: 'P2D' });

    await walk.withdraw(people.zoe.email);
    down.clear();
    await walk.desk.moveClock({ by: 'P1D' });

    expect((await walk.load(access)).outcome).toBe('withdrawn');
    expect((await entry(erasure, 'store-erased'))?.data.remaining).toBe(0);
  });
});
