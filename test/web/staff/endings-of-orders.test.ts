import { lastOf } from '../../../functions/domain/log-entries';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { mia } from '../../builders/shop-rows';
import { shippedVendor } from '../../connectors/vendors/shipped-vendor';
import { aShop, type Shop, shopifyStandIn } from '../../connectors/vendors/shopify-stand-in';
import { sweep, toPerson } from '../../steps/settlement-world';
import { type VendorDecision, vendorDecision } from './a-vendor-decision';
import { textOf } from './browser';

jest.setTimeout(120_000);

const shipped = shippedVendor('shopify', { shop: 'lamps' });

describe('the decision on a customer of Shopify with an order that was not sent', () => {
  let shop: Shop;
  let desk: VendorDecision;

  beforeEach(async () => {
    shop = aShop(mia.email, 'ben@example.com');
    shop.open.push('gid://shopify/Order/7', 'gid://shopify/Order/8');
    const answer = shopifyStandIn(shop);
    const secrets = { access_token: 'shpat_1' };
    desk = await vendorDecision({ shipped, title: 'Shopify', secrets, answer });
  });

  afterEach(() => desk.vendor.close());

  it('walks from the form over the tick to the settled end', async () => {
    const open = await desk.opened();
    expect(textOf(open.page.html)).toContain('Erasing this record also ends 2 open orders. #2, UNFULFILLED');
    await desk.approve(await desk.tick(open));
    expect((await desk.erase()).next).toBe('done');
    expect([...shop.asked]).toEqual(['gid://shopify/Customer/1']);
    await notifyOutcome(desk.world, { requestId: desk.id });
    expect(toPerson(desk)).toContain('Your customer account and your orders: 2 open orders will end with it');
    await desk.close();

    // Whether Shopify still shows an erased customer by its id, only an account can show.
    shop.customers.splice(0, 1);
    desk.world.clock.forward('P211D');
    await sweep(desk);

    expect(lastOf((await desk.load()).log, 'erasure-settled')?.data).toEqual({ storeId: 'shopify', rows: 1 });
    expect(toPerson(desk)).toContain('2 open orders ended with it');
  });

  it('asks for nothing without the tick', async () => {
    await desk.approve(await desk.opened());
    await desk.erase();

    expect([...shop.asked]).toEqual([]);
  });

  it('asks for nothing once another order was placed', async () => {
    await desk.approve(await desk.tick(await desk.opened()));
    shop.open.push('gid://shopify/Order/9');
    expect((await desk.erase()).next).toBe('by-person');
    expect([...shop.asked]).toEqual([]);
  });

  it('goes on where an order was sent since the tick', async () => {
    await desk.approve(await desk.tick(await desk.opened()));
    shop.open.splice(0, 1);

    expect((await desk.erase()).next).toBe('done');
    expect([...shop.asked]).toEqual(['gid://shopify/Customer/1']);
  });
});
