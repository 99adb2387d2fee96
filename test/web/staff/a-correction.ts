import type { CorrectionPoint } from '../../../functions/domain/correction-point';
import type { DataMap } from '../../../functions/domain/data-map';
import { lastOf } from '../../../functions/domain/log-entries';
import { correctStores } from '../../../functions/steps/correct-stores/correct-stores';
import { aDesk } from '../../builders/a-desk';
import { aField, aMap, shopStore } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, type World, type WorldSettings } from '../../builders/a-world';
import { shopRows } from '../../builders/shop-rows';
import type { MemoryRow } from '../../fakes/memory-connector';
import { type Answer, type Browser, formOf } from './browser';
import { appCode, enter, type MailedLink, newestLink, openDesk } from './staff-desk';

/**
 * The shop's map, in which a greeting, a name and an address may be corrected; the law keeps invoices, which
 * can have a note added.
 */
export function correctingMap(): DataMap {
  const [customers, orders, invoices] = shopStore.collections;
  if (!customers || !orders || !invoices) throw new Error('the shop has three collections');
  const fields = [
    aField('id', 'Customer number', { identity: 'customer-number' }),
    aField('name', 'Name', { categories: ['user.name'], correctable: { longest: 40 } }),
    aField('email', 'E-mail address', { identity: 'email', correctable: {} }),
    aField('greeting', 'Greeting', {
      categories: ['user.behavior'],
      correctable: { oneOf: ['Frau', 'Herr', 'Keine'] },
    }),
    aField('shade', 'Favourite shade', { categories: ['user.behavior'], correctable: { longest: 20 } }),
    aField('newsletter', 'Newsletter'),
    aField('password_hash', 'Password', { secret: true }),
  ];
  const noted = [...invoices.fields, aField('remark', 'Remark', { disputeNote: true })];
  const collections = [{ ...customers, fields }, orders, { ...invoices, fields: noted }];
  return aMap({ stores: [{ ...shopStore, collections }] });
}

export function correctingRows(): Record<string, Record<string, MemoryRow[]>> {
  const rows = shopRows();
  const customers = (rows.customers ?? []).map((row) => ({ ...row, greeting: 'Frau', shade: 'green' }));
  return { shop: { ...rows, customers } };
}

export const greeting: CorrectionPoint = { wish: 'change', what: 'Greeting', now: 'Frau', right: 'Herr' };
export const surname: CorrectionPoint = {
  wish: 'change',
  what: 'Name',
  now: 'Mia Sommer',
  right: 'Mia Winter',
};

export interface Correcting {
  readonly world: World;
  readonly id: string;
  readonly browser: Browser;
  readonly link: MailedLink;
  readonly page: Answer;
}

/** A correction that waits for Alma's decision, with its page opened by her. */
export async function correcting(
  points: readonly CorrectionPoint[] = [greeting],
  settings: WorldSettings = {},
): Promise<Correcting> {
  const world = aWorld({ map: correctingMap(), rows: correctingRows(), desk: aDesk(), ...settings });
  const form = aForm({ right: 'rectification', corrections: [...points] });
  const id = await awaitingDecision(world, form);
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide');
  return { world, id, browser, link, page: await enter(browser, link) };
}

/** What is filled in on the page's plan: suggested values, or those planned before. */
export function filledIn(html: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag, name = ''] of html.matchAll(
    /<(?:input|textarea|select)[^>]* name="([a-z]+-[\d-]+)"[^>]*>/g,
  )) {
    const value = /type="checkbox"/.test(tag)
      ? / checked/.test(tag) && 'yes'
      : (/ value="([^"]*)"/.exec(tag)?.[1] ?? chosenIn(html, name) ?? writtenIn(html, name));
    if (value) fields[name] = value;
  }
  return fields;
}

function chosenIn(html: string, name: string): string | undefined {
  const list = new RegExp(`<select id="plan-${name}"[^>]*>([\\s\\S]*?)</select>`).exec(html)?.[1] ?? '';
  return /<option value="([^"]*)" selected/.exec(list)?.[1];
}

function writtenIn(html: string, name: string): string | undefined {
  return new RegExp(`<textarea id="plan-${name}"[^>]*>([^<]*)</textarea>`).exec(html)?.[1]?.trimStart();
}

/** Saves the plan as it is filled in, with further fields. */
export function savePlan(
  { browser }: Correcting,
  page: Answer,
  fields: Record<string, string> = {},
): Promise<Answer> {
  return browser.submit(page, { ...filledIn(page.html), ...fields }, 'plan');
}

/** Approves what the page shows, with the app. */
export async function approvePlan({ world, browser, link }: Correcting, page: Answer): Promise<Answer> {
  const act = page.html.includes('value="approved-in-part"') ? 'approved-in-part' : 'approved';
  const isByApp = formOf(page.html, act) && /id="approve-totp"/.test(page.html);
  return browser.submit(page, isByApp ? { totp: await appCode(world) } : { code: link.code }, act);
}

/** Runs the step as the machine does. */
export async function carryOut({ world, id }: Correcting): Promise<string> {
  return (await correctStores(world, { requestId: id })).next;
}

export async function correctionOf({ world, id }: Correcting) {
  return lastOf((await world.register.load(id)).log, 'manifest-frozen')?.data.correction;
}

export function customer({ world }: Pick<Correcting, 'world'>, id = 'c-1'): MemoryRow | undefined {
  return world.connectors.shop?.rows.get('customers')?.find((row) => row.id === id);
}
