import { dueDates } from '../../functions/domain/due-dates';
import { lastOf } from '../../functions/domain/log-entries';
import { referenceOf } from '../../functions/domain/reference';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { aBook, aDesk, alma } from '../builders/a-desk';
import { aForm, aWorld, received, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { enter, newestLink, openDesk } from '../web/staff/staff-desk';

function under(...regimes: string[]): World {
  const desk = aDesk({ laws: regimes.map((regime) => ({ regime, applies: 'binds', because: 'x' })) });
  return aWorld({ desk, book: aBook(desk), now: '2026-11-24T10:00:00.000Z' });
}

/** Staff open the case page of a request and record the outcome. */
async function recordOutcome(world: World, id: string, outcome: Record<string, string>) {
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  const browser = openDesk(world);
  const link = newestLink(world, 's/case');
  const page = await enter(browser, link);
  const done = await browser.submit(page, { answer: 'We looked again.', ...outcome, code: link.code });
  await notifyOutcome(world, { requestId: id });
  return { page, done };
}

async function closed(world: World, outcome: 'refused' | 'fulfilled', email = mia.email): Promise<string> {
  const id = await received(world, aForm({ email }));
  const event = { type: 'closed', data: { outcome }, actor: { kind: 'desk' } } as const;
  await world.register.append(id, 'close', () => event);
  return id;
}

describe('a complaint under the law of the United Kingdom', () => {
  it('is a request of its own that goes to a person at once: confirmed, never proven, its clock running', async () => {
    const world = under('eu-gdpr', 'uk-gdpr');

    const id = await received(world, aForm({ right: 'complaint', message: 'You took too long.' }));

    const request = await world.register.load(id);
    expect([request.status, request.received.regimes]).toEqual(['with-staff', ['eu-gdpr', 'uk-gdpr']]);
    expect(lastOf(request.log, 'handed-to-staff')?.data.reason).toBe('complaint');
    expect(dueDates(request, world.book)).toMatchObject({
      acknowledgeBy: '2026-12-24',
      latest: '2026-12-24',
    });
    const [mail, ...others] = world.mailbox.to(mia.email);
    expect(others).toEqual([]);
    expect(mail?.text).toMatch(/You need not prove\s+anything/);
    expect(mail?.text).toMatch(/look\s+into\s+your\s+complaint/);
    expect(world.workflow.started.map((e) => e.machine)).toEqual(['answer-by-person']);
  });

  it('is answered by a person: upheld or not, without a ground of the law, and with the Commissioner named', async () => {
    const world = under('uk-gdpr');
    const id = await received(world, aForm({ right: 'complaint', message: 'You took too long.' }));

    const { page, done } = await recordOutcome(world, id, { outcome: 'refused' });

    expect(page.html).toContain('Not upheld: we stand by what we did');
    expect(page.html).not.toContain('Not verified');
    expect(done.html).toContain('The outcome is recorded');
    const answer = world.mailbox.to(mia.email).at(-1)?.text ?? '';
    expect(answer).toContain('We looked again.');
    expect(answer).toMatch(/If\s+you\s+still\s+do\s+not\s+agree,\s+you\s+can\s+take\s+it\s+further/);
    expect(answer).toContain('ico.org.uk');
  });

  it('is presented to the approvers as what it is', async () => {
    const world = under('uk-gdpr');
    const id = await received(world, aForm({ right: 'complaint' }));

    await handToStaff(world, { requestId: id, taskToken: 'case' });

    expect(world.mailbox.to(alma.email).at(-1)?.text).toMatch(/look\s+into\s+this\s+complaint/);
  });

  it('can have its identity neither proven nor doubted', async () => {
    const world = under('uk-gdpr');
    const id = await received(world, aForm({ right: 'complaint' }));
    const doubt = () =>
      world.register.append(id, 'doubt', () => ({
        type: 'identity-doubted',
        data: { staffId: 'alma', askedAt: world.clock.now() },
        actor: { kind: 'staff', id: 'alma' },
      }));

    await expect(doubt()).rejects.toThrow();
  });
});

describe('an appeal under a law that has appeals', () => {
  it('is a request of its own, and its due date is shown on the request it is about', async () => {
    const world = under('us-va-vcdpa');
    const original = await closed(world, 'refused');

    const id = await received(
      world,
      aForm({ right: 'appeal', message: `I appeal against ${referenceOf(original).toLowerCase()}!` }),
    );

    const appeal = await world.register.load(id);
    const before = await world.register.load(original);
    expect(dueDates(appeal, world.book).latest).toBe('2027-01-23');
    expect(lastOf(appeal.log, 'handed-to-staff')?.data.reason).toBe('appeal');
    expect(lastOf(before.log, 'appealed')?.data).toMatchObject({ appealId: id });
    expect(dueDates(before, world.book).clocks[0]?.dates.appealRespondBy).toBe('2027-01-23');
    expect(before.status).toBe('closed');
  });

  it.each([
    ['another address', 'someone.else@example.com'],
    ['the same address, in other letters', 'MIA.sommer@example.com'],
  ])('changes nothing on a request that came from %s', async (_, email) => {
    const world = under('us-va-vcdpa');
    const original = await closed(world, 'refused');

    await received(world, aForm({ right: 'appeal', email, message: referenceOf(original) }));

    expect(lastOf((await world.register.load(original)).log, 'appealed')).toBeUndefined();
  });

  it.each([
    ['is not closed yet', async (world: World) => received(world, aForm())],
    ['does not exist', async () => 'dsr-000000000000'],
  ])('is accepted as well if the request it names %s', async (_, other) => {
    const world = under('us-va-vcdpa');
    const message = referenceOf(await other(world));

    const id = await received(world, aForm({ right: 'appeal', message }));

    expect((await world.register.load(id)).status).toBe('with-staff');
  });

  it('is accepted if the record of the request it names was destroyed', async () => {
    const world = under('us-va-vcdpa');
    const original = await closed(world, 'refused');
    await world.vault.shred(original);

    const id = await received(world, aForm({ right: 'appeal', message: referenceOf(original) }));

    expect((await world.register.load(id)).status).toBe('with-staff');
  });

  it('is answered without an offer to appeal again, and with the way to the Attorney General', async () => {
    const world = under('us-va-vcdpa');
    const id = await received(world, aForm({ right: 'appeal' }));

    await recordOutcome(world, id, { outcome: 'refused' });

    const answer = world.mailbox.to(mia.email).at(-1)?.text ?? '';
    expect(answer).not.toMatch(/You can appeal/);
    expect(answer).toMatch(/The\s+Attorney\s+General\s+of\s+Virginia/);
  });
});
