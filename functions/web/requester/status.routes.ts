import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import {
  allows,
  type DataSubjectRequest,
  hasHappened,
  isApproved,
  isWithdrawn,
  lastOf,
} from '../../domain/data-subject-request';
import type { NewEvent } from '../../domain/events';
import { referenceOf } from '../../domain/reference';
import { rights } from '../../domain/rights';
import { wake } from '../../driving/wake';
import { withdrawCode } from '../../emails/person-mails';
import { CODE_LIMITS } from '../../links/code-budget';
import { issueLink } from '../../links/issue-link';
import { mailCode } from '../../links/mail-code';
import { findLink, tryCode } from '../../links/open-link';
import { timelineOf } from '../../mailing/timeline-of';
import { wrongCodeWords } from '../../pages/customer/mailed-code';
import { RequestStatus, type RequestStatusFacts } from '../../pages/customer/request-status';
import { tooManyCodes } from '../../pages/words/code-words';
import type { Stage } from '../../pages/words/stage-words';
import { readFields } from '../form-fields';
import { openParts } from '../open-parts';
import { answerPage, frameOf } from '../web-answer';
import { linkProblem } from '../web-app';
import type { ProofDeps } from './proof.routes';

/** Where a request stands, for whoever holds its link: dates and stage, no personal data. Withdrawing takes a fresh code. */
export function statusRoutes(deps: ProofDeps): Hono {
  const app = new Hono();
  app.get('/r/:token', async (c) => {
    const request = await requestOf(deps, c);
    return request ? show(deps, c, request) : answerPage(c, linkProblem(deps), { status: 404 });
  });
  app.post('/r/:token/withdraw', async (c) => {
    const request = await requestOf(deps, c);
    if (!request) return answerPage(c, linkProblem(deps), { status: 404 });
    const { ticket, code } = await readFields(c);
    if (ticket === undefined) return sendCode(deps, c, request);
    return withdraw(deps, c, request, { ticket, code: code ?? '' });
  });
  return app;
}

async function requestOf(deps: ProofDeps, c: Context): Promise<DataSubjectRequest | undefined> {
  const link = await findLink(deps, 'follow', c.req.param('token') ?? '');
  return link.state === 'open' ? deps.register.load(link.token.requestId) : undefined;
}

async function sendCode(deps: ProofDeps, c: Context, request: DataSubjectRequest): Promise<Response> {
  if (!mayWithdraw(request)) return show(deps, c, request);
  const mailed = await mailCode(deps, request, withdrawCode);
  if (mailed.ticket === undefined)
    return show(deps, c, request, {
      state: 'ask',
      error: tooManyCodes(mailed.next, CODE_LIMITS, deps.desk.zone),
    });
  return show(deps, c, request, { state: 'code', ticket: mailed.ticket });
}

async function withdraw(
  deps: ProofDeps,
  c: Context,
  request: DataSubjectRequest,
  typed: { ticket: string; code: string },
): Promise<Response> {
  const tried = await tryCode(deps, 'withdraw-code', typed.ticket, typed.code);
  const right = tried.answer === 'right' && tried.token.requestId === request.requestId;
  if (!right) return show(deps, c, request, { ...stateAfter(tried, typed.ticket), error: wrongCode(tried) });
  const after = await deps.register.append(request.requestId, 'withdraw', (now) =>
    mayWithdraw(now) ? WITHDRAWN : undefined,
  );
  await wake(deps, request.requestId);
  return show(deps, c, after);
}

function wrongCode(tried: { answer: string; triesLeft?: number }): string {
  if (tried.answer === 'empty') return 'Type the six digits that stand in the mail.';
  if (canTryOn(tried)) return wrongCodeWords({ triesLeft: tried.triesLeft ?? 0 });
  return 'This code no longer works. Ask for a new one.';
}

function canTryOn({ answer, triesLeft = 0 }: { answer: string; triesLeft?: number }): boolean {
  return answer === 'empty' || (answer === 'wrong' && triesLeft > 0);
}

/** A dead code is asked for no more: the way to the next takes its place. */
function stateAfter(tried: { answer: string; triesLeft?: number }, ticket: string): WithdrawState {
  return canTryOn(tried) ? { state: 'code', ticket } : { state: 'ask' };
}

const WITHDRAWN: NewEvent = { type: 'withdrawn', data: {}, actor: { kind: 'requester' } };

function mayWithdraw(request: DataSubjectRequest): boolean {
  return allows(request, WITHDRAWN) && !hasHappened(request, 'withdrawn');
}

interface WithdrawState {
  readonly state: 'ask' | 'code';
  readonly ticket?: string;
  readonly error?: string;
}

async function show(
  deps: ProofDeps,
  c: Context,
  request: DataSubjectRequest,
  withdrawing: WithdrawState = { state: 'ask' },
): Promise<Response> {
  const action = `/r/${c.req.param('token')}/withdraw`;
  const { state, ticket, error } = withdrawing;
  const facts: RequestStatusFacts = {
    ...frameOf(deps),
    reference: referenceOf(request.requestId),
    right: request.right,
    stage: stageOf(request),
    timeline: timelineOf(deps, request, false),
    missing: mayBeTold(request) ? openParts(deps.map, request) : [],
    ...(await nextStep(deps, request)),
    ...(mayWithdraw(request)
      ? {
          withdraw: {
            state,
            form: { action, hidden: ticket ? { ticket } : {} },
            ...(error ? { error } : {}),
          },
        }
      : {}),
  };
  return answerPage(c, RequestStatus(facts), { status: error ? 400 : 200 });
}

/** Before a decision nobody may tell that anything was found, or where. */
function mayBeTold(request: DataSubjectRequest): boolean {
  return !rights[request.right].proof || isApproved(request);
}

async function nextStep(
  deps: ProofDeps,
  request: DataSubjectRequest,
): Promise<Pick<RequestStatusFacts, 'step'>> {
  if (!lastOf(request.log, 'package-made')) return {};
  const link = await issueLink(deps, { requestId: request.requestId, purpose: 'download', issue: 1 });
  return { step: { url: link.url, label: 'Get my data' } };
}

const outcomeStages: Readonly<Record<string, Stage>> = {
  refused: 'refused',
  unverified: 'not-verified',
  'nothing-found': 'nothing-found',
  withdrawn: 'withdrawn',
};

export function stageOf(request: DataSubjectRequest): Stage {
  if (isWithdrawn(request)) return 'withdrawn';
  if (request.status === 'closed') {
    const ready = rights[request.right].carriedOut === 'export' && hasHappened(request, 'package-made');
    const done = request.outcome === 'partly-fulfilled' ? 'done-in-part' : 'done';
    return outcomeStages[request.outcome ?? ''] ?? (ready ? 'ready' : done);
  }
  const open: Readonly<Record<string, Stage>> = {
    'awaiting-verification': 'unverified',
    locating: 'searching',
    'awaiting-identifiers': 'waiting-for-you',
    'awaiting-decision': 'deciding',
    'with-staff': 'with-a-person',
  };
  return open[request.status] ?? 'carrying-out';
}
