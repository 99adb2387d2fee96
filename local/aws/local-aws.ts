import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../functions/domain/clock';
import type { Transition } from '../runner/frame';
import { StateMachineRunner } from '../runner/state-machine-runner';
import type { Timers } from '../runner/timers';
import { CallCounter } from './call-hooks';
import type { KeyUsage } from './kms-keys';
import { KmsKeys } from './kms-keys';
import { kmsService } from './kms-service';
import { LambdaFunctions } from './lambda-functions';
import { lambdaService, lambdaTaskInvoker } from './lambda-service';
import { MailStore } from './mail-store';
import { ParameterStore } from './parameter-store';
import { sesService } from './ses-service';
import type { SesFeedback } from './ses-simulator';
import { ssmService } from './ssm-service';
import { statesService } from './states-service';
import { startWireServer } from './wire-server';

/** How to start {@link startLocalAws}. */
export interface LocalAwsOptions {
  /** Holds keys, mails and parameters. */
  readonly directory: string;
  readonly clock: Clock & Timers;
  /** @default 0, a free port */
  readonly port?: number;
  /** Numbers the calls; give the same one to the fault proxies. */
  readonly counter?: CallCounter;
  /** The KMS keys that exist, by alias. @default alias/rightsdesk (encryption), alias/rightsdesk-mac */
  readonly keys?: Readonly<Record<string, KeyUsage>>;
  /** Called each time an execution leaves a state. */
  readonly onTransition?: (transition: Transition) => void;
  /** Draws the jitter of retries. @default Math.random */
  readonly random?: () => number;
}

/** Step Functions, Lambda, KMS, SES and SSM on one port of this machine. */
export interface LocalAws {
  readonly endpoint: string;
  readonly functions: LambdaFunctions;
  readonly stateMachines: StateMachineRunner;
  readonly mails: MailStore;
  /**
   * Closes the port and ends executions, waits and retries; running functions finish, but their results are
   * dropped.
   */
  readonly stop: () => Promise<void>;
}

const DEFAULT_KEYS: Readonly<Record<string, KeyUsage>> = {
  'alias/rightsdesk': 'ENCRYPT_DECRYPT',
  'alias/rightsdesk-mac': 'GENERATE_VERIFY_MAC',
};

/** Starts the services whose wire protocols the project implements itself. */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { directory, clock, port = 0, counter = new CallCounter(), keys: wanted = DEFAULT_KEYS } = options;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const functions = new LambdaFunctions(clock);
  const mails = new MailStore(join(directory, 'mails'));
  const keys = new KmsKeys(join(directory, 'kms-keys.json'), wanted);
  const parameters = new ParameterStore(join(directory, 'parameters.json'));
  const stateMachines = new StateMachineRunner({
    timers: clock,
    invoke: lambdaTaskInvoker(functions, counter),
    ...(options.random && { random: options.random }),
    ...(options.onTransition && { onTransition: options.onTransition }),
  });
  const [defaultKey = ''] = Object.keys(wanted).filter((alias) => wanted[alias] === 'ENCRYPT_DECRYPT');
  const services = [
    statesService(stateMachines),
    lambdaService(functions),
    kmsService(keys),
    sesService({ mails, clock, feedback: (event) => tellOf(functions, event) }),
    ssmService({ parameters, keys, defaultKey, clock }),
  ];
  const server = await startWireServer({ services, counter, port });
  const stop = async () => {
    functions.halt();
    await Promise.all([server.stop(), stateMachines.halt()]);
  };
  return { endpoint: server.endpoint, functions, stateMachines, mails, stop };
}

/**
 * The function that gets bounces and complaints, which AWS delivers through the topic of the configuration
 * set.
 */
export const FEEDBACK_FUNCTION = 'rightsdesk-note-bounce';

/** Passes an event to that function as SNS does, without waiting. Drops it if there is no such function. */
function tellOf(functions: LambdaFunctions, event: SesFeedback): void {
  const payload = JSON.stringify({ Records: [{ Sns: { Message: JSON.stringify(event) } }] });
  if (functions.has(FEEDBACK_FUNCTION)) functions.invokeAsync(FEEDBACK_FUNCTION, payload);
}
