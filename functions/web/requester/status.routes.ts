import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import {
  type DataSubjectRequest,
  hasHappened,
  isApproved,
  isWithdrawn,
  lastOf,
} from '../../domain/data-subject-request';
import type { NewEvent } from '../../domain/events';
import { allows } from '../../domain/guards';
import { letterFollowed } from '../../domain/letter-followed';
import { referenceOf } from '../../domain/reference';
import { rights } from '../../domain/rights';
import { wake } from '../../driving/wake';
import { withdrawCode } from '../../emails/person-mails';
import { CODE_LIMITS } from '../../links/code-budget';
import { issueLink } from '../../links/issue-link';
import { type CodeDoor, codeDoor, mailCode, tryMailedCodeAt } from '../../links/mail-code';
import { type CodeAnswer, findLink } from '../../links/open-link';
import { timelineOf } from '../../mailing/timeline-of';
import { wrongCodeWords } from '../../pages/customer/mailed-code';
import { RequestStatus, type RequestStatusFacts } from '../../pages/customer/request-status';
import { codeEnded, tooManyCodes } from '../../pages/words/code-words';
import type { Stage } from '../../pages/words/stage-words';
import { readFields } from '../form-fields';
import { openParts } from '../open-parts';
import { answerPage, frameOf } from '../web-answer';
import { linkProblem } from '../web-app';
import { mayProveMore } from './more-proof.routes';
import type { ProofDeps } from './proof.routes';

/**
 * The status of a request for anyone who holds its link: dates and stage, no personal data. Withdrawing takes
 * a new code.
 */
export function statusRoutes(deps: ProofDeps): Hono {
  const app = new Hono();
  app.get('/r/:token', (c) =>
    withRequest(deps, c, (request, entry) =>
      show(deps, c, request, { state: entry === 'page' ? 'ask' : 'code' }),
    ),
  );
  app.post('/r/:token/withdraw', (c) =>
    withRequest(deps, c, async (request, entry) => {
      const { code } = await readFields(c);
      return code === undefined ? sendCode(deps, c, request) : withdraw(deps, c, request, { entry, code });
    }),
  );
  return app;
}

async function withRequest(
  deps: ProofDeps,
  c: Context,
  go: (request: DataSubjectRequest, entry: CodeDoor) => Response | Promise<Response>,
): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const link = await findLink(deps, 'follow', token);
  if (link.state === 'open') return go(await deps.register.load(link.token.requestId), 'page');
  const mailed = link.state === 'unknown' ? await codeDoor(deps, 'withdraw-code', token) : undefined;
  if (!mailed) return answerPage(c, linkProblem(deps), { status: 404 });
  return go(await deps.register.load(mailed.requestId), mailed.entry);
}

async function sendCode(deps: ProofDeps, c: Context, request: DataSubjectRequest): Promise<Response> {
  if (!mayWithdraw(request)) return show(deps, c, request);
  const { next } = await mailCode(deps, request, withdrawCode);
  const error = next ? { error: tooManyCodes(next, CODE_LIMITS, deps.desk.zone) } : {};
  return show(deps, c, request, { state: 'code', ...error });
}

async function withdraw(
  deps: ProofDeps,
  c: Context,
  request: DataSubjectRequest,
  typed: { readonly entry: CodeDoor; readonly code: string },
): Promise<Response> {
  const tried = await tryMailedCodeAt(deps, request, 'withdraw-code', typed);
  if (tried.answer !== 'right') return show(deps, c, request, wrongCode(tried));
  const after = await deps.register.append(request.requestId, 'withdraw', (now) =>
    mayWithdraw(now) ? WITHDRAWN : undefined,
  );
  await wake(deps, request.requestId);
  return show(deps, c, after);
}

function wrongCode(tried: CodeAnswer): WithdrawState {
  if (tried.answer === 'empty') return { state: 'code', error: wrongCodeWords('empty') };
  if (tried.answer !== 'wrong' || tried.triesLeft <= 0) return { state: 'ask', error: codeEnded };
  return { state: 'code', error: wrongCodeWords({ triesLeft: tried.triesLeft }) };
}

const WITHDRAWN: NewEvent = { type: 'withdrawn', data: {}, actor: { kind: 'requester' } };

function mayWithdraw(request: DataSubjectRequest): boolean {
  return allows(request, WITHDRAWN) && !hasHappened(request, 'withdrawn');
}

interface WithdrawState {
  readonly state: 'ask' | 'code';
  readonly error?: string;
}

async function show(
  deps: ProofDeps,
  c: Context,
  request: DataSubjectRequest,
  withdrawing: WithdrawState = { state: 'ask' },
): Promise<Response> {
  const action = `/r/${c.req.param('token')}/withdraw`;
  const { state, error } = withdrawing;
  const facts: RequestStatusFacts = {
    ...frameOf(deps),
    reference: referenceOf(request.requestId),
    right: request.right,
    ...letterFollowed(request),
    stage: stageOf(request),
    timeline: timelineOf(deps, request, false),
    missing: mayShowFindings(request) ? openParts(deps.map, request) : [],
    ...(await nextStep(deps, request, c.req.param('token') ?? '')),
    ...(mayWithdraw(request)
      ? {
          withdraw: {
            state,
            form: { action },
            ...(error ? { error } : {}),
          },
        }
      : {}),
  };
  return answerPage(c, RequestStatus(facts), { status: error ? 400 : 200 });
}

/** Before the decision, nothing may reveal whether or where anything was found. */
function mayShowFindings(request: DataSubjectRequest): boolean {
  return !rights[request.right].proof || isApproved(request);
}

async function nextStep(
  deps: ProofDeps,
  request: DataSubjectRequest,
  token: string,
): Promise<Pick<RequestStatusFacts, 'step'>> {
  if (!lastOf(request.log, 'package-made')) {
    if (!mayProveMore(deps, request)) return {};
    return { step: { url: `/r/proof/${token}`, label: 'Prove more to see the details' } };
  }
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
