import { NotAllowedError } from '../../../functions/domain/errors';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { tellRecipients } from '../../../functions/steps/tell-recipients/tell-recipients';
import { aBook, aDesk } from '../../builders/a-desk';
import { happened, search } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import {
  approvePlan,
  type Correcting,
  carryOut,
  correcting,
  correctingMap,
  correctingRows,
  correctionOf,
  customer,
  filledIn,
  greeting,
  savePlan,
  surname,
} from './a-correction';
import { actsOf, textOf } from './browser';
import { enter, newestLink, setUpApp } from './staff-desk';

async function approved(...args: Parameters<typeof correcting>): Promise<Correcting> {
  const one = await correcting(...args);
  await setUpApp(one.world);
  const again = await one.browser.get(`${one.link.path}/page`);
  await approvePlan(one, await savePlan(one, again));
  return one;
}

const load = ({ world, id }: Correcting) => world.register.load(id);

describe('a correction on the decision page', () => {
  it('is shown beside what was found, with suggestions where the record holds what the person says it holds', async () => {
    const { page } = await correcting([greeting, { wish: 'remove', what: 'My favourite shade' }]);

    const text = textOf(page.html);
    expect(text).toContain('Point 1: Greeting');
    expect(text).toContain('Now: Frau');
    expect(filledIn(page.html)).toMatchObject({ 'way-1': 'correct', 'way-2': 'correct' });
    expect(Object.values(filledIn(page.html))).toContain('Herr');
    expect(
      Object.entries(filledIn(page.html)).some(([name, value]) => name.startsWith('out-') && value),
    ).toBe(true);
    expect(page.html).not.toContain('x-argon-x');
    expect(actsOf(page.html)).not.toContain('approved');
    expect(text).toContain('Not possible yet: say above what is to be done about each point.');
  });

  it('cannot be approved before the plan is saved, and only with the plan that was shown', async () => {
    const one = await correcting();
    const saved = await savePlan(one, one.page);
    const [first, second] = [saved, await one.browser.get(`${one.link.path}/page`)];
    await savePlan(one, second, { 'new-0-2': 'Keine' });

    const stale = await approvePlan(one, first);

    expect(textOf(saved.html)).toContain('Greeting becomes “Herr”');
    expect(stale.html).not.toContain('<h1>Approved</h1>');
    expect((await load(one)).status).toBe('awaiting-decision');
  });

  it.each([
    ['a way for each point', { 'way-1': '' }, 'plan-way-1'],
    ['a reason where it stays as it is', { 'way-1': 'note', 'new-0-2': '' }, 'plan-reason-1'],
    ['a value of those that the map names', { 'new-0-2': 'Dr.' }, 'plan-new-0-2'],
    ['a value that is not too long', { 'new-0-3': 'x'.repeat(21) }, 'plan-new-0-3'],
    ['no value where the field is taken out', { 'new-0-3': 'blue', 'out-0-3': 'yes' }, 'plan-new-0-3'],
  ])('needs %s, and keeps what was typed', async (_, fields, id) => {
    const one = await correcting();

    const wrong = await savePlan(one, one.page, fields as Record<string, string>);

    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain(`href="#${id}"`);
    expect(Object.values(filledIn(wrong.html)).some(Boolean)).toBe(true);
    expect(await correctionOf(one)).toBeUndefined();
  });

  it('refers staff who refuse all of it to the refusal, with its ground', async () => {
    const one = await correcting();
    const fields = {
      'way-1': 'accurate',
      'reason-1': 'It is right.',
      'ground-1': 'excessive',
      'new-0-2': '',
    };

    const wrong = await savePlan(one, one.page, fields);

    expect(textOf(wrong.html)).toContain('refuse the request below instead');
  });

  it('leaves no value in the log', async () => {
    const one = await approved([surname]);

    const { log } = await load(one);
    const plain = JSON.stringify(log.map(({ data }) => data));
    for (const value of ['Mia Sommer', 'Mia Winter', 'Winter']) expect(plain).not.toContain(value);
  });
});

describe('an approved correction', () => {
  it('is written where the old value is, read again, and announced to recipients and to the person', async () => {
    const one = await approved();

    const next = await carryOut(one);
    await tellRecipients(one.world, { requestId: one.id });
    await notifyOutcome(one.world, { requestId: one.id });

    const request = await load(one);
    expect([next, request.status, request.outcome]).toEqual(['done', 'closed', 'fulfilled']);
    expect([customer(one)?.greeting, customer(one, 'c-2')?.greeting]).toEqual(['Herr', 'Frau']);
    const mail = one.world.mailbox.to(mia.email).at(-1);
    expect(mail?.subject).toMatch(/^Your data is corrected/);
    expect(mail?.text).toContain('- Customer account: Greeting');
    expect(mail?.text).not.toMatch(/Frau|Herr\b/);
    expect(allOf(request.log, 'recipient-told').map(({ data }) => data.recipientId)).toEqual([
      'parcel',
      'bank',
    ]);
  });

  it('overwrites nothing that changed meanwhile: it goes back to staff, who see it anew, and nothing is announced', async () => {
    const one = await approved();
    Object.assign(customer(one) ?? {}, { greeting: 'Keine' });
    const mails = one.world.mailbox.to(mia.email).length;

    const next = await carryOut(one);

    const request = await load(one);
    expect([next, request.status, customer(one)?.greeting]).toEqual(['by-person', 'with-staff', 'Keine']);
    expect(lastOf(request.log, 'handed-to-staff')?.data.reason).toBe('correction-left');
    expect(lastOf(request.log, 'store-corrected')?.data.left).toMatchObject([
      { field: 'greeting', because: 'changed' },
    ]);
    expect(one.world.mailbox.to(mia.email)).toHaveLength(mails);
  });

  it('writes the rest where the store refuses one record, and says why by names, never by values', async () => {
    const point = { wish: 'change', what: 'Favourite shade', right: 'azure' } as const;
    const one = await approved([point]);
    one.world.connectors.shop?.refuses.set('customers', { code: '23514', constraint: 'shade_known' });

    const next = await carryOut(one);

    const { data } = lastOf((await load(one)).log, 'store-corrected') ?? {};
    expect(next).toBe('by-person');
    expect(data).toMatchObject({
      done: [],
      left: [{ field: 'shade', because: 'refused', code: '23514', constraint: 'shade_known' }],
    });
    expect(JSON.stringify(data)).not.toContain('azure');
  });

  it('has the same result when it is run twice, and when a crash came between the writing and its event', async () => {
    const one = await approved();
    const stores = one.world.stores;
    let calls = 0;
    const crashing = {
      ...one.world,
      stores: {
        call: async (storeId: string, request: unknown): Promise<unknown> => {
          const answer = await stores.call(storeId, request);
          calls += 1;
          if (calls === 1) throw new Error('the function died');
          return answer;
        },
      },
    };

    await expect(carryOut({ ...one, world: crashing })).rejects.toThrow('died');
    expect(customer(one)?.greeting).toBe('Herr');
    expect([await carryOut(one), await carryOut(one)]).toEqual(['done', 'done']);
    expect(allOf((await load(one)).log, 'store-corrected').map(({ data }) => data.left)).toEqual([[]]);
  });

  it('waits for a store that does not reply', async () => {
    const one = await approved();
    if (one.world.connectors.shop) one.world.connectors.shop.down = true;

    expect(await carryOut(one)).toBe('await-stores');
    expect(happened(await load(one))).not.toContain('store-corrected');
  });

  it('never overwrites what a law keeps: a note is added beside it, and the person is told so with the reason', async () => {
    const point = { wish: 'change', what: 'Total of the invoice', now: '49.00', right: '39.00' } as const;
    const one = await correcting([point]);
    await setUpApp(one.world);
    const page = await one.browser.get(`${one.link.path}/page`);
    const reason = 'An invoice stays as it was issued.';
    const saved = await savePlan(one, page, { 'way-1': 'note', 'reason-1': reason, 'note-1': 'yes' });
    await approvePlan(one, saved);

    const next = await carryOut(one);
    await notifyOutcome(one.world, { requestId: one.id });

    const invoice = one.world.connectors.shop?.rows.get('invoices')?.[0];
    expect(textOf(page.html)).toContain('Kept as it was issued: tax law keeps invoices');
    expect([next, (await load(one)).outcome]).toEqual(['done', 'partly-fulfilled']);
    expect([invoice?.total, invoice?.remark]).toEqual(['49.00', expect.stringContaining('39.00')]);
    const mail = one.world.mailbox.to(mia.email).at(-1)?.text ?? '';
    expect(mail).toContain(reason);
    expect(mail).toContain('stands beside the record');
    expect(happened(await load(one))).not.toContain('recipient-told');
  });
});

describe('a record for which it is unclear whether a law keeps it', () => {
  const point = { wish: 'change', what: 'Total', now: '49.00', right: '39.00' } as const;
  const correctableTotal = () => {
    const map = correctingMap();
    const collections = (map.stores[0]?.collections ?? []).map((one) => ({
      ...one,
      fields: one.fields.map((field) => (field.name === 'total' ? { ...field, correctable: {} } : field)),
    }));
    return { ...map, stores: map.stores.map((store) => ({ ...store, collections })) };
  };
  const withDate = (issued: Record<string, string | null>) => {
    const rows = correctingRows();
    const invoices = [{ id: 'i-1', customer_id: 'c-1', total: '49.00', ...issued }];
    return correcting([point], {
      map: correctableTotal(),
      rows: { ...rows, shop: { ...rows.shop, invoices } },
    });
  };

  it.each([
    ['that date is empty', { issued_on: null }],
    ['there is no such date', {}],
    ['that date cannot be read', { issued_on: 'soon' }],
    ['that date is no day', { issued_on: '2026-02-31' }],
    ['its retention goes on', { issued_on: '2026-02-03' }],
  ])('accepts a note at most where %s', async (_, issued) => {
    const { page } = await withDate(issued as Record<string, string | null>);

    expect(textOf(page.html)).toContain('It is not overwritten; at most a note is added beside it.');
    expect(page.html).toContain('name="note-1"');
    expect(page.html).not.toContain('name="new-1-');
    expect(filledIn(page.html)['way-1']).toBeUndefined();
  });

  it('is corrected once its retention is certainly over', async () => {
    const { page } = await withDate({ issued_on: '2010-01-01' });

    expect(Object.values(filledIn(page.html))).toContain('39.00');
  });
});

describe('a correction of which staff must make a part by hand', () => {
  it('is written as far as possible, and announced in staff’s words, never as more than was done', async () => {
    const byHand = { wish: 'add', what: 'My shoe size', right: '42' } as const;
    const total = { wish: 'change', what: 'Total', now: '49.00', right: '39.00' } as const;
    const one = await correcting([greeting, byHand, total]);
    await setUpApp(one.world);
    const page = await one.browser.get(`${one.link.path}/page`);
    const ways = {
      'way-2': 'by-hand',
      'kind-2': 'other',
      'way-3': 'note',
      'reason-3': 'An invoice stays as it was issued.',
    };
    await approvePlan(one, await savePlan(one, page, ways));
    const next = await carryOut(one);
    const sealed = await one.world.vault.seal(one.id, 'Your shoe size is in our book now.');
    const finish = { ...anEvent('staff-finished', { outcome: 'fulfilled' }), sealed };
    await one.world.register.append(one.id, 'finish', () => finish);

    await notifyOutcome(one.world, { requestId: one.id });

    const mail = one.world.mailbox.to(mia.email).at(-1)?.text ?? '';
    expect(next).toBe('by-person');
    expect(mail).toContain('Your shoe size is in our book now.');
    expect(mail).toContain('- Customer account: Greeting');
    expect(mail.replace(/\s+/g, ' ')).toContain('the record itself has no place for it');
    expect(mail).not.toContain('stands beside the record');
    expect((await load(one)).outcome).toBe('partly-fulfilled');
  });
});

describe('a correction of a name, an address or an account', () => {
  const withOtherAddress = async () => {
    const one = await correcting([surname]);
    await setUpApp(one.world);
    return one;
  };

  it('takes the app to approve, and is written only after a notice that names the kind of data and no value', async () => {
    const one = await withOtherAddress();
    const saved = await savePlan(one, await one.browser.get(`${one.link.path}/page`));
    const byMail = await one.browser.submit(saved, { code: one.link.code }, 'approved');
    const done = await approvePlan(one, saved);

    const first = await carryOut(one);
    await giveNotice(one.world, { requestId: one.id, taskToken: 'notice' });
    const meanwhile = await carryOut(one);

    expect(byMail.html).toContain('href="#approve-totp"');
    expect(textOf(done.html)).toContain('The addresses on file are told first');
    expect([first, meanwhile, customer(one)?.name]).toEqual(['give-notice', 'give-notice', 'Mia Sommer']);
    const mail = one.world.mailbox.to(mia.email).at(-1);
    expect(mail?.text).toContain('- Customer account: Name');
    expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toContain('Mia Winter');
    const noticed = lastOf((await load(one)).log, 'erasure-noticed');
    expect(Date.parse(noticed?.data.endsAt ?? '') - Date.parse(noticed?.at ?? '')).toBe(72 * 3_600_000);

    await one.world.register.append(one.id, 'over', () => anEvent('erasure-notice-ended'));
    expect([await carryOut(one), customer(one)?.name]).toEqual(['done', 'Mia Winter']);
  });

  it('is not written once somebody with an address on file has stopped it', async () => {
    const one = await approved([surname]);
    await giveNotice(one.world, { requestId: one.id, taskToken: 'notice' });
    await one.world.register.append(one.id, 'stop', () => anEvent('erasure-paused'));
    await one.world.register.append(one.id, 'hand', () =>
      anEvent('handed-to-staff', { reason: 'staff-choice' }),
    );

    expect([await carryOut(one), customer(one)?.name]).toEqual(['by-person', 'Mia Sommer']);
  });

  it('has a notice of its own after each decision', async () => {
    const one = await approved([surname]);
    await giveNotice(one.world, { requestId: one.id, taskToken: 'notice' });
    await one.world.register.append(one.id, 'over', () => anEvent('erasure-notice-ended'));
    Object.assign(customer(one) ?? {}, { name: 'Mia S.' });
    expect(await carryOut(one)).toBe('by-person');
    await one.world.register.append(one.id, 'renew', () => anEvent('search-renewed'));
    expect(await search(one.world, one.id)).toBe('decide');
    await askDecision(one.world, { requestId: one.id, taskToken: 'again' });
    one.world.clock.forward('PT1M');
    const link = newestLink(one.world, 's/decide');
    const page = await enter(one.browser, link);
    const again = { ...one, link };
    await approvePlan(again, await savePlan(again, page, { 'way-1': 'correct', 'new-0-0': 'Mia Winter' }));

    expect(await carryOut(again)).toBe('give-notice');
    await giveNotice(one.world, { requestId: one.id, taskToken: 'second' });
    expect(allOf((await load(one)).log, 'erasure-noticed')).toHaveLength(2);
  });

  it('takes as many approvals as an erasure, all of the same plan', async () => {
    const desk = aDesk({ approvals: { erasure: 2 } });
    const one = await correcting([surname], { desk, book: aBook(desk) });
    await setUpApp(one.world);
    const page = await one.browser.get(`${one.link.path}/page`);

    const done = await approvePlan(one, await savePlan(one, page));

    expect(textOf(done.html)).toContain('A second person has to approve as well');
    expect((await load(one)).status).toBe('awaiting-decision');
  });

  it('is begun by no function before the notice is over, whatever the function assumes', async () => {
    const one = await approved([surname]);
    const begin = () =>
      one.world.register.append(one.id, 'begin', () => anEvent('correction-begun', { version: 2 }));

    await expect(begin()).rejects.toThrow(NotAllowedError);
    await giveNotice(one.world, { requestId: one.id, taskToken: 'notice' });
    await expect(begin()).rejects.toThrow(NotAllowedError);
    await one.world.register.append(one.id, 'over', () => anEvent('erasure-notice-ended'));
    expect(happened(await begin())).toContain('correction-begun');
  });
});
