import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { allOf, type DataSubjectRequest, isErasurePaused } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import { referenceOf } from '../../domain/reference';
import { noticeEndsAt } from '../../domain/timers';
import { wake } from '../../driving/wake';
import { staffErasurePaused } from '../../emails/staff-mails';
import { findLink, tryCode } from '../../links/open-link';
import { mailStaff } from '../../mailing/mail-once';
import { deciders } from '../../mailing/staff-facts';
import { staffLink } from '../../mailing/staff-link';
import { ErasureNotice } from '../../pages/customer/erasure-notice';
import type { FieldErrors } from '../../pages/form-parts';
import { type Fields, readFields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import { linkProblem } from '../web-app';
import type { ProofDeps } from './proof.routes';

/** The day before an erasure: whoever holds one of this person's mailboxes can stop it for staff to look. It pauses and cancels nothing. */
export function noticeRoutes(deps: ProofDeps): Hono {
  const app = new Hono();
  app.get('/n/:token', async (c) => {
    const link = await findLink(deps, 'notice', c.req.param('token'));
    if (link.state === 'unknown') return answerPage(c, linkProblem(deps), { status: 404 });
    return show(deps, c, await deps.register.load(link.token.requestId));
  });
  app.post('/n/:token', async (c) => {
    const fields = await readFields(c);
    const tried = await tryCode(deps, 'notice', c.req.param('token'), fields.code ?? '');
    if (tried.answer === 'unknown') return answerPage(c, linkProblem(deps), { status: 404 });
    const request = await deps.register.load(tried.token.requestId);
    if (tried.answer !== 'right') {
      const code =
        tried.answer === 'expired' ? 'This link no longer works.' : 'Type the code that stands in the mail.';
      return show(deps, c, request, { values: fields, errors: { code } });
    }
    return show(deps, c, await pause(deps, request, fields.reason ?? ''));
  });
  return app;
}

async function pause(
  deps: ProofDeps,
  request: DataSubjectRequest,
  reason: string,
): Promise<DataSubjectRequest> {
  const { requestId } = request;
  const sealed = await deps.vault.seal(requestId, reason.slice(0, 2_000));
  const turn = allOf(request.log, 'erasure-resumed').length + 1;
  const after = await deps.register.append(requestId, `pause-erasure-${turn}`, (now) =>
    noticeEndsAt(now, deps.book)
      ? { type: 'erasure-paused', data: {}, sealed, actor: { kind: 'requester' } }
      : undefined,
  );
  if (!isErasurePaused(after)) return after;
  for (const staffId of deciders(deps)) {
    await mailStaff(
      deps,
      requestId,
      { key: `erasure-paused-${turn}`, mail: staffErasurePaused, staffId },
      async (now) => ({
        ...(await staffLink(deps, now, { purpose: 'case', staffId, issue: 2000 + turn })),
        dueOn: dueDates(now, deps.book).latest,
      }),
    );
  }
  const handed = await deps.register.append(requestId, `paused-to-staff-${turn}`, (now) =>
    now.status === 'erasure-notice'
      ? { type: 'handed-to-staff', data: { reason: 'staff-choice' }, actor: { kind: 'desk' } }
      : undefined,
  );
  await wake(deps, requestId);
  return handed;
}

function show(
  deps: ProofDeps,
  c: Context,
  request: DataSubjectRequest,
  again?: { values: Fields; errors: FieldErrors },
): Response {
  const about = { ...frameOf(deps), reference: referenceOf(request.requestId) };
  const startsAt = noticeEndsAt(request, deps.book);
  if (startsAt && request.status === 'erasure-notice') {
    const form = { action: c.req.path };
    const facts = { ...about, state: 'ask' as const, form, startsAt, zone: request.received.zone };
    return answerPage(c, ErasureNotice({ ...facts, ...again }), { status: again ? 400 : 200 });
  }
  const paused = isErasurePaused(request);
  return answerPage(c, ErasureNotice({ ...about, state: paused ? 'paused' : 'too-late' }));
}
