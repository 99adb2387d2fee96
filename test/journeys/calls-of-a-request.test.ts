import { CallCounter } from '../../local/aws/call-hooks';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(180_000);

type Budget = Readonly<Record<string, number>>;

/**
 * Calls over the wire of one access, from the form to the download, in the sample shop: three stores that are
 * searched, and a manual one. What only stores call is not here; their queries of DynamoDB are among the
 * queries. What the others are for: `docs/decisions/0070-calls-of-a-request.md`. A put that lost against
 * another at the same moment, and the query that it takes to try again, depend on the machine and are not
 * here.
 */
const ACCESS: Budget = {
  'dynamodb DeleteItem': 3,
  'dynamodb GetItem': 36,
  'dynamodb PutItem': 41,
  'dynamodb Query': 43,
  'dynamodb UpdateItem': 18,
  'kms Decrypt': 10,
  'kms GenerateDataKey': 2,
  'lambda Invoke': 22,
  's3 PutObject': 10,
  'ses SendEmail': 5,
  'states SendTaskSuccess': 3,
  'states StartExecution': 2,
};

/**
 * The same of one erasure, from the form to its end after the second reading, with three sweeps of the watch:
 * what each of them reads and writes without a request is counted along, but for the scan behind the index.
 */
const ERASURE: Budget = {
  'dynamodb DeleteItem': 7,
  'dynamodb GetItem': 44,
  'dynamodb PutItem': 69,
  'dynamodb Query': 88,
  'dynamodb UpdateItem': 27,
  'kms Decrypt': 15,
  'kms GenerateDataKey': 2,
  'lambda Invoke': 33,
  's3 PutObject': 9,
  'ses SendEmail': 8,
  'states SendTaskSuccess': 4,
  'states StartExecution': 2,
};

/** What an append that lost does once more, and how often one may lose in a request. */
const retried = ['dynamodb PutItem', 'dynamodb Query'];
const LOST = 'puts that lost';
const MOST_LOST = 12;
const counts = new Map<string, number>();
let isCounting = false;
let walk: DeskWalk;

const counter = new CallCounter({
  beforeCall: ({ service, operation }) => {
    const name = `${service} ${operation}`;
    if (isCounting) counts.set(name, (counts.get(name) ?? 0) + 1);
  },
  afterCall: ({ service, operation }, status = 200) => {
    const hasLost = service === 'dynamodb' && operation === 'PutItem' && status >= 400;
    if (!isCounting || !hasLost) return;
    for (const name of retried) counts.set(name, (counts.get(name) ?? 0) - 1);
    counts.set(LOST, (counts.get(LOST) ?? 0) + 1);
  },
});

beforeAll(async () => {
  walk = await startJourney({ counter, evidence: false });
  await anAccess(people.tariq.email);
});

afterAll(() => walk.desk.stop());

async function anAccess(email: string): Promise<void> {
  await walk.ask({ right: 'access', email });
  await walk.prove(email);
  await walk.answerTask('jonas@example.com', { answer: 'nothing-held' });
  await walk.approve('alma@example.com');
  await walk.download(email);
}

async function anErasure(email: string): Promise<void> {
  const id = await walk.ask({ right: 'erasure', email });
  await walk.prove(email);
  await walk.approve('alma@example.com');
  await walk.desk.moveClock({ by: 'P1D' });
  await walk.answerTask('jonas@example.com', { answer: 'done' });
  await walk.desk.moveClock({ by: 'P1D' });
  expect((await walk.load(id)).status).toBe('closed');
}

/** What the work called more often than its budget allows. */
async function over(budget: Budget, work: () => Promise<void>): Promise<string[]> {
  counts.clear();
  isCounting = true;
  await work().finally(() => {
    isCounting = false;
  });
  return Object.entries({ ...budget, [LOST]: MOST_LOST })
    .filter(([name, most]) => (counts.get(name) ?? 0) > most)
    .map(([name, most]) => `${name}: ${counts.get(name)} instead of ${most}`);
}

describe('the calls of a request', () => {
  it('are no more than the budget of an access', async () => {
    expect(await over(ACCESS, () => anAccess(people.lena.email))).toEqual([]);
    expect(counts.get('dynamodb Query')).toBeGreaterThan(0);
  });

  it('are no more than the budget of an erasure', async () => {
    expect(await over(ERASURE, () => anErasure(people.mehmetInKreuzberg.email))).toEqual([]);
    expect(counts.get('dynamodb Query')).toBeGreaterThan(0);
  });
});
