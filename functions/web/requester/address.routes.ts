import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { wakeDriver } from '../../casework/driver/wake';
import { findLink, tryCode } from '../../casework/links/open-link';
import { linkNamedAddress } from '../../casework/queue/link-proof';
import { type DataSubjectRequest, isWithdrawn, provenOf } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { TokenItem } from '../../domain/desk-items';
import type { NewEvent } from '../../domain/events';
import { allows } from '../../domain/guards';
import { addressPlaceOf } from '../../domain/questions';
import { readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { brokenLinkPage } from '../web-app';
import type { RequesterDeps } from './proof.routes';
import { ProveAddress } from './prove-address';

/**
 * Proof of an address that the requester named in addition to their own. Its reader may be a stranger, so no
 * page names the request or who made it, and every link that does not work gets the same page, whatever the
 * reason.
 */
export function addressRoutes(deps: RequesterDeps): Hono {
  const app = new Hono();
  const broken = (c: Context) => pageReply(c, brokenLinkPage(deps), { status: 404 });
  app.get('/a/:token', async (c) => {
    const link = await findLink(deps, 'prove-address', c.req.param('token'));
    if (link.state !== 'open') return broken(c);
    const request = await deps.register.load(link.token.requestId);
    if (isProven(request, link.token)) return done(deps, c);
    return mayProve(request, link.token) ? ask(deps, c) : broken(c);
  });
  app.post('/a/:token', async (c) => {
    const { code = '' } = await readFields(c);
    const tried = await tryCode(deps, 'prove-address', c.req.param('token'), code);
    if (tried.outcome === 'unknown' || tried.outcome === 'expired') return broken(c);
    const request = await deps.register.load(tried.token.requestId);
    if (isProven(request, tried.token)) return done(deps, c);
    if (!mayProve(request, tried.token)) return broken(c);
    if (tried.outcome !== 'right')
      return ask(deps, c, tried.outcome === 'empty' ? 'empty' : { triesLeft: tried.triesLeft });
    await linkNamedAddress(deps, request, tried.token.subjectId ?? '');
    const after = await prove(deps, tried.token);
    return isProven(after, tried.token) ? done(deps, c) : broken(c);
  });
  return app;
}

function proofBy({ subjectId = '' }: TokenItem): NewEvent {
  return { type: 'identifier-proven', data: addressPlaceOf(subjectId), actor: { kind: 'requester' } };
}

function mayProve(request: DataSubjectRequest, token: TokenItem): boolean {
  return !isWithdrawn(request) && allows(request, proofBy(token));
}

function isProven(request: DataSubjectRequest, { subjectId = '' }: TokenItem): boolean {
  const { given, index } = addressPlaceOf(subjectId);
  return provenOf(request, given).has(index);
}

async function prove(deps: RequesterDeps, token: TokenItem): Promise<DataSubjectRequest> {
  const { requestId, subjectId } = token;
  const proven = await deps.register.append(requestId, `prove-address-${subjectId}`, (now) =>
    mayProve(now, token) ? proofBy(token) : undefined,
  );
  await wakeDriver(deps, requestId);
  return proven;
}

function ask(deps: RequesterDeps, c: Context, wrong?: { triesLeft: number } | 'empty'): Response {
  const form = { action: c.req.path };
  const page = ProveAddress({ ...frameOf(deps), state: 'ask', form, ...defined({ wrong }) });
  return pageReply(c, page, { status: wrong ? 400 : 200 });
}

function done(deps: RequesterDeps, c: Context): Response {
  return pageReply(c, ProveAddress({ ...frameOf(deps), state: 'done' }));
}
