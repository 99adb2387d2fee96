import { linkOwnAddress } from '../../functions/casework/queue/link-proof';
import { hasHappened } from '../../functions/domain/data-subject-request';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { referenceOf } from '../../functions/domain/reference';
import { endingNoticeKey, restrictionOf } from '../../functions/domain/restriction';
import { askDecision } from '../../functions/steps/ask-decision/ask-decision';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { tellRecipients } from '../../functions/steps/tell-recipients/tell-recipients';
import { alma, bruno } from '../builders/a-desk';
import { aForm, search, verified } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { textOf } from '../web/staff/browser';
import { enter, newestLink, openDesk, signedInWithApp } from '../web/staff/staff-desk';
import { aWatch, type Watch } from './a-watch';

const fields = {
  outcome: 'fulfilled',
  what: 'The note on your credit.',
  since: '2026-03-02',
  lookAgainOn: '2026-04-01',
  answer: 'We wait until you have sent the letter.',
};

/** Mia asked for a restriction, and Alma carried it out. */
async function restricted(watch: Watch): Promise<string> {
  const { world } = watch;
  const answers = { 'restriction-case': 'It is wrong, and you are still checking it' };
  const id = await verified(world, aForm({ right: 'restriction', answers }));
  await world.register.append(id, 'hand', () => anEvent('handed-to-staff', { reason: 'right-by-staff' }));
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  await post(watch, fields);
  await tellRecipients(world, { requestId: id });
  await notifyOutcome(world, { requestId: id });
  return id;
}

async function post({ world }: Watch, typed: Record<string, string>, act?: string) {
  const browser = openDesk(world);
  const link = newestLink(world, 's/case', alma.email);
  const page = await enter(browser, link);
  return { page, done: await browser.submit(page, { ...typed, code: link.code }, act) };
}

type Typed = readonly [act: 'keep' | 'lift', day: string];

/** An open page: submits one of its forms. */
async function openPage({ world }: Watch, email: string) {
  const browser = openDesk(world);
  const link = newestLink(world, 's/case', email);
  const page = await enter(browser, link);
  return ([act, day]: Typed, reason = 'It was checked.') =>
    browser.submit(page, { lookAgainOn: day, endsOn: day, reason, code: link.code }, act);
}

const lifted = ({ world }: Watch) =>
  world.mailbox.sent.filter(({ subject }) => subject.startsWith('You may use this data again'));

const load = ({ world }: Watch, id: string) => world.register.load(id);
const mailToMia = ({ world }: Watch) => (world.mailbox.to(mia.email).at(-1)?.text ?? '').replace(/\s+/g, ' ');

describe('a restriction', () => {
  it('is recorded with what is only stored and when to review it, and the requester reads this text', async () => {
    const watch = aWatch();
    const { world } = watch;
    const id = await verified(world, aForm({ right: 'restriction' }));
    await world.register.append(id, 'hand', () => anEvent('handed-to-staff', { reason: 'right-by-staff' }));
    await handToStaff(world, { requestId: id, taskToken: 'case' });

    const { lookAgainOn: _, ...half } = fields;
    const { done } = await post(watch, half);
    await post(watch, fields);
    await notifyOutcome(world, { requestId: id });

    expect(done.html).toContain('href="#lookAgainOn"');
    expect(done.html).toContain('The note on your credit.');
    expect(restrictionOf(await load(watch, id))?.lookAgainOn).toBe('2026-04-01');
    expect(mailToMia(watch)).toContain(
      'Since Monday 2 March 2026 we only store this: The note on your credit.',
    );
    expect(mailToMia(watch)).toContain('Before this ends we tell you.');
  });

  it('does not end by itself: staff are asked on the day they named, and its record outlives its time', async () => {
    const watch = aWatch();
    const id = await restricted(watch);
    const long = watch.with({ desk: { ...watch.world.desk, recordsKept: 'P10D' } });

    await watch.days(31);
    await long.sweep();

    const asked = watch.world.mailbox.to(alma.email).at(-1)?.text ?? '';
    expect(asked.replace(/\s+/g, ' ')).toContain('still has to be kept out of use');
    expect(restrictionOf(await load(watch, id))).toBeDefined();
    expect(hasHappened(await load(watch, id), 'shredded')).toBe(false);
  });

  it('ends only after the requester was informed, and not before that day', async () => {
    const watch = aWatch();
    const id = await restricted(watch);
    await watch.days(31);

    const soon = await post(watch, { endsOn: '2026-04-03', reason: 'It was checked.' }, 'lift');
    const { done } = await post(watch, { endsOn: '2026-04-10', reason: 'It was checked.' }, 'lift');

    expect(soon.done.html).toContain('href="#lift-endsOn"');
    expect(done.html).toContain('The person is told that it ends');
    expect(mailToMia(watch)).toContain('On Friday 10 April 2026 we start using it again');
    expect(mailToMia(watch)).toContain('It was checked.');
    await watch.days(7);
    expect(restrictionOf(await load(watch, id))).toBeDefined();
    await watch.days(2);
    expect(lastOf((await load(watch, id)).log, 'restriction-ended')?.at.slice(0, 10)).toBe('2026-04-10');
    expect(watch.world.mailbox.to(alma.email).at(-1)?.text).toMatch(/put\s+this\s+data\s+back\s+into\s+use/);
  });

  it('is reported, once it has ended, to those who were informed of it, and identifies the person to them', async () => {
    const watch = aWatch();
    const { world } = watch;
    const id = await restricted(watch);
    const told = allOf((await load(watch, id)).log, 'recipient-told').map(({ data }) => data.recipientId);
    const long = watch.with({ desk: { ...world.desk, recordsKept: 'P10D' } });
    await watch.days(31);
    await post(watch, { endsOn: '2026-04-10', reason: 'It was checked.' }, 'lift');
    await watch.days(5);
    const early = lifted(watch);
    await watch.days(8);
    await long.sweep();

    const mails = lifted(watch);
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 'p', mails[0]?.to ?? ''));

    expect(told.length).toBeGreaterThan(0);
    expect([early.length, mails.length]).toEqual([0, told.length]);
    expect(mails.map(({ text }) => text).join()).not.toContain(mia.email);
    expect(textOf(page.html)).toContain('You may use this data again');
    expect(textOf(page.html)).toContain(mia.email);
    expect(page.html).not.toContain('name="answer"');
    const toAlma = (world.mailbox.to(alma.email).at(-1)?.text ?? '').replace(/\s+/g, ' ');
    expect(toAlma).toContain('The desk tells those whom it had told to leave it alone');
  });

  it('continues while the notice does not reach the person, and a late mail gives the later day', async () => {
    const watch = aWatch();
    const id = await restricted(watch);
    await watch.days(31);
    watch.world.mailbox.down = true;
    await post(watch, { endsOn: '2026-04-06', reason: 'It was checked.' }, 'lift').catch(() => undefined);
    await watch.days(10);
    expect(restrictionOf(await load(watch, id))).toBeDefined();
    watch.world.mailbox.down = false;

    await watch.days(2);

    expect(mailToMia(watch)).toMatch(
      /On Thursday 16 April 2026 we start|On Wednesday 15 April 2026 we start/,
    );
    expect(restrictionOf(await load(watch, id))).toBeDefined();
    await watch.days(3);
    expect(restrictionOf(await load(watch, id))).toBeUndefined();
  });

  it('continues if the notice bounced', async () => {
    const watch = aWatch();
    const id = await restricted(watch);
    await watch.days(31);
    await post(watch, { endsOn: '2026-04-10', reason: 'It was checked.' }, 'lift');
    const ending = restrictionOf(await load(watch, id))?.ending;
    const key = ending ? endingNoticeKey(ending) : '';
    await watch.world.register.append(id, 'bounce', () =>
      anEvent('mail-bounced', {
        key,
        kind: 'restriction-ending',
        to: 'requester',
        lasting: true,
      }),
    );

    await watch.days(20);

    expect(restrictionOf(await load(watch, id))).toBeDefined();
  });

  it('ends no sooner than three days after a letter is read, if posted', async () => {
    const watch = aWatch();
    const id = await restricted(watch);
    await watch.days(31);
    await post(watch, { endsOn: '2026-04-06', reason: 'It was checked.' }, 'lift');
    const ending = restrictionOf(await load(watch, id))?.ending;
    const key = ending ? endingNoticeKey(ending) : '';
    const mail = { key, kind: 'restriction-ending', to: 'requester' } as const;
    const back = anEvent('mail-bounced', { ...mail, lasting: true });
    await watch.world.register.append(id, 'bounce', () => back);
    await watch.world.register.append(id, 'post', () =>
      anEvent('mailed', { ...mail, postedOn: '2026-04-03' }),
    );

    await watch.days(7);
    const early = restrictionOf(await load(watch, id));
    await watch.days(1);

    expect(early).toBeDefined();
    expect(lastOf((await load(watch, id)).log, 'restriction-ended')?.at.slice(0, 10)).toBe('2026-04-10');
  });

  it('that staff do not review is asked about every week, and stays in the list', async () => {
    const watch = aWatch();
    const id = await restricted(watch);

    await watch.days(31 + 22);

    const asked = watch.world.mailbox.to(alma.email).filter(({ text }) => /kept out\s+of use/.test(text));
    expect(asked).toHaveLength(4);
    const { html } = await (await signedInWithApp(watch.world)).get('/s');
    expect(html).not.toContain('Well done');
    expect(textOf(html)).toContain(`(${referenceOf(id)}): check whether it is still needed: due since`);
  });

  it('whose notice bounced and is called settled stays in the list, is asked about, and can be mailed again', async () => {
    const watch = aWatch();
    const id = await restricted(watch);
    await watch.days(31);
    await post(watch, { endsOn: '2026-04-10', reason: 'It was checked.' }, 'lift');
    const ending = restrictionOf(await load(watch, id))?.ending;
    const key = ending ? endingNoticeKey(ending) : '';
    const mail = { key, kind: 'restriction-ending', to: 'requester', lasting: true } as const;
    await watch.world.register.append(id, 'bounce', () => anEvent('mail-bounced', mail));
    await watch.world.register.append(id, 'settled', () =>
      anEvent('letter-settled', { key, staffId: 'alma' }),
    );

    await watch.days(16);

    const asked = watch.world.mailbox
      .to(alma.email)
      .filter(({ text }) => /has not\s+reached them/.test(text));
    expect(asked).toHaveLength(2);
    const { html } = await (await signedInWithApp(watch.world)).get('/s');
    expect(textOf(html)).toContain('the notice that it ends has not reached the person');
    await post(watch, { endsOn: '2026-05-10', reason: 'Checked again.' }, 'lift');
    expect(mailToMia(watch)).toContain('Checked again.');
  });

  it('is mentioned on the page on which an erasure of the same data is decided', async () => {
    const watch = aWatch();
    const id = await restricted(watch);

    const { world } = watch;
    await linkOwnAddress(world, await load(watch, id));
    const erasure = await verified(world, aForm({ right: 'erasure' }));
    await linkOwnAddress(world, await load(watch, erasure));
    await search(world, erasure);
    await askDecision(world, { requestId: erasure, taskToken: 'decide' });

    const link = newestLink(watch.world, 's/decide', alma.email);
    const text = textOf((await enter(openDesk(watch.world), link)).html);
    expect(text).toContain('Fulfilled, and its data is still kept out of use');
    expect(text).toContain(`${referenceOf(id)} still holds`);
  });

  it('cannot be recorded as ended without the notice', async () => {
    const watch = aWatch();
    const id = await restricted(watch);
    await watch.world.register.append(id, 'ending', () => anEvent('restriction-ending'));

    await expect(
      watch.world.register.append(id, 'ended', () => anEvent('restriction-ended')),
    ).rejects.toThrow();
  });

  it.each<[string, Typed, Typed]>([
    ['two days to look again', ['keep', '2026-06-01'], ['keep', '2026-07-01']],
    ['two days on which it ends', ['lift', '2026-05-10'], ['lift', '2026-05-20']],
    ['an end, and a day to look again', ['lift', '2026-05-10'], ['keep', '2026-06-01']],
    ['a day to look again, and an end', ['keep', '2026-06-01'], ['lift', '2026-05-10']],
  ])('takes one of %s that two of the staff give at once, and says so to the other', async (_, ...both) => {
    const watch = aWatch();
    const id = await restricted(watch);
    await watch.days(31);
    const pages = [await openPage(watch, alma.email), await openPage(watch, bruno.email)];
    const before = await load(watch, id);

    const [first, second] = [await pages[0]?.(both[0]), await pages[1]?.(both[1])];
    const again = await pages[0]?.(both[0]);

    const said = (await load(watch, id)).log
      .slice(before.log.length)
      .filter(({ type }) => /^restriction-/.test(type));
    expect(said.map(({ data }) => 'staffId' in data && data.staffId)).toEqual(['alma']);
    expect(first?.status).toBe(200);
    expect(second?.html).toContain('Look again');
    expect(again?.html).toBe(first?.html);
  });

  it('returns a reason that came second', async () => {
    const watch = aWatch();
    await restricted(watch);
    await watch.days(31);
    const [one, other] = [await openPage(watch, alma.email), await openPage(watch, bruno.email)];

    await one(['lift', '2026-05-10']);
    const late = await other(['lift', '2026-05-10'], 'The bank has checked it.');

    expect(late.html).toContain('The bank has checked it.');
    expect(late.html).toContain('Look again');
  });

  it('is kept longer if it still has to be, also after its end was announced', async () => {
    const watch = aWatch();
    const id = await restricted(watch);
    await watch.days(31);
    await post(watch, { endsOn: '2026-04-10', reason: 'It was checked.' }, 'lift');

    const { page, done } = await post(watch, { lookAgainOn: '2026-06-01' }, 'keep');
    await watch.days(20);

    expect(textOf(page.html)).toContain('on Friday 10 April 2026: until then it is only stored');
    expect(done.html).toContain('Noted: it stays out of use');
    expect(restrictionOf(await load(watch, id))).toMatchObject({ lookAgainOn: '2026-06-01' });
    expect(allOf((await load(watch, id)).log, 'restriction-ended')).toEqual([]);
  });
});
