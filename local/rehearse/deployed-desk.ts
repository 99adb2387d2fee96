import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoRequestRegister } from '../../functions/adapters/dynamo-request-register';
import { systemClock } from '../../functions/adapters/system-clock';
import { lawBookOf } from '../../functions/config/desk/law-book-of';
import { loadDesk } from '../../functions/config/desk/load-desk';
import { checkLane } from '../../functions/domain/check-lane';
import type { AuditReader } from '../../functions/domain/evidence-store';
import type { RequestRegister } from '../../functions/domain/ports';
import { nextCheckAt } from '../../functions/domain/timers';
import type { Sweep } from '../../functions/watch/watch-deadlines';
import type { StoredMail } from '../aws/mail-store';
import type { WalkedDesk } from '../demo/desk-walk';
import { aheadOfTime } from './ahead-of-time';
import type { CallRecorder } from './call-recorder';
import { enrolDeployed } from './enrol-deployed';
import { readMailbox } from './mailbox';

export interface DeployedDeskSettings {
  readonly url: string;
  readonly config: string;
  readonly registerTable: string;
  readonly mailbox: string;
  readonly recorder: CallRecorder;
}

/**
 * Milliseconds without a call after which nothing is running any more; longer than a function takes to start.
 */
const QUIET_MS = 2_000;

/** The deployed desk: used through its pages and mails, inspected through its register. */
export class DeployedDesk implements WalkedDesk {
  readonly url: string;
  readonly aws = { mails: { list: (): readonly StoredMail[] => this.mails } };
  readonly deps: { readonly register: RequestRegister & AuditReader };
  private readonly lambda = new LambdaClient({});
  appKeys: Readonly<Record<string, string>> = {};
  private mails: readonly StoredMail[] = [];

  constructor(private readonly settings: DeployedDeskSettings) {
    this.url = settings.url;
    this.deps = { register: registerOf(settings) };
  }

  async quiet(): Promise<void> {
    const { calls } = this.settings.recorder;
    for (let seen = -1; seen !== calls.length; ) {
      seen = calls.length;
      await sleep(QUIET_MS);
    }
    this.mails = await readMailbox(this.settings.mailbox);
  }

  /**
   * Sets up the apps of all staff, as after a deployment with `npx rightsdesk enrol`. @returns how many, in
   * words
   */
  async enrolStaff(): Promise<string> {
    this.appKeys = await enrolDeployed(this.settings.config);
    return `${Object.keys(this.appKeys).length} apps`;
  }

  /** Runs the deadline watch once, as the schedule would. */
  sweep(): Promise<Sweep> {
    return this.scheduled<Sweep>('rightsdesk-watch-deadlines');
  }

  /** Runs the deadline watch once, as if some time had passed. @param by - a duration (ISO 8601) */
  sweepAfter(by: string): Promise<Sweep> {
    return aheadOfTime('rightsdesk-watch-deadlines', by, () => this.sweep());
  }

  /** Anchors what was logged until now, as the schedule would some time after the hour has ended. */
  anchor(): Promise<{ anchored: number; entries: number }> {
    const name = 'rightsdesk-anchor-evidence';
    return aheadOfTime(name, 'PT2H', () => this.scheduled(name));
  }

  private async scheduled<T>(FunctionName: string): Promise<T> {
    const answer = await this.lambda.send(new InvokeCommand({ FunctionName }));
    const payload = Buffer.from(answer.Payload ?? []).toString('utf8');
    if (answer.FunctionError) throw new Error(`${FunctionName} failed: ${payload.slice(0, 300)}`);
    await this.quiet();
    return JSON.parse(payload) as T;
  }

  /** Does something and waits for the mail that it causes. */
  async mailAfter<T>(address: string, containing: RegExp, act: () => Promise<T>): Promise<T> {
    const count = () =>
      this.mails.filter((mail) => mail.to.includes(address) && containing.test(mail.text ?? '')).length;
    this.mails = await readMailbox(this.settings.mailbox);
    const before = count();
    const result = await act();
    for (const end = performance.now() + 60_000; count() <= before; ) {
      if (performance.now() > end)
        throw new Error(`no mail with ${containing} came to ${address} within a minute`);
      await sleep(300);
      this.mails = await readMailbox(this.settings.mailbox);
    }
    await this.quiet();
    return result;
  }

  /** Waits for a status of a request, with a sweep now and then, as the schedule would run. */
  async until(requestId: string, there: (status: string) => boolean, seconds = 60): Promise<string> {
    for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
      const { status } = await this.deps.register.load(requestId);
      if (there(status)) {
        await this.quiet();
        return status;
      }
      await sleep(1_000);
    }
    const { status } = await this.deps.register.load(requestId);
    throw new Error(`${requestId} is still ${status} after ${seconds} seconds`);
  }
}

function registerOf({ config, registerTable: table }: DeployedDeskSettings): RequestRegister & AuditReader {
  const { desk } = loadDesk(config);
  const book = lawBookOf(desk);
  return dynamoRequestRegister({
    client: DynamoDBDocumentClient.from(new DynamoDBClient({})),
    table,
    clock: systemClock,
    nextCheckAt: (request) => nextCheckAt(request, { desk, book }),
    laneOf: (request) => checkLane(request, { desk, book }),
  });
}
