import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { phoneClock, systemClock } from '../../functions/adapters/system-clock';
import type { DeskData, DeskDeps } from '../../functions/domain/desk-deps';
import type { Sweep } from '../../functions/watch/watch-deadlines';
import { VirtualClock } from '../aws/virtual-clock';
import { partsIn } from './desk-environment';
import { startFront } from './desk-front';
import { InFlight } from './in-flight';
import type { LocalFunctions } from './local-functions';
import { localPages } from './local-pages';
import { makeDeskKey } from './make-desk-key';
import { mover, oneAtATime, sweepOnSchedule } from './move-clock';
import type { LoadModule } from './own-modules';
import { ownStores } from './own-stores';
import { readDesk } from './read-desk';
import { samplePeople } from './sample-people';
import { staffPhones } from './staff-phones';
import type { RunDesk, RunningDesk } from './start-desk';
import { type Servers, startServers } from './start-servers';
import { registerMachines, registerSteps } from './step-functions';
import { registerStores } from './store-functions';
import { webHandlers } from './web-handlers';

type RunOptions = Parameters<RunDesk>[0];

/** See `startDesk`, which gives each desk its own modules. */
export const runDesk: RunDesk = async (options, { load, inEnvironment }) => {
  const { directory } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const clock = startClock(directory, options.now);
  const data = readDesk(options.config, `http://localhost:${options.port}`, directory);
  const sample = options.sample ?? options.config === undefined;
  const starting = startServers({ ...options, clock, sample });
  loadCode(load);
  const servers = await starting;
  const environment = {
    ...servers.environment,
    DESK_FILE: join(directory, 'desk.json'),
    RIGHTSDESK_CLOCK_FILE: resolve(clockFile(directory)),
  };
  Object.assign(process.env, environment);
  writeFileSync(join(directory, 'environment.json'), JSON.stringify(environment, null, 2), { mode: 0o600 });
  const run = inEnvironment(environment);
  return run(async () => {
    await makeDeskKey();
    const functions = {
      load: <T>(path: string) => run(() => load<T>(path)),
      work: new InFlight({ run }),
    };
    const { stepDeps: workerDeps } = functions.load<typeof import('../../functions/adapters/build-deps')>(
      'functions/adapters/build-deps',
    );
    const deps = partsIn(run, workerDeps());
    const desk = await assemble({ options, clock, servers, data, environment, deps, functions });
    const { ensureAllDrivers: reconcile } = functions.load<
      typeof import('../../functions/casework/driver/reconcile')
    >('functions/casework/driver/reconcile');
    await reconcile(deps);
    return desk;
  });
};

/**
 * Loads most of the code while the database starts, except for handlers: they read the environment as they
 * load, and it is not known yet.
 */
function loadCode(load: LoadModule): void {
  load('functions/web/staff.app');
  load('functions/web/decide.app');
  load('functions/web/web-app');
  load('functions/adapters/build-deps');
}

function clockFile(directory: string): string {
  return join(directory, 'clock.json');
}

/** The deployed handlers read the time from two objects, which are set to virtual clocks here. */
function startClock(directory: string, now: string | undefined): VirtualClock {
  const file = clockFile(directory);
  const known = existsSync(file);
  const clock = new VirtualClock(file);
  if (now && !known) clock.set(now);
  systemClock.now = () => clock.now();
  return clock;
}

function startPhoneTime(): VirtualClock {
  const time = new VirtualClock();
  phoneClock.now = () => time.now();
  return time;
}

interface Parts {
  readonly options: RunOptions;
  readonly clock: VirtualClock;
  readonly servers: Servers;
  readonly data: DeskData;
  readonly environment: RunningDesk['environment'];
  readonly deps: DeskDeps;
  readonly functions: LocalFunctions;
}

async function assemble(parts: Parts): Promise<RunningDesk> {
  const { options, clock, servers, data, environment, deps, functions } = parts;
  const { aws, seeded, ports } = servers;
  const { account, directory, around } = options;
  const { work } = functions;
  registerMachines(aws, registerSteps(aws, functions));
  registerStores(aws, data, { seeded, work, account, ...(around ? { around } : {}) });
  const own = ownStores(data.desk.stores, seeded, account);
  const sweep = deadlineWatch(functions, options.evidence === false ? undefined : clock);
  const inTurn = oneAtATime(sweep);
  const quiet = () => work.quiet();
  const phoneTime = startPhoneTime();
  const moveClock = mover({ clock, zone: data.desk.zone, sweep: inTurn, quiet });
  const appKeys = await staffPhones(deps, directory);
  const pages = localPages({
    appKeys,
    desk: data.desk,
    now: () => clock.now(),
    phoneTime,
    mails: aws.mails,
    moveClock,
    people: options.config === undefined ? samplePeople : [],
    ownStores: own,
  });
  const front = await startFront(webHandlers(functions), pages, options.port);
  const stopSweeping = sweepOnSchedule(clock, inTurn);
  const stop = async () => {
    stopSweeping();
    await front.stop();
    await servers.stop();
    clock.stop();
  };
  const url = `http://localhost:${options.port}`;
  return {
    ...{ url, data, deps, appKeys, aws, clock, phoneTime, environment, ports },
    ...{ ownStores: own, sweep, moveClock, quiet, stop },
  };
}

/**
 * What the stack's schedules do: the sweep, the anchors over new entries, and once a day the check of all
 * evidence.
 */
function deadlineWatch({ load, work }: LocalFunctions, clock?: VirtualClock): () => Promise<Sweep> {
  const handlerIn = <T>(path: string) => {
    const { handler } = load<{ handler: (input: object) => Promise<T> }>(path);
    return work.watch(handler);
  };
  const sweep = handlerIn<Sweep>('functions/watch/watch-deadlines.handler');
  const anchor = handlerIn('functions/watch/anchor-evidence.handler');
  const verify = handlerIn('functions/watch/audit/verify-evidence.handler');
  let day = clock?.now().slice(0, 10);
  return async () => {
    const swept = await sweep({});
    if (!clock) return swept;
    await anchor({});
    const today = clock.now().slice(0, 10);
    if (today !== day) await verify({});
    day = today;
    return swept;
  };
}
