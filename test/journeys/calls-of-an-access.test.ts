import { CallCounter } from '../../local/aws/call-hooks';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { people } from '../../local/sample-shop/people';
import { startJourney } from './journey-desk';

jest.setTimeout(120_000);

/**
 * Calls over the wire of one access, from the form to the download, in the sample shop: three stores that are
 * searched, and a manual one. What only stores call is not here; their queries of DynamoDB are among the
 * queries.
 */
const BUDGET = {
  'dynamodb DeleteItem': 3,
  'dynamodb GetItem': 44,
  'dynamodb PutItem': 41,
  'dynamodb Query': 58,
  'dynamodb UpdateItem': 25,
  'kms Decrypt': 10,
  'kms GenerateDataKey': 2,
  'ses SendEmail': 5,
  'states SendTaskSuccess': 3,
  'states StartExecution': 2,
} as const;

const counts = new Map<string, number>();
let isCounting = false;
let walk: DeskWalk;

const counter = new CallCounter({
  beforeCall: ({ service, operation }) => {
    const name = `${service} ${operation}`;
    if (isCounting) counts.set(name, (counts.get(name) ?? 0) + 1);
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

describe('an access', () => {
  it('makes no more calls than its budget', async () => {
    isCounting = true;
    await anAccess(people.lena.email);
    isCounting = false;

    const over = Object.entries(BUDGET).filter(([name, most]) => (counts.get(name) ?? 0) > most);
    expect(over.map(([name, most]) => `${name}: ${counts.get(name)} instead of ${most}`)).toEqual([]);
    expect(counts.get('dynamodb Query')).toBeGreaterThan(0);
  });
});
