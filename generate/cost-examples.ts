import type { CostSummary } from '../cost/cost-summary';
import { WHOLE_PROCESSOR } from '../cost/lambda-time';
import { UNITS_A_CALL } from '../cost/table-units';
import { markdownTable } from './cost-tables';

/** What a whole business pays, in US dollars. */
export function businessTable(summary: CostSummary): string {
  const { thousand, idleMonth, idleMonthAfterFree } = summary;
  const month = (requests: number, idle: number) => (idle + (requests / 1_000) * thousand.dollars).toFixed(2);
  return markdownTable(
    ['a month, half access, half erasure', 'USD at list price', 'with the free alarms and metrics'],
    [0, 10, 100, 1_000, 10_000].map((requests) => [
      requests === 0 ? 'no request' : `${requests.toLocaleString('en')} requests`,
      month(requests, idleMonth),
      month(requests, idleMonthAfterFree),
    ]),
  );
}

const GIGABYTE_MEGABYTES = 1_000;
/** Bytes of an object under a prefix that a delivery stream writes. */
const OBJECT_MEGABYTES = 8;
/** How often an erasure reads the prefix: to find, to rewrite, to read again. */
const READINGS = { access: 1, erasure: 3 } as const;

/**
 * What data of another shape than the sample's adds to 1,000 requests.
 *
 * @param megabytesASecond - JSON lines that one second of a processor searches, by the kept run of the bench
 */
export function shapeTable(summary: CostSummary, megabytesASecond: number): string {
  const usd = (dollars: number) => (dollars < 0.01 ? dollars.toFixed(4) : dollars.toFixed(2));
  const { prices } = summary.prices;
  const order = 1_000 * summary.times.callsAnOrder * UNITS_A_CALL.write * prices.writeUnit.usd;
  const megabyte = prices.gigabyteOut.usd + prices.objectGigabyteMonth.usd;
  const reading = prefixReading(summary, megabytesASecond);
  return markdownTable(
    ['on top, 1,000 requests', 'access, USD', 'erasure, USD'],
    [
      ['each further order of the person', 'less', usd(order)],
      ['each further MB of a person, given out once and kept for a month', usd(megabyte), '0.00'],
      [
        'a prefix of 100 GB of JSON lines in S3, which has no index',
        usd(1_000 * READINGS.access * reading),
        usd(1_000 * READINGS.erasure * reading),
      ],
    ],
  );
}

/** US dollars to read 100 GB once. */
function prefixReading({ prices: { prices } }: CostSummary, megabytesASecond: number): number {
  const megabytes = 100 * GIGABYTE_MEGABYTES;
  const processor = megabytes / megabytesASecond;
  const gigabyteSeconds = (processor * WHOLE_PROCESSOR) / 1_024;
  return gigabyteSeconds * prices.gigabyteSecond.usd + (megabytes / OBJECT_MEGABYTES) * prices.objectRead.usd;
}

/** The processor seconds of one reading, and how long a function of a store takes for it. */
export function prefixWords(summary: CostSummary, megabytesASecond: number): string {
  const processor = (100 * GIGABYTE_MEGABYTES) / megabytesASecond;
  const share = Math.min(1, (summary.memory.get('store') ?? 0) / WHOLE_PROCESSOR);
  return `One reading of 100 GB takes ${processor.toFixed(0)} seconds of a processor, ${(processor / share / 60).toFixed(0)} minutes for a store's function, at ${megabytesASecond.toFixed(0)} MB a second (docs/performance.md); objects of ${OBJECT_MEGABYTES} MB are assumed.`;
}
