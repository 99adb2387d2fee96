import type { Context } from 'hono';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';
import { findSession, type LinkState, openSession, tryCode } from '../../casework/links/open-link';
import { mailStaff } from '../../casework/mail/mail-once';
import { mailQuestionAgain } from '../../casework/mail/mail-question-again';
import { approvers } from '../../casework/mail/staff-facts';
import { staffLink } from '../../casework/mail/staff-link';
import { type DataSubjectRequest, isDoubted, isWithdrawn } from '../../domain/data-subject-request';
import type { SessionItem, TokenItem } from '../../domain/desk-items';
import { dueDates } from '../../domain/due-dates';
import type { NewEvent } from '../../domain/events';
import { allows } from '../../domain/guards';
import { allOf } from '../../domain/log-entries';
import { referenceOf } from '../../domain/reference';
import { staffAnswerArrived } from '../../emails/staff-mails';
import { instantText } from '../../words/date-text';
import type { Fields } from '../form-fields';
import { frameOf, type PageOptions, pageReply } from '../page-reply';
import type { FieldErrors } from '../parts/form-parts';
import type { StateOf } from '../parts/layout';
import { writtenFields, writtenTexts } from '../parts/written-text';
import { sessionCookie, setSessionCookie } from '../staff/session-cookie';
import { brokenLinkPage } from '../web-app';
import { AnswerQuestion, type AnswerQuestionFacts } from './answer-question';
import type { RequesterDeps } from './proof.routes';

/** Longest answer to a question of staff. Characters. */
const MAX_ANSWER_LENGTH = 4_000;

type KnownLink = Exclude<LinkState, { state: 'unknown' }>;

/**
 * A question of staff. Its text may be about the data subject, so a link alone does not show it or take an
 * answer: the typed code opens the page for this browser.
 */
export class QuestionPage {
  private constructor(
    private readonly deps: RequesterDeps,
    private readonly c: Context,
    private readonly link: KnownLink,
    private readonly request: DataSubjectRequest,
    private readonly questionId: string,
  ) {}

  /** What was posted here, to give back on a page that cannot take it. */
  private written: readonly string[] = [];

  static async of(
    deps: RequesterDeps,
    c: Context,
    link: KnownLink,
    questionId: string,
  ): Promise<QuestionPage> {
    return new QuestionPage(deps, c, link, await deps.register.load(link.token.requestId), questionId);
  }

  /** Looking changes nothing, however often. */
  async look(): Promise<Response> {
    const ended = await this.ended();
    if (ended) return ended;
    return (await this.session()) ? this.ask() : this.askForCode();
  }

  /**
   * Takes a code, an answer, or both: if the session ended while the requester was writing, the answer is
   * posted together with a new code, and nothing is lost.
   */
  async take(fields: Fields): Promise<Response> {
    this.written = writtenTexts(fields);
    const ended = await this.ended();
    if (ended) return ended;
    const session = await this.session();
    if (session && constantTimeEqual(fields.csrf ?? '', session.csrf)) return this.takeAnswer(fields);
    const tried = await tryCode(this.deps, 'answer', this.linkToken, fields.code ?? '');
    if (tried.outcome === 'expired' || (tried.outcome === 'wrong' && tried.triesLeft <= 0))
      return this.spent();
    if (tried.outcome !== 'right') return this.askForCode(fields, codeError(fields, tried));
    const value = await openSession(this.deps, tried.token);
    setSessionCookie(this.c, this.deps, { of: { token: this.linkToken }, value });
    if (fields.answer?.trim()) return this.takeAnswer(fields, value);
    return this.c.redirect(this.at, 303);
  }

  /** Mails the question again, with a new code: the way on from every link that does not open. */
  async fresh(fields: Fields): Promise<Response> {
    this.written = writtenTexts(fields);
    if (this.isOver() || this.isAnswered()) return this.look();
    const next = await mailQuestionAgain(this.deps, this.request, this.questionId);
    return next
      ? this.say({ state: 'wait', next: instantText(next, this.deps.desk.zone) }, { status: 429 })
      : this.say({ state: 'sent', linkLife: this.deps.desk.waits.linkLife });
  }

  private get linkToken(): string {
    return this.c.req.param('token') ?? '';
  }

  private get at(): string {
    return `/q/${this.linkToken}`;
  }

  private get answerBy(): string {
    return dueDates(this.request, this.deps.book).latest;
  }

  private get token(): TokenItem {
    return this.link.token;
  }

  private async ended(): Promise<Response | undefined> {
    if (!this.asked()?.sealed) return pageReply(this.c, brokenLinkPage(this.deps), { status: 404 });
    if (this.isAnswered()) return this.done();
    if (this.isOver()) return this.say({ state: 'over' }, { status: 410 });
    return this.link.state === 'open' ? undefined : this.spent();
  }

  private asked() {
    return allOf(this.request.log, 'question-asked').find((e) => e.data.questionId === this.questionId);
  }

  /**
   * Whether the requester has answered. They can still answer after staff recorded what they said in a letter
   * or a call.
   */
  private isAnswered(): boolean {
    const { questionId } = this;
    return allOf(this.request.log, 'question-answered').some(
      ({ data }) => data.questionId === questionId && data.staffId === undefined,
    );
  }

  private isOver(): boolean {
    return isWithdrawn(this.request) || !allows(this.request, answerTo(this.questionId));
  }

  private session(): Promise<SessionItem | undefined> {
    const cookie = sessionCookie(this.c, this.deps, { token: this.linkToken });
    return findSession(this.deps, 'answer', cookie, this.linkToken);
  }

  private async question(): Promise<string> {
    return String(await this.deps.vault.unseal(this.request.requestId, this.asked()?.sealed ?? ''));
  }

  private askForCode(fields: Fields = {}, error?: string): Response {
    const { answer } = fields;
    const form = { action: this.at, hidden: answer ? { answer } : {} };
    const fresh = { action: `${this.at}/fresh` };
    const state = { state: 'code', form, fresh, ...(error ? { error } : {}) } as const;
    return this.say(state, { status: error ? 400 : 200 });
  }

  private async ask(
    { values, errors }: { values: Fields; errors: FieldErrors } = { values: {}, errors: {} },
    cookie?: string,
  ): Promise<Response> {
    const session = cookie
      ? await findSession(this.deps, 'answer', cookie, this.linkToken)
      : await this.session();
    const form = { action: this.at, hidden: { csrf: session?.csrf ?? '' } };
    const { answerBy } = this;
    const question = await this.question();
    const status = Object.keys(errors).length > 0 ? 400 : 200;
    return this.say({ state: 'ask', form, question, answerBy, values, errors }, { status });
  }

  private async takeAnswer(fields: Fields, cookie?: string): Promise<Response> {
    const { deps, questionId } = this;
    const { requestId } = this.request;
    const answer = fields.answer?.trim() ?? '';
    if (answer === '' || answer.length > MAX_ANSWER_LENGTH) {
      const errors = { answer: 'Write an answer of up to 4,000 characters.' };
      return this.ask({ values: fields, errors }, cookie);
    }
    const sealed = await deps.vault.seal(requestId, answer);
    const after = await deps.register.append(requestId, `answer-${questionId}`, (now) =>
      allows(now, answerTo(questionId)) ? { ...answerTo(questionId), sealed } : undefined,
    );
    const page = new QuestionPage(deps, this.c, this.link, after, questionId);
    if (!page.isAnswered()) return page.look();
    await mailStaffAboutAnswer(deps, requestId, questionId);
    const question = await this.question();
    return page.say({ state: 'done', question, answerBy: page.answerBy });
  }

  private async done(): Promise<Response> {
    const question = (await this.session()) ? { question: await this.question() } : {};
    return this.say({ state: 'done', ...question, answerBy: this.answerBy });
  }

  private spent(): Response {
    const because = this.token.expiresAt <= this.deps.clock.now() ? 'time' : 'tries';
    return this.say(
      { state: 'spent', because, fresh: { action: `${this.at}/fresh`, hidden: writtenFields(this.written) } },
      { status: 410 },
    );
  }

  private say(state: StateOf<AnswerQuestionFacts, 'reference'>, options: PageOptions = {}): Response {
    const reference = referenceOf(this.request.requestId);
    const facts = { ...frameOf(this.deps), reference, written: this.written, ...state };
    return pageReply(this.c, AnswerQuestion(facts as AnswerQuestionFacts), options);
  }
}

function answerTo(questionId: string): NewEvent {
  return { type: 'question-answered', data: { questionId }, actor: { kind: 'requester' } };
}

function codeError(fields: Fields, tried: { outcome: string; triesLeft?: number }): string {
  if (tried.outcome === 'wrong') return `That code is not right. Tries left: ${tried.triesLeft ?? 0}.`;
  return fields.answer
    ? 'This page was open for a quarter of an hour. Nothing is lost: type the code from the mail once more.'
    : 'Type the six digits from the mail.';
}

async function mailStaffAboutAnswer(
  deps: RequesterDeps,
  requestId: string,
  questionId: string,
): Promise<void> {
  for (const staffId of approvers(deps)) {
    const letter = { key: `answer-${questionId}`, mail: staffAnswerArrived, staffId } as const;
    await mailStaff(deps, requestId, letter, async (request) => {
      const purpose = pageFor(request);
      const issue = 1000 + allOf(request.log, 'question-answered').length;
      const link = await staffLink(deps, request, { purpose, staffId, issue });
      return { ...link, dueOn: dueDates(request, deps.book).latest };
    });
  }
}

/**
 * The page on which staff continue after an answer: the case, the question of who is asking, or the decision.
 */
function pageFor(request: DataSubjectRequest): 'case' | 'identity' | 'decide' {
  const { status } = request;
  if (status === 'with-staff') return 'case';
  const isWho = status === 'awaiting-verification' || (status === 'locating' && isDoubted(request));
  return isWho ? 'identity' : 'decide';
}
