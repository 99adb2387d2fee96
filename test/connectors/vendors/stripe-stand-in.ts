import type { AskedCall, GivenAnswer } from '../vendor-stand-in';

export interface StripeObject {
  readonly id: string;
  readonly object: string;
  [field: string]: unknown;
}

export interface StripeAccount {
  readonly customers: StripeObject[];
  readonly charges: StripeObject[];
  readonly invoices: StripeObject[];
  readonly payment_methods: StripeObject[];
  readonly subscriptions: StripeObject[];
  readonly jobs: Map<string, { status: string; readonly customers: readonly string[] }>;
  /** Requests that carried an idempotency key, by that key, with their answers. */
  readonly repeated: Map<string, RepeatedCall>;
  /** Milliseconds. */
  now: () => number;
  /** The account that the key is of. */
  id: string;
  livemode: boolean;
  /** How often a job is looked at before it is ready; -1: it fails. */
  readyAfter: number;
}

interface RepeatedCall {
  readonly at: number;
  /** Address and parameters. */
  readonly asked: string;
  readonly given: GivenAnswer;
}

/** As in the examples of Stripe's published documents (github.com/stripe/openapi, fixtures3.json). */
export function aCustomer(id: string, email: string): StripeObject {
  return {
    ...{
      id,
      object: 'customer',
      address: { city: 'Bonn', country: 'DE' },
      balance: 0,
      created: 1_680_893_993,
    },
    ...{ currency: 'eur', default_source: null, delinquent: false, description: null, discount: null, email },
    ...{
      invoice_prefix: '0759376C',
      invoice_settings: { custom_fields: null },
      livemode: false,
      metadata: {},
    },
    ...{ name: 'Lena Brandt', next_invoice_sequence: 1, phone: null, preferred_locales: [], shipping: null },
    ...{ tax_exempt: 'none', test_clock: null },
  };
}

export function aCharge(id: string, customer: string): StripeObject {
  return {
    ...{ id, object: 'charge', amount: 4_900, currency: 'eur', customer, created: 1_680_893_999, paid: true },
    ...{ billing_details: { email: null, name: 'Lena Brandt' }, receipt_email: null, status: 'succeeded' },
  };
}

export function anAccount(filled: Partial<StripeAccount> = {}): StripeAccount {
  const lists = { customers: [], charges: [], invoices: [], payment_methods: [], subscriptions: [] };
  const own = { id: 'acct_1', livemode: true };
  return {
    ...lists,
    ...own,
    ...{ jobs: new Map(), repeated: new Map(), readyAfter: 2, now: Date.now, ...filled },
  };
}

/** Stripe as its reference describes it: the calls that the shipped file makes. */
export function stripeStandIn(account: StripeAccount): (call: AskedCall) => GivenAnswer {
  return (call) => {
    if (call.headers.authorization !== 'Bearer sk_test_1') return fault(401, 'invalid_request_error');
    if (call.host !== 'api.stripe.com') return fault(404, 'no such host');
    const key = call.headers['idempotency-key'];
    return call.method === 'POST' && typeof key === 'string'
      ? answerOnce(account, call, key)
      : answer(account, call);
  };
}

const A_DAY = 86_400_000;

/**
 * The answer to the first request with a key is given again, whether it succeeded or not, and the key is
 * refused for another request. It is kept for a day, and not where no endpoint was reached.
 * https://docs.stripe.com/api/idempotent_requests
 */
function answerOnce(account: StripeAccount, call: AskedCall, key: string): GivenAnswer {
  const asked = `${call.path} ${call.body}`;
  const before = account.repeated.get(key);
  if (before !== undefined && account.now() - before.at < A_DAY)
    return before.asked === asked ? before.given : fault(400, 'the key was used with other parameters');
  const given = answer(account, call);
  if (given.status !== 404) account.repeated.set(key, { at: account.now(), asked, given });
  return given;
}

function answer(account: StripeAccount, call: AskedCall): GivenAnswer {
  const [, , first = '', second, third, fourth] = call.path.split('/');
  if (first === 'account') return { body: { id: account.id, object: 'account' } };
  if (first === 'balance') return { body: { object: 'balance', livemode: account.livemode } };
  if (first === 'privacy') return jobs(account, call, third, fourth);
  if (first === 'customers' && third === 'payment_methods')
    return list(
      account.payment_methods.filter(({ customer }) => customer === second),
      call,
    );
  const all = account[first as 'customers'];
  if (!Array.isArray(all)) return fault(404, 'unrecognized request URL');
  if (second === undefined)
    return list(
      all.filter((one) => isAskedFor(one, call)),
      call,
    );
  const at = all.findIndex(({ id }) => id === second);
  const one = all[at];
  if (one === undefined) return fault(404, 'resource_missing');
  if (call.method === 'DELETE') all[at] = { id: one.id, object: 'customer', deleted: true };
  if (call.method === 'POST') Object.assign(one, Object.fromEntries(new URLSearchParams(call.body)));
  return { body: all[at] };
}

/** By customer, and by an address with its capitals, as Stripe compares; deleted ones are in no list. */
function isAskedFor(one: StripeObject, { query }: AskedCall): boolean {
  const isSame = (name: string) => query.get(name) === null || one[name] === query.get(name);
  return one.deleted !== true && isSame('email') && isSame('customer');
}

function list(all: readonly StripeObject[], { query, path }: AskedCall): GivenAnswer {
  const after = query.get('starting_after');
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const to = from + Number(query.get('limit') ?? 10);
  return { body: { object: 'list', url: path, has_more: to < all.length, data: all.slice(from, to) } };
}

function jobs(account: StripeAccount, call: AskedCall, id = '', act = ''): GivenAnswer {
  if (id === '') {
    const name = `prj_${account.jobs.size + 1}`;
    const customers = [...new URLSearchParams(call.body)]
      .filter(([field]) => field.startsWith('objects[customers]'))
      .map(([, value]) => value);
    account.jobs.set(name, { status: 'validating', customers });
    return shown(account, name);
  }
  const job = account.jobs.get(id);
  if (job === undefined) return fault(404, 'resource_missing');
  if (act === 'run' && job.status !== 'ready') return fault(400, 'the job is not ready');
  if (act === 'run') job.status = 'redacting';
  else if (job.status === 'validating') validate(account, job);
  return shown(account, id);
}

function validate(account: StripeAccount, job: { status: string }): void {
  if (account.readyAfter < 0) job.status = 'failed';
  else if (account.readyAfter === 0) job.status = 'ready';
  else account.readyAfter -= 1;
}

function shown({ jobs: all }: StripeAccount, id: string): GivenAnswer {
  const status = all.get(id)?.status;
  return { body: { id, object: 'privacy.redaction_job', created: 1, livemode: true, status } };
}

/** What Stripe does in the days after. */
export function finishRedactions(account: StripeAccount): void {
  for (const job of account.jobs.values()) {
    if (job.status !== 'redacting') continue;
    job.status = 'succeeded';
    const hidden = {
      email: '[redacted]',
      name: '[redacted]',
      billing_details: null,
      redaction: { status: 'redacted' },
    };
    for (const one of account.customers) if (job.customers.includes(one.id)) Object.assign(one, hidden);
    for (const name of ['charges', 'invoices', 'payment_methods'] as const)
      for (const one of account[name])
        if (job.customers.includes(String(one.customer))) Object.assign(one, hidden);
  }
}

function fault(status: number, message: string): GivenAnswer {
  return { status, body: { error: { type: 'invalid_request_error', message } } };
}
