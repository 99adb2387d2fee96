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
/** How often an erasure reads the prefix: search, proof, second reading. */
const ERASURE_READINGS = 3;

/** What data of another shape than the sample's adds to 1,000 requests. */
export function shapeTable({ prices: { prices }, times }: CostSummary): string {
  const order = 1_000 * times.callsAnOrder * UNITS_A_CALL.write * prices.writeUnit.usd;
  const megabyte = prices.gigabyteOut.usd + prices.objectGigabyteMonth.usd;
  return markdownTable(
    ['on top, 1,000 requests', 'access, USD', 'erasure, USD'],
    [
      ['each further order of the person', 'less', usd(order)],
      ['each further MB of a person, given out once and kept for a month', usd(megabyte), '0.00'],
    ],
  );
}

/**
 * What one search of JSON lines in S3 costs, by the size of the prefix.
 *
 * @param megabytesASecond - that one second of a processor searches, by the kept run of the bench
 */
export function prefixTable(summary: CostSummary, megabytesASecond: number): string {
  return markdownTable(
    ['a prefix of', 'processor, s', 'a store’s function, min', 'GET requests', 'access, USD', 'erasure, USD'],
    [1, 10, 100].map((gigabytes) => {
      const { processor, minutes, objects, dollars } = prefixReading(summary, gigabytes, megabytesASecond);
      return [
        `${gigabytes} GB`,
        processor.toFixed(0),
        minutes.toFixed(1),
        objects.toLocaleString('en'),
        usd(dollars),
        usd(ERASURE_READINGS * dollars),
      ];
    }),
  );
}

/** How the table is counted, and from how many GB on a search costs more than the rest of a request. */
export function prefixWords(summary: CostSummary, megabytesASecond: number): string {
  const { dollars } = prefixReading(summary, 1, megabytesASecond);
  const gigabytes = summary.thousand.dollars / 1_000 / dollars;
  return `By the bench, one second of a processor searches ${megabytesASecond.toFixed(0)} MB ([performance.md](performance.md)); objects of ${OBJECT_MEGABYTES} MB are assumed. From about ${gigabytes.toPrecision(2)} GB on, one search costs more than everything else of an average request.`;
}

function prefixReading({ prices: { prices }, memory }: CostSummary, gigabytes: number, speed: number) {
  const megabytes = gigabytes * GIGABYTE_MEGABYTES;
  const processor = megabytes / speed;
  const share = Math.min(1, (memory.get('store') ?? 0) / WHOLE_PROCESSOR);
  const objects = Math.ceil(megabytes / OBJECT_MEGABYTES);
  const time = ((processor * WHOLE_PROCESSOR) / 1_024) * prices.gigabyteSecond.usd;
  return {
    processor,
    minutes: processor / share / 60,
    objects,
    dollars: time + objects * prices.objectRead.usd,
  };
}

function usd(dollars: number): string {
  return dollars < 0.01 ? dollars.toFixed(4) : dollars.toFixed(2);
}
