import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { requestIdOf } from '../../functions/domain/new-request-id';
import type { RequestRegister } from '../../functions/domain/ports';
import { rightNames } from '../../functions/domain/rights';
import { checkForm } from '../../functions/web/form/intake.routes';
import type { StoredMail } from '../aws/mail-store';
import type { RunningDesk } from '../desk/start-desk';
import { Phone, type PhoneTime } from './phone';
import { type SeenPage, Visitor } from './visitor';

/** What a walk needs of a desk, local or deployed. */
export interface WalkedDesk {
  readonly url: string;
  readonly aws: { readonly mails: { list(): readonly StoredMail[] } };
  readonly deps: { readonly register: Pick<RequestRegister, 'load' | 'summaries'> };
  /** Keys of the staff's authenticator apps, by address, set up as the command line does. */
  readonly appKeys: Readonly<Record<string, string>>;
  /** The time on the staff's phones, where it can be moved. */
  readonly phoneTime?: PhoneTime;
  /** Resolves when the desk has done all that it can do now. */
  quiet(): Promise<void>;
}

/** What customers and staff do with a desk, only through its real pages and mails. */
export class DeskWalk<D extends WalkedDesk = RunningDesk> {
  private readonly phones = new Map<string, Phone>();

  constructor(readonly desk: D) {}

  visitor(): Visitor {
    return new Visitor(this.desk.url);
  }

  /** Fills in the public form. Returns the id of the request. */
  async ask(fields: Record<string, string>): Promise<string> {
    const visitor = this.visitor();
    const form = await visitor.open('/');
    const formId = form.root.querySelector('input[name="formId"]')?.getAttribute('value') ?? '';
    const typed = { forWhom: 'self', relation: 'customer', ...fields };
    const answer = await visitor.submit(form, typed);
    if (answer.status !== 202) throw new Error(`the form was not accepted: ${answer.text.slice(0, 300)}`);
    await this.desk.quiet();
    return requestIdOf(formId, checkForm(typed, rightNames).form);
  }

  /** Types the mailed code, as the owner of the mailbox does. */
  async prove(address: string): Promise<SeenPage> {
    const { link, code } = this.linkAndCode(this.lastMail(address, /\/v\//));
    const visitor = this.visitor();
    const page = await visitor.submit(await visitor.open(link), { code });
    await this.desk.quiet();
    return page;
  }

  /** Opens the task that staff were mailed with the mailed code, and completes it. */
  async answerQuestion(address: string, answer: string): Promise<SeenPage> {
    const { link, code } = this.linkAndCode(this.lastMail(address, /\/q\//));
    const visitor = this.visitor();
    const opened = await visitor.submit(await visitor.open(link), { code });
    const done = await visitor.submit(opened, { answer });
    await this.desk.quiet();
    return done;
  }

  /** Signs a member of staff in with the mailed code and then the one on their phone. */
  async signIn(address: string): Promise<Visitor> {
    const visitor = this.visitor();
    await visitor.submit(await visitor.open('/s/in'), { email: address });
    const { link, code } = this.linkAndCode(this.lastMail(address, /\/s\/in\//));
    const next = await visitor.submit(await visitor.open(link), { code });
    const asks = next.root.querySelector('[name="totp"]');
    if (asks) await visitor.submit(next, { totp: await this.phoneOf(address).code() });
    return visitor;
  }

  /** Opens what a member of staff was mailed about, and gets past the code. */
  enter(address: string, kind: 'decide' | 'task' | 'case' | 'identity'): Promise<StaffVisit> {
    return this.enterBy(address, this.lastMail(address, new RegExp(`/s/${kind}/`)));
  }

  /** The same, by one of the mails to that member of staff. */
  async enterBy(address: string, mail: StoredMail): Promise<StaffVisit> {
    const { link, code } = this.linkAndCode(mail);
    const visitor = this.visitor();
    const opened = await visitor.submit(await visitor.open(link), { code });
    const phone = this.phoneOf(address);
    const page =
      /first/i.test(opened.root.querySelector('h1')?.text ?? '') && opened.html.includes('value="factor"')
        ? await visitor.submit(opened, { totp: await phone.code() }, /^open$/i)
        : opened;
    return { visitor, page, code, phone };
  }

  /** Presses a button on a staff page, with whichever proof its form asks for. */
  async act(
    visit: StaffVisit,
    button: RegExp,
    values: Record<string, string | Blob> = {},
  ): Promise<SeenPage> {
    const { visitor, page, code, phone } = visit;
    const form = visitor.formOf(page, button);
    const typed: Record<string, string> = {};
    if (form.querySelector('[name="code"]')) typed.code = code;
    if (form.querySelector('[name="totp"]')) typed.totp = await phone.code();
    const after = await visitor.submit(page, { ...values, ...typed }, button);
    await this.desk.quiet();
    return after;
  }

  /** A file that a colleague uploaded, downloaded from the decision page. */
  async uploadOn({ visitor, page }: StaffVisit, name: string): Promise<string> {
    const link = page.root.querySelectorAll('a').find((a) => a.text === name);
    if (!link) throw new Error(`the page has no link to ${name}`);
    return (await visitor.open(link.getAttribute('href') ?? '')).html;
  }

  /** The owner of a manual store reports the result of the search. */
  async answerTask(address: string, values: Record<string, string | Blob>): Promise<SeenPage> {
    return this.act(await this.enter(address, 'task'), /save/i, values);
  }

  async approve(address: string): Promise<SeenPage> {
    return this.act(await this.enter(address, 'decide'), /^approve/i);
  }

  /**
   * Downloads the package: from the mail that says it is ready, through page and fresh code, to the bytes.
   */
  async download(address: string): Promise<{ bytes: Buffer; url: string }> {
    const { link } = this.linkAndCode(this.lastMail(address, /\/d\//));
    const visitor = this.visitor();
    const asked = await visitor.submit(await visitor.open(link), {}, /send me a (new )?code/i);
    await this.desk.quiet();
    const { code } = this.linkAndCode(this.newestMail(address));
    const ready = await visitor.submit(asked, { code });
    const url = await visitor.leadsTo(ready, /^download/i);
    if (!url) throw new Error(`no link to download: ${ready.text.slice(0, 300)}`);
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`the link answered ${answer.status}`);
    return { bytes: Buffer.from(await answer.arrayBuffer()), url };
  }

  /** Withdraws the request on its status page, with a fresh code. */
  async withdraw(address: string): Promise<SeenPage> {
    const [link = ''] = /https?:\/\/\S+\/r\/\S+/.exec(this.lastMail(address, /\/r\//).text ?? '') ?? [];
    const visitor = this.visitor();
    const asked = await visitor.submit(await visitor.open(link), {}, /send me a code/i);
    await this.desk.quiet();
    const { code } = this.linkAndCode(this.newestMail(address));
    return visitor.submit(asked, { code }, /withdraw/i);
  }

  /** Everything mailed to an address, oldest first. */
  mails(address: string): readonly StoredMail[] {
    return this.desk.aws.mails.list().filter((mail) => mail.to.includes(address));
  }

  newestMail(address: string): StoredMail {
    return this.lastMail(address, /./);
  }

  lastMail(address: string, containing: RegExp): StoredMail {
    const found = this.mails(address).findLast((mail) => containing.test(mail.text ?? ''));
    if (found) return found;
    const subjects = this.mails(address).map((mail) => mail.subject);
    throw new Error(`no mail to ${address} with ${containing}; there are: ${subjects.join(' | ')}`);
  }

  /** A mail's main link (not the one to the status page), and the code on a line of its own. */
  linkAndCode(mail: StoredMail): { link: string; code: string } {
    const links = [...(mail.text ?? '').matchAll(/https?:\/\/\S+/g)].map((match) => match[0]);
    const link = links.find((url) => url.startsWith(this.desk.url) && !url.includes('/r/')) ?? '';
    return { link, code: /^\s*(\d{6})\s*$/m.exec(mail.text ?? '')?.[1] ?? '' };
  }

  load(requestId: string): Promise<DataSubjectRequest> {
    return this.desk.deps.register.load(requestId);
  }

  async ids(): Promise<string[]> {
    const ids: string[] = [];
    for await (const summary of this.desk.deps.register.summaries()) ids.push(summary.requestId);
    return ids;
  }

  private phoneOf(address: string): Phone {
    const phone =
      this.phones.get(address) ?? new Phone(this.desk.appKeys[address] ?? '', this.desk.phoneTime);
    this.phones.set(address, phone);
    return phone;
  }
}

export interface StaffVisit {
  readonly visitor: Visitor;
  readonly page: SeenPage;
  readonly code: string;
  readonly phone: Phone;
}
