import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { METERED, meteredText, type RequestKind, readMeteredCalls } from '../../cost/metered-calls';
import { systemClock } from '../../functions/adapters/system-clock';
import { loadDesk } from '../../functions/config/desk/load-desk';
import { DeskWalk } from '../demo/desk-walk';
import { DeployedNames } from '../permissions/deployed-names';
import { PolicyBook } from '../permissions/policy-book';
import { readTemplate } from '../permissions/template';
import { type ShopStores, seedShop } from '../sample-shop/seed-shop';
import { bounceAMail } from './bounce';
import type { RecordedCall } from './call-recorder';
import { account, Cdk, type Outputs, region } from './cdk';
import { DeployedDesk } from './deployed-desk';
import {
  type Emulator,
  installEmulator,
  isKnownEmulator,
  MINISTACK,
  startEmulator,
  useEndpoint,
} from './emulator';
import { compareEngines } from './engines/compare-engines';
import { expectGone, seedFurtherStores } from './further-stores';
import {
  decideWaiting,
  personas,
  waitForDecision,
  walkAccess,
  walkErasure,
  walkExtension,
  walkNeglect,
  walkOptOut,
  walkRefusal,
  walkWithdrawal,
} from './journeys';
import { judgeCalls } from './judge-calls';
import { CallMeter } from './metering/call-meter';
import { checkCost, templateIn } from './metering/check-cost';
import { ledgerText } from './metering/ledger';
import { MeteredWalks } from './metering/metered-walks';
import { changeProject } from './next-version';
import { startPagesFront } from './pages-front';
import { physicalNames } from './physical-names';
import { type RealPostgres, startPostgres } from './postgres';
import { Progress } from './progress';
import { refusedCalls } from './refused-calls';
import { removeUnknownConditions } from './remove-unknown-conditions';
import { ProgramFailedError, runProgram } from './run-program';
import { unusedPermissions } from './unused-permissions';

export interface RehearsalOptions {
  /** The folder for everything that the rehearsal writes. */
  readonly directory: string;
  readonly print: (line: string) => void;
  /**
   * An emulator that is already running, and the page on which it shows mails. @default one is installed and
   * started
   */
  readonly running?: { readonly endpoint: string; readonly mailbox: string };
  /** Whether the new counts replace `cost/metered-calls.json`. @default false */
  readonly keepMetered?: boolean;
}

const root = join(__dirname, '../..');
const config = 'local/rehearse/rightsdesk.yaml';

/** Ports on 127.0.0.1; the desk file has that of the pages as well. */
const ports = { pages: 4780, recorder: 4781, emulator: 4782, postgres: 4783 };

type Stop = () => Promise<void>;

/** Runs the whole rehearsal, and ends every server that it started, whatever happens. */
export async function rehearse(options: RehearsalOptions): Promise<void> {
  const { directory, print, running, keepMetered = false } = options;
  const progress = new Progress(print);
  const stops: Stop[] = [];
  try {
    const stage = { directory, progress, stops, keepMetered, ...(running && { running }) };
    await deployAndWalk(stage, await startMachine(stage));
    print(`All of ${progress.steps.length} steps passed in ${progress.total().trim()}.`);
  } finally {
    for (const stop of stops.reverse()) await stop().catch(() => undefined);
  }
}

interface Machine {
  readonly emulator: Emulator;
  readonly postgres: RealPostgres;
}

async function startMachine(stage: Stage): Promise<Machine> {
  const { directory, progress, stops } = stage;
  const postgres = await progress.step('start PostgreSQL', () => startPostgres(directory, ports.postgres));
  stops.push(postgres.stop);
  const emulator = await reachEmulator(stage);
  stops.push(emulator.stop, async () => {
    writeFileSync(join(directory, 'calls.json'), JSON.stringify(emulator.recorder.calls, null, 1));
  });
  return { emulator, postgres };
}

async function reachEmulator({ directory, progress, running }: Stage): Promise<Emulator> {
  if (running) return useEndpoint(running.endpoint, ports.recorder);
  const program = await progress.step('install the emulator', () => installEmulator(directory));
  return progress.step('start the emulator', () => startEmulator(program, directory, ports));
}

interface Stage {
  readonly directory: string;
  readonly progress: Progress;
  readonly stops: Stop[];
  readonly keepMetered: boolean;
  readonly running?: NonNullable<RehearsalOptions['running']>;
}

async function deployAndWalk(stage: Stage, machine: Machine): Promise<void> {
  const { directory, progress } = stage;
  const { emulator, postgres } = machine;
  await progress.step(
    'two engines agree on the state machines',
    () => compareKnownEngines(emulator.direct),
    String,
  );
  const cdk = new Cdk(emulator.endpoint, directory, config);
  await progress.step('cdk bootstrap', () => cdk.bootstrap());
  const shop = {
    postgresUrl: postgres.url,
    dynamo: new DynamoDBClient({}),
    s3: new S3Client({ forcePathStyle: true }),
  };
  await progress.step('fill the shop', () => fillShop(shop));
  const outputs = await progress.step(
    'cdk deploy',
    () => cdk.deploy(),
    ({ PagesUrl }) => PagesUrl,
  );
  await progress.step(
    'remove conditions that the emulator does not know',
    () => removeUnknownConditions(),
    String,
  );
  const walks = new MeteredWalks(new CallMeter(new SFNClient({})));
  walks.meter.attach(emulator.recorder);
  stage.stops.push(async () => {
    writeFileSync(join(directory, 'ledger.jsonl'), ledgerText(walks.meter.ledger));
  });
  const desk = await openDesk(stage, { emulator, walks }, outputs);
  await progress.step('enrol the staff', () => desk.enrolStaff(), String);
  await walkAll(progress, { desk, walks }, shop);
  await updateUnderway(progress, desk, cdk);
  await progress.step('audit verify', () => verifyAudit(outputs), lastLine);
  await passTime(stage, { desk, walks });
  await examine(stage, outputs);
  await examineCalls(stage, emulator.recorder.calls);
  await examineCost(stage, walks);
  await progress.step('cdk destroy', () => cdk.destroy());
}

/** Compares the engines only with the emulator and version that the list of differences is for. */
async function compareKnownEngines(endpoint: string): Promise<string> {
  if (await isKnownEmulator(endpoint)) return compareEngines({ endpoint });
  return 'skipped: the list of differences is for another emulator';
}

async function openDesk(
  { stops, running }: Stage,
  { emulator, walks }: { emulator: Emulator; walks: MeteredWalks },
  outputs: Outputs,
): Promise<DeployedDesk> {
  const { direct, recorder } = emulator;
  const front = await startPagesFront(ports.pages, direct, outputs.PagesUrl, (path, bytes) =>
    walks.meter.onPage(path, bytes),
  );
  stops.push(front.stop);
  return new DeployedDesk({
    url: `http://localhost:${ports.pages}`,
    config,
    registerTable: outputs.RegisterTable,
    mailbox: running?.mailbox ?? `${direct}/_ministack/ses/messages`,
    recorder,
  });
}

interface Met {
  readonly desk: DeployedDesk;
  readonly walks: MeteredWalks;
}

async function walkAll(progress: Progress, { desk, walks }: Met, shop: ShopStores): Promise<void> {
  const walk = new DeskWalk(desk);
  const step = (name: string, kind: RequestKind, work: () => Promise<string>) =>
    progress.step(name, () => walks.walk(kind, work), String);
  await step('access', 'access', () => walkAccess(walk, personas.access));
  await step('refusal', 'refusal', () => walkRefusal(walk, personas.refusal));
  await step('extension', 'extension', () => walkExtension(walk, personas.extension));
  await step('erasure', 'erasure', () => walkErasure(walk, personas.erasure, shop));
  await progress.step('the further stores hold nothing about her', () => expectGone(shop, personas.erasure));
  await step('opt-out', 'optOut', () => walkOptOut(walk, personas.optOut));
  await progress.step('withdrawal', () => walkWithdrawal(walk, personas.withdrawal), String);
}

/**
 * Deploys a new version while a request waits for its decision, which must end as if nothing had happened.
 */
async function updateUnderway(progress: Progress, desk: DeployedDesk, cdk: Cdk): Promise<void> {
  const walk = new DeskWalk(desk);
  const waiting = await progress.step('a request waits for a decision', () =>
    waitForDecision(walk, personas.update),
  );
  const next = changeProject(cdk.copyProject());
  await progress.step('cdk deploy of the next version, broken off', () => cdk.breakOff(next));
  await progress.step('cdk deploy of the next version, again', () => cdk.deployAgain(next));
  await progress.step('the waiting request ends', () => decideWaiting(walk, waiting), String);
}

/** Moves the clock of the scheduled functions weeks ahead. */
async function passTime({ progress }: Stage, { desk, walks }: Met): Promise<void> {
  const walk = new DeskWalk(desk);
  await progress.step('an hour without requests', () => walks.idleHour(desk), String);
  await progress.step('the watch runs weeks later', () => walkNeglect(walk, personas.neglect), String);
  await progress.step(
    'the log is anchored',
    () => desk.anchor(),
    ({ anchored, entries }) => `${entries} entries of ${anchored} hours`,
  );
}

async function examine({ progress }: Stage, outputs: Outputs): Promise<void> {
  await progress.step('a mail bounces', () => bounceAMail(outputs.RegisterTable), String);
  await progress.step(
    'audit verify finds the clock that was moved, and no other fault',
    () => verifyMoved(outputs),
    lastLine,
  );
}

async function examineCalls({ progress, directory }: Stage, calls: readonly RecordedCall[]): Promise<void> {
  await progress.step('no call was refused', async () => refusedCalls(calls), String);
  const book = await readPolicies(directory);
  await progress.step('the policies of the template allow every call', () => judgeCalls(book, calls), String);
  await progress.step(
    'every permission is used or has a reason',
    async () => unusedPermissions(book, calls),
    String,
  );
}

/** The policies as synthesised, with the deployed names, which are kept in the folder beside the calls. */
async function readPolicies(directory: string): Promise<PolicyBook> {
  const physical = await physicalNames();
  writeFileSync(join(directory, 'physical-names.json'), JSON.stringify(physical, null, 1));
  const template = readTemplate(join(directory, 'cdk.out'));
  return new PolicyBook(new DeployedNames(template, { partition: 'aws', region, account }, physical));
}

async function examineCost({ progress, directory, keepMetered }: Stage, walks: MeteredWalks): Promise<void> {
  const { desk } = loadDesk(config);
  const metered = walks.counted(systemClock.now().slice(0, 10), MINISTACK, {
    file: config,
    stores: desk.stores,
  });
  writeFileSync(join(directory, 'metered-calls.json'), meteredText(metered));
  if (keepMetered) writeFileSync(METERED, meteredText(metered));
  await progress.step(
    'cost',
    async () => checkCost(metered, readMeteredCalls(), templateIn(join(directory, 'cdk.out'))),
    String,
  );
}

async function fillShop(shop: ShopStores): Promise<void> {
  await seedShop(shop, { customers: 40, frequentOrders: 50 });
  await seedFurtherStores(shop);
  await new SSMClient({}).send(
    new PutParameterCommand({
      Name: '/rightsdesk/shop-database/url',
      Type: 'SecureString',
      Value: shop.postgresUrl,
      Overwrite: true,
    }),
  );
}

/** The faults that a moved clock causes: entries and anchors are in the future of the verifier. */
const MOVED =
  /: (entry \d+ is dated (in the future|earlier than the entry before it)|the anchor is for an hour that has not come)$/;

async function verifyMoved(outputs: Outputs): Promise<string> {
  const said = await verifyAudit(outputs).catch((error: Error) => {
    if (error instanceof ProgramFailedError) return error.message;
    throw error;
  });
  const found = said.split('\n').filter((line) => /^(dsr-|\d{4}-)/.test(line));
  const other = found.filter((line) => !MOVED.test(line));
  if (found.length === 0 || other.length > 0)
    throw new Error(`faults that a moved clock does not explain:\n${said}`);
  return said;
}

function lastLine(said: string): string {
  return said.trim().split('\n').at(-1) ?? '';
}

function verifyAudit({ RegisterTable, EvidenceBucket }: Outputs): Promise<string> {
  return runProgram('node', [join(root, 'bin/rightsdesk.cjs'), 'audit', 'verify', '--config', config], {
    cwd: root,
    env: {
      ...process.env,
      REGISTER_TABLE: RegisterTable,
      EVIDENCE_BUCKET: EvidenceBucket,
      NODE_NO_WARNINGS: '1',
    },
  });
}
