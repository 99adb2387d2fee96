import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { wakeDriver } from '../../casework/driver/wake';
import { CODE_LIMITS } from '../../casework/links/code-budget';
import { issueLink } from '../../casework/links/issue-link';
import { type CodeResult, findLink } from '../../casework/links/open-link';
import { type CodeEntry, findCodeEntry, mailCode, tryMailedCode } from '../../casework/mail/mail-code';
import { carriedOnFrom } from '../../domain/carried-on-from';
import {
  type DataSubjectRequest,
  hasHappened,
  isApproved,
  isWithdrawn,
} from '../../domain/data-subject-request';
import type { NewEvent } from '../../domain/events';
import { allows } from '../../domain/guards';
import { lastOf } from '../../domain/log-entries';
import { referenceOf } from '../../domain/reference';
import { rights } from '../../domain/rights';
import { withdrawCode } from '../../emails/person-mails';
import { buildTimeline } from '../../words/build-timeline';
import { codeEndedText, tooManyCodesText } from '../../words/code-text';
import type { Stage } from '../../words/stage-labels';
import { readFields } from '../form-fields';
import { outstandingParts } from '../outstanding-parts';
import { frameOf, pageReply } from '../page-reply';
import { brokenLinkPage } from '../web-app';
import { wrongCodeText } from './mailbox-code-page';
import { mayProveMore } from './more-proof.routes';
import type { RequesterDeps } from './proof.routes';
import { RequestStatus, type RequestStatusFacts } from './request-status';

/**
 * The status of a request for anyone who holds its link: dates and stage, no personal data. Withdrawing takes
 * a new code.
 */
export function statusRoutes(deps: RequesterDeps): Hono {
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
  deps: RequesterDeps,
  c: Context,
  go: (request: DataSubjectRequest, entry: CodeEntry) => Response | Promise<Response>,
): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const link = await findLink(deps, 'follow', token);
  if (link.state === 'open') return go(await deps.register.load(link.token.requestId), 'page');
  const mailed = link.state === 'unknown' ? await findCodeEntry(deps, 'withdraw-code', token) : undefined;
  if (!mailed) return pageReply(c, brokenLinkPage(deps), { status: 404 });
  return go(await deps.register.load(mailed.requestId), mailed.entry);
}

async function sendCode(deps: RequesterDeps, c: Context, request: DataSubjectRequest): Promise<Response> {
  if (!mayWithdraw(request)) return show(deps, c, request);
  const { next } = await mailCode(deps, request, withdrawCode);
  const error = next ? { error: tooManyCodesText(next, CODE_LIMITS, deps.desk.zone) } : {};
  return show(deps, c, request, { state: 'code', ...error });
}

async function withdraw(
  deps: RequesterDeps,
  c: Context,
  request: DataSubjectRequest,
  typed: { readonly entry: CodeEntry; readonly code: string },
): Promise<Response> {
  const tried = await tryMailedCode(deps, request, 'withdraw-code', typed);
  if (tried.outcome !== 'right') return show(deps, c, request, wrongCode(tried));
  const after = await deps.register.append(request.requestId, 'withdraw', (now) =>
    mayWithdraw(now) ? WITHDRAWN : undefined,
  );
  await wakeDriver(deps, request.requestId);
  return show(deps, c, after);
}

function wrongCode(tried: CodeResult): WithdrawState {
  if (tried.outcome === 'empty') return { state: 'code', error: wrongCodeText('empty') };
  if (tried.outcome !== 'wrong' || tried.triesLeft <= 0) return { state: 'ask', error: codeEndedText };
  return { state: 'code', error: wrongCodeText({ triesLeft: tried.triesLeft }) };
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
  deps: RequesterDeps,
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
    ...carriedOnFrom(request),
    stage: stageOf(request),
    timeline: buildTimeline(deps, request, false),
    missing: mayShowFindings(request) ? outstandingParts(deps.map, request) : [],
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
  return pageReply(c, RequestStatus(facts), { status: error ? 400 : 200 });
}

/** Before the decision, nothing may reveal whether or where anything was found. */
function mayShowFindings(request: DataSubjectRequest): boolean {
  return !rights[request.right].proof || isApproved(request);
}

async function nextStep(
  deps: RequesterDeps,
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
