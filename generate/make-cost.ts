/**
 * Writes `docs/cost.md` from the counts of a rehearsal, the prices and the stack: `npx tsx
 * generate/make-cost.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEPT_RUN, readResults } from '../bench/machinery/bench-results';
import { budgets } from '../cost/budgets';
import { type CostSummary, kindOf, MONTH_HOURS } from '../cost/cost-summary';
import { currentSummary } from '../cost/current-summary';
import { ACCESS_LOG_BYTES, CALL_MS, LOG_BYTES, START_MS } from '../cost/lambda-time';
import { staleness } from '../cost/prices';
import { UNITS_A_CALL } from '../cost/table-units';
import { systemClock } from '../functions/adapters/system-clock';
import { SWEEP_MINUTES } from '../functions/domain/sweep-interval';
import { businessTable, prefixTable, prefixWords, shapeTable } from './cost-examples';
import {
  budgetTable,
  countTable,
  kindTable,
  markdownTable,
  percent,
  priceTable,
  shareTable,
  timeTable,
} from './cost-tables';

export const COST_PAGE = join(__dirname, '..', 'docs', 'cost.md');

/**
 * The whole page.
 *
 * @param megabytesASecond - JSON lines that one second of a processor searches
 */
export function costPage(summary: CostSummary, megabytesASecond: number): string {
  return `${[
    introduction(summary),
    budgetTable(summary),
    overWords(summary),
    '## A business\n',
    businessTable(summary),
    '\nThe sample shop has little data. What other data adds:\n',
    shapeTable(summary),
    shapeWords(summary, megabytesASecond),
    prefixTable(summary, megabytesASecond),
    '',
    '## A request\n',
    kindTable(summary),
    kindWordsBelow(summary),
    shareTable(summary),
    `\nMails are ${percent(summary.thousand.mailShare)} of it. ${keptWords(summary)}\n`,
    '## A month without requests\n',
    idleTable(summary),
    optionWords(summary),
    '## What was counted\n',
    countTable(summary),
    howWords(summary),
    timeTable(summary),
    notCounted,
    `## Prices\n\nOf ${summary.prices.region}, read ${summary.prices.read}. ${summary.prices.note}\n`,
    priceTable(summary),
  ].join('\n')}\n`;
}

function introduction({ metered, prices }: CostSummary): string {
  const { automatic, manual } = metered.stores;
  return `# What it costs

<!-- Made by generate/make-cost.ts from cost/metered-calls.json, cost/prices.json and the stack. Do not edit. -->

\`npm run rehearse\` takes whole requests through the deployed stack, on an emulator, and counts every call and every state. Those counts, from ${metered.metered} against
${metered.against}, over ${automatic + manual} stores (${automatic} that are asked by functions, ${manual} by a person), are priced here at list prices of ${prices.region}, **without free tiers**.
**AWS has not billed any of this yet**; the time that functions take was measured on another machine ([below](#how-it-is-counted)).
`;
}

/** Why 1,000 requests are over their budget, in numbers; empty when they are not. */
function overWords(summary: CostSummary): string {
  const { dollars, cost } = summary.thousand;
  if (dollars <= budgets.thousandRequests) return '';
  const [access, erasure] = (['access', 'erasure'] as const).map((kind) => kindOf(summary, kind).counts);
  return `
**1,000 requests cost more than the design allows.** Mails and state transitions alone are ${(cost.mails + cost.transitions).toFixed(2)} USD: ${access?.mails} mails an access and ${erasure?.mails} an
erasure, ${erasure?.recipientMails} of them to recipients that the sample shop must tell (Art. 19 GDPR). Rehearsals fail above
${budgets.held.toFixed(2)} USD, so that it grows no further.
`;
}

function shapeWords(summary: CostSummary, megabytesASecond: number): string {
  return `
An order counts ${summary.times.callsAnOrder} calls of DynamoDB in an erasure, counted on two customers of the sample shop; each is charged as a write here. Long texts add bytes and no calls.

JSON lines in S3 have no index: an access request reads the whole prefix once, an erasure three times (search, proof, second reading). ${prefixWords(summary, megabytesASecond)}
Smaller objects cost more: 100 GB in objects of 100 kB are a million GETs, ${(1_000_000 * summary.prices.prices.objectRead.usd).toFixed(2)} USD.
`;
}

function kindWordsBelow({ metered }: CostSummary): string {
  return `
"A further store" is what the ${metered.stores.automatic} stores that functions ask brought by their own calls, divided by ${metered.stores.automatic}: the functions of the stores, the wait for them, and what the steps that ask them write. It
adds no state: one step asks them all. A manual store adds a mail to its owner. What a store itself is asked counts along: DynamoDB tables and S3 buckets of the shop are in the same account.
`;
}

/** The default of `recordsKept`, in months. */
const KEPT_MONTHS = 36;

function keptWords({ thousandStored }: CostSummary): string {
  return `What stays of 1,000 requests (logs, sealed copies; see the table below) costs about ${thousandStored.toFixed(3)} USD a month, ${(KEPT_MONTHS * thousandStored).toFixed(2)} in the three years for which records are kept unless set otherwise; that is on top.`;
}

function idleTable({ fixed, idleSchedule, idleMonth, idleMonthAfterFree, prices }: CostSummary): string {
  const cents = (usd: number) => (usd > 0 && usd < 0.01 ? 'below 0.01' : usd.toFixed(2));
  return markdownTable(
    ['in a month without requests', 'USD'],
    [
      ...fixed.map(({ what, dollars }) => [what, cents(dollars)]),
      [
        `${(MONTH_HOURS * 60) / SWEEP_MINUTES} times the deadline watch, which asks an index twice, and ${MONTH_HOURS} times the anchor of the register`,
        cents(idleSchedule),
      ],
      ['tables, buckets, logs of an idle desk', 'below 0.05'],
      ['**together, without the last**', `**${idleMonth.toFixed(2)}**`],
      [
        'the same where the ten free alarms and metrics of the account are used for nothing else',
        idleMonthAfterFree.toFixed(2),
      ],
      [
        'the same with a PostgreSQL store in a VPC that has a connection string, two zones',
        (idleMonth + 2 * prices.prices.endpointMonth.usd).toFixed(2),
      ],
    ],
  );
}

function optionWords({ prices }: CostSummary): string {
  const options = markdownTable(
    ['optional', 'USD a month'],
    [
      ['a PostgreSQL store in a VPC with `login: iam`: nothing is asked but the database', '0.00'],
      [
        'a PostgreSQL store in a VPC with a connection string: an interface endpoint for SSM, in each zone',
        prices.prices.endpointMonth.usd.toFixed(2),
      ],
      ['a DynamoDB or S3 store in a VPC: gateway endpoints', '0.00'],
      ["a certificate and the desk's own name (ACM)", '0.00'],
    ],
  );
  return `
The charges follow from the template: a test fails when another resource with a fixed charge comes in.

${options}

\`npx cdk synth\` names the endpoints and their price when \`storeNetworks\` puts a store into a VPC. Not in use, since they have fixed charges: NAT gateways, WAF, Secrets
Manager, provisioned capacity, X-Ray.
`;
}

function howWords({ times }: CostSummary): string {
  return `
## How it is counted

- **Calls**: by a proxy before the emulator, which sees every call that a function makes (\`local/rehearse/metering\`). What the rehearsal itself asks is left out.
- **State transitions**: from the history of each execution: its start, every state, every further try of a task.
- **DynamoDB**: calls, and a key of a batch as a call. Each is charged an upper bound of ${UNITS_A_CALL.read} read units or ${UNITS_A_CALL.write} write units, indexes included. A rehearsal on 2026-11-29 that
  computed the units of every call from the items themselves, by AWS's rules, came to at most 1.37 and 2.15 a call in any kind of request. The bound raises
  1,000 requests by 0.10 USD (from 0.16 to 0.27 for DynamoDB), and an idle month by 0.02 USD.
- **S3**: PUT, POST and LIST at one price, GET and HEAD at the other, DELETE free. Packages: one call to KMS each time on top, the most that a bucket key leaves.
- **The deadline watch**: what it does in every sweep is in the idle month, what it does for a request is in the request.
- **Logs**: ${LOG_BYTES.toLocaleString('en')} bytes a call of a function, and ${ACCESS_LOG_BYTES} bytes a page in API Gateway's access log, assumed. Keeping them for a month is below a thousandth of a dollar.
- **Lambda**: memory from the template; the time of a processor and the calls of AWS in the table below were measured on ${times.measured} over ${times.requests} requests (Node ${times.node.slice(1)},
  ${times.cpu}; \`npx tsx bench/cost/measure-times.ts\`), with the emulators that answered in them, so they are more than a function uses alone. Lambda gives a share of a
  processor by memory. Each call of AWS is counted with ${CALL_MS} ms of waiting, assumed.
- **Starts**: ${START_MS} ms. Every call is counted as if the function had been asleep, but for two kinds: a store that is asked several questions in a row starts once, and so does
  the function of the pages that somebody opens one after the other behind the same link.
- **Waiting**: a function that asks a store is charged, with its own memory, for as long as the store is. Of several stores that it asks at once only the longest chain of calls
  counts, where each began after another had ended; what the recorder saw under way at once decides.
- **Where a cost comes from**: \`npm run rehearse -- --keep\` leaves \`ledger.jsonl\`, a line for each call, page and execution with what was counted of it.
`;
}

const notCounted = `
Not counted: the readings a week and a month after an erasure (\`laterReadings\`), since the rehearsal ends with the second reading. By what that one was counted at, each is two
state transitions and a question to every store, about 0.12 USD for 1,000 erasures with these stores, 0.24 for both. Nor: alarms that ring, dead letters, what a restore costs, tries again after faults of AWS, the copy of a person with gigabytes of data.
`;

/** JSON lines that one second of a processor searches, in MB, by the kept run of the bench. */
export function searchedMegabytes(): number {
  const part = readResults(KEPT_RUN).parts.find(({ name }) => name === 's3');
  const median = part?.figures.find(({ better }) => better === 'more')?.measured[0]?.median;
  if (median === undefined) throw new Error('the kept run of the bench has no part s3');
  return median;
}

if (require.main === module) {
  const summary = currentSummary();
  const stale = staleness(summary.prices, systemClock.now().slice(0, 10));
  if (stale) process.stderr.write(`rightsdesk: ${stale}\n`);
  writeFileSync(COST_PAGE, costPage(summary, searchedMegabytes()));
}
