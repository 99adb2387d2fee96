import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { RequestKind } from '../../cost/metered-calls';
import { DeskWalk } from '../demo/desk-walk';
import { type ShopStores, seedShop } from '../sample-shop/seed-shop';
import { Cdk, type Outputs } from './cdk';
import { DeployedDesk } from './deployed-desk';
import { type Emulator, installEmulator, isKnownEmulator, startEmulator, useEndpoint } from './emulator';
import { compareEngines } from './engines/compare-engines';
import {
  config,
  type ExaminedRehearsal,
  examine,
  examineCalls,
  examineCost,
  lastLine,
  verifyAudit,
} from './examine-desk';
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
import { CallMeter } from './metering/call-meter';
import { ledgerText } from './metering/ledger';
import { MeteredWalks } from './metering/metered-walks';
import { changeProject } from './next-version';
import { startPagesFront } from './pages-front';
import { type RealPostgres, startPostgres } from './postgres';
import { Progress } from './progress';
import { removeUnknownConditions } from './remove-unknown-conditions';

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

interface Stage extends ExaminedRehearsal {
  readonly stops: Stop[];
  readonly running?: NonNullable<RehearsalOptions['running']>;
}

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
