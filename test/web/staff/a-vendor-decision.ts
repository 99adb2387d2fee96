import type { Connector } from '../../../functions/connectors/connector';
import type { StaffMember } from '../../../functions/domain/desk';
import { lastOf } from '../../../functions/domain/log-entries';
import { closeRequest } from '../../../functions/steps/close-request/close-request';
import { eraseStores } from '../../../functions/steps/erase-stores/erase-stores';
import { readStoresAgain } from '../../../functions/steps/read-stores-again/read-stores-again';
import { aDesk, alma } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, type WorldSettings } from '../../builders/a-world';
import { shopRows } from '../../builders/shop-rows';
import type { Vendorlike } from '../../connectors/vendor-stand-in';
import { openVendor, type ShippedVendor } from '../../connectors/vendors/shipped-vendor';
import { anEvent } from '../../domain/a-log';
import type { Answer, Browser } from './browser';
import { textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

export interface VendorSetting {
  readonly shipped: ShippedVendor;
  readonly title: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly answer: Vendorlike;
  /** Only the vendor, without the shop's database. */
  readonly isAlone?: boolean;
  readonly approvals?: number;
}

/** An erasure that waits for its decision, in the shop's database and at a vendor. */
export async function vendorDecision(setting: VendorSetting) {
  const { shipped, title, secrets, answer, isAlone = false, approvals } = setting;
  const vendor = await openVendor(shipped, secrets, answer);
  const { storeId } = shipped.store;
  const store = {
    id: storeId,
    title,
    kind: 'http' as const,
    datasets: [],
    connection: {},
    backupsKept: 'P0D',
  };
  const [desk, map] = [aDesk(), aMap()];
  const own = isAlone ? [] : desk.stores.filter(({ id }) => id === 'shop');
  const settings: WorldSettings = {
    desk: {
      ...desk,
      stores: [...own, store],
      ...(approvals === undefined ? {} : { approvals: { ...desk.approvals, erasure: approvals } }),
    },
    map: {
      ...map,
      stores: [...(isAlone ? [] : map.stores), { ...shipped.store, title }],
      systems: [...map.systems, ...shipped.map.systems],
    },
    rows: { shop: shopRows() },
  };
  const world = aWorld(settings);
  (world.connectors as Record<string, Connector>)[storeId] = vendor.connector;
  const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
  const load = () => world.register.load(id);

  /** A code of the app that was not used yet. */
  async function code(staff: StaffMember = alma): Promise<string> {
    world.clock.forward('PT30S');
    return appCode(world, staff);
  }

  return {
    world,
    id,
    vendor,
    load,
    code,
    frozen: async () => lastOf((await load()).log, 'manifest-frozen')?.data,

    /** The decision page after the mailed code. */
    async opened(staff: StaffMember = alma): Promise<{ browser: Browser; page: Answer }> {
      const browser = openDesk(world);
      return { browser, page: await enter(browser, newestLink(world, 's/decide', staff.email)) };
    },

    /** Ticks, or takes ticks back; the app is asked for first. */
    async tick(
      { browser, page }: { browser: Browser; page: Answer },
      fields: Record<string, string> = { 'end-0': 'yes' },
      staff: StaffMember = alma,
    ) {
      const asked = await browser.submit(page, fields, 'endings');
      if (!textOf(asked.html).includes('Your authenticator app first')) return { browser, page: asked };
      const open = await browser.submit(asked, { totp: await code(staff) }, 'factor');
      return { browser, page: await browser.submit(open, fields, 'endings') };
    },

    async approve({ browser, page }: { browser: Browser; page: Answer }, staff: StaffMember = alma) {
      return browser.submit(page, { totp: await code(staff) }, 'approved');
    },

    /** The notice to the person is over, and the stores erase. */
    async erase() {
      await world.register.append(id, 'notice', () => anEvent('erasure-noticed'));
      await world.register.append(id, 'over', () => anEvent('erasure-notice-ended'));
      return eraseStores(world, { requestId: id });
    },

    /** The second reading and the end of the request. */
    async close(): Promise<void> {
      await world.register.append(id, 'second', () => anEvent('second-reading-due'));
      const { next } = await readStoresAgain(world, { requestId: id });
      if (next !== 'done') throw new Error(`the second reading ended with ${next}`);
      await closeRequest(world, { requestId: id });
    },
  };
}

export type VendorDecision = Awaited<ReturnType<typeof vendorDecision>>;
