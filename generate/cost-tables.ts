import { amount, budgetLines } from '../cost/budget-lines';
import { type Cost, callsOf, gigabyteSeconds } from '../cost/cost-of';
import type { CostSummary, KindSummary } from '../cost/cost-summary';
import type { Counts } from '../cost/counts';
import { secondsOf } from '../cost/lambda-time';
import { callKinds } from '../cost/measured-times';
import type { RequestKind } from '../cost/metered-calls';

type Row = readonly (string | number)[];

/** A Markdown table. All columns but the first are right-aligned, unless `numbers` is false. */
export function markdownTable(headings: Row, rows: readonly Row[], numbers = true): string {
  const rule = headings.map((_, column) => (column > 0 && numbers ? '---:' : '---'));
  return [headings, rule, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

export const kindWords: Readonly<Record<RequestKind, string>> = {
  access: 'access',
  erasure: 'erasure',
  refusal: 'access, refused',
  extension: 'access, after an extension',
  optOut: 'opt-out',
};

/** Dollars of a thousand, to the cent. */
export function perThousand(dollars: number): string {
  return (dollars * 1_000).toFixed(2);
}

export function budgetTable(summary: CostSummary): string {
  return markdownTable(
    ['', 'counted', 'budget', ''],
    budgetLines(summary).map(({ what, unit, counted, budget }) => [
      what,
      amount(counted, unit),
      amount(budget, unit),
      counted <= budget ? 'within' : '**over**',
    ]),
  );
}

export function kindTable({ kinds }: CostSummary): string {
  return markdownTable(
    ['1,000 requests', 'USD', 'share of mails', 'a further store, USD'],
    kinds.map(({ kind, dollars, cost, furtherStore }) => [
      kindWords[kind],
      perThousand(dollars),
      percent(cost.mails / dollars),
      perThousand(furtherStore.dollars),
    ]),
  );
}

const costWords: Readonly<Record<keyof Cost, string>> = {
  transitions: 'Step Functions: state transitions',
  lambda: 'Lambda: requests, and the time that is told below',
  mails: 'SES: mails',
  tables: 'DynamoDB: read and write request units, at most',
  objects: 'S3: requests',
  keys: 'KMS: requests',
  pages: 'API Gateway: requests',
  logs: 'CloudWatch: logs, those of API Gateway included',
  traffic: 'pages and copies to the internet',
};

export function shareTable({ thousand: { cost, dollars } }: CostSummary): string {
  const parts = Object.entries(cost) as [keyof Cost, number][];
  const rows = parts
    .sort(([, a], [, b]) => b - a)
    .map(([name, usd]) => [costWords[name], usd.toFixed(2), percent(usd / dollars)]);
  return markdownTable(
    ['500 access and 500 erasure', 'USD', 'share'],
    [...rows, ['**together**', `**${dollars.toFixed(2)}**`, '']],
  );
}

/** What one request of each kind used. */
export function countTable(summary: CostSummary): string {
  const { kinds, memory, times } = summary;
  const row = (what: string, of: (counts: Counts) => number): Row => [
    what,
    ...kinds.map(({ counts }: KindSummary) => Math.round(of(counts)).toLocaleString('en')),
  ];
  return markdownTable(
    ['one request', ...kinds.map(({ kind }) => kindWords[kind])],
    [
      row('state transitions', (c) => c.transitions),
      row('calls of functions', callsOf),
      row('GB-seconds', (c) => gigabyteSeconds(c, { memory, times: times.calls })),
      row('requests for pages', (c) => c.pages),
      row('DynamoDB calls that read', (c) => c.tableReads),
      row('DynamoDB calls that write', (c) => c.tableWrites),
      row('S3 requests that write or list', (c) => c.objectWrites),
      row('S3 requests that read', (c) => c.objectReads),
      row('KMS requests', (c) => c.keyCalls),
      row('SSM requests', (c) => c.parameterCalls),
      row('mails', (c) => c.mails),
      row('of them to recipients of the data', (c) => c.recipientMails),
      row('KB of mails', (c) => c.mailBytes / 1_000),
      row('KB of pages and copies sent', (c) => c.bytesOut / 1_000),
      row('KB that stay in the tables', (c) => c.tableBytes / 1_000),
      row('KB that stay in the buckets', (c) => c.objectBytes / 1_000),
    ],
  );
}

/** What a call of each kind of function takes: measured, and what is charged for it. */
export function timeTable({ times, memory }: CostSummary): string {
  const shown = {
    page: ['a page', 'decide'],
    step: ['a step', 'search-stores'],
    store: ['a question to a store', 'store'],
    package: ['putting a copy together', 'assemble-package'],
  } as const;
  return markdownTable(
    ['one call', 'processor, ms', 'calls of AWS', 'charged when awake, ms', 'with MB'],
    callKinds.map((kind) => {
      const [words, name] = shown[kind];
      const megabytes = memory.get(name) ?? 0;
      const { processorMs, awsCalls } = times.calls[kind];
      const charged = 1_000 * secondsOf(`${name} awake`, { megabytes, times: times.calls });
      return [words, processorMs, awsCalls, charged.toFixed(0), megabytes.toLocaleString('en')];
    }),
  );
}

export function priceTable({ prices: { prices } }: CostSummary): string {
  return markdownTable(
    ['one', 'USD', 'read in'],
    Object.values(prices).map(({ unit, usd, from, link }) => [`[${unit}](${link})`, plain(usd), from]),
    false,
  );
}

/** A number without an exponent. */
function plain(dollars: number): string {
  return dollars.toLocaleString('en', { maximumFractionDigits: 12 });
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
