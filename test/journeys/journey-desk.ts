import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import type { StoredMail } from '../../local/aws/mail-store';
import { type DeskOptions, type RunningDesk, startDesk } from '../../local/desk/start-desk';
import { type SeenPage, Visitor } from '../../local/demo/visitor';

/** A desk to go on journeys with: real handlers, real state machines, real stores of the sample shop, and time that tests move. */
export class JourneyDesk {
  private constructor(
    readonly desk: RunningDesk,
    readonly options: DeskOptions,
  ) {}

  static async start(options: Partial<DeskOptions> = {}): Promise<JourneyDesk> {
    process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
    const settings: DeskOptions = {
      directory: mkdtempSync(join(tmpdir(), 'rightsdesk-')),
      port: 20_000 + Math.floor(Math.random() * 20_000),
      now: '2026-03-05T09:00:00Z',
      ...options,
    };
    return new JourneyDesk(await startDesk(settings), settings);
  }

  visitor(): Visitor {
    return new Visitor(this.desk.url);
  }

  /** Fills in the public form as a person would. Returns the id of the request. */
  async ask(fields: Record<string, string>): Promise<string> {
    const before = new Set(await this.ids());
    const visitor = this.visitor();
    const form = await visitor.open('/');
    const answer = await visitor.submit(form, { forWhom: 'self', relation: 'customer', ...fields });
    if (answer.status !== 202) throw new Error(`the form came back: ${answer.text.slice(0, 300)}`);
    await this.desk.quiet();
    const [id] = (await this.ids()).filter((known) => !before.has(known));
    if (!id) throw new Error('no request was taken in');
    return id;
  }

  /** Types the mailed code, as the person who owns the mailbox does. */
  async prove(address: string): Promise<SeenPage> {
    const { link, code } = this.linkAndCode(this.lastMail(address, /\/v\//));
    const visitor = this.visitor();
    const page = await visitor.submit(await visitor.open(link), { code });
    await this.desk.quiet();
    return page;
  }

  /** Opens what staff were mailed about and types the code. */
  async enterAsStaff(
    address: string,
    path: RegExp,
  ): Promise<{ visitor: Visitor; page: SeenPage; code: string }> {
    const { link, code } = this.linkAndCode(this.lastMail(address, path));
    const visitor = this.visitor();
    return { visitor, page: await visitor.open(link), code };
  }

  /** Everything mailed to an address, oldest first. */
  mails(address: string): readonly StoredMail[] {
    return this.desk.aws.mails.list().filter((mail) => mail.to.includes(address));
  }

  lastMail(address: string, containing: RegExp): StoredMail {
    const found = this.mails(address).findLast((mail) => containing.test(mail.text ?? ''));
    if (!found) {
      const subjects = this.mails(address).map((mail) => mail.subject);
      throw new Error(`no mail to ${address} with ${containing}; there are: ${subjects.join(' | ')}`);
    }
    return found;
  }

  linkAndCode(mail: StoredMail): { link: string; code: string } {
    const links = [...(mail.text ?? '').matchAll(/https?:\/\/\S+/g)].map((match) => match[0]);
    const link = links.find((url) => url.startsWith(this.desk.url) && !url.includes('/r/')) ?? '';
    const code = /^\s*(\d{6})\s*$/m.exec(mail.text ?? '')?.[1] ?? '';
    return { link, code };
  }

  load(requestId: string): Promise<DataSubjectRequest> {
    return this.desk.deps.register.load(requestId);
  }

  async ids(): Promise<string[]> {
    const ids: string[] = [];
    for await (const summary of this.desk.deps.register.summaries()) ids.push(summary.requestId);
    return ids;
  }
}
