import {
  type DataSubjectRequest,
  hasHappened,
  wasMailed,
} from '../../../functions/domain/data-subject-request';
import { requestIdOf } from '../../../functions/domain/new-request-id';
import { openTasks } from '../../../functions/domain/open-work';
import type { RequestRegister } from '../../../functions/domain/ports';
import { referenceOf } from '../../../functions/domain/reference';
import { rightNames } from '../../../functions/domain/rights';
import { checkForm } from '../../../functions/web/form/intake.routes';
import { DeskWalk, type WalkedDesk } from '../../../local/demo/desk-walk';
import { Phone, shownNow } from '../../../local/demo/phone';
import type { SeenPage } from '../../../local/demo/visitor';

/** An app that never makes its owner wait; tests make the desk forget which codes were used. */
export class ReadyPhone extends Phone {
  override async code(): Promise<string> {
    return shownNow(this.secret);
  }
}

/** A desk that may fail at any moment. */
export interface ShakyDesk {
  readonly running: WalkedDesk & { moveClock(to: { readonly by: string }): Promise<void> };
  /** The same services without the faulty wire. */
  readonly register: Pick<RequestRegister, 'find'>;
  /**
   * The authenticator app of a member of staff shows a new code, and the desk has forgotten how many were
   * typed.
   */
  nextCode(): Promise<void>;
  /** Does something that may fail, for a person who then tries again. */
  attempt(act: () => Promise<unknown>): Promise<void>;
}

/** Each wait is longer than the last: a retry of the driver, the inbox's leftovers, a retried store, days. */
const WAITS = ['PT30S', 'PT10M', 'PT1H10M', 'PT7H', 'P1D', 'P2D', 'P3D'] as const;
const MOST_TURNS = 60;

export interface Wish {
  readonly right: 'access' | 'erasure';
  readonly email: string;
}

export interface Ending {
  readonly request: DataSubjectRequest | undefined;
  readonly bytes: Buffer | undefined;
  readonly turns: number;
}

/**
 * A customer and the staff, who do what their mails ask, reload a page that fails, and wait if there is
 * nothing to do. They act on what they can see: mails, pages, and the calendar.
 */
export class PatientPeople {
  private form: SeenPage | undefined;
  private sent = false;
  private waited = 0;
  private turns = 0;
  private bytes: Buffer | undefined;

  constructor(
    private readonly desk: ShakyDesk,
    readonly wish: Wish,
  ) {}

  /** Continues until there is nothing left to do, or they give up. */
  async untilDone(): Promise<Ending> {
    while (!(await this.isDone()) && this.turns < MOST_TURNS) await this.turn();
    return this.ending();
  }

  async ending(): Promise<Ending> {
    return { request: await this.request(), bytes: this.bytes, turns: this.turns };
  }

  /** Whether the request is closed and, where there is a copy, it was downloaded. */
  async isDone(): Promise<boolean> {
    const request = await this.request();
    if (request?.status !== 'closed') return false;
    return !hasHappened(request, 'package-made') || this.bytes !== undefined;
  }

  /** One action; if it has no effect, some time passes. */
  async turn(): Promise<void> {
    this.turns += 1;
    const before = await this.progress();
    const request = await this.request();
    await this.desk.attempt(() => (request?.status === 'closed' ? this.download() : this.act(request)));
    await this.desk.attempt(() => this.desk.running.quiet());
    if ((await this.progress()) === before) await this.wait();
    else this.waited = 0;
  }

  get requestId(): string | undefined {
    const id = this.form?.root.querySelector('input[name=formId]')?.getAttribute('value');
    const typed = { forWhom: 'self', relation: 'customer', ...this.wish };
    return id ? requestIdOf(id, checkForm(typed, rightNames).form) : undefined;
  }

  private async request(): Promise<DataSubjectRequest | undefined> {
    return this.requestId ? this.desk.register.find(this.requestId) : undefined;
  }

  /** The desk as seen by those who have only the mails of this request. */
  private walk(): DeskWalk<WalkedDesk> {
    const { url, deps, aws, appKeys } = this.desk.running;
    const name = referenceOf(this.requestId ?? '');
    const list = () => aws.mails.list().filter((mail) => `${mail.subject} ${mail.text}`.includes(name));
    return new DeskWalk({
      url,
      deps,
      appKeys,
      aws: { mails: { list } },
      quiet: () => this.desk.running.quiet(),
    });
  }

  private async progress(): Promise<string> {
    const request = await this.request();
    const mails = this.desk.running.aws.mails.list().length;
    return JSON.stringify([this.sent, request?.status, request?.log.length, mails, this.bytes?.length]);
  }

  private async act(request: DataSubjectRequest | undefined): Promise<void> {
    if (!request) return this.ask();
    const walk = this.walk();
    const { email } = this.wish;
    if (request.status === 'awaiting-verification') await this.when(/\/v\//, email, () => walk.prove(email));
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

  /** Sends the same form again until there is a reply. */
  private async ask(): Promise<void> {
    const visitor = this.walk().visitor();
    this.form ??= await visitor.open('/');
    if (this.sent) return;
    const fields = { forWhom: 'self', relation: 'customer', ...this.wish };
    const answer = await visitor.submit(this.form, fields);
    this.sent = answer.status === 202;
  }

  private async approve(): Promise<void> {
    await this.desk.nextCode();
    const visit = await this.walk().enter('alma@example.com', 'decide');
    const phone = new ReadyPhone(this.desk.running.appKeys['alma@example.com'] ?? '');
    await this.walk().act({ ...visit, phone }, /^approve/i);
  }

  private async download(): Promise<void> {
    this.bytes = (await this.walk().download(this.wish.email)).bytes;
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

  /** Days do not pass in one leap: what is retried within minutes is retried before they have passed. */
  private async pass(by: string): Promise<void> {
    if (by.startsWith('P1D')) await this.desk.running.moveClock({ by: 'PT5M' });
    await this.desk.running.moveClock({ by });
  }
}
