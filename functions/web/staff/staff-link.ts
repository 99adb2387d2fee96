import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';
import { findLink, findSession, openSession, tryCode } from '../../casework/links/open-link';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { StaffMember } from '../../domain/desk';
import type { SessionItem, TokenItem } from '../../domain/desk-items';
import { NotAllowedError, ShreddedError } from '../../domain/errors';
import type { LinkPurpose } from '../../domain/event-facts';
import { isHistoryLost } from '../../domain/lost-history';
import { nicknameOf } from '../../domain/nickname';
import { type Fields, readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { writtenTexts } from '../parts/written-text';
import { actOutcomePage } from './act-outcome-page';
import { DecisionGate, type DecisionGateFacts } from './decision-gate';
import { type Ended, endedLink, sendFreshLink, unknownLink } from './ended-link';
import { hiddenKept, keptFields, typedFields } from './kept-fields';
import { lostFacts } from './lost-facts';
import { RequestHalted } from './request-halted';
import { sessionCookie, setSessionCookie } from './session-cookie';
import { wasSignedOut } from './sign-ins';
import type { StaffDeps } from './staff-deps';
import type { FileOfPage, LinkSubject, RecordsOfPage, ReturnedForm, StaffPage } from './staff-page';
import { codeProblemText } from './typed-code';

/** A kind of page that a mail to staff links to. */
export interface StaffLinkKind {
  readonly purpose: Extract<LinkPurpose, 'decide' | 'task' | 'case' | 'identity'>;
  readonly gate: DecisionGateFacts['purpose'];
  /** Path before the token. */
  readonly path: string;
  /**
   * What the member of staff must be allowed to do, or one of several things. Checked at every visit, since
   * it may have changed after the mail was sent.
   */
  readonly may: StaffMember['may'][number] | readonly StaffMember['may'][number][];
}

export interface StaffPageHandlers {
  readonly show: (c: Context, page: StaffPage, again?: ReturnedForm) => Promise<Response>;
  readonly act: (c: Context, page: StaffPage, fields: Fields) => Promise<Response>;
  /** A file that belongs to the page. @default there is none */
  readonly file?: (c: Context, page: StaffPage, which: FileOfPage) => Promise<Response | undefined>;
  /** Further records that the page does not show. @default there are none */
  readonly records?: (c: Context, page: StaffPage, which: RecordsOfPage) => Promise<Response | undefined>;
}

/**
 * The routes of every mailed staff page: a gate that tells nothing and takes the code, the page behind it,
 * its files and further records. A GET changes nothing; a POST needs the session's CSRF value, or the code
 * again.
 */
export function staffLinkRoutes(deps: StaffDeps, kind: StaffLinkKind, handlers: StaffPageHandlers): Hono {
  const app = new Hono();
  const pages = new StaffLinkPages(deps, kind, handlers);
  app.get(`/${kind.path}/:token`, (c) => pages.gate(c));
  app.post(`/${kind.path}/:token`, (c) => pages.submitCode(c));
  app.post(`/${kind.path}/:token/fresh`, (c) => pages.fresh(c));
  app.get(`/${kind.path}/:token/page`, (c) => pages.page(c));
  app.post(`/${kind.path}/:token/page`, (c) => pages.act(c));
  app.get(`/${kind.path}/:token/page/file/:store/:number`, (c) => pages.file(c));
  app.get(`/${kind.path}/:token/page/records/:store/:collection`, (c) => pages.records(c));
  return app;
}

interface Open {
  readonly state: 'open';
  readonly item: TokenItem;
  readonly staff: StaffMember;
}

/** A page that somebody opened with the code, and may still look at. */
interface Opened {
  readonly item: LinkSubject;
  readonly staff: StaffMember;
  readonly session: SessionItem;
}

class StaffLinkPages {
  constructor(
    private readonly deps: StaffDeps,
    private readonly kind: StaffLinkKind,
    private readonly handlers: StaffPageHandlers,
  ) {}

  async gate(c: Context): Promise<Response> {
    const found = await this.findLink(c);
    return found.state === 'open' ? this.showGate(c, found.item) : this.refuse(c, found);
  }

  /** Mails a fresh link in place of one that no longer works; a link that works shows its gate. */
  async fresh(c: Context): Promise<Response> {
    const found = await this.findLink(c);
    if (found.state === 'open') return c.redirect(this.gatePath(c), 303);
    const fields = await readFields(c);
    if (found.state !== 'spent') return this.refuse(c, found, fields);
    return sendFreshLink(this.deps, c, found, writtenTexts(fields));
  }

  async submitCode(c: Context): Promise<Response> {
    const found = await this.findLink(c);
    const fields = await readFields(c);
    if (found.state !== 'open') return this.refuse(c, found, fields);
    const session = await this.openByCode(c, found.item, fields.code ?? '');
    if ('problem' in session) return this.gateAgain(c, found.item, session.problem, keptFields(fields));
    const kept = keptFields(fields);
    if (Object.keys(kept).length === 0) return c.redirect(this.pagePath(c), 303);
    const page = await this.open(c, found, session);
    return this.unlessLost(c, page, () => this.handlers.show(c, page, { values: kept, errors: {} }));
  }

  async page(c: Context): Promise<Response> {
    const opened = await this.opened(c);
    if (!opened) return this.withoutSession(c);
    const page = await this.open(c, opened, opened.session);
    return this.unlessLost(c, page, () => this.handlers.show(c, page));
  }

  async act(c: Context): Promise<Response> {
    const fields = await readFields(c);
    const inSession = await this.opened(c);
    if (inSession && constantTimeEqual(fields.csrf ?? '', inSession.session.csrf)) {
      const page = await this.open(c, inSession, inSession.session);
      return this.carryOut(c, page, fields);
    }
    const found = await this.findLink(c);
    if (found.state !== 'open') return this.refuse(c, found, fields);
    const opened = await this.openByCode(c, found.item, fields.code ?? '');
    if ('problem' in opened) return this.gateAgain(c, found.item, opened.problem, typedFields(fields));
    const page = { ...(await this.open(c, found, opened)), codeTyped: true };
    return this.carryOut(c, page, fields);
  }

  /** Carries out the act. Nothing is recorded where the request changed between reading and writing. */
  private async carryOut(c: Context, page: StaffPage, fields: Fields): Promise<Response> {
    try {
      return await this.unlessLost(c, page, () => this.handlers.act(c, page, fields));
    } catch (error) {
      if (error instanceof NotAllowedError) return actOutcomePage(this.deps, c, page, 'changed-meanwhile');
      throw error;
    }
  }

  async file(c: Context): Promise<Response> {
    const which = { storeId: c.req.param('store') ?? '', number: Number(c.req.param('number')) };
    return this.belowPage(c, async (page) => this.handlers.file?.(c, page, which));
  }

  async records(c: Context): Promise<Response> {
    const which = {
      storeId: c.req.param('store') ?? '',
      collection: c.req.param('collection') ?? '',
      part: Number(c.req.query('part') ?? 1),
      after: Number(c.req.query('after') ?? 0),
    };
    return this.belowPage(c, async (page) => this.handlers.records?.(c, page, which));
  }

  /** Something that belongs to the page, for those who have opened it. */
  private async belowPage(
    c: Context,
    answer: (page: StaffPage) => Promise<Response | undefined>,
  ): Promise<Response> {
    const opened = await this.opened(c);
    if (!opened) return this.withoutSession(c);
    const page = await this.open(c, opened, opened.session);
    return this.unlessLost(c, page, async () => (await answer(page)) ?? unknownLink(this.deps, c));
  }

  private async findLink(c: Context): Promise<Open | Ended> {
    const link = await findLink(this.deps, this.kind.purpose, tokenOf(c));
    if (link.state === 'unknown') return link;
    const item = link.token;
    const staff = this.mayOpen(item);
    if (!staff) return { state: 'not-yours', item };
    if (link.state === 'open') return { state: 'open', item, staff };
    return { state: 'spent', item, staff, because: link.because };
  }

  private mayOpen({ staffId }: LinkSubject): StaffMember | undefined {
    const enough = [this.kind.may].flat();
    const staff = this.deps.desk.staff.find((member) => member.id === staffId);
    return staff?.may.some((right) => enough.includes(right)) ? staff : undefined;
  }

  /** What the session says of its link, which is looked up only where it does not say when the link ends. */
  private async opened(c: Context): Promise<Opened | undefined> {
    const session = await this.session(c);
    if (!session) return undefined;
    const item = session.linkEndsAt === undefined ? await this.openItem(c) : session;
    const staff = item && this.mayOpen(item);
    const hasEnded = (session.linkEndsAt ?? session.expiresAt) <= this.deps.clock.now();
    return staff && !hasEnded ? { item, staff, session } : undefined;
  }

  private async openItem(c: Context): Promise<TokenItem | undefined> {
    const found = await this.findLink(c);
    return found.state === 'open' ? found.item : undefined;
  }

  private async withoutSession(c: Context): Promise<Response> {
    const found = await this.findLink(c);
    return found.state === 'open' ? c.redirect(this.gatePath(c), 303) : this.refuse(c, found);
  }

  private async session(c: Context): Promise<SessionItem | undefined> {
    const token = tokenOf(c);
    const cookie = sessionCookie(c, this.deps, { token });
    const session = await findSession(this.deps, this.kind.purpose, cookie, token);
    return session && !(await wasSignedOut(this.deps, session, this.deps.clock.now())) ? session : undefined;
  }

  private async openByCode(
    c: Context,
    item: TokenItem,
    code: string,
  ): Promise<SessionItem | { problem: string }> {
    const token = tokenOf(c);
    const tried = await tryCode(this.deps, this.kind.purpose, token, code);
    if (tried.outcome !== 'right') return { problem: codeProblemText(tried) };
    const value = await openSession(this.deps, item);
    setSessionCookie(c, this.deps, { of: { token }, value });
    const session = await findSession(this.deps, this.kind.purpose, value, token);
    if (!session) throw new Error('the session that was opened is not there');
    return session;
  }

  private async open(
    c: Context,
    found: { item: LinkSubject; staff: StaffMember },
    session: SessionItem,
  ): Promise<StaffPage> {
    const request = await this.deps.register.load(found.item.requestId);
    const { item, staff } = found;
    return { item, staff, session, request, token: tokenOf(c), action: this.pagePath(c), codeTyped: false };
  }

  /** A request that lost events has one page for every link; one whose key was destroyed has none. */
  private async unlessLost(
    c: Context,
    { request }: StaffPage,
    answer: () => Promise<Response>,
  ): Promise<Response> {
    if (isHistoryLost(request.log)) return this.showLost(c, request);
    try {
      return await answer();
    } catch (error) {
      if (error instanceof ShreddedError) return unknownLink(this.deps, c);
      throw error;
    }
  }

  private async showLost(c: Context, request: DataSubjectRequest): Promise<Response> {
    const isPosted = c.req.method === 'POST';
    const written = isPosted ? writtenTexts(await readFields(c)) : [];
    const lost = lostFacts(request.log, this.deps.desk.zone);
    const view = RequestHalted({ ...frameOf(this.deps), nickname: nicknameOf(request), lost, written });
    return pageReply(c, view, { status: isPosted ? 400 : 200 });
  }

  /** Shows the gate again, or after the last try the page that offers a fresh link. */
  private async gateAgain(c: Context, item: TokenItem, problem: string, kept: Fields): Promise<Response> {
    const found = await this.findLink(c);
    return found.state === 'open' ? this.showGate(c, item, problem, kept) : this.refuse(c, found, kept);
  }

  private async showGate(c: Context, item: TokenItem, error?: string, kept: Fields = {}): Promise<Response> {
    const nickname = item.nickname ?? nicknameOf(await this.deps.register.load(item.requestId));
    const page = DecisionGate({
      ...frameOf(this.deps),
      nickname,
      purpose: this.kind.gate,
      form: { action: this.gatePath(c), hidden: hiddenKept(kept) },
      ...(error ? { error } : {}),
    });
    return pageReply(c, page, { status: error ? 400 : 200 });
  }

  private async refuse(c: Context, ended: Ended, fields: Fields = {}): Promise<Response> {
    return endedLink(this.deps, c, ended, {
      action: `${this.gatePath(c)}/fresh`,
      written: writtenTexts(fields),
    });
  }

  private gatePath(c: Context): string {
    return `/${this.kind.path}/${tokenOf(c)}`;
  }

  private pagePath(c: Context): string {
    return `${this.gatePath(c)}/page`;
  }
}

function tokenOf(c: Context): string {
  return c.req.param('token') ?? '';
}
