import { spawn, spawnSync } from 'node:child_process';
import { createHttpConnector } from '../../functions/connectors/http/http-connector';
import { towards } from '../connectors/vendor-stand-in';
import { shippedVendor } from '../connectors/vendors/shipped-vendor';

jest.setTimeout(60_000);

/**
 * Made by Stripe from its OpenAPI document: `go install github.com/stripe/stripe-mock@v0.203.0`. Its path,
 * where it is not on the PATH, is in `STRIPE_MOCK`.
 */
const program = process.env.STRIPE_MOCK ?? 'stripe-mock';
const isThere = spawnSync(program, ['-version']).status === 0;
if (!isThere) process.stderr.write('stripe-mock is not there, so the file of Stripe is not tried on it\n');

(isThere ? describe : describe.skip)('the file of Stripe on stripe-mock', () => {
  it('makes calls that Stripe’s own document describes, and finds its rows where it says', async () => {
    const port = 12_111;
    const server = spawn(program, ['-http-port', String(port)]);
    const { vendor, store } = shippedVendor('stripe');
    const connector = createHttpConnector({
      store,
      vendor,
      secrets: { api_key: 'sk_test_123' },
      transport: towards(port),
    });
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    try {
      await connector.probe();
      const { collections, notLookedAt = [] } = await connector.describe();
      expect(collections.find(({ name }) => name === 'customers')?.fields.length).toBeGreaterThan(15);
      expect(notLookedAt.filter((one) => one.includes('customers:'))).toEqual([]);
      for (const collection of ['charges', 'invoices', 'payment_methods'])
        expect(
          (await connector.locate([{ collection, field: 'customer', values: ['cus_1'] }])).unread,
        ).toBeUndefined();
    } finally {
      server.kill();
      await connector.close();
    }
  });
});
