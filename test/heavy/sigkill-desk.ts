import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoRequestRegister } from '../../functions/adapters/dynamo-request-register';
import type { AuditReader } from '../../functions/domain/evidence-store';
import type { RequestRegister } from '../../functions/domain/ports';
import { MailStore } from '../../local/aws/mail-store';
import type { WalkedDesk } from '../../local/demo/desk-walk';
import { deskTables } from '../../local/desk/create-tables';
import { keptPhones } from '../../local/desk/staff-phones';
import { forgetCodes } from '../journeys/faults/clean-slate';
import type { ShakyDesk } from '../journeys/faults/patient-people';
import type { StraightClients } from '../journeys/faults/shopper';

const root = join(__dirname, '..', '..');

/** The desk is at rest if no log has grown for this long. */
const STILL_MS = 700;

/** When to kill: after this many events since somebody began to act, and this much later. */
export interface KillMoment {
  readonly events: number;
  readonly afterMs: number;
}

/** A process that was sent SIGKILL ends within this time, also on a busy machine. */
const GONE_MS = 20_000;

/** An action that leads to fewer events is killed this long after it began. */
const NO_EVENT_MS = 1500;

/** What was observed of one SIGKILL. */
export interface Kill {
  readonly moment: KillMoment;
  /**
   * Logs of open requests, read just before the kill, that grew after the restart although nobody did
   * anything: work on them was interrupted.
   */
  readonly cutOff: readonly string[];
  /** Whether somebody's page was still loading. */
  readonly pageCut: boolean;
  readonly readyAfterMs: number;
}

/** `npm start` in a process of its own, which can be killed. */
export class SigkillDesk implements ShakyDesk {
  private child: ChildProcess | undefined;
  private dies: KillMoment | undefined;
  readonly kills: Kill[] = [];
  shop!: StraightClients;
  register!: RequestRegister & AuditReader;
  running!: ShakyDesk['running'];

  constructor(
    private readonly directory: string,
    private readonly port: number,
  ) {}

  /**
   * Starts the desk, as a user does, and waits for the line that says it is ready. Returns the time that
   * took.
   */
  async start(): Promise<number> {
    const began = performance.now();
    const args = ['local/start.ts', '--directory', this.directory, '--now', '2026-03-05T09:00:00Z'];
    this.child = spawn(join(root, 'node_modules', '.bin', 'tsx'), args, {
      cwd: root,
      detached: true,
      env: { ...process.env, PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await ready(this.child);
    this.connect();
    return Math.round(performance.now() - began);
  }

  /** A kill interrupts the next action of anybody. */
  killDuringNext(moment: KillMoment): void {
    this.dies = moment;
  }

  nextCode(): Promise<void> {
    return forgetCodes(this.shop);
  }

  async attempt(act: () => Promise<unknown>): Promise<void> {
    const moment = this.dies;
    this.dies = undefined;
    let loading = true;
    const done = act()
      .catch(() => undefined)
      .then(() => {
        loading = false;
      });
    if (moment === undefined) return done;
    const before = await this.whenToKill(moment);
    const pageCut = loading;
    await this.kill();
    await done;
    const readyAfterMs = await this.start();
    await this.running.quiet();
    const after = await this.lengths();
    const cutOff = [...after].filter(([id, length]) => length > (before.get(id) ?? 0)).map(([id]) => id);
    this.kills.push({ moment, cutOff, pageCut, readyAfterMs });
  }

  /** Waits for the moment; returns the lengths of the logs at that time. */
  private async whenToKill({ events, afterMs }: KillMoment): Promise<Map<string, number>> {
    const total = async () => [...(await this.lengths()).values()].reduce((sum, length) => sum + length, 0);
    const wanted = (await total()) + events;
    const latest = performance.now() + NO_EVENT_MS;
    while (performance.now() < latest && (await total()) < wanted) await sleep(5);
    await sleep(afterMs);
    return this.lengths();
  }

  /**
   * Sends SIGKILL to the whole process group: the command, the desk, and the database that it started. Each
   * ends in its own time, so this waits for the database as well; if the database outlives the wait, the test
   * finds it.
   */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await gone;
    const latest = performance.now() + GONE_MS;
    while (this.databaseLives && performance.now() < latest) await sleep(10);
  }

  /** Whether the database process is alive; a dead one that was not reaped yet has no command line. */
  get databaseLives(): boolean {
    try {
      const pid = readFileSync(join(this.directory, 'postgres.pid'), 'utf8');
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
    } catch {
      return false;
    }
  }

  private connect(): void {
    const environment = JSON.parse(readFileSync(join(this.directory, 'environment.json'), 'utf8')) as Record<
      string,
      string
    >;
    const client = { region: 'us-east-1', credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } };
    this.shop = {
      postgresUrl: environment.SHOP_DATABASE_URL ?? '',
      dynamo: new DynamoDBClient({ ...client, endpoint: environment.AWS_ENDPOINT_URL_DYNAMODB ?? '' }),
      s3: new S3Client({ ...client, endpoint: environment.AWS_ENDPOINT_URL_S3 ?? '', forcePathStyle: true }),
    };
    this.register = dynamoRequestRegister({
      client: DynamoDBDocumentClient.from(this.shop.dynamo),
      table: deskTables.REGISTER_TABLE,
      clock: { now: () => new Date().toISOString() },
      nextCheckAt: () => undefined,
    });
    this.running = Object.assign(this.walked(), {
      moveClock: (to: { readonly by: string }) => this.moveClock(to),
    });
  }

  private walked(): WalkedDesk {
    const mails = new MailStore(join(this.directory, 'aws', 'mails'));
    const url = `http://localhost:${this.port}`;
    const { directory } = this;
    return {
      url,
      aws: { mails },
      deps: { register: this.register },
      get appKeys() {
        return keptPhones(directory);
      },
      quiet: () => this.quiet(),
    };
  }

  /** The button on the bar of every page. */
  private async moveClock({ by }: { readonly by: string }): Promise<void> {
    const body = new URLSearchParams({ by, back: '/local' });
    const answer = await fetch(`http://localhost:${this.port}/local/clock`, { method: 'POST', body });
    await answer.text();
  }

  private async quiet(): Promise<void> {
    let seen = '';
    let since = performance.now();
    while (performance.now() - since < STILL_MS) {
      await sleep(60);
      const now = JSON.stringify([...(await this.lengths())]);
      if (now === seen) continue;
      seen = now;
      since = performance.now();
    }
  }

  /** The length of the log of each open request. */
  private async lengths(): Promise<Map<string, number>> {
    const lengths = new Map<string, number>();
    for await (const { requestId } of this.register.summaries()) {
      const request = await this.register.find(requestId);
      lengths.set(requestId, request?.log.length ?? 0);
    }
    return lengths;
  }
}

async function ready(child: ChildProcess): Promise<void> {
  let said = '';
  const heard = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += String(chunk);
      if (said.includes('Rightsdesk is ready')) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`npm start ended: ${said.slice(-2000)}`)));
  });
  await heard;
}
