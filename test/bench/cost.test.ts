import { readFileSync } from 'node:fs';
import { budgetLines, overHeld } from '../../cost/budget-lines';
import { costOf, gigabyteSeconds } from '../../cost/cost-of';
import { kindOf, summarise } from '../../cost/cost-summary';
import { type Counts, sumOf } from '../../cost/counts';
import { fixedCharges } from '../../cost/fixed-charges';
import { METERED, meteredCalls, meteredText, readMeteredCalls } from '../../cost/metered-calls';
import { readPrices, staleness } from '../../cost/prices';
import { sampleTemplate } from '../../cost/stack-template';
import { ENDPOINT_MONTH } from '../../infra/deploy-settings';
import { checkCost } from '../../local/rehearse/metering/check-cost';
import { someCounts } from './metered-walk';

const template = sampleTemplate();
const { prices } = readPrices();
/** Milliseconds of a processor, and calls of AWS, of each call. */
const times = {
  page: { processorMs: 50, awsCalls: 5 },
  step: { processorMs: 60, awsCalls: 6 },
  store: { processorMs: 100, awsCalls: 10 },
  package: { processorMs: 200, awsCalls: 20 },
};
/** What a call of each function that is awake is charged for, with a share of a processor by its memory. */
const awake = { store: (100 * 1_769) / 1_024 / 1_000 + 0.1, staff: (50 * 1_769) / 512 / 1_000 + 0.05 };
const START = 0.25;
const basis = {
  prices,
  times,
  memory: new Map([
    ['store', 1_024],
    ['staff', 512],
  ]),
};

describe('a cost', () => {
  it('is the sum of counts times prices', () => {
    const cost = costOf(sumOf({ transitions: 40, mails: 5, tableReads: 100, tableWrites: 100 }), basis);

    expect(cost).toMatchObject({
      transitions: 0.001,
      mails: 0.0005,
      tables: expect.closeTo(100 * (1.5 * 0.000000125 + 2.5 * 0.000000625)),
      lambda: 0,
    });
  });

  it('takes the memory of a function, its measured time and its start', () => {
    const staff = gigabyteSeconds(sumOf({ invocations: { staff: 10 } }), basis);

    expect(staff).toBeCloseTo(10 * (awake.staff + START) * 0.5);
  });

  it('charges a start only to what was asleep', () => {
    const invocations = { store: 1, 'store awake': 3, staff: 1, 'staff awake': 2 };
    const [store, staff] = [4 * awake.store + START, 3 * awake.staff + START];

    expect(gigabyteSeconds(sumOf({ invocations }), basis)).toBeCloseTo(store + staff * 0.5);
  });

  it('charges a wait for a store with the memory of whoever waits, for as long as the store takes', () => {
    const waits = { 'staff for store': 1, 'staff for store awake': 2 };

    expect(gigabyteSeconds(sumOf({ waits }), basis)).toBeCloseTo((3 * awake.store + START) * 0.5);
  });

  it('of a function without known memory is no guess', () => {
    expect(() => costOf(sumOf({ invocations: { other: 1 } }), basis)).toThrow('other');
    expect(() => costOf(sumOf({ waits: { 'other for store': 1 } }), basis)).toThrow('other');
  });
});

describe('the logs of a request', () => {
  it('are of functions, and those that API Gateway keeps of each page', () => {
    const logs = (counts: Partial<Counts>) => costOf(sumOf(counts), basis).logs;

    expect(logs({ pages: 1_000_000 })).toBeCloseTo(0.25 * prices.logGigabyte.usd);
    expect(logs({ invocations: { staff: 1_000_000 } })).toBeCloseTo(0.8 * prices.logGigabyte.usd);
  });
});

describe('a thousand requests', () => {
  it('are half access, half erasure', () => {
    expect(summarise(someCounts({ mails: 5 }), template).thousand.dollars).toBeCloseTo(0.5);
  });

  it('tell what another store would add', () => {
    const { furtherStore } = kindOf(
      summarise(someCounts({ mails: 5 }, { transitions: 6 }), template),
      'access',
    );

    expect(furtherStore.dollars).toBeCloseTo(3 * prices.stateTransition.usd);
  });

  it('fail a rehearsal when they grow', () => {
    const lines = budgetLines(summarise(someCounts({ transitions: 41, mails: 30 }), template));

    expect(overHeld(lines).map((sentence) => sentence.split(':')[0])).toEqual([
      'state transitions, access',
      'state transitions, erasure',
      '1,000 requests, half access, half erasure, mails included',
    ]);
  });
});

describe('a rehearsal', () => {
  const kept = someCounts({ mails: 10 });

  it.each([
    ['as much', 10],
    ['a little less', 9],
  ])('that costs %s as docs/cost.md says passes, and says that it is within budget', (_, mails) => {
    expect(checkCost(someCounts({ mails }), kept, template)).toContain('within 1.75 USD');
  });

  it('that costs much less fails, since the page is wrong', () => {
    expect(() => checkCost(someCounts({ mails: 8 }), kept, template)).toThrow('--meter');
  });

  it('that is over the budget by a little says so', () => {
    const dear = someCounts({ mails: 18 });

    expect(checkCost(dear, dear, template)).toContain('OVER the budget of 1.75 USD');
  });

  it('that costs more than it is held to fails', () => {
    expect(() => checkCost(someCounts({ mails: 30 }), kept, template)).toThrow('over budget');
  });
});

describe('prices', () => {
  it.each([
    ['2026-02-01', undefined],
    ['2026-07-04', undefined],
    ['2026-07-05', 'the prices are 181 days old'],
  ])('are told to be old on %s: %s', (today, told) => {
    const said = staleness({ read: '2026-01-05' }, today);

    expect(said?.slice(0, told?.length)).toBe(told);
  });
});

describe('the price of an endpoint that synthesis tells', () => {
  it('is the one of the price file', () => {
    expect(ENDPOINT_MONTH).toBe(prices.endpointMonth.usd);
  });
});

describe('the fixed charges of a stack', () => {
  it('are one key, alarms and metrics, the last two free in an account that has no others', () => {
    const charges = fixedCharges(template, prices);

    expect(charges.map(({ dollars }) => dollars)).toEqual([1, expect.closeTo(1), expect.closeTo(0.9)]);
    expect(charges.map(({ afterFree }) => afterFree)).toEqual([1, 0, 0]);
  });

  it('grow by an eleventh alarm also where ten are free', () => {
    const alarms = Array.from({ length: 11 }, (_, n) => [`A${n}`, { Type: 'AWS::CloudWatch::Alarm' }]);

    expect(fixedCharges({ Resources: Object.fromEntries(alarms) }, prices)[1]?.afterFree).toBeCloseTo(0.1);
  });

  it('refuse a resource whose charge is not known', () => {
    const Resources = { Gateway: { Type: 'AWS::EC2::NatGateway' } };

    expect(() => fixedCharges({ Resources }, prices)).toThrow('AWS::EC2::NatGateway');
  });
});

describe('cost/metered-calls.json', () => {
  const metered = readMeteredCalls();

  it('counts over six stores', () => {
    expect(metered.stores.automatic + metered.stores.manual).toBe(6);
  });

  it('is as a rehearsal writes it', () => {
    expect(readFileSync(METERED, 'utf8')).toBe(meteredText(meteredCalls.parse(metered)));
  });
});
