import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { jonas } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, awaitingPeople, received } from '../../builders/a-world';
import { shopRows } from '../../builders/shop-rows';
import { HIDDEN, MARK } from '../pages/hostile';
import type { Answer } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

const harm = `"'><${MARK} onload=alert(1)><script>alert(1)</script>`;
const form = aForm({ name: harm, message: harm });

function expectHarmless({ html }: Answer): void {
  expect(html).not.toContain(`<${MARK}`);
  expect(html).not.toContain('<script');
  for (const hidden of HIDDEN) expect(html).not.toContain(hidden);
}

/** Rows in which strangers wrote what they liked. */
function hostileRows() {
  const rows = shopRows();
  const orders = (rows.orders ?? []).map((order) => ({
    ...order,
    item: harm,
    gift_for: harm,
    [`x${MARK}`]: harm,
  }));
  return { shop: { ...rows, orders } };
}

describe('texts of strangers', () => {
  it('stay texts on the decision page, in the preview and in every form that comes back [D05]', async () => {
    const world = aWorld({ rows: hostileRows() });
    await awaitingDecision(world, form);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    const refused = await browser.submit(page, { reason: harm, ground: harm, code: harm }, 'refuse');
    const asked = await browser.submit(page, { question: harm, code: '' }, 'ask');
    const withheld = await browser.submit(page, { what: harm, ground: harm }, 'withhold');

    for (const answer of [page, refused, asked, withheld]) expectHarmless(answer);
    expect(page.html).toContain('&lt;script&gt;');
    expect(refused.html).toContain('&lt;script&gt;');
  });

  it('stay texts on the pages of tasks and cases', async () => {
    const world = aWorld({ map: aMap({ manual: true }) });
    await awaitingPeople(world, form);
    const task = newestLink(world, 's/task', jonas.email);
    const id = await received(world, { ...form, forWhom: 'child' });
    await handToStaff(world, { requestId: id, taskToken: 'case' });
    const browser = openDesk(world);

    const taskPage = await enter(browser, task);
    const casePage = await enter(browser, newestLink(world, 's/case'));
    const back = await browser.submit(casePage, { outcome: harm, answer: harm, ground: harm, code: harm });

    for (const answer of [taskPage, casePage, back]) expectHarmless(answer);
    expect(back.html).toContain('&lt;script&gt;');
  });

  it('get into no mail to staff [D04]', async () => {
    const world = aWorld({ rows: hostileRows() });
    await awaitingDecision(world, form);

    for (const mail of world.mailbox.sent) {
      expect(`${mail.subject}${mail.text}${mail.html}`).not.toContain(MARK);
    }
  });

  it('do not change a link: its origin is the configured one, whatever the request says [A13]', async () => {
    const world = aWorld();
    const browser = openDesk(world);

    for (const header of ['host', 'x-forwarded-host', 'forwarded', 'origin', 'referer']) {
      await browser.post('/s/in', { email: jonas.email }, { [header]: 'evil.example.org' });
    }

    expect(world.mailbox.sent).toHaveLength(5);
    for (const mail of world.mailbox.sent) {
      expect(mail.text).toContain('https://privacy.shop.example.com/s/in/');
      expect(mail.text).not.toContain('evil');
    }
  });

  it('are rejected when they are too large, with a clear page [D12]', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const { path } = newestLink(world, 's/decide');

    const answer = await openDesk(world).post(path, { code: '1'.repeat(1_000_000) });

    expect(answer.status).toBe(413);
    expect(answer.html).not.toContain('1111111');
  });
});
