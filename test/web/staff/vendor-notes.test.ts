import { mia } from '../../builders/shop-rows';
import { shippedVendor } from '../../connectors/vendors/shipped-vendor';
import { lettingPaymentsGo } from '../../connectors/vendors/stripe-shop';
import { aCharge, aCustomer, anAccount, stripeStandIn } from '../../connectors/vendors/stripe-stand-in';
import { vendorDecision } from './a-vendor-decision';
import { textOf } from './browser';

jest.setTimeout(120_000);

describe('the decision on an erasure at a vendor that erases later', () => {
  it('says of each kind of record what the vendor does by itself, once and without a code for a period', async () => {
    const desk = await vendorDecision({
      shipped: shippedVendor('stripe', {}, lettingPaymentsGo),
      title: 'Stripe',
      secrets: { api_key: 'sk_test_1' },
      answer: stripeStandIn(
        anAccount({ customers: [aCustomer('cus_1', mia.email)], charges: [aCharge('ch_1', 'cus_1')] }),
      ),
    });
    const text = textOf((await desk.opened()).page.html);
    await desk.vendor.close();

    const said = [...text.matchAll(/(Your [\w ]+) in Stripe: the vendor erases such rows some time after/g)];
    expect(said.map(([, title]) => title)).toEqual(['Your customer record for payments', 'Your payments']);
    expect(text).not.toMatch(/\bP\d+[DMY]\b/);
  });
});
