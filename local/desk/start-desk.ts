import type { DeskData, DeskDeps } from '../../functions/domain/desk-deps';
import type { Sweep } from '../../functions/watch/watch-deadlines';
import type { LocalAws } from '../aws/local-aws';
import { type OwnAccount, ownAccount } from '../aws/own-account';
import type { VirtualClock } from '../aws/virtual-clock';
import { inEnvironment } from './desk-environment';
import type { ClockMove } from './move-clock';
import { type LoadModule, ownModules, sharedModules } from './own-modules';
import type { OwnStore } from './own-stores';
import type { ServerOptions, Servers } from './start-servers';
import type { StoreFunctions } from './store-functions';

export interface DeskOptions extends Pick<ServerOptions, 'counter' | 'ports' | 'tables' | 'onTransition'> {
  /** The folder for everything that the run keeps. */
  readonly directory: string;
  /** The port of the pages. */
  readonly port: number;
  /** Desk file; the sample shop's when it is left out. */
  readonly config?: string;
  /**
   * Starts and fills the sample shop's stores. @default when no desk file is given; a desk file of the same
   * shop under other laws needs them too
   */
  readonly sample?: boolean;
  /** Instant at which the virtual clock starts on the first run. */
  readonly now?: string;
  /** Wraps the connector of a store, for tests that break it. */
  readonly around?: StoreFunctions['around'];
  /** `false`: no anchors are written or verified; for tests whose clock goes back and forth. */
  readonly evidence?: false;
  /** The account of the user's own tables and buckets. @default the one that the process was started with */
  readonly account?: OwnAccount;
}

export interface RunningDesk {
  readonly url: string;
  readonly data: DeskData;
  readonly deps: DeskDeps;
  readonly aws: LocalAws;
  readonly clock: VirtualClock;
  /** The time on the staff's phones: the real one, until a walk moves it on to the next code. */
  readonly phoneTime: VirtualClock;
  /** What other processes need to reach this run: addresses and resource names. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: Servers['ports'];
  /** Tables and buckets of the user's own account, which are read and never written. */
  readonly ownStores: readonly OwnStore[];
  /** Keys of the staff's authenticator apps, by address. */
  readonly appKeys: Readonly<Record<string, string>>;
  /** Resolves when the desk has done all that it can do now. */
  quiet(): Promise<void>;
  /** Runs one sweep of the deadline watch through its deployed handler. */
  sweep(): Promise<Sweep>;
  /** Moves the clock day by day, with a sweep each day. */
  moveClock(to: ClockMove): Promise<void>;
  stop(): Promise<void>;
}

/** What all desks of a process share. */
export interface DeskProcess {
  /** Loads the modules of this desk. */
  readonly load: LoadModule;
  readonly inEnvironment: typeof inEnvironment;
}

/** The main export of `run-desk.ts`, which each desk loads for itself. */
export type RunDesk = (
  options: DeskOptions & { readonly account: OwnAccount },
  shared: DeskProcess,
) => Promise<RunningDesk>;

/**
 * The AWS account that the process was started with, kept because a desk points the environment elsewhere.
 */
let startedWith: OwnAccount | undefined;
let desks = 0;

/**
 * Starts the whole desk on one machine: the deployed handlers and state machines against AWS's protocols on
 * loopback. Each further desk of the process has its own modules and environment; `process.env` itself holds
 * the addresses of the desk that was started last.
 */
export async function startDesk(options: DeskOptions): Promise<RunningDesk> {
  startedWith ??= ownAccount(process.env);
  desks += 1;
  const load = desks === 1 ? sharedModules : ownModules();
  const { runDesk } = load<{ runDesk: RunDesk }>('local/desk/run-desk');
  return runDesk({ ...options, account: options.account ?? startedWith }, { load, inEnvironment });
}
