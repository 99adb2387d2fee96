import { wakeDriver } from '../../casework/driver/wake';
import { whoAsks } from '../../casework/evidence/own-request';
import { approverWay } from '../../domain/approvals';
import { plusDuration } from '../../domain/civil-time';
import { isDoubted, isPausedWithStaff, seqOf } from '../../domain/data-subject-request';
import { lastOf } from '../../domain/log-entries';
import { noticeWait } from '../../domain/notice-end';
import type { Fields } from '../form-fields';
import type { FieldErrors, FormTarget } from '../parts/form-parts';
import { totpNeed } from '../totp/totp-need';
import { confirmProblem } from './decide/confirm-act';
import { resumeBlock } from './decide/own-word-block';
import type { HandedOverFacts } from './handed-over';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';

/** What the page says about the pause, and the form that resumes it unless somebody else has to. */
export async function resumeFacts(
  deps: StaffDeps,
  page: StaffPage,
  form: FormTarget,
): Promise<NonNullable<HandedOverFacts['resume']>> {
  return {
    confirmation: await totpNeed(deps, page),
    ...(await pauseFacts(deps, page)),
    ...(isDoubted(page.request) ? {} : { form }),
  };
}

/** What the person wrote, and why this member of staff may not resume it. */
async function pauseFacts(deps: StaffDeps, page: StaffPage): Promise<{ reason?: string; blocked?: string }> {
  const { request } = page;
  const blocked = await blockOf(deps, page);
  const sealed = lastOf(request.log, 'erasure-paused')?.sealed;
  const reason = sealed ? String(await deps.vault.unseal(request.requestId, sealed)) : '';
  return { ...(reason ? { reason } : {}), ...(blocked ? { blocked } : {}) };
}

/** Why this member of staff may not resume it, and who may, by the present settings. */
async function blockOf(deps: StaffDeps, { request, staff }: StaffPage): Promise<string | undefined> {
  return resumeBlock(approverWay(deps.desk, request, staff, await whoAsks(deps, request)));
}

type Resumed =
  | { readonly done: 'erasure-resumed' | 'already-decided' | 'changed-meanwhile' }
  | { readonly errors: FieldErrors };

/** Resumes an erasure that the person paused, after a second notice, which can be paused again. */
export async function resume(deps: StaffDeps, page: StaffPage, fields: Fields): Promise<Resumed> {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `resume-${seqOf(request, 'erasure-paused')}`;
  if (request.log.some((e) => e.commandId === commandId)) return { done: 'erasure-resumed' };
  if (!isPausedWithStaff(request)) return { done: 'already-decided' };
  if (isDoubted(request)) return { done: 'changed-meanwhile' };
  const block = await blockOf(deps, page);
  if (block) return { errors: { form: block } };
  const errors = await confirmProblem(deps, page, { act: 'resume', factor: 'totp', fields });
  if (errors) return { errors };
  const endsAt = plusDuration(deps.clock.now(), noticeWait(deps.desk, request), request.received.zone);
  const after = await deps.register.append(requestId, commandId, (now) =>
    isPausedWithStaff(now)
      ? {
          type: 'erasure-resumed',
          data: { staffId: staff.id, endsAt },
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  const resumed = after.log.some((e) => e.commandId === commandId);
  if (resumed) await wakeDriver(deps, requestId);
  return { done: resumed ? 'erasure-resumed' : 'already-decided' };
}
