import type { StoreRequest } from '../../functions/connectors/store-request';
import { serveStore } from '../../functions/stores/serve-store';
import type { Vendorlike } from './vendor-stand-in';
import { openVendor, shippedVendor } from './vendors/shipped-vendor';
import { aCustomer, anAccount, type StripeAccount, stripeStandIn } from './vendors/stripe-stand-in';

const LENA = 'lena.brandt@example.com';
const SEARCHES = [{ collection: 'customers', field: 'email', values: [LENA] }];
const shipped = shippedVendor('stripe');
const ROW = { collection: 'customers', key: { id: 'cus_1' } };

/** What the function of the store answers, with a key of this account. */
async function ask(
  account: StripeAccount,
  requests: readonly StoreRequest[],
  answer: Vendorlike = stripeStandIn(account),
) {
  const vendor = await openVendor(shipped, { api_key: 'sk_test_1' }, answer);
  const server = { connector: vendor.connector, write: async () => undefined };
  const answers: unknown[] = [];
  for (const request of requests) answers.push(await serveStore(server, request));
  await vendor.close();
  return { answers, asked: vendor.asked() };
}

const judging = (account: string | undefined): StoreRequest[] => {
  const known = account === undefined ? {} : { account };
  return [
    { op: 'read-again', searches: SEARCHES, ...known },
    { op: 'prints', rows: [ROW], printKey: 'a2V5', ...known },
    {
      ...{ op: 'erase', ...known },
      instructions: [{ collection: 'customers', keys: [ROW.key], action: 'erase', atMost: 1 }],
    },
  ];
};

describe('the account that a key belongs to', () => {
  const known = async (account: StripeAccount): Promise<string | undefined> =>
    ((await ask(account, [{ op: 'examine' }])).answers[0] as { account?: string }).account;

  it('is noted hashed, the same for every key of it', async () => {
    const one = await known(anAccount());

    expect(one).toMatch(/^[\w-]{24}$/);
    expect(await known(anAccount({ customers: [aCustomer('cus_9', LENA)] }))).toBe(one);
  });

  it.each([
    ['another account', anAccount({ id: 'acct_2' })],
    ['test mode', anAccount({ livemode: false })],
  ])(
    'is told as another one where the key was exchanged for one of %s, never as absence',
    async (_what, other) => {
      const { answers, asked } = await ask(other, judging(await known(anAccount())));

      for (const answer of answers)
        expect(answer).toMatchObject({ fault: { kind: 'misfit', place: { code: 'other-account' } } });
      expect([...new Set(asked)]).toEqual(['GET /v1/account', 'GET /v1/balance']);
    },
  );

  it('is asked once by each process, and lets what is of it through', async () => {
    const account = anAccount({ customers: [aCustomer('cus_1', LENA)] });

    const { answers, asked } = await ask(account, judging(await known(account)));

    expect(answers).toMatchObject([{ rows: [ROW] }, { there: [ROW] }, { collections: [{ submitted: 1 }] }]);
    expect(asked.filter((call) => call === 'GET /v1/account')).toHaveLength(1);
  });

  it('is not compared where none was noted', async () => {
    const { answers } = await ask(anAccount({ id: 'acct_2' }), judging(undefined).slice(0, 1));

    expect(answers).toMatchObject([{ rows: [] }]);
  });

  it('blocks an erasure where the key may not ask for it', async () => {
    const account = anAccount();
    const { answers } = await ask(account, [{ op: 'examine' }], (call) =>
      call.path === '/v1/balance' ? { status: 403, body: {} } : stripeStandIn(account)(call),
    );

    expect(answers).toMatchObject([
      {
        problems: expect.arrayContaining([
          expect.objectContaining({ code: 'account-unseen', blocks: 'erasure' }),
        ]),
      },
    ]);
  });

  it.each([{}, { id: null }, { id: '' }])('is not taken from an answer that lacks it: %j', async (body) => {
    const account = anAccount();
    const { answers } = await ask(account, judging('noted').slice(0, 1), (call) =>
      call.path === '/v1/account' ? { body } : stripeStandIn(account)(call),
    );

    expect(answers).toMatchObject([{ fault: { place: { code: 'no-rows-there' } } }]);
  });
});
