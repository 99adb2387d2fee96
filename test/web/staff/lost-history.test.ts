import { lastOf } from '../../../functions/domain/log-entries';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { settleLoss } from '../../../functions/watch/audit/settle-loss';
import { alma } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { MemoryEvidence } from '../../fakes/memory-evidence';
import { textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

/** A request that waited for its decision, and whose later events the register has lost. */
async function lostDecision() {
  const world = aWorld();
  const id = await awaitingDecision(world, aForm({ right: 'access' }));
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide');
  const page = await enter(browser, link);
  const lost = ['decided', 'mailed', 'mailed', 'package-made'].map((type, at) => ({
    seq: 50 + at,
    hash: String(at).repeat(64),
    type,
    hour: '2026-11-24T09',
  }));
  await world.register.append(id, 'lost', () => anEvent('history-lost', { lost }));
  return { world, id, browser, link, page };
}

describe('a page about a request that lost events', () => {
  it('asks for no decision, and says what was recorded, from where, and how sure that is', async () => {
    const { browser, link } = await lostDecision();

    const { html } = await browser.get(`${link.path}/page`);

    const text = textOf(html);
    expect(text).toContain('This request is on hold');
    expect(text).toContain('One of you decided on it: in the hour from');
    expect(text).toContain('A mail left, to the person or to you (2 times)');
    expect(text).toContain('It is certain that these entries were written; what they said is lost');
    expect(html).not.toContain('<form');
  });

  it('records nothing that is posted from a page opened before', async () => {
    const { world, id, browser, link, page } = await lostDecision();
    const before = world.register.logs.get(id)?.length;

    const answer = await browser.submit(page, { act: 'refuse', ground: 'not-identifiable', code: link.code });

    expect(answer.status).toBe(400);
    expect(textOf(answer.html)).toContain('Nothing was done just now');
    expect(world.register.logs.get(id)).toHaveLength(before ?? 0);
  });

  it('becomes a staff member’s case once it was handed to them, with the same shown, and a new search', async () => {
    const { world, id, browser } = await lostDecision();
    const evidence = new MemoryEvidence(world.clock);
    await settleLoss({ ...world, evidence }, { requestId: id, way: 'by-person', staffId: alma.id });
    await handToStaff(world, { requestId: id, taskToken: 'case' });

    const page = await enter(browser, newestLink(world, 's/case'));

    expect(lastOf((await world.register.load(id)).log, 'handed-to-staff')?.data.reason).toBe('history-lost');
    expect(textOf(page.html)).toContain('One of you decided on it: in the hour from');
    expect(textOf(page.html)).toContain('Search again for a new decision');
  });

  it('shows what was lost beside the new decision, which can be made only with a note', async () => {
    const { world, id, browser, link } = await lostDecision();
    const evidence = new MemoryEvidence(world.clock);
    await settleLoss({ ...world, evidence }, { requestId: id, way: 'go-on', staffId: alma.id });

    const { html } = await browser.get(`${link.path}/page`);

    expect(textOf(html)).toContain('One of you decided on it: in the hour from');
    expect(html).toContain('name="act" value="refuse"');
  });
});
