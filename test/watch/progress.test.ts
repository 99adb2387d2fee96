import { allOf, lastOf } from '../../functions/domain/log-entries';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { mailReviewProgress } from '../../functions/watch/review-progress';
import { aBook, aDesk, alma, bruno } from '../builders/a-desk';
import { aForm, received } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { enter, newestLink, openDesk } from '../web/staff/staff-desk';
import { aWatch, type Watch } from './a-watch';

function watchUnder(...regimes: string[]): Watch {
  const desk = aDesk({
    laws: regimes.map((regime) => ({ regime, applies: 'binds', because: 'x' }) as const),
  });
  return aWatch({ desk, book: aBook(desk), now: '2026-11-24T10:00:00.000Z' });
}

async function complained({ world }: Watch): Promise<string> {
  const id = await received(world, aForm({ right: 'complaint', message: 'You took too long.' }));
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  return id;
}

const keysTo = async ({ world }: Watch, id: string) =>
  allOf((await world.register.load(id)).log, 'mailed')
    .filter(({ data }) => data.to === 'requester')
    .map(({ data, at }) => `${at.slice(0, 10)} ${data.key}`);

const mailToMia = ({ world }: Watch) => (world.mailbox.to(mia.email).at(-1)?.text ?? '').replace(/\s+/g, ' ');

/** Staff open the newest case page and submit one of its forms. */
async function post({ world }: Watch, fields: Record<string, string>, act?: string) {
  const browser = openDesk(world);
  const link = newestLink(world, 's/case', alma.email);
  const page = await enter(browser, link);
  return browser.submit(page, { ...fields, code: link.code }, act);
}

/** An open page: submits a text on the progress. */
async function openCase({ world }: Watch, email: string) {
  const browser = openDesk(world);
  const link = newestLink(world, 's/case', email);
  const page = await enter(browser, link);
  return (words: string) => browser.submit(page, { words, code: link.code }, 'progress');
}

describe('a complaint that takes longer than thirty days', () => {
  it('is confirmed at once, gets a progress mail after thirty days and each month, and ends with the outcome', async () => {
    const watch = watchUnder('uk-gdpr');
    const id = await complained(watch);

    await watch.days(40);
    const after40 = await keysTo(watch, id);
    await watch.days(30);
    const after70 = await keysTo(watch, id);
    await post(watch, { outcome: 'partly-fulfilled', answer: 'We were slow.' });
    await notifyOutcome(watch.world, { requestId: id });
    await watch.days(40);

    expect(after40).toEqual(['2026-11-24 acknowledge', '2026-12-24 progress-1-0']);
    expect(after70).toEqual([...after40, '2027-01-24 progress-2-0']);
    expect(await keysTo(watch, id)).toEqual([...after70, '2027-02-02 outcome']);
    expect(mailToMia(watch)).toContain('You were right in part.');
    expect(mailToMia(watch)).toContain('Information Commission');
  });

  it('says in that mail only what the record shows', async () => {
    const watch = watchUnder('uk-gdpr');
    await complained(watch);

    await watch.days(31);

    const words = mailToMia(watch);
    expect(words).toContain('We confirmed on Tuesday 24 November 2026 that we have it.');
    expect(words).toContain('It is with one of us who may decide on it.');
    expect(words).toContain('We have not decided on it yet.');
    expect(words).not.toMatch(/Whoever looks into it writes|We asked you/);
  });

  it('asks staff for a text five days before, and mails theirs at once', async () => {
    const watch = watchUnder('uk-gdpr');
    const id = await complained(watch);
    await watch.days(26);
    expect(watch.world.mailbox.to(alma.email).at(-1)?.text).toMatch(/tell\s+the\s+person\s+how\s+far/);

    const empty = await post(watch, { words: ' ' }, 'progress');
    const done = await post(watch, { words: 'We wait for the parcel service.' }, 'progress');
    await watch.days(20);

    expect(empty.html).toContain('href="#progress-words"');
    expect(done.html).toContain('The person is told how far it is');
    expect(mailToMia(watch)).toContain('We wait for the parcel service.');
    expect((await keysTo(watch, id)).slice(1)).toEqual([
      expect.stringMatching(/^2026-12-20 progress-1-\d+$/),
    ]);
  });

  it('mails what staff wrote once the mail service is back', async () => {
    const watch = watchUnder('uk-gdpr');
    const id = await complained(watch);
    watch.world.mailbox.down = true;
    await post(watch, { words: 'We wait for the parcel service.' }, 'progress').catch(() => undefined);
    watch.world.mailbox.down = false;

    await watch.days(2);

    expect(mailToMia(watch)).toContain('We wait for the parcel service.');
    expect(await keysTo(watch, id)).toHaveLength(2);
  });

  it('gets every text that staff wrote, each once, also if two write at once', async () => {
    const watch = watchUnder('uk-gdpr');
    const id = await complained(watch);
    const [one, other] = [await openCase(watch, alma.email), await openCase(watch, bruno.email)];

    watch.world.mailbox.down = true;
    await one('We wait for the parcel service.').catch(() => undefined);
    await other('The bank has answered.').catch(() => undefined);
    watch.world.mailbox.down = false;
    await watch.days(2);

    expect(mailToMia(watch)).toContain('We wait for the parcel service.');
    expect(mailToMia(watch)).toContain('The bank has answered.');
    expect(await keysTo(watch, id)).toHaveLength(2);
  });

  it('gets both texts if two write in the same moment', async () => {
    const watch = watchUnder('uk-gdpr');
    await complained(watch);
    const [one, other] = [await openCase(watch, alma.email), await openCase(watch, bruno.email)];

    await Promise.all([one('We wait for the parcel service.'), other('The bank has answered.')]);
    await watch.days(2);

    const mails = watch.world.mailbox.to(mia.email).map(({ text }) => text.replace(/\s+/g, ' '));
    for (const words of ['We wait for the parcel service.', 'The bank has answered.'])
      expect(mails.some((text) => text.includes(words))).toBe(true);
  });

  it.each([
    ['staff wrote', 2, true],
    ['thirty days are over', 32, false],
  ])('gets no empty mail if somebody else wrote once %s', async (_, days, isWritten) => {
    const watch = watchUnder('uk-gdpr');
    const { world } = watch;
    const id = await complained(watch);
    world.mailbox.down = true;
    if (isWritten)
      await post(watch, { words: 'We wait for the parcel service.' }, 'progress').catch(() => undefined);
    world.clock.forward(`P${days}D`);
    world.mailbox.down = false;
    const due = await world.register.load(id);
    const timer = { kind: 'tell-progress', key: 'tell-progress-1', at: world.clock.now() } as const;

    await mailReviewProgress(watch.deps, due, timer);
    await mailReviewProgress(watch.deps, due, timer);

    expect(await keysTo(watch, id)).toHaveLength(2);
  });

  it('gets a text once, however often the form is sent', async () => {
    const watch = watchUnder('uk-gdpr');
    const id = await complained(watch);
    const one = await openCase(watch, alma.email);

    await one('We wait for the parcel service.');
    const again = await one('We wait for the parcel service.');

    expect(again.html).toContain('The person is told how far it is');
    expect(await keysTo(watch, id)).toHaveLength(2);
    expect(allOf((await watch.world.register.load(id)).log, 'progress-written')).toHaveLength(1);
  });

  it('is not promised a text that came after the case was over: its author gets it back', async () => {
    const watch = watchUnder('uk-gdpr');
    await complained(watch);
    const one = await openCase(watch, bruno.email);
    await post(watch, { outcome: 'partly-fulfilled', answer: 'We were slow.' });

    const late = await one('We wait for the parcel service.');

    expect(late.html).toContain('This has been decided');
    expect(late.html).toContain('We wait for the parcel service.');
  });

  it('gets nothing more once the person withdrew it', async () => {
    const watch = watchUnder('uk-gdpr');
    const id = await complained(watch);
    await watch.world.register.append(id, 'withdraw', () => ({
      type: 'withdrawn',
      data: {},
      actor: { kind: 'requester' },
    }));

    await watch.days(40);

    expect(await keysTo(watch, id)).toHaveLength(1);
  });
});

describe('a complaint for which no law sets a day', () => {
  it('says that the date is the desk’s own target, under the law that applies', async () => {
    const watch = watchUnder('eu-gdpr');
    const { world } = watch;
    const id = await received(world, aForm({ right: 'complaint', message: 'Slow.', livesIn: 'DE' }));

    expect((await world.register.load(id)).received.regimes).toEqual(['eu-gdpr']);
    expect(mailToMia(watch)).toContain('sets no day for the answer');
    expect(lastOf((await world.register.load(id)).log, 'handed-to-staff')?.data.reason).toBe('complaint');
  });
});
