import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { systemClock } from '../../functions/adapters/system-clock';
import type { DeskData, DeskDeps } from '../../functions/domain/desk-deps';
import type { Sweep } from '../../functions/watch/watch-deadlines';
import type { LocalAws } from '../aws/local-aws';
import { type OwnAccount, ownAccount } from '../aws/own-account';
import { VirtualClock } from '../aws/virtual-clock';
import { type FrontRoutes, startFront } from './desk-front';
import { InFlight } from './in-flight';
import { localPages } from './local-pages';
import { makeDeskKey } from './make-desk-key';
import { type ClockMove, mover, oneAtATime, sweepOnSchedule } from './move-clock';
import { type OwnStore, ownStores } from './own-stores';
import { readDesk } from './read-desk';
import { staffPhones } from './staff-phones';
import { type ServerOptions, type Servers, startServers } from './start-servers';
import { registerMachines, registerSteps } from './step-functions';
import { registerStores, type StoreFunctions } from './store-functions';
import { tryOut } from './try-out';

export interface DeskOptions extends Pick<ServerOptions, 'counter' | 'ports' | 'tables' | 'onTransition'> {
  /** Holds everything the run keeps. */
  readonly directory: string;
  /** Of the pages. */
  readonly port: number;
  /** Desk file; the sample shop's when it is left out. */
  readonly config?: string;
  /**
   * Start and fill the sample shop's stores. Default: where no desk file is given; a desk file of the same
   * shop under other laws wants them too.
   */
  readonly sample?: boolean;
  /** Instant at which the virtual clock begins, the first time. */
  readonly now?: string;
  /** Puts something between the desk and a store; for tests that break it. */
  readonly around?: StoreFunctions['around'];
  /** `false`: nothing is anchored and verified; for tests whose clock goes back and forth. */
  readonly evidence?: false;
  /** Of the user's own tables and buckets. Default: the one that the process was started with. */
  readonly account?: OwnAccount;
}

export interface RunningDesk {
  readonly url: string;
  readonly data: DeskData;
  readonly deps: DeskDeps;
  readonly aws: LocalAws;
  readonly clock: VirtualClock;
  /** What other processes need to reach this run: addresses and names of this machine. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: Servers['ports'];
  /** Tables and buckets of the user's own account, which are read and never written. */
  readonly ownStores: readonly OwnStore[];
  /** Keys of the staff's authenticator apps, by address. */
  readonly appKeys: Readonly<Record<string, string>>;
  /** Resolves when the desk has done what it can do now. */
  quiet(): Promise<void>;
  /** One sweep of the deadline watch, through its deployed handler. */
  sweep(): Promise<Sweep>;
  /** Moves the clock day by day, with a sweep each day, as time would. */
  moveClock(to: ClockMove): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The whole desk on one machine: the deployed handlers and state machines against AWS's protocols on
 * loopback.
 */
export async function startDesk(options: DeskOptions): Promise<RunningDesk> {
  const { directory } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const account = options.account ?? ownAccount(process.env);
  const clock = startClock(directory, options.now);
  const data = readDesk(options.config, `http://localhost:${options.port}`, directory);
  const starting = startServers({
    ...options,
    clock,
    sample: options.sample ?? options.config === undefined,
  });
  const [servers] = await Promise.all([starting, loadCode()]);
  const environment = {
    ...servers.environment,
    DESK_FILE: join(directory, 'desk.json'),
    RIGHTSDESK_CLOCK_FILE: resolve(clockFile(directory)),
  };
  Object.assign(process.env, environment);
  await makeDeskKey();
  const desk = await assemble({ options, account, clock, servers, data, environment });
  writeFileSync(join(directory, 'environment.json'), JSON.stringify(environment, null, 2), { mode: 0o600 });
  const { reconcile } = await import('../../functions/driving/reconcile');
  await reconcile(desk.deps);
  return desk;
}

/**
 * Loads most of the code while the database starts. Only handlers read the environment as they load, and that
 * is not known yet.
 */
async function loadCode(): Promise<void> {
  await import('../../functions/web/staff.app');
  await import('../../functions/web/decide.app');
  await import('../../functions/web/web-app');
  await import('../../functions/adapters/build-deps');
}

function clockFile(directory: string): string {
  return join(directory, 'clock.json');
}

/** The deployed handlers ask the process for the time through one object; here it is the virtual clock. */
function startClock(directory: string, now: string | undefined): VirtualClock {
  const file = clockFile(directory);
  const known = existsSync(file);
  const clock = new VirtualClock(file);
  if (now && !known) clock.set(now);
  systemClock.now = () => clock.now();
  return clock;
}

interface Parts {
  readonly options: DeskOptions;
  readonly account: OwnAccount;
  readonly clock: VirtualClock;
  readonly servers: Servers;
  readonly data: DeskData;
  readonly environment: RunningDesk['environment'];
}

async function assemble({
  options,
  account,
  clock,
  servers,
  data,
  environment,
}: Parts): Promise<RunningDesk> {
  const { aws, seeded, ports } = servers;
  const work = new InFlight();
  registerMachines(aws, await registerSteps(aws, work));
  registerStores(aws, data, {
    seeded,
    work,
    account,
    ...(options.around ? { around: options.around } : {}),
  });
  const own = ownStores(data.desk.stores, seeded, account);
  const sweep = await deadlineWatch(work, options.evidence === false ? undefined : clock);
  const inTurn = oneAtATime(sweep);
  const moveClock = mover({ clock, zone: data.desk.zone, sweep: inTurn, quiet: () => work.quiet() });
  const { workerDeps } = await import('../../functions/adapters/build-deps');
  const deps = workerDeps();
  const appKeys = await staffPhones(deps, options.directory);
  const pages = localPages({
    appKeys,
    desk: data.desk,
    now: () => clock.now(),
    mails: aws.mails,
    moveClock,
    people: options.config === undefined ? tryOut : [],
    ownStores: own,
  });
  const front = await startFront(await webHandlers(), pages, options.port);
  const stopSweeping = sweepOnSchedule(clock, inTurn);
  const stop = async () => {
    stopSweeping();
    await front.stop();
    await servers.stop();
    clock.stop();
  };
  const url = `http://localhost:${options.port}`;
  return {
    url,
    data,
    deps,
    appKeys,
    aws,
    clock,
    environment,
    ports,
    ownStores: own,
    sweep,
    moveClock,
    stop,
    quiet: () => work.quiet(),
  };
}

/**
 * What the stack's schedules do: the sweep, the anchor over what was appended, and once a day the look at all
 * of it.
 */
async function deadlineWatch(work: InFlight, clock?: VirtualClock): Promise<() => Promise<Sweep>> {
  const [{ handler: watch }, { handler: anchor }, { handler: verify }] = await Promise.all([
    import('../../functions/watch/watch-deadlines.handler'),
    import('../../functions/watch/anchor-evidence.handler'),
    import('../../functions/evidence/verify-evidence.handler'),
  ]);
  const sweep = work.watch(watch as (input: object) => Promise<Sweep>);
  const anchors = work.watch(anchor as (input: object) => Promise<unknown>);
  const verified = work.watch(verify as (input: object) => Promise<unknown>);
  let day = clock?.now().slice(0, 10);
  return async () => {
    const swept = await sweep({});
    if (!clock) return swept;
    await anchors({});
    const today = clock.now().slice(0, 10);
    if (today !== day) await verified({});
    day = today;
    return swept;
  };
}

async function webHandlers(): Promise<FrontRoutes> {
  const { handler: intake } = await import('../../functions/web/intake.handler');
  const { handler: verify } = await import('../../functions/web/verify.handler');
  const { handler: requester } = await import('../../functions/web/requester.handler');
  const { handler: download } = await import('../../functions/web/download.handler');
  const { handler: decide } = await import('../../functions/web/decide.handler');
  const { handler: staff } = await import('../../functions/web/staff.handler');
  const { handler: signals } = await import('../../functions/web/signals.handler');
  return { intake, verify, requester, download, decide, staff, signals } as unknown as FrontRoutes;
}
