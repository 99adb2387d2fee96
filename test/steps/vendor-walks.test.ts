import type { CompletionReport } from '../../functions/documents/completion-facts';
import { lastOf } from '../../functions/domain/log-entries';
import { mia } from '../builders/shop-rows';
import type { Vendorlike } from '../connectors/vendor-stand-in';
import { aContact, hubspotStandIn, type Portal } from '../connectors/vendors/hubspot-stand-in';
import { aMember, mailchimpStandIn } from '../connectors/vendors/mailchimp-stand-in';
import {
  type OpenedVendor,
  openVendor,
  type ShippedVendor,
  shippedVendor,
} from '../connectors/vendors/shipped-vendor';
import { answerAndClose, erasedAtVendor, type Settling, sweep, toPerson } from './settlement-world';

jest.setTimeout(120_000);

let vendor: OpenedVendor;

/** An approved erasure at one vendor, from the form to the first answer. */
async function walked(
  shipped: ShippedVendor,
  title: string,
  secrets: Readonly<Record<string, string>>,
  answer: Vendorlike,
): Promise<Settling> {
  vendor = await openVendor(shipped, secrets, answer);
  const settling = await erasedAtVendor(shipped, title, vendor);
  await answerAndClose(settling);
  return settling;
}

afterEach(() => vendor.close());

const logOf = async ({ world, id }: Settling) => (await world.register.load(id)).log;

describe('an erasure at Mailchimp', () => {
  it('is done in every list when the person is answered, and for nobody else', async () => {
    const members = [
      aMember('news', mia.email),
      aMember('offers', mia.email),
      aMember('news', 'ben@example.com'),
    ];
    const forgotten = new Set<string>();
    const settling = await walked(
      shippedVendor('mailchimp', { data_center: 'us20' }),
      'Our newsletter',
      { api_key: 'key-us20' },
      mailchimpStandIn(members, forgotten),
    );

    const log = await logOf(settling);
    expect(lastOf(log, 'store-erased')?.data).toMatchObject({ remaining: 0 });
    expect(lastOf(log, 'store-erased')?.data.submitted ?? 0).toBe(0);
    expect(lastOf(log, 'store-read-again')?.data).toMatchObject({ storeId: 'mailchimp' });
    expect(lastOf(log, 'closed')?.data.outcome).toBe('fulfilled');
    expect(toPerson(settling)).toContain(
      'Our newsletter: Your newsletter: 2 erased We searched there again afterwards',
    );
    expect(members.map(({ email_address }) => email_address)).toEqual(['ben@example.com']);
    expect([...forgotten]).toEqual([mia.email]);
  });
});

describe('an erasure at HubSpot', () => {
  const secrets = { private_app_token: 'pat-1' };
  let portal: Portal;

  beforeEach(() => {
    const contacts = [aContact('1', mia.email), aContact('2', 'ben@example.com')];
    portal = { contacts, indexed: [...contacts], blocklist: new Set() };
  });

  it('is told as done where the contact is gone at once, though the search still shows it', async () => {
    const answer = hubspotStandIn(portal);
    const settling = await walked(shippedVendor('hubspot'), 'Customer care', secrets, answer);

    expect(lastOf(await logOf(settling), 'closed')?.data.outcome).toBe('fulfilled');
    expect(portal.indexed).toHaveLength(2);
    expect(toPerson(settling)).toContain('Customer care: Your contact record: 1 erased');
    expect(portal.contacts.map(({ id }) => id)).toEqual(['2']);
    expect([...portal.blocklist]).toEqual([]);
  });

  describe('that takes its time', () => {
    let settling: Settling;
    let orders: string[];

    beforeEach(async () => {
      const answer = hubspotStandIn(portal);
      orders = [];
      const slow: Vendorlike = (call) => {
        if (!call.path.endsWith('/gdpr-delete')) return answer(call);
        orders.push(call.body);
        return { status: 204 };
      };
      settling = await walked(shippedVendor('hubspot'), 'Customer care', secrets, slow);
    });

    it('is answered as asked for, with the day by which it is to be confirmed', async () => {
      expect(lastOf(await logOf(settling), 'store-erased')?.data).toMatchObject({ submitted: 1 });
      expect(toPerson(settling)).toContain(
        'Customer care: 1 record; asked for on Tuesday 24 November 2026, to be confirmed by Thursday 24 December 2026',
      );
      expect(orders).toHaveLength(1);
    });

    it('has settled once the contact is gone, and the person is told then', async () => {
      portal.contacts.splice(0, 1);
      portal.indexed = [...portal.contacts];
      settling.world.clock.forward('P31D');

      await sweep(settling);

      const { world, id } = settling;
      expect(lastOf(await logOf(settling), 'erasure-settled')?.data).toEqual({ storeId: 'hubspot', rows: 1 });
      expect(toPerson(settling)).toContain('Customer care: erased; confirmed on Friday 25 December 2026');
      const report = (await world.objects.get(id, 'completion-report-settled.json')) as CompletionReport;
      expect(report.complete).toBe(true);
      expect(orders).toHaveLength(1);
    });
  });
});
