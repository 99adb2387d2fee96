import type { StaffMember } from '../../domain/desk';
import { handOverReason, isForAnother } from '../../domain/hand-over-reason';
import { mailAddressFault } from '../../domain/mail-address';
import { nicknameFrom } from '../../domain/nickname';
import { SALE_OPT_OUT } from '../../domain/opt-out-standing';
import type { EnteredForm } from '../../domain/request-form';
import { isReview, isRight, rights } from '../../domain/rights';
import { ensureDriver } from '../../driving/ensure-driver';
import { acknowledge } from '../../mailing/acknowledge';
import { lawsOfNew } from '../../queue/asked-about';
import { linkOwnAddress } from '../../queue/link-proof';
import { noteOptOut } from '../../queue/opt-outs-of';
import { handOver, takeReview } from '../../steps/receive/set-out';
import type { StaffDeps } from './staff-deps';

export interface EnteredRequest {
  readonly requestId: string;
  readonly form: EnteredForm;
  /** Instant at which it reached the controller: the clock runs from there. */
  readonly receivedAt: string;
  /** Letter, phone, mail, in person. */
  readonly cameBy: string;
  readonly staff: StaffMember;
  /** Why staff know who it is; then nobody has to prove anything. */
  readonly known?: string;
}

/**
 * Takes what staff entered into the register, as the receiving step does with the form. Each part may be
 * repeated: the same form is the same request.
 */
export async function enterRequest(deps: StaffDeps, entered: EnteredRequest): Promise<void> {
  const { requestId, form } = entered;
  await deps.vault.adopt(requestId);
  await openRequest(deps, entered);
  if (isReview(form.right)) return takeReview(deps, requestId, form);
  if (form.right === SALE_OPT_OUT) await noteOptOut(deps, await deps.register.load(requestId));
  if (isRight(form.right) && !rights[form.right].proof && isReachable(form) && !isForAnother(form))
    return ensureDriver(deps, requestId);
  if (entered.known) await noteKnown(deps, entered, entered.known);
  const reason = handOverReason(form) ?? (isReachable(form) ? undefined : 'by-post');
  if (reason) return handOver(deps, requestId, reason);
  if (entered.known) await acknowledge(deps, requestId);
  await ensureDriver(deps, requestId);
}

/** Whether a mail can go to the person. Otherwise their answers go by post, and somebody sees to it. */
function isReachable({ email }: EnteredForm): boolean {
  return email !== undefined && mailAddressFault(email) === undefined;
}

async function openRequest(deps: StaffDeps, entered: EnteredRequest): Promise<void> {
  const { requestId, form, receivedAt, cameBy, staff } = entered;
  if (!isRight(form.right)) throw new Error('the form names no right');
  const { email, postal, name, message, about, answers, corrections, livesIn } = form;
  await deps.register.open(requestId, 'received', {
    type: 'received',
    data: {
      right: form.right,
      ...(await lawsOfNew(deps, form.right, { form, receivedAt })),
      channel: 'staff',
      receivedAt,
      place: deps.desk.place,
      zone: deps.desk.zone,
      forWhom: form.forWhom,
      relation: form.relation,
      ...(form.wants ? { wants: form.wants } : {}),
      enteredBy: staff.id,
      nickname: nicknameFrom(await deps.vault.derive(requestId, 'nickname')),
    },
    sealed: await deps.vault.seal(requestId, {
      ...(email ? { email } : {}),
      ...(postal ? { postal } : {}),
      cameBy,
      ...(name ? { name } : {}),
      ...(message ? { message } : {}),
      ...(about ? { about } : {}),
      ...(answers ? { answers } : {}),
      ...(corrections ? { corrections } : {}),
      ...(livesIn ? { livesIn } : {}),
    }),
    actor: { kind: 'staff', id: staff.id },
  });
}

async function noteKnown(
  deps: StaffDeps,
  { requestId, staff }: EnteredRequest,
  known: string,
): Promise<void> {
  const sealed = await deps.vault.seal(requestId, known);
  await linkOwnAddress(deps, await deps.register.load(requestId));
  await deps.register.append(requestId, 'known-0', (now) =>
    now.status === 'awaiting-verification'
      ? {
          type: 'identity-verified',
          data: { method: 'staff-known', staffId: staff.id },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
}
