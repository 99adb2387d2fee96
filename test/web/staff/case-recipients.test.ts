import { allOf } from '../../../functions/domain/log-entries';
import { referenceOf } from '../../../functions/domain/reference';
import type { Right } from '../../../functions/domain/rights';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { optOutStore } from '../../../functions/steps/opt-out-stores/opt-out-store';
import { tellRecipients } from '../../../functions/steps/tell-recipients/tell-recipients';
import { aForm, aWorld, received, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp, signedInWithApp } from './staff-desk';

const parcel = 'privacy@parcel.example.com';
const bank = 'privacy@bank.example.com';
const answer = 'Your street is corrected.';
const what = 'Street: was Lampenweg, is Sonnenweg.';

/** The further fields of a restriction and an objection. */
const said = {
  ...{ what: 'Her orders.', since: '2026-11-24', lookAgainOn: '2026-12-24' },
  ...{ use: 'Counting parcels', follow: 'by-hand' },
};

async function opened(right: Right = 'rectification', forWhom: 'self' | 'represented' = 'self') {
  const world = aWorld();
  const id = await received(world, aForm({ right, forWhom, message: 'My street is wrong.' }));
  if ((await world.register.load(id)).status !== 'with-staff') {
    await world.register.append(id, 'proven', () => anEvent('identity-verified', { method: 'mailbox' }));
    await world.register.append(id, 'handed', () => anEvent('handed-to-staff', { reason: 'right-by-staff' }));
  }
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  await setUpApp(world);
  const browser = openDesk(world);
  const link = newestLink(world, 's/case');
  return { world, id, browser, link, page: await enter(browser, link) };
}

/** What staff say about the addresses on file, since a street may be where deliveries go. */
async function onFile(world: World) {
  return { 'on-file': 'told', totp: await appCode(world) };
}

async function ended(world: World, requestId: string) {
  await tellRecipients(world, { requestId });
  await notifyOutcome(world, { requestId });
  const { log } = await world.register.load(requestId);
  return {
    told: allOf(log, 'recipient-told').map(({ data }) => data.recipientId),
    mail: world.mailbox.to(mia.email).at(-1)?.text.replaceAll(/\s+/g, ' ') ?? '',
  };
}

describe('a right that staff carried out', () => {
  it.each(['rectification', 'restriction', 'erasure'] as const)(
    'is announced to all recipients of the data, whom the answer names: %s',
    async (right) => {
      const { world, id, browser, link, page } = await opened(right);
      const typed = right === 'rectification' ? { 'told-what': what, ...(await onFile(world)) } : {};

      await browser.submit(page, { ...said, outcome: 'fulfilled', answer, ...typed, code: link.code });
      const { told, mail } = await ended(world, id);

      expect(told).toEqual(['parcel', 'bank']);
      expect(world.mailbox.to(parcel)).toHaveLength(1);
      expect(mail).toContain('Flinke Feder Paketdienst: told');
      expect(mail).toContain('Gute Bank: told');
    },
  );

  it.each(['refused', 'nothing-found', 'unverified'])(
    'is announced to no recipient when it ended otherwise: %s',
    async (outcome) => {
      const { world, id, browser, link, page } = await opened('restriction');

      await browser.submit(page, { outcome, answer, ground: 'excessive', code: link.code });
      const { told, mail } = await ended(world, id);

      expect(told).toEqual([]);
      expect(mail).not.toContain('Gute Bank');
    },
  );

  it.each(['access', 'portability', 'complaint', 'appeal'] as const)(
    'asks nothing about recipients where none has to be informed, and names none: %s',
    async (right) => {
      const { world, id, browser, link, page } = await opened(right);

      await browser.submit(page, { outcome: 'fulfilled', answer, code: link.code });
      const { told, mail } = await ended(world, id);

      expect(textOf(page.html)).not.toContain('Who else must be told');
      expect(told).toEqual([]);
      expect(mail).not.toContain('Gute Bank');
    },
  );

  it('is announced before the answer even by an execution without a step for it, and once', async () => {
    const { world, id, browser, link, page } = await opened('restriction');
    await browser.submit(page, { ...said, outcome: 'fulfilled', answer, code: link.code });

    await notifyOutcome(world, { requestId: id });

    const told = allOf((await world.register.load(id)).log, 'recipient-told');
    expect(told.map(({ data }) => data.recipientId)).toEqual(['parcel', 'bank']);
    expect(world.mailbox.to(parcel)).toHaveLength(1);
    expect(world.mailbox.to(mia.email).at(-1)?.text.replaceAll(/\s+/g, ' ')).toContain('Gute Bank: told');
  });

  it('asks what the recipients have to correct, seals it, and shows it to them only behind the code', async () => {
    const { world, id, browser, link, page } = await opened();
    const fields = { outcome: 'fulfilled', answer, code: link.code, ...(await onFile(world)) };

    const silent = await browser.submit(page, fields);
    await browser.submit(page, { ...fields, 'told-what': what });
    await ended(world, id);

    const mail = world.mailbox.to(parcel).at(-1);
    const reader = openDesk(world);
    const read = await enter(reader, newestLink(world, 'p', parcel));
    expect(silent.html).toContain('href="#told-what"');
    expect(JSON.stringify(allOf((await world.register.load(id)).log, 'recipients-chosen'))).not.toContain(
      'Sonnenweg',
    );
    expect(mail?.text).not.toContain('Sonnenweg');
    expect(mail?.text).toContain('correct their data');
    expect(textOf(read.html)).toContain(what);
  });

  it.each(['erasure', 'restriction', 'rectification'] as const)(
    'tells recipients only the names that staff give, where the requester acts for somebody else: %s',
    async (right) => {
      const { world, id, browser, link, page } = await opened(right, 'represented');
      const byHand = right === 'rectification' ? await onFile(world) : {};
      const fields = {
        ...{ ...said, ...byHand, outcome: 'fulfilled', answer, code: link.code },
        'told-parcel': 'yes',
      };
      const whom = 'It is about Noah Winter, noah.winter@example.com.';

      const silent = await browser.submit(page, fields);
      await browser.submit(page, { ...fields, 'told-what': whom });
      await ended(world, id);

      const read = await enter(openDesk(world), newestLink(world, 'p', parcel));
      expect(silent.html).toContain('href="#told-what"');
      expect(textOf(read.html)).toContain(whom);
      expect(textOf(read.html)).not.toContain(mia.email);
    },
  );

  it('leaves out recipients whom staff say cannot be informed, for a reason that the person reads', async () => {
    const { world, id, browser, link, page } = await opened('restriction');
    const fields = { ...said, outcome: 'fulfilled', answer, code: link.code, 'left-bank': 'yes' };
    const because = 'The bank closed in 2019 and nobody took over its books.';

    const silent = await browser.submit(page, fields);
    await browser.submit(page, { ...fields, 'left-because': because });
    const { told, mail } = await ended(world, id);

    expect(silent.html).toContain('href="#left-because"');
    expect(told).toEqual(['parcel']);
    expect(mail).toContain(`Gute Bank: not told: ${because}`);
  });

  it('is announced only to those whom staff name, where only staff know which use ends', async () => {
    const { world, id, browser, link, page } = await opened('objection');

    await browser.submit(page, {
      ...{ ...said, outcome: 'fulfilled', answer, code: link.code },
      ...{ 'told-parcel': 'yes', 'told-what': 'Please stop counting her parcels.' },
    });
    const { told } = await ended(world, id);

    expect(told).toEqual(['parcel']);
  });
});

describe('a recipient for whom the map does not name the uses', () => {
  it('is not informed of an opt-out before an approver decides so on the page of the request', async () => {
    const world = aWorld();
    const id = await received(world, aForm({ right: 'marketing-objection' }));
    await optOutStore(world, { requestId: id, storeId: 'shop' });
    await ended(world, id);
    const browser = await signedInWithApp(world);
    const path = `/s/request/${referenceOf(id)}`;

    const page = await browser.get(path);
    const after = await browser.post(path, {
      csrf: /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '',
      ...{ act: 'tell', recipient: 'bank' },
    });

    const queued = allOf((await world.register.load(id)).log, 'recipient-queued');
    expect(textOf(page.html)).toContain('Gute Bank : not told: the data map does not say for which use');
    expect(queued.map(({ data }) => data.recipientId)).toEqual(['bank']);
    expect(textOf(after.html)).toContain('Gute Bank : is told with the next daily list');
    expect(world.mailbox.to(bank)).toEqual([]);
  });
});
