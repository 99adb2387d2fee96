import { Secret, TOTP } from 'otpauth';
import { type DataSubjectRequest, hasHappened, wasMailed } from '../../../functions/domain/data-subject-request';
import { requestIdOf } from '../../../functions/domain/new-request-id';
import { openTasks } from '../../../functions/domain/open-work';
import { DeskWalk } from '../../../local/demo/desk-walk';
import { Phone } from '../../../local/demo/phone';
import type { SeenPage } from '../../../local/demo/visitor';
import type { FaultyDesk } from './faulty-desk';

/** An app that never makes its owner wait; the desk's memory of used codes is wiped between runs. */
export class ReadyPhone extends Phone {
  private key: string | undefined;

  override scan(html: string): void {
    this.key ??= /<code>([A-Z2-7]{16,64})<\/code>/.exec(html)?.[1];
  }

  override async code(): Promise<string> {
    return new TOTP({
      secret: Secret.fromBase32(this.key ?? ''),
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
    }).generate();
  }
}

/** Each wait is longer than the last: a retry of the driver, the inbox's leftovers, a store tried again, days. */
const WAITS = ['PT30S', 'PT10M', 'PT1H', 'PT7H', 'P1D', 'P2D', 'P3D'] as const;
const MOST_TURNS = 60;

/**
 * Customer and staff who do what their mails ask of them, look again when a page fails, and wait when there is nothing to do. They act on what they can see: mails,
 * pages, and the calendar.
 */
export class PatientPeople {
  private form: SeenPage | undefined;
  private sent = false;
  private waited = 0;

  constructor(
    private readonly desk: FaultyDesk,
    private readonly fields: { readonly right: 'access' | 'erasure'; readonly email: string },
    private readonly phone: ReadyPhone,
  ) {}

  /** Goes on until the request is closed and, for a copy, it was downloaded; undefined when they gave up. */
  async untilClosed(): Promise<{ request: DataSubjectRequest | undefined; bytes?: Buffer; turns: number }> {
    let bytes: Buffer | undefined;
    for (let turns = 1; turns <= MOST_TURNS; turns += 1) {
      const before = await this.progress();
      const request = await this.request();
      if (request?.status === 'closed') {
        if (!hasHappened(request, 'package-made')) return { request, turns };
        if (bytes) return { request, bytes, turns };
        await this.desk.attempt(async () => {
          bytes = (await this.walk().download(this.fields.email)).bytes;
        });
      } else {
        await this.desk.attempt(() => this.act(request));
      }
      await this.desk.attempt(() => this.desk.running.quiet());
      if (bytes) continue;
      if ((await this.progress()) === before) await this.wait();
      else this.waited = 0;
    }
    return { request: await this.request(), turns: MOST_TURNS };
  }

  get requestId(): string | undefined {
    const id = this.form?.root.querySelector('input[name=formId]')?.getAttribute('value');
    return id ? requestIdOf(id) : undefined;
  }

  private async request(): Promise<DataSubjectRequest | undefined> {
    return this.requestId ? this.desk.register.find(this.requestId) : undefined;
  }

  private walk(): DeskWalk {
    return new DeskWalk(this.desk.running);
  }

  private async progress(): Promise<string> {
    const request = await this.request();
    const mails = this.desk.running.aws.mails.list().length;
    return JSON.stringify([this.sent, request?.status, request?.log.length, mails]);
  }

  private async act(request: DataSubjectRequest | undefined): Promise<void> {
    if (!request) return this.ask();
    const walk = this.walk();
    if (request.status === 'awaiting-verification')
      await this.when(/\/v\//, this.fields.email, () => walk.prove(this.fields.email));
    if (openTasks(request).length > 0) {
      const answer = request.right === 'access' ? 'nothing-held' : 'done';
      await this.when(/\/s\/task\//, 'jonas@example.com', () =>
        walk.answerTask('jonas@example.com', { answer }),
      );
    }
    if (request.status === 'awaiting-decision')
      await this.when(/\/s\/decide\//, 'alma@example.com', () => this.approve());
    if (request.status === 'erasure-notice') await this.pass('P1DT1H');
    if (request.status === 'fulfilling' && wasMailed(request, 'outcome')) await this.pass('P1DT1H');
  }

  /** Sends the same form again as long as no answer came. */
  private async ask(): Promise<void> {
    const visitor = this.walk().visitor();
    this.form ??= await visitor.open('/');
    if (this.sent) return;
    const answer = await visitor.submit(this.form, { forWhom: 'self', relation: 'customer', ...this.fields });
    this.sent = answer.status === 202;
  }

  private async approve(): Promise<void> {
    const visit = await this.walk().enter('alma@example.com', 'decide');
    await this.walk().act({ ...visit, phone: this.phone }, /^approve/i);
  }

  private async when(containing: RegExp, address: string, act: () => Promise<unknown>): Promise<void> {
    if (
      this.walk()
        .mails(address)
        .some((mail) => containing.test(mail.text ?? ''))
    )
      await act();
  }

  private async wait(): Promise<void> {
    const by = WAITS[Math.min(this.waited, WAITS.length - 1)] ?? 'P3D';
    this.waited += 1;
    await this.desk.attempt(() => this.pass(by));
  }

  private async pass(by: string): Promise<void> {
    await this.desk.running.moveClock({ by });
  }
}
